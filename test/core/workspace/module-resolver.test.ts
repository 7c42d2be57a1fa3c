import assert from 'node:assert/strict';
import { structureOf } from '../../support/structure';

const model = structureOf({
  'package.json':
    '{ "name": "acme", "imports": { "#db": "./src/database.js", "#lib/*": { "default": "./dist/lib/*.js" } }, "_moduleAliases": { "deep": "dist/deep" } }',
  'tsconfig.json': '{ "extends": "./config/tsconfig.base.json", "references": [{ "path": "./tsconfig.app.json" }] }',
  'config/tsconfig.base.json':
    '{ "compilerOptions": { "paths": { "@base/*": ["../src/base/*"], "*": ["../types/*"] } } }',
  'tsconfig.app.json': '{ "compilerOptions": { "baseUrl": "./src", "paths": { "app": ["./app/index.ts"] } } }',
  'src/database.ts': '',
  'src/lib/a.ts': '',
  'src/base/a.ts': '',
  'src/app/index.ts': '',
  'src/models/user.ts': '',
  'src/deep/a.ts': '',
  'packages/db/package.json':
    '{ "name": "@acme/db", "exports": { ".": { "types": "./dist/index.d.ts", "import": "./dist/index.mjs" }, "./pool/*": "./dist/pools/*.js" } }',
  'packages/db/src/index.ts': '',
  'packages/db/src/pools/one.ts': '',
  'packages/plain/package.json': '{ "name": "plain" }',
  'packages/plain/src/index.ts': '',
});

describe('where specifiers lead', () => {
  for (const [specifier, target] of Object.entries({
    '@base/a': 'src/base/a.ts',
    app: 'src/app/index.ts',
    'models/user': 'src/models/user.ts',
    '#db': 'src/database.ts',
    '#lib/a': 'src/lib/a.ts',
    'deep/a': 'src/deep/a.ts',
    '@acme/db': 'packages/db/src/index.ts',
    '@acme/db/pool/one': 'packages/db/src/pools/one.ts',
    plain: 'packages/plain/src/index.ts',
    express: undefined,
  })) {
    it(`${specifier}: ${target ?? 'nothing'}`, () =>
      assert.equal(model.modules.resolve('src/x.ts', specifier), target));
  }

  for (const [specifier, name] of Object.entries({
    'express/lib': 'express',
    '@scope/name/sub': '@scope/name',
    '@base/gone': undefined,
    'models/gone': undefined,
    'deep/gone': undefined,
    '@acme/db': undefined,
    'node:fs': undefined,
    'fs/promises': undefined,
    'punycode/': 'punycode',
    '#gone': undefined,
    '@/a': undefined,
    'virtual:a': undefined,
    vscode: undefined,
  })) {
    it(`${specifier} names ${name ?? 'no package'}`, () =>
      assert.equal(model.modules.packageNamed('src/x.ts', specifier), name));
  }

  it('what a tool puts into an ignored folder is no package', () => {
    const { modules } = structureOf({
      'package.json': '{ "name": "bot" }',
      '.gitignore': 'made_modules\ntmp\nnode_modules\n/dist\n',
      'tsconfig.json': '{ "compilerOptions": { "paths": { "*": ["./*", "node_modules/*", "dist/*"] } } }',
      'index.ts': '',
    });
    assert.equal(modules.packageNamed('index.ts', 'made_modules/proactive'), undefined);
    assert.equal(modules.packageNamed('index.ts', 'express'), 'express');
    const { modules: plain } = structureOf({ 'package.json': '{}', '.gitignore': 'tmp\n', 'index.ts': '' });
    assert.equal(plain.packageNamed('index.ts', 'tmp'), 'tmp');
  });
});
