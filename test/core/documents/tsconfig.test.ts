import assert from 'node:assert/strict';
import { parseTsconfig } from '../../../server/src/core/documents/tsconfig/parse';

describe('tsconfig', () => {
  it('reads what says where specifiers lead, comments and trailing commas included', () => {
    const text = `\uFEFF{ // base
      "extends": "./base", "references": [{ "path": "./app" }, 1],
      "compilerOptions": { "baseUrl": ".", "paths": { "@/*": ["./src/*", 2], }, "outDir": "lib", "verbatimModuleSyntax": true, },
    }`;
    assert.deepEqual(parseTsconfig(text), {
      extends: ['./base'],
      baseUrl: '.',
      paths: new Map([['@/*', ['./src/*']]]),
      references: ['./app'],
      outDir: 'lib',
      keepsImports: true,
    });
  });

  it('takes several bases, and gives nothing for what is no object', () => {
    assert.deepEqual(parseTsconfig('{ "extends": ["a", "b"] }').extends, ['a', 'b']);
    for (const text of ['', '[]', '{', '"a"', 'null']) assert.deepEqual(parseTsconfig(text).references, []);
  });
});
