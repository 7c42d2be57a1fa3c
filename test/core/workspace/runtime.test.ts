import assert from 'node:assert/strict';
import { runtimeOf } from '../../../server/src/core/workspace/runtime';
import { structureOf } from '../../support/structure';

const kindsIn = (files: Record<string, string>, file: string): string[] => [
  ...runtimeOf(
    structureOf({ 'package.json': '{ "name": "a", "dependencies": { "express": "5" } }', ...files }).app(''),
  ).kindsOf(file),
];
const SERVER = "import express from 'express';\nimport './lib';\nexpress().listen(process.env.PORT);\n";

describe('which files run where', () => {
  const files = {
    Procfile: 'web: node src/server.js\nworker: node src/worker.js\nrelease: node src/migrate.js\n',
    'src/server.js': SERVER,
    'src/worker.js': "import './lib';\n",
    'src/migrate.js': '',
    'src/lib.js': '',
    'src/aside.js': '',
  };
  it('by the processes of a deploy', () => {
    assert.deepEqual(kindsIn(files, 'src/lib.js'), ['web', 'worker']);
    assert.deepEqual(kindsIn(files, 'src/server.js'), ['web']);
    assert.deepEqual(kindsIn(files, 'src/migrate.js'), ['task']);
    assert.deepEqual(kindsIn(files, 'src/aside.js'), []);
  });

  it('by scripts of the package', () => {
    const manifest = '{ "name": "a", "scripts": { "seed": "node src/aside.js" }, "dependencies": { "express": "5" } }';
    assert.deepEqual(kindsIn({ ...files, 'package.json': manifest }, 'src/aside.js'), ['script']);
  });

  it('by main or the usual names where nothing is started', () => {
    assert.deepEqual(kindsIn({ 'src/index.js': SERVER, 'src/lib.js': '' }, 'src/lib.js'), ['web']);
    const manifest = '{ "name": "a", "main": "dist/run.js" }';
    assert.deepEqual(kindsIn({ 'package.json': manifest, 'src/run.ts': '', 'src/index.ts': '' }, 'src/run.ts'), [
      'worker',
    ]);
  });
});
