import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFileHost, nodeFileHost } from '../../server/src/host/file-host';
import { type FileSystem, nodeFileSystem } from '../../server/src/host/file-system';
import { filesIn, folderWith } from '../host/temporary-folder';
import { runCli } from './run-cli';

const APP = { 'package.json': '{}', 'README.md': '', 'a.ts': "console.shout('a');\n" };

describe('hostile input', () => {
  it('binary, huge and endless files, and links in circles', async () => {
    const cwd = folderWith({
      ...APP,
      'binary.ts': Buffer.from([0, 1, 2, 255]),
      'latin1.ts': Buffer.from("console.shout('\u00e9');\n", 'latin1'),
      'huge.ts': `// ${'x'.repeat(2 * 1024 * 1024)}`,
      'long-line.ts': `console.shout('${'y'.repeat(500_000)}');`,
      'deep.ts': `const a = ${'('.repeat(5_000)}1${')'.repeat(5_000)};`,
      'empty/package.json': '',
      'broken/package.json': '{"name":',
      'broken/compose.yml': '- a: [\n\t: *x',
      'broken/Dockerfile': 'FROM\nRUN <<EOF\n',
      'broken/.env': "A='\nB=${C\n=\n",
    });
    symlinkSync('.', join(cwd, 'loop'));
    symlinkSync('../..', join(cwd, 'empty', 'up'));
    symlinkSync('self.ts', join(cwd, 'self.ts'));
    symlinkSync('/dev/zero', join(cwd, 'zero.ts'));
    for (const registry of ['real', undefined] as const) {
      const { code, stdout, stderr } = await runCli(['check'], { cwd, ...(registry && { registry }) });
      assert.notEqual(code, 2, stderr);
      assert.equal(stderr, 'twelve-factor: huge.ts: larger than 1 MiB, not analysed\n');
      assert.ok(
        stdout.split('\n').every((line) => line.length < 400),
        'long lines are cut',
      );
    }
  });

  it('names that would drive the terminal or break a line', async () => {
    const cwd = folderWith({ ...APP, 'evil\n\u001b[2Jname.ts': "console.shout('b');\n" });
    const { stdout } = await runCli(['check'], { cwd });
    assert.ok(!stdout.includes('\u001b'));
    assert.match(stdout, /^evil \[2Jname\.ts$/m);
    const sarif = JSON.parse((await runCli(['check', '-f', 'sarif'], { cwd })).stdout);
    assert.ok(JSON.stringify(sarif).includes('evil%0A%1B%5B2Jname.ts'));
  });

  it('a sub-folder that cannot be read: a warning, and on', async () => {
    const cwd = folderWith({ ...APP, 'closed/b.ts': "console.shout('b');\n" });
    const host = createFileHost(refusing(join(cwd, 'closed')));
    const { code, stdout, stderr } = await runCli(['check'], { cwd, host });
    assert.equal(code, 0);
    assert.equal(stderr, 'twelve-factor: closed: folder cannot be read (EACCES)\n');
    assert.match(stdout, /1 warning in 3 files/);
  });

  it('a file that cannot be read: a warning, and on', async () => {
    const cwd = folderWith({ ...APP, 'closed.ts': "console.shout('b');\n" });
    const host = createFileHost(refusing(join(cwd, 'closed.ts')));
    const { code, stdout, stderr } = await runCli(['check'], { cwd, host });
    assert.equal(code, 0);
    assert.equal(stderr, 'twelve-factor: closed.ts: file cannot be read\n');
    assert.match(stdout, /1 warning in 3 files/);
  });

  it('files that vanish between listing and reading', async () => {
    const cwd = folderWith({ ...APP, 'b.ts': "console.shout('b');\n" });
    const host = {
      ...nodeFileHost,
      read: (root: string, file: string) =>
        file === 'b.ts' ? Promise.resolve(undefined) : nodeFileHost.read(root, file),
    };
    const { code, stdout } = await runCli(['check'], { cwd, host });
    assert.equal(code, 0);
    assert.match(stdout, /1 warning in 3 files/);
  });

  it('files that change while they are fixed are left alone', async () => {
    const cwd = folderWith(APP);
    const host = {
      ...nodeFileHost,
      write: (root: string, changes: Parameters<typeof nodeFileHost.write>[1]) => {
        writeFileSync(join(root, 'a.ts'), '// edited\n');
        return nodeFileHost.write(root, changes);
      },
    };
    const { code, stderr } = await runCli(['check', '--fix'], { cwd, host });
    assert.equal(code, 2);
    assert.equal(stderr, 'twelve-factor: a.ts: not fixed, it has changed meanwhile\n');
    assert.equal(filesIn(cwd)['a.ts'], '// edited\n');
  });

  it('does not fix through a link that leaves the project', async () => {
    const outside = folderWith({ 'b.ts': "console.shout('b');\n" });
    const cwd = folderWith(APP);
    symlinkSync(join(outside, 'b.ts'), join(cwd, 'b.ts'));
    mkdirSync(join(cwd, 'sub'));
    symlinkSync(outside, join(cwd, 'sub', 'out'));
    await runCli(['check', '--fix'], { cwd });
    assert.equal(filesIn(outside)['b.ts'], "console.shout('b');\n");
    assert.equal(filesIn(cwd)['a.ts'], "console.log('a');\n");
  });

  it('a rule that throws costs its own findings, and a line', async () => {
    const cwd = folderWith({ ...APP, 'a.ts': `throwNow('${'hunter2' + '-x'}');\nconsole.shout('a');\n` });
    const { code, stdout, stderr } = await runCli(['check'], { cwd });
    assert.equal(code, 0);
    assert.match(stdout, /console\.shout is too loud/);
    assert.equal(
      stderr,
      'twelve-factor: rule admin-processes/throws failed on a.ts: its findings there are missing\ntwelve-factor: set TWELVE_FACTOR_DEBUG=1 to see why\n',
    );
    const debug = await runCli(['check'], { cwd, env: { TWELVE_FACTOR_DEBUG: '1' } });
    assert.match(debug.stderr, /Error: broken on[\s\S]+at /);
  });
});

describe('what standard error says', () => {
  it('shows progress on a terminal only, and wipes it', async () => {
    const cwd = folderWith(APP);
    const { stderr } = await runCli(['check'], { cwd, isTerminal: true });
    assert.match(stderr, /Analysing 0 of 3 files/);
    assert.ok(stderr.endsWith('\r\u001b[2K'));
    assert.equal((await runCli(['check'], { cwd })).stderr, '');
  });

  it('prints the time of each rule when asked', async () => {
    const { stderr } = await runCli(['check'], { cwd: folderWith(APP), env: { TWELVE_FACTOR_TIMING: '1' } });
    assert.match(stderr, /^ +ms +% +rule\n(?: +\d+\.\d +\d+\.\d +\S+\n)+$/);
    assert.match(stderr, /logs\/no-shout/);
  });
});

function refusing(target: string): FileSystem {
  const allowed = (path: string): void => {
    if (path === target) throw Object.assign(new Error('refused'), { code: 'EACCES' });
  };
  return {
    ...nodeFileSystem,
    readFolder(path) {
      allowed(path);
      return nodeFileSystem.readFolder(path);
    },
    readBytes(path, limit) {
      allowed(path);
      return nodeFileSystem.readBytes(path, limit);
    },
  };
}
