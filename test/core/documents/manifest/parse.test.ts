import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dependencyOf, parseManifest, sectionSpan } from '../../../../server/src/core/documents/manifest/parse';
import { textOf } from '../../../../server/src/core/text/span';

const SAMPLE = `\ufeff{
  "name": "@acme/api",
  "private": true,
  "version": "1.2.3",
  "type": "module",
  "main": "dist/main.js",
  "bin": { "api": "./cli.js", "x": 1 },
  "files": ["dist", 3],
  "exports": { ".": "./dist/main.js" },
  "publishConfig": {},
  "workspaces": { "packages": ["packages/*"] },
  "packageManager": "pnpm@9.1.0",
  "engines": { "node": ">=20" },
  "volta": { "node": "20.1.0" },
  "devEngines": { "runtime": [{ "name": "bun" }, { "name": "node", "version": "^22" }], "packageManager": { "name": "pnpm" } },
  "scripts": { "start": "node dist/main.js", "x": "echo \\"a\\"", "bad": 3 }, // comment
  "dependencies": { "express": "^4.0.0", "pg": null, },
  "devDependencies": { "tsx": "4.0.0", "express": "^5.0.0" },
  "twelveFactor": { "preset": "strict" },
}
`;

describe('parseManifest', () => {
  const manifest = parseManifest(SAMPLE);

  it('reads the fields', () => {
    assert.equal(manifest.name, '@acme/api');
    assert.equal(textOf(SAMPLE, manifest.nameSpan ?? { start: 0, end: 0 }), '@acme/api');
    assert.equal(manifest.private, true);
    assert.equal(manifest.version, '1.2.3');
    assert.equal(manifest.type, 'module');
    assert.equal(manifest.main, 'dist/main.js');
    assert.deepEqual(
      manifest.bin.map(({ name, path }) => [name, path.value]),
      [['api', './cli.js']],
    );
    assert.deepEqual(manifest.files, ['dist']);
    assert.equal(manifest.hasExports, true);
    assert.equal(manifest.publishConfig, true);
    assert.deepEqual(manifest.workspaces, ['packages/*']);
    assert.equal(manifest.packageManager?.value, 'pnpm@9.1.0');
    assert.equal(manifest.nodeEngine?.value, '>=20');
    assert.equal(manifest.voltaNode?.value, '20.1.0');
    assert.equal(manifest.devEngineNode?.value, '^22');
    assert.equal(manifest.devEnginePackageManager?.value, 'pnpm');
    assert.equal(JSON.stringify(manifest.twelveFactor?.value), '{"preset":"strict"}');
    assert.deepEqual(parseManifest('{"bin":"a.js"}').bin[0]?.path.value, 'a.js');
    assert.deepEqual(parseManifest('{"workspaces":["a"]}').workspaces, ['a']);
  });

  it('gives scripts with offsets', () => {
    assert.deepEqual([...manifest.scripts.keys()], ['start', 'x']);
    const start = manifest.scripts.get('start');
    assert.equal(SAMPLE.startsWith('node dist/main.js"', start?.offset), true);
    assert.equal(start?.escaped, false);
    assert.deepEqual([manifest.scripts.get('x')?.text, manifest.scripts.get('x')?.escaped], ['echo "a"', true]);
    assert.equal(textOf(SAMPLE, start?.entrySpan ?? { start: 0, end: 0 }), '"start": "node dist/main.js"');
  });

  it('gives dependencies with their sections', () => {
    assert.deepEqual([...manifest.dependencies.keys()], ['express']);
    assert.equal(textOf(SAMPLE, manifest.dependencies.get('express')?.span ?? { start: 0, end: 0 }), '^4.0.0');
    assert.equal(dependencyOf(manifest, 'express')?.section, 'dependencies');
    assert.equal(dependencyOf(manifest, 'tsx')?.section, 'devDependencies');
    assert.equal(dependencyOf(manifest, 'none'), undefined);
    const span = sectionSpan(manifest, 'devDependencies');
    assert.equal(span && textOf(SAMPLE, span), '{ "tsx": "4.0.0", "express": "^5.0.0" }');
    assert.equal(sectionSpan(manifest, 'peerDependencies'), undefined);
  });

  it('takes the last of two equal names, and odd names as they are', () => {
    const odd = parseManifest('{"scripts":{"a":"1","a":"2","__proto__":"3","constructor":"4"},"dependencies":{}}');
    assert.equal(odd.scripts.get('a')?.text, '2');
    assert.equal(odd.scripts.get('__proto__')?.text, '3');
    assert.equal(odd.scripts.size, 3);
  });

  it('takes wrong types for absent', () => {
    for (const value of ['null', '3', '[]', '"x"', 'true', '{}', '[[1]]', '{"a":{}}']) {
      const keys =
        'name private version bin files workspaces engines volta devEngines scripts dependencies twelveFactor';
      const read = parseManifest(`{${keys.split(' ').map((key) => `"${key}": ${value}`)}}`);
      assert.equal(read.dependencies.size, 0);
      assert.equal(read.errors.length, 0);
    }
    assert.equal(parseManifest('[]').rootSpan, undefined);
  });

  it('never throws', () => {
    for (let length = 0; length <= SAMPLE.length; length++) parseManifest(SAMPLE.slice(0, length));
    parseManifest('['.repeat(200_000));
    parseManifest('{"twelveFactor":'.repeat(50_000));
    fc.assert(fc.property(fc.json(), (text) => void parseManifest(text)));
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseManifest(text)));
    const cut = parseManifest('{"scripts": {"start": "node');
    assert.equal(cut.scripts.get('start')?.text, 'node');
    assert.equal(cut.errors.length > 0, true);
  });
});
