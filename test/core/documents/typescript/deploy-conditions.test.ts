import assert from 'node:assert/strict';
import { deploySubjectOf, deployTestOf } from '../../../../server/src/core/documents/typescript/deploy-conditions';
import { typescript } from '../../../support/typescript';

/** What the condition of the last `if` asks: `NODE_ENV is production`, `isDev (mixed) is dev`; `none` where it asks nothing. */
function asked(text: string): string {
  const condition = /if \((.*)\) x\(\)/.exec(text)?.[1] ?? '';
  const { bindings, last } = typescript(text);
  const test = deployTestOf(last(condition), bindings);
  if (test === undefined) return 'none';
  return `${test.subject}${test.alone ? '' : ' (mixed)'} ${test.negated ? 'is not' : 'is'} ${test.names.join(' or ')}`;
}

describe('conditions that ask for the deploy', () => {
  const cases: Readonly<Record<string, string>> = {
    "if (process.env.NODE_ENV === 'production') x();": 'NODE_ENV is production',
    "if ('production' != process.env['APP_ENV']) x();": 'APP_ENV is not production',
    "if ((process.env.NODE_ENV || 'development') === 'development') x();": 'NODE_ENV is development',
    "const { NODE_ENV = 'dev' } = process.env; if (NODE_ENV === 'dev') x();": 'NODE_ENV is dev',
    "const env = process.env.STAGE; if (env === 'prod') x();": 'STAGE is prod',
    "if (process.env.NODE_ENV?.toLowerCase() === 'production') x();": 'NODE_ENV is production',
    "if (config.env === 'production') x();": 'config.env is production',
    "if (configService.get('app.nodeEnv') === 'production') x();": 'app.nodeEnv is production',
    "if (this.configService.getOrThrow('NODE_ENV') === 'production') x();": 'NODE_ENV is production',
    "import express from 'express'; const app = express(); if (app.get('env') === 'development') x();":
      'env is development',
    'if (config.env === Environment.Production) x();': 'config.env is Production',
    "const NAMES = { live: 'production' }; if (process.env.ENVIRONMENT === NAMES.live) x();":
      'ENVIRONMENT is production',
    "if (!(process.env.NODE_ENV === 'production')) x();": 'NODE_ENV is not production',
    "if (process.env.NODE_ENV === 'dev' || process.env.NODE_ENV === 'production') x();":
      'NODE_ENV is dev or production',
    "if (process.env.NODE_ENV !== 'dev' && process.env.NODE_ENV !== 'test') x();": 'NODE_ENV is not dev or test',
    "if (['production', 'staging'].includes(process.env.NODE_ENV)) x();": 'NODE_ENV is production or staging',
    "if (process.env.NODE_ENV?.startsWith('dev')) x();": 'NODE_ENV is dev',
    'if (/^prod/.test(process.env.NODE_ENV)) x();': 'NODE_ENV is prod',
    "import { isProd } from './env'; if (isProd) x();": 'isProd is production'.replace('production', 'prod'),
    "import { isProd } from './env'; if (!isProd()) x();": 'isProd is not prod',
    "import env from './env'; if (env.isDevelopment) x();": 'env.isDevelopment is development',
    'if (this.config.isProduction) x();': 'this.config.isProduction is production',
    'const { isProduction } = config; if (isProduction) x();': 'isProduction is production',
    "const live = process.env.NODE_ENV === 'production'; if (live) x();": 'NODE_ENV is production',
    "const live = () => process.env.NODE_ENV === 'production'; if (live()) x();": 'NODE_ENV is production',
    "function live() { return process.env.NODE_ENV === 'production'; } if (live()) x();": 'NODE_ENV is production',
    "class A { live = process.env.NODE_ENV === 'production'; f() { if (this.live) x(); } }": 'NODE_ENV is production',
    "import { isProd } from './env'; if (isProd && ready) x();": 'isProd (mixed) is prod',
    "import { isDev } from './env'; if (ready || isDev) x();": 'isDev (mixed) is dev',
    // What is no such condition, or cannot be known.
    "if (process.env.MODE === 'production') x();": 'none',
    'function f(isProd) { if (isProd) x(); }': 'none',
    "function f(env) { if (env === 'production') x(); }": 'none',
    "if (environment.name === 'production') x();": 'none',
    'if (video.isLive) x();': 'none',
    "import { isProductive } from './env'; if (isProductive) x();": 'none',
    'if (process.env.NODE_ENV === name) x();': 'none',
    'if (process.env.NODE_ENV) x();': 'none',
    'let isProd = false; isProd = f(); if (isProd) x();': 'none',
  };
  for (const [text, expected] of Object.entries(cases)) it(`${text}`, () => assert.equal(asked(text), expected));

  it('name what they ask', () => {
    const { bindings, last } = typescript("const stage = process.env.STAGE ?? 'dev';\nuse(stage, other);");
    assert.equal(deploySubjectOf(last('stage'), bindings), 'STAGE');
    assert.equal(deploySubjectOf(last('other'), bindings), undefined);
  });
});
