import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createFileHost } from '../../server/src/host/file-host';
import { nodeFileSystem } from '../../server/src/host/file-system';
import { filesIn, folderWith } from '../host/temporary-folder';
import { runCli } from './run-cli';

const WARNING = "console.shout('a');\n";
const APP = { 'package.json': '{ "name": "app" }\n', 'README.md': '' };

describe('exit code 2: what the caller got wrong', () => {
  const cases: [name: string, args: string[], line: RegExp][] = [
    ['a path that does not exist', ['check', 'nope'], /^twelve-factor: "nope" does not exist$/],
    ['a path below a file', ['check', 'README.md/x'], /"README.md\/x" does not exist/],
    ['one missing path among others', ['check', '.', 'nope.ts'], /"nope.ts" does not exist/],
    ['an unknown flag', ['check', '--fixx'], /unknown option '--fixx'/],
    ['an unknown command', ['chekc'], /unknown command 'chekc'/],
    ['an unknown format', ['check', '-f', 'xml'], /unknown format "xml": expected pretty, json, sarif/],
    ['an unknown rule', ['check', '--rule', 'logs/no-shoot'], /unknown rule "logs\/no-shoot"/],
    ['an unknown rule among others', ['check', '--rule', 'logs/no-shout,logs/x'], /unknown rule "logs\/x"/],
    ['an unknown factor', ['check', '--factor', 'XIII'], /unknown factor "XIII"/],
    ['an empty factor', ['check', '--factor', ''], /unknown factor ""/],
    [
      'factors and rules without a common rule',
      ['check', '--factor', '3', '--rule', 'logs/no-shout'],
      /no rule is left/,
    ],
    ['an unknown threshold', ['check', '--fail-on', 'fatal'], /'fatal'.*error, warning, info/],
    ['a number that is none', ['check', '--max-warnings', '-1'], /--max-warnings wants a whole number, not "-1"/],
    [
      'two formats on standard output',
      ['check', '-f', 'json', '-f', 'pretty'],
      /"json" and "pretty" both go to standard output/,
    ],
    ['a report file without a name', ['check', '-f', 'json='], /"json=" names no file/],
    [
      'a report file in a folder that is not there',
      ['check', '-f', 'json=no/a.json'],
      /"no\/a.json" cannot be written/,
    ],
    ['a report file that is a folder', ['check', '-f', 'json=folder'], /"folder" cannot be written: it is a folder/],
    [
      'a configuration file that does not exist',
      ['check', '--config', 'no.jsonc'],
      /configuration file "no.jsonc" does not exist/,
    ],
    ['a broken configuration file', ['check', '--config', 'broken.jsonc'], /broken.jsonc: line 1: not valid JSONC/],
    [
      'a configuration file with an unknown rule',
      ['check', '--config', 'rule.jsonc'],
      /rule.jsonc: "rules": unknown rule "a\/b"/,
    ],
    ['a page of no rule', ['explain', 'a/b'], /unknown rule "a\/b"/],
    ['explain without a rule', ['explain'], /missing required argument 'rule'/],
    ['a format that rules has not', ['rules', '-f', 'sarif'], /'sarif'/],
  ];
  for (const [name, args, line] of cases) {
    it(`${name}: one line on standard error, nothing printed, nothing written`, async () => {
      const cwd = folderWith({
        ...APP,
        'a.ts': WARNING,
        'folder/x.md': '',
        'broken.jsonc': '{ "rules": ]',
        'rule.jsonc': '{ "rules": { "a/b": "off" } }',
      });
      const before = filesIn(cwd);
      const { code, stdout, stderr } = await runCli([...args, ...(args[0] === 'check' ? ['--fix'] : [])], { cwd });
      assert.equal(code, 2);
      assert.equal(stdout, '');
      assert.match(stderr.trimEnd(), line);
      assert.equal(stderr.split('\n').length, 2, stderr);
      assert.deepEqual(filesIn(cwd), before);
    });
  }

  it('a broken configuration file that is found, named with its place', async () => {
    const cwd = folderWith({ ...APP, 'a.ts': WARNING, 'apps/a/twelve-factor.config.jsonc': '{ "preset": "lax" }' });
    const { code, stdout, stderr } = await runCli(['check', '--fix', '-f', 'json=out.json'], { cwd });
    assert.equal(code, 2);
    assert.equal(stdout, '');
    assert.match(stderr, /^twelve-factor: apps\/a\/twelve-factor\.config\.jsonc: "preset": .*recommended.*\n$/);
    assert.ok(!existsSync(join(cwd, 'out.json')));
    assert.equal(filesIn(cwd)['a.ts'], WARNING);
  });

  it('but not a broken part of a package.json below the root: its name on standard error, and the rest goes on', async () => {
    const nested = '{ "name": "b", "twelveFactor": { "presett": "strict" } }';
    const cwd = folderWith({ ...APP, 'a.ts': WARNING, 'packages/b/package.json': nested });
    const whole = await runCli(['check', '-f', 'json'], { cwd });
    assert.equal(whole.code, 0);
    assert.equal(JSON.parse(whole.stdout).findings.length, 1);
    assert.equal(
      whole.stderr,
      'twelve-factor: packages/b/package.json: its "twelveFactor" is left out: "presett" is no setting; did you mean "preset"?\n',
    );
    const root = folderWith({ 'a.ts': WARNING, 'package.json': nested });
    const { code, stdout, stderr } = await runCli(['check'], { cwd: root });
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /^twelve-factor: package\.json: "presett" is no setting/);
  });

  it('a baseline of a configuration that begins at a root', async () => {
    const cwd = folderWith({ ...APP, 'twelve-factor.config.jsonc': '{ "baseline": "/x" }' });
    const { code, stderr } = await runCli(['check'], { cwd });
    assert.equal(code, 2);
    assert.equal(
      stderr,
      'twelve-factor: twelve-factor.config.jsonc: "baseline": expected a path relative to the configuration, found one that begins at a root\n',
    );
  });

  it('a configuration file that is no text', async () => {
    const cwd = folderWith({ ...APP, 'twelve-factor.config.jsonc': '\0{}' });
    const { code, stderr } = await runCli(['check'], { cwd });
    assert.equal(code, 2);
    assert.equal(stderr, 'twelve-factor: twelve-factor.config.jsonc: cannot be read, or is no text\n');
  });

  it('a baseline in a folder that does not exist', async () => {
    const cwd = folderWith({ ...APP, 'a.ts': WARNING });
    const { code, stderr } = await runCli(['check', '--baseline', `${cwd}-gone/a.json`, '--update-baseline'], { cwd });
    assert.equal(code, 2);
    assert.doesNotMatch(stderr, /internal error/);
    assert.match(stderr, /-gone\/a\.json.*folder does not exist/);
  });

  it('a broken configuration in a folder that another one leaves out concerns nobody', async () => {
    const cwd = folderWith({
      ...APP,
      'twelve-factor.config.jsonc': '{ "ignore": ["fixtures/**"] }',
      'fixtures/twelve-factor.config.jsonc': '{',
    });
    assert.equal((await runCli(['check'], { cwd })).code, 0);
  });

  it('a folder that cannot be read', async () => {
    const cwd = folderWith({ 'closed/a.ts': '' });
    const host = createFileHost({
      ...nodeFileSystem,
      readFolder: (path) => {
        if (path.endsWith('closed')) throw Object.assign(new Error('refused'), { code: 'EACCES' });
        return nodeFileSystem.readFolder(path);
      },
    });
    const { code, stdout, stderr } = await runCli(['check', 'closed'], { cwd, host });
    assert.deepEqual(
      { code, stdout, stderr },
      { code: 2, stdout: '', stderr: 'twelve-factor: "closed" cannot be read\n' },
    );
  });

  it('paths of two projects', async () => {
    const cwd = folderWith({ 'a/package.json': '{}', 'b/package.json': '{}' });
    const { code, stderr } = await runCli(['check', 'a', 'b'], { cwd });
    assert.equal(code, 2);
    assert.match(stderr, /"a" and "b" belong to different projects/);
  });

  it('no command: the help, on standard error', async () => {
    const { code, stdout, stderr } = await runCli([], { cwd: folderWith({}) });
    assert.equal(code, 2);
    assert.equal(stdout, '');
    assert.match(stderr, /Usage: twelve-factor/);
  });

  it('an error of ours: one line without its message, which only the debug switch shows', async () => {
    const cwd = folderWith(APP);
    const host = { ...createFileHost(), list: () => Promise.reject(new TypeError('quoting a secret')) };
    const plain = await runCli(['check'], { cwd, host });
    assert.equal(plain.code, 2);
    assert.equal(plain.stderr, 'twelve-factor: internal error (TypeError); set TWELVE_FACTOR_DEBUG=1 to see where\n');
    const debug = await runCli(['check'], { cwd, host, env: { TWELVE_FACTOR_DEBUG: '1' } });
    assert.match(debug.stderr, /quoting a secret\n\s+at /);
  });
});

