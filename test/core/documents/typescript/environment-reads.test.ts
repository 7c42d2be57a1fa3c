import assert from 'node:assert/strict';
import { environmentReads, readsEnvironment } from '../../../../server/src/core/documents/typescript/environment-reads';
import { typescript } from '../../../support/typescript';

const namesIn = (text: string): string[] => {
  const { tree, bindings } = typescript(text);
  return environmentReads(tree, bindings).map(({ name }) => name);
};

describe('environment reads', () => {
  for (const text of [
    'process.env.A;',
    "process.env['A'];",
    'process.env[`A`];',
    'process.env.A!;',
    'const { A } = process.env;',
    'const { A: b = 1 } = process.env;',
    'const e = process.env; e.A;',
    'const { env } = process; env.A;',
    "import { env } from 'node:process'; env.A;",
    "import process from 'node:process'; process.env.A;",
    "require('process').env.A;",
    'globalThis.process.env.A;',
    'import.meta.env.A;',
    'Bun.env.A;',
    "Deno.env.get('A');",
  ]) {
    it(text, () => assert.deepEqual(namesIn(text), ['A']));
  }

  for (const text of [
    'process.env[name];',
    'const process = { env: { A: 1 } }; process.env.A;',
    'function f(env) { env.A; }',
    "import { env } from './env'; env.A;",
    'const { ...rest } = process.env;',
    'settings.env.A;',
    "cache.get('A');",
  ]) {
    it(`not ${text}`, () => assert.deepEqual(namesIn(text), []));
  }

  it('gives all of them in order', () => {
    assert.deepEqual(namesIn('const { B, C } = process.env; f(process.env.A ?? process.env.D);'), ['B', 'C', 'A', 'D']);
  });

  it('knows expressions that depend on the environment', () => {
    const depends = (text: string): boolean => {
      const { bindings, last } = typescript(`${text}; use(x);`);
      return readsEnvironment(last('x'), bindings);
    };
    assert.equal(depends('const x = Number(process.env.PORT) || 3000'), true);
    assert.equal(depends('const port = process.env.PORT; const x = port ?? 1'), true);
    assert.equal(depends('const { PORT: x } = process.env'), true);
    assert.equal(depends('const x = 3000'), false);
    assert.equal(depends('const x = options.PORT'), false);
    assert.equal(depends('const x = () => x'), false);
  });
});
