import assert from 'node:assert/strict';
import { folderWith } from '../host/temporary-folder';
import { runCli } from './run-cli';

const VALUE = ['hunter', 'two', '2024'].join('');

const FILES = {
  'package.json': '{ "name": "shop", "private": true, "dependencies": { "express": "^5.0.0" } }\n',
  '.gitignore': '.env\n',
  '.env': `API_TOKEN=${VALUE}\nOLD_NAME=1\n`,
  '.env.example': 'API_TOKEN=\nOLD_NAME=\n',
  'src/index.ts':
    "import express from 'express';\nexpress().listen(process.env.PORT);\nexport const a = process.env.API_TOKEN;\nexport const b = process.env.MAIL_FROM ?? 'x';\nexport const c = (name: string) => process.env[`S3_${name}`];\n",
  'compose.yml': 'services:\n  web:\n    build: .\n    environment:\n      - API_TOKEN\n',
};

describe('env', () => {
  it('lists variables as JSON: names, places, classes and what is amiss; no value', async () => {
    const { stdout, code } = await runCli(['env', '-f', 'json'], { cwd: folderWith(FILES), registry: 'real' });
    assert.equal(code, 0);
    assert.ok(!stdout.includes(VALUE));
    const { schemaVersion, tool, variables } = JSON.parse(stdout);
    assert.equal(schemaVersion, 1);
    assert.equal(tool.name, 'twelve-factor');
    const named = (name: string): unknown => variables.find((variable: { name: string }) => variable.name === name);
    assert.deepEqual(named('API_TOKEN'), {
      name: 'API_TOKEN',
      app: '.',
      class: 'secret',
      status: [],
      declarations: [
        { file: '.env', line: 1, column: 1, kind: 'dotenv' },
        { file: '.env.example', line: 1, column: 1, kind: 'example' },
        { file: 'compose.yml', line: 5, column: 9, kind: 'compose' },
      ],
      reads: [{ file: 'src/index.ts', line: 3, column: 30, hasDefault: false }],
    });
    assert.deepEqual(named('MAIL_FROM'), {
      name: 'MAIL_FROM',
      app: '.',
      class: 'config',
      status: ['undeclared', 'undocumented'],
      declarations: [],
      reads: [{ file: 'src/index.ts', line: 4, column: 30, hasDefault: true }],
    });
    assert.deepEqual((named('OLD_NAME') as { status: string[] }).status, ['unused']);
    assert.deepEqual((named('S3_*') as { status: string[] }).status, ['dynamic']);
    assert.equal((named('PORT') as { class: string }).class, 'platform');
  });

  it('prints a table that ends with a count', async () => {
    const { stdout } = await runCli(['env'], { cwd: folderWith(FILES), registry: 'real' });
    assert.match(stdout, /^this folder\n {2}variable +class +reads +declared in\n/);
    assert.match(stdout, /\n {2}OLD_NAME +config +0 +\.env, \.env\.example +unused\n/);
    assert.match(stdout, /\n {2}S3_\* +1 +name put together in src\/index\.ts\n/);
    assert.ok(!stdout.includes('any variable may be meant'));
    assert.match(stdout, /\n4 variables: 1 undeclared, 1 unused, 1 undocumented\.\n$/);
    assert.ok(!stdout.includes(VALUE));
  });

  it('says what a star alone means', async () => {
    const files = { ...FILES, 'src/all.ts': 'export const all = (name: string) => process.env[name];\n' };
    const { stdout } = await runCli(['env'], { cwd: folderWith(files), registry: 'real' });
    assert.match(stdout, /\n {2}\* +1 +name put together in src\/all\.ts\n/);
    assert.match(stdout, /\n {2}\* code asks for names that it puts together.*\n\n4 variables/);
  });

  it('fails on drift when asked to check', async () => {
    const drifted = await runCli(['env', '--check'], { cwd: folderWith(FILES), registry: 'real' });
    assert.equal(drifted.code, 1);
    const inStep = { ...FILES, '.env': 'API_TOKEN=x\n', '.env.example': 'API_TOKEN=\n# MAIL_FROM=\n' };
    const kept = await runCli(['env', '--check'], { cwd: folderWith(inStep), registry: 'real' });
    assert.equal(kept.code, 0, kept.stdout);
    assert.match(kept.stdout, /all in step\.\n$/);
  });

  it('says that nothing is there', async () => {
    const { stdout, code } = await runCli(['env'], { cwd: folderWith({ 'a.txt': '' }), registry: 'real' });
    assert.equal(code, 0);
    assert.equal(stdout, 'No environment variable is read or declared here.\n');
  });

  it('names a path that does not exist', async () => {
    const { stderr, code } = await runCli(['env', 'nowhere'], { cwd: folderWith({}), registry: 'real' });
    assert.equal(code, 2);
    assert.equal(stderr, 'twelve-factor: "nowhere" does not exist\n');
  });
});
