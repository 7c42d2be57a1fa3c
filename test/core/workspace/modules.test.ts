import assert from 'node:assert/strict';
import { findFile, sourceOf, splitSpecifier } from '../../../server/src/core/workspace/modules';
import { structureOf } from '../../support/structure';

describe('module resolution', () => {
  const files = {
    'package.json': '{ "name": "root" }',
    'src/a.ts': '',
    'src/b/index.tsx': '',
    'src/c.mts': '',
    'src/d.js': '',
    'packages/db/package.json': '{ "name": "@acme/db", "main": "dist/main.js" }',
    'packages/db/src/main.ts': '',
    'packages/db/src/pool.ts': '',
  };
  const model = structureOf(files);
  for (const [specifier, target] of Object.entries({
    './a': 'src/a.ts',
    './a.js': 'src/a.ts',
    './b': 'src/b/index.tsx',
    './c.mjs': 'src/c.mts',
    './d': 'src/d.js',
    '../src/a': 'src/a.ts',
    '@/a': 'src/a.ts',
    '~/b': 'src/b/index.tsx',
    '#a': 'src/a.ts',
    'src/a': 'src/a.ts',
    '@acme/db': 'packages/db/src/main.ts',
    '@acme/db/pool': 'packages/db/src/pool.ts',
    './missing': undefined,
    '../../outside': undefined,
    express: undefined,
    'node:fs': undefined,
  })) {
    it(`${specifier}: ${target ?? 'nothing'}`, () =>
      assert.equal(model.modules.resolve('src/x.ts', specifier), target));
  }

  it('names packages with and without a scope', () => {
    assert.deepEqual(splitSpecifier('@a/b/c/d'), ['@a/b', 'c/d']);
    assert.deepEqual(splitSpecifier('express'), ['express', '']);
  });

  it('finds the sources of what was built', () => {
    const has =
      (...paths: string[]) =>
      (path: string) =>
        findFile(path, (candidate) => paths.includes(candidate));
    assert.equal(sourceOf('dist/main.js', has('src/main.ts')), 'src/main.ts');
    assert.equal(sourceOf('dist/src/main', has('src/main.ts')), 'src/main.ts');
    assert.equal(sourceOf('build/index.js', has('server/index.ts')), 'server/index.ts');
    assert.equal(sourceOf('dist/main.js', has('dist/main.js', 'src/main.ts')), 'dist/main.js');
    assert.equal(sourceOf('server.js', has('server.ts')), 'server.ts');
    assert.equal(sourceOf('dist/other.js', has('src/main.ts')), undefined);
  });

  it('reaches what runs, through cycles, and not what is only a type', () => {
    const app = structureOf({
      'package.json': '{}',
      // Files that nothing makes worth parsing are read more coarsely: the signal's name makes this one.
      'a.ts': "import './b';\nimport type { T } from './types';\nprocess.on('SIGTERM', stop);\n",
      'b.ts': "import './a';\nexport * from './c';\nconst d = () => import('./d');\n",
      'c.ts': "const e = require('./e');\n",
      'd.ts': '',
      'e.ts': '',
      'f.ts': '',
      'types.ts': '',
    }).app('');
    assert.deepEqual([...app.reachableFrom(['a.ts'])].sort(), ['a.ts', 'b.ts', 'c.ts', 'd.ts', 'e.ts']);
  });
});
