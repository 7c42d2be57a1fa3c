import assert from 'node:assert/strict';
import { splitShell } from '../../../server/src/core/documents/shell/split';
import { addedProgramOf } from '../../../server/src/core/rule/list-options';
import { rules } from '../../../server/src/rules';
import { analyze, type Files, findingsOf } from '../../support/analyze';
import { withManifest } from '../../support/sample-apps';

describe('programs of a user', () => {
  it('are named alone, or with their first word', () => {
    assert.equal(named('acme-watch src', 'acme-*'), 'acme-watch');
    assert.equal(named('./node_modules/.bin/acme dev --port 1', 'acme dev'), 'acme dev');
    assert.equal(named('npx acme dev', 'acme dev'), 'acme dev');
    assert.equal(named('acme start', 'acme dev'), undefined);
    assert.equal(named('$PROGRAM dev', '*'), undefined);
    assert.equal(named('acme dev'), undefined);
  });

  it('are never named with a value', () => {
    assert.equal(named('acme postgres://app:pw@db/app', 'acme *'), undefined);
    assert.equal(named('acme --token=x', 'acme *'), undefined);
  });

  it('do not make a task of several steps a start', () => {
    const compose = (command: string): Files => ({
      'compose.yaml': `services:\n  migrate:\n    build: .\n    command: sh -c "${command}"\n`,
      Dockerfile: 'FROM node:22\nCMD ["node", "server.js"]\n',
    });
    const lists = { add: ['acme-*'] };
    assert.deepEqual(found('admin-processes/no-migration-on-start', compose('acme-migrate && acme-seed'), lists), []);
    assert.deepEqual(found('admin-processes/no-migration-on-start', compose('acme-migrate && node server.js'), lists), [
      '"acme-migrate" runs at every start of the app; run it once per release.',
    ]);
    assert.deepEqual(found('build-release-run/no-build-at-start', compose('acme-build && acme-pack'), lists), []);
  });

  it('are found where code runs them', () => {
    const files = {
      'src/server.ts':
        "import { execFileSync } from 'node:child_process';\nimport http from 'node:http';\nexecFileSync('acme', ['up']);\nhttp.createServer().listen(process.env.PORT);\n",
      'package.json':
        '{ "private": true, "scripts": { "start": "node src/server.ts" }, "dependencies": { "express": "5" } }',
    };
    assert.deepEqual(found('admin-processes/no-migration-on-start', files, {}), []);
    assert.deepEqual(found('admin-processes/no-migration-on-start', files, { add: ['acme up'] }), [
      '"acme up" runs in the process that serves requests; run it once per release.',
    ]);
  });

  it('may be daemons, unless something stays in the foreground', () => {
    const image = (command: string): Files => ({ Dockerfile: `FROM node:22\nCMD ${command}\n` });
    const lists = { add: ['acme start'] };
    assert.equal(found('concurrency/no-daemonized-process', image('acme start web'), lists).length, 1);
    assert.deepEqual(found('concurrency/no-daemonized-process', image('acme start web && tail -f web.log'), lists), []);
    assert.deepEqual(found('concurrency/no-daemonized-process', image('acme run web'), lists), []);
  });

  it('hold for the files that an override names', () => {
    const files = {
      'a/Dockerfile': 'FROM node:22\nCMD acme-watch\n',
      'b/Dockerfile': 'FROM node:22\nCMD acme-watch\n',
    };
    const id = 'build-release-run/no-dev-server-in-release';
    const setting: ['warning', { add: string[] }] = ['warning', { add: ['acme-watch'] }];
    const configuration = { overrides: [{ files: ['a/**'], rules: { [id]: setting } }] };
    const findings = findingsOf(
      analyze(withManifest(files), { rules: rules.filter((rule) => rule.id === id), configuration }),
    );
    assert.deepEqual(
      findings.map(({ file }) => file),
      ['a/Dockerfile'],
    );
  });
});

describe('tags and annotations of a user', () => {
  it('count where a workflow pushes an image', () => {
    const files = {
      '.github/workflows/push.yml':
        'on: push\njobs:\n  push:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: docker/build-push-action@v6\n        with:\n          push: true\n          tags: registry.example.com/shop:rc-candidate\n',
    };
    assert.deepEqual(found('build-release-run/mutable-release-tag', files, {}), []);
    assert.equal(found('build-release-run/mutable-release-tag', files, { add: ['rc-*'] }).length, 1);
  });

  it('count as labels and packages, unless they are switched off', () => {
    const files = (value: string): Files => ({
      'compose.yaml': `services:\n  web:\n    build: .\n    labels:\n      acme.sticky: "${value}"\n`,
      'package.json': '{ "private": true, "dependencies": { "express": "5", "@acme/sticky": "1" } }',
    });
    const id = 'processes/no-sticky-sessions';
    assert.equal(found(id, files('true'), { add: ['acme.sticky'] }).length, 1);
    assert.equal(found(id, files('false'), { add: ['acme.sticky'] }).length, 0);
    assert.equal(found(id, files('false'), { add: ['@acme/sticky'] }).length, 1);
  });
});

function named(line: string, ...add: string[]): string | undefined {
  const [command] = splitShell(line);
  return command && addedProgramOf(command, { add });
}

function found(id: string, files: Files, lists: Readonly<Record<string, readonly string[]>>): string[] {
  const [rule] = rules.filter((one) => one.id === id);
  assert.ok(rule !== undefined);
  const configuration = { rules: { [id]: ['warning', lists] as ['warning', typeof lists] } };
  return findingsOf(analyze(withManifest(files), { rules: [rule], configuration })).map(({ message }) => message);
}
