import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { folderWith } from '../host/temporary-folder';

const MAIN = fileURLToPath(new URL('../../server/src/cli/main.ts', import.meta.url));
const LOADER = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line as a process of its own. `read` sees standard output as it comes. */
function start(args: readonly string[], cwd: string, read?: (stream: NodeJS.ReadableStream) => void): Promise<Ended> {
  const child = spawn(process.execPath, [`--import=${LOADER}`, MAIN, ...args], {
    cwd,
    env: { PATH: process.env.PATH },
  });
  let stdout = '';
  let stderr = '';
  child.stdin.end();
  child.stderr.on('data', (chunk) => (stderr += chunk));
  if (read === undefined) child.stdout.on('data', (chunk) => (stdout += chunk));
  else read(child.stdout);
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
}

/** More than a pipe holds. */
function largeApp(): string {
  const suppressions = Array.from({ length: 3000 }, (_, index) => `// twelve-factor-disable-line logs/x${index}`).join(
    '\n',
  );
  return folderWith({ 'package.json': '{}', 'a.ts': `${suppressions}\n` });
}

describe('as a process', function () {
  this.timeout(60_000);

  it('has written everything into a pipe before it ends', async () => {
    const { code, stdout, stderr } = await start(['check', '-f', 'json'], largeApp());
    assert.equal(stderr, '');
    assert.equal(code, 0);
    assert.ok(stdout.length > 500_000);
    assert.equal(JSON.parse(stdout).findings.length, 3000);
  });

  it('is quiet when its reader has seen enough', async () => {
    const { code, stderr } = await start(['check', '-f', 'json'], largeApp(), (stream) => {
      stream.once('data', () => 'destroy' in stream && typeof stream.destroy === 'function' && stream.destroy());
    });
    assert.equal(stderr, '');
    assert.equal(code, 0);
  });

  it('ends with 2 and one line for a usage error', async () => {
    const { code, stdout, stderr } = await start(['check', 'nope'], folderWith({}));
    assert.deepEqual(
      { code, stdout, stderr },
      { code: 2, stdout: '', stderr: 'twelve-factor: "nope" does not exist\n' },
    );
  });
});
