import assert from 'node:assert/strict';
import { join } from 'node:path';
import { folderWith } from '../host/temporary-folder';
import { FIXTURE_APP } from './fixture-app';
import { type CliOptions, runCli } from './run-cli';

interface Json {
  readonly files: number;
  readonly apps: readonly { root: string; factors: readonly { factor: number; status: string; findings: number }[] }[];
  readonly findings: readonly { ruleId: string; file: string }[];
  readonly evidence: readonly { file: string }[];
}

async function check(args: readonly string[], options: CliOptions): Promise<Json> {
  const { stdout, stderr } = await runCli(['check', '-f', 'json', ...args], options);
  assert.notEqual(stdout, '', stderr);
  return JSON.parse(stdout);
}

const filesOf = ({ findings }: Json): string[] => [...new Set(findings.map(({ file }) => file))];

describe('choosing files', () => {
  it('reports on the given files only, with paths relative to the project', async () => {
    const root = folderWith(FIXTURE_APP);
    const report = await check(['server.ts'], { cwd: join(root, 'src') });
    assert.deepEqual(filesOf(report), ['src/server.ts']);
    assert.equal(report.files, 1);
    assert.deepEqual(
      report.apps.map((app) => app.root),
      ['.'],
    );
  });

  it('analyses the project around them: a cross-file finding still knows the rest', async () => {
    const { stdout } = await runCli(['check', '-f', 'json', '--rule', 'port-binding/no-test-port', 'src'], {
      cwd: folderWith(FIXTURE_APP),
    });
    assert.equal(JSON.parse(stdout).findings[0].related[0].file, 'Dockerfile');
  });

  it('makes no claim about what was not asked for', async () => {
    const report = await check(['src'], { cwd: folderWith(FIXTURE_APP) });
    const [app] = report.apps;
    assert.ok(!app?.factors.some(({ status }) => status === 'clean'));
    assert.deepEqual(
      app?.factors.filter(({ findings }) => findings > 0).map(({ factor }) => factor),
      [3, 7, 11],
    );
  });

  it('takes several paths of one project', async () => {
    const report = await check(['src', 'Dockerfile'], { cwd: folderWith(FIXTURE_APP) });
    assert.deepEqual(filesOf(report), ['Dockerfile', 'src/server.ts']);
  });

  it('warns when there is nothing to analyse, and exits with 0', async () => {
    const cwd = folderWith({ ...FIXTURE_APP, 'notes.md': '' });
    const { code, stderr } = await runCli(['check', 'notes.md'], { cwd });
    assert.equal(code, 0);
    assert.match(stderr, /^twelve-factor: nothing to analyse here/);
  });

  it('names paths in the pretty format from where the user is', async () => {
    const root = folderWith(FIXTURE_APP);
    const { stdout } = await runCli(['check'], { cwd: join(root, 'apps') });
    assert.ok(!stdout.includes('src/server.ts'), 'only what lies under the current folder is reported');
    const other = await runCli(['check', '../src'], { cwd: join(root, 'apps') });
    assert.match(other.stdout, /^\.\.\/src\/server\.ts$/m);
  });
});

describe('choosing rules', () => {
  it('by factor: number, Roman numeral or slug, repeated or with commas', async () => {
    const cwd = folderWith(FIXTURE_APP);
    for (const args of [
      ['--factor', '11,VII'],
      ['--factor', 'logs', '--factor', 'vii'],
    ]) {
      const report = await check(args, { cwd });
      assert.deepEqual([...new Set(report.findings.map(({ ruleId }) => ruleId))].sort(), [
        'logs/no-shout',
        'port-binding/no-test-port',
      ]);
      assert.deepEqual(
        report.apps[0]?.factors.map(({ factor }) => factor),
        [7, 11],
      );
    }
  });

  it('by rule, without calling suppressions of other rules unused', async () => {
    const report = await check(['--rule', 'config/no-test-secret,unused-suppression'], {
      cwd: folderWith(FIXTURE_APP),
    });
    assert.deepEqual([...new Set(report.findings.map(({ ruleId }) => ruleId))], ['config/no-test-secret']);
    assert.deepEqual(
      report.apps[0]?.factors.map(({ factor }) => factor),
      [3],
    );
  });

  it('a strict rule runs when it is named', async () => {
    const cwd = folderWith({ 'package.json': '{}', 'a.ts': 'let a = 1;\n' });
    assert.deepEqual((await check(['--factor', 'processes'], { cwd })).findings, []);
    assert.equal((await check(['--rule', 'processes/strict-test'], { cwd })).findings.length, 1);
  });
});

describe('configuration', () => {
  const files = {
    'package.json': '{}',
    'README.md': '',
    'a.ts': "console.shout('a');\n",
    'sub/b.ts': "console.shout('b');\n",
  };

  it('is found beside the files, nearest first', async () => {
    const cwd = folderWith({
      ...files,
      'twelve-factor.config.jsonc': '{ "rules": { "logs/no-shout": "error" } }',
      'sub/twelve-factor.config.jsonc': '{ "rules": { "logs/no-shout": "off" } }',
    });
    const { stdout, code } = await runCli(['check', '-f', 'json'], { cwd });
    assert.equal(code, 1);
    assert.deepEqual(
      JSON.parse(stdout).findings.map(({ file, severity }: Record<string, string>) => [file, severity]),
      [['a.ts', 'error']],
    );
  });

  it('leaves ignored files out', async () => {
    const cwd = folderWith({ ...files, 'twelve-factor.config.jsonc': '{ "ignore": ["sub/**"] }' });
    assert.deepEqual(filesOf(await check([], { cwd })), ['a.ts']);
  });

  it('is replaced by --config', async () => {
    const cwd = folderWith({
      ...files,
      'twelve-factor.config.jsonc': '{ "rules": { "logs/no-shout": "off" } }',
      'ci.jsonc': '// for CI\n{ "rules": { "logs/no-shout": "error" } }',
    });
    assert.deepEqual(filesOf(await check([], { cwd })), []);
    assert.deepEqual(filesOf(await check(['--config', 'ci.jsonc'], { cwd })), ['a.ts', 'sub/b.ts']);
  });
});
