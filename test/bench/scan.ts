import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { repositoryRoot } from '../../server/scripts/repository';
import { LanguageClient } from './language-client';
import { ourServer } from './servers';
import { median } from './statistics';
import type { Row } from './table';

const ROUNDS = 3;
const CODE = /\.[cm]?[jt]sx?$/;

/** The command line on a whole folder against a process that only parses its code; both cold, in turn. */
export async function measureScan(root: string): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'twelve-factor-bench-'));
  try {
    const parser = await bundleParser(folder);
    const files = codeFiles(root);
    const scans: number[] = [];
    const parses: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      scans.push(timed([cli(), 'check', root, '-f', 'json', '--no-color']));
      parses.push(timed([parser], `${files.join('\n')}\n`));
    }
    const [scan, parse] = [median(scans), median(parses)];
    const measured = `${seconds(scan)}; parse ${seconds(parse)} (${((100 * scan) / parse).toFixed(0)} %)`;
    return [{ what: `cold scan, ${files.length} files (s)`, budget: 'a bare parse', measured, kept: scan < parse }];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Resident memory of the server once it has the whole folder and nothing moves any more. */
export async function measureMemory(root: string): Promise<Row[]> {
  const client = new LanguageClient(ourServer, root);
  try {
    const indexed = client.notification('twelveFactor/complianceChanged', (params) => {
      return (params as { readonly indexing: boolean }).indexing === false;
    });
    await client.initialize();
    await indexed;
    const megabytes = await settledMemory(client.pid);
    return [
      { what: 'server memory, settled (MB)', budget: '≤ 250', measured: megabytes.toFixed(0), kept: megabytes <= 250 },
    ];
  } finally {
    await client.stop();
  }
}

/** What each rule costs on the folder, as the command line tells it. */
export function ruleTimes(root: string): string {
  const env = { ...process.env, TWELVE_FACTOR_TIMING: '1' };
  const { stderr } = spawnSync(process.execPath, [cli(), 'check', root, '-f', 'json', '--no-color'], {
    env,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  return stderr;
}

function cli(): string {
  return join(repositoryRoot, 'server/dist/cli.mjs');
}

/** @throws Error when the process fails; findings are no failure. */
function timed(args: readonly string[], input = ''): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { input, maxBuffer: 2 ** 30 });
  const time = performance.now() - start;
  if (status !== 0 && status !== 1) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  return time;
}

async function bundleParser(folder: string): Promise<string> {
  const outfile = join(folder, 'parse-files.cjs');
  await build({
    entryPoints: [fileURLToPath(new URL('parse-files.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    minifyWhitespace: true,
    minifySyntax: true,
    logLevel: 'warning',
  });
  return outfile;
}

/** Source files below a folder, what others made left out. */
export function codeFiles(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && CODE.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !/[\\/](?:node_modules|\.git|dist)[\\/]/.test(file));
}

/** The reading that has not moved by more than a fiftieth for four seconds. */
async function settledMemory(pid: number): Promise<number> {
  let settled = residentMegabytes(pid);
  for (let quiet = 0; quiet < 8; quiet++) {
    await pause(500);
    const current = residentMegabytes(pid);
    if (Math.abs(current - settled) <= settled / 50) continue;
    settled = current;
    quiet = 0;
  }
  return settled;
}

function residentMegabytes(pid: number): number {
  if (process.platform === 'linux') {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
  }
  return Number(spawnSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }).stdout) / 1024;
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(2);
}