describe('exit codes 0 and 1: what was found', () => {
  const secret = `const password = '${'hunter2' + '-code'}';\n`;
  const cases: [name: string, text: string, args: string[], code: number][] = [
    ['nothing', 'export {};\n', [], 0],
    ['an error', secret, [], 1],
    ['a warning', WARNING, [], 0],
    ['a warning with --fail-on warning', WARNING, ['--fail-on', 'warning'], 1],
    ['an info with --fail-on warning', 'listen(3000);\n', ['--fail-on', 'warning'], 0],
    ['an info with --fail-on info', 'listen(3000);\n', ['--fail-on', 'info'], 1],
    ['one warning with --max-warnings 1', WARNING, ['--max-warnings', '1'], 0],
    ['two warnings with --max-warnings 1', WARNING + WARNING, ['--max-warnings', '1'], 1],
    ['one warning with --max-warnings 0', WARNING, ['--max-warnings', '0'], 1],
    [
      'a suppressed error',
      `// twelve-factor-disable-next-line config/no-test-secret -- known\n${secret}`,
      ['--show-suppressed'],
      0,
    ],
    ['an error that --rule leaves out', secret, ['--rule', 'logs/no-shout'], 0],
    ['an error that --factor leaves out', secret, ['--factor', 'XI'], 0],
    ['an error of a selected factor', secret, ['--factor', 'logs,3'], 1],
    ['a warning that --fix takes away', WARNING, ['--fix', '--max-warnings', '0'], 0],
  ];
  for (const [name, text, args, code] of cases) {
    it(`${name}: ${code}`, async () => {
      const result = await runCli(['check', ...args], { cwd: folderWith({ ...APP, 'a.ts': text }) });
      assert.equal(result.code, code, result.stdout);
      assert.equal(result.stderr, '');
    });
  }

  it('hints never fail, whatever the threshold', async () => {
    const cwd = folderWith({ 'package.json': '{}' });
    const { code, stdout } = await runCli(['check', '--fail-on', 'info'], { cwd });
    assert.equal(code, 0);
    assert.match(stdout, /1 hint not shown here/);
  });
});

describe('help and version', () => {
  for (const args of [['--help'], ['help'], ['check', '--help'], ['--version']]) {
    it(`${args.join(' ')} goes to standard output, exit code 0`, async () => {
      const { code, stdout, stderr } = await runCli(args, { cwd: folderWith({}) });
      assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
      assert.notEqual(stdout, '');
    });
  }
});
