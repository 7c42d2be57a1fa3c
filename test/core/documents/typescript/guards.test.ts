import assert from 'node:assert/strict';
import { isGuardedByDevelopment, isGuardedByProduction } from '../../../../server/src/core/documents/typescript/guards';
import { typescript } from '../../../support/typescript';

function guardOf(text: string): 'development' | 'production' | 'none' {
  const { bindings, last } = typescript(text);
  const node = last('x()');
  if (isGuardedByDevelopment(node, bindings)) return 'development';
  return isGuardedByProduction(node, bindings) ? 'production' : 'none';
}

describe('guards', () => {
  const cases: Readonly<Record<string, ReturnType<typeof guardOf>>> = {
    "if (process.env.NODE_ENV !== 'production') x();": 'development',
    "if (process.env.NODE_ENV === 'development') { f(); x(); }": 'development',
    "if ('test' == process.env.APP_ENV) x();": 'development',
    "if (process.env.NODE_ENV === 'production') f(); else x();": 'development',
    "process.env.NODE_ENV !== 'production' && x();": 'development',
    "process.env.NODE_ENV === 'production' || x();": 'development',
    "const a = process.env.NODE_ENV === 'production' ? f() : x();": 'development',
    'if (isDev && ready) x();': 'development',
    'const devConfig = { a: x() };': 'development',
    'const postgresDevConfig = { a: x() };': 'development',
    'const useDevice = { a: x() };': 'none',
    'const devices = { a: x() };': 'none',
    'const devSecret = x();': 'none',
    'const config = { development: { a: x() }, production: {} };': 'development',
    'const config = { development: { a: x() } };': 'none',
    'const config = { production: { a: x() }, development: {} };': 'none',
    'if (!isProduction) x();': 'development',
    'if (config.isDevelopment) x();': 'development',
    'if (process.env.DEBUG) x();': 'development',
    "if (process.env.NODE_ENV === 'production') x();": 'production',
    'if (isProd) x();': 'production',
    'if (!config.isDevelopment) x();': 'production',
    "if (process.env.NODE_ENV !== 'test') x();": 'none',
    "if (process.env.NODE_ENV === 'staging') x();": 'none',
    'if (process.env.VERBOSE) x();': 'none',
    "if (kind === 'production') x();": 'none',
    "if (process.env.DISABLE_AUTH === 'true') { x(); }": 'development',
    "if (process.env.SKIP_AUTH !== 'true') { x(); }": 'none',
    'if (config.useMockApi) x();': 'development',
    'if (config.mocking) x();': 'none',
    "function f() { if (process.env.NODE_ENV === 'production') throw new Error(); return x(); }": 'development',
    "function f() { if (process.env.NODE_ENV !== 'production') { g(); return; } x(); }": 'none',
    'function f() { if (isProduction && !secret) throw new Error(); x(); }': 'none',
    'function f() { if (isProduction || broken) throw new Error(); x(); }': 'development',
    "function f() { if (process.env.NODE_ENV === 'test') return; x(); }": 'none',
    'if (isProduction && ready) f(); else x();': 'none',
    'if (!(isProduction && ready)) x();': 'none',
    'if (isProduction || ready) f(); else x();': 'development',
    'if (process.env.DISABLE_AUTH) f(); else x();': 'none',
    'const secret = isBuildTime ? x() : process.env.SECRET;': 'development',
    'if (!isBuild) x();': 'none',
    'if (builder) x();': 'none',
    'if (options.skipAuth) x();': 'none',
    'if (process.env.DEMO_MODE) x();': 'none',
    "function f() { if (process.env.NODE_ENV === 'production') g(); x(); }": 'none',
    'if (x()) f();': 'none',
    'x();': 'none',
  };
  for (const [text, expected] of Object.entries(cases))
    it(`${text} ${expected}`, () => assert.equal(guardOf(text), expected));
});
