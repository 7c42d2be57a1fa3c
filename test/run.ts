import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import pc from 'picocolors';
import { globSync } from 'tinyglobby';
import { repositoryRoot } from '../server/scripts/repository';

/**
 * `npm test`: builds, then runs every part and ends with `N passed, N failed`. `npm test -- PART [arguments]` runs one
 * part and hands the arguments to mocha (a test file or glob among them replaces the part's own) or to `editor/run.ts`.
 */
interface Part {
  readonly name: string;
  readonly tests: 'mocha' | 'editor';
  /** Globs of its test files. */
  readonly files: readonly string[];
  readonly ignore: readonly string[];
  /** Longer than it ever takes: a part that hangs is ended. */
  readonly minutes: number;
}

interface Counts {
  readonly passed: number;
  readonly failed: number;
}

const ELSEWHERE = ['test/lsp/**', 'test/cli/**', 'test/editor/**', 'test/bench/**', 'test/fixtures/**'];

const PARTS: readonly Part[] = [
  { name: 'unit', tests: 'mocha', files: ['test/**/*.test.ts'], ignore: ELSEWHERE, minutes: 12 },
  { name: 'lsp', tests: 'mocha', files: ['test/lsp/**/*.test.ts'], ignore: [], minutes: 3 },
  { name: 'cli', tests: 'mocha', files: ['test/cli/**/*.test.ts'], ignore: [], minutes: 3 },
  { name: 'editor', tests: 'editor', files: ['test/editor/suite/**/*.test.ts'], ignore: [], minutes: 8 },
];

async function main([name, ...rest]: readonly string[]): Promise<number> {
  const chosen = PARTS.filter((part) => name === undefined || part.name === name);
  if (chosen.length === 0) {
    console.error(`unknown part "${name}"; there are ${PARTS.map((part) => part.name).join(', ')}`);
    return 2;
  }
  const total = { passed: 0, failed: 0 };
  if (await build()) {
    for (const part of chosen) {
      const { passed, failed } = await runPart(part, rest, name !== undefined);
      total.passed += passed;
      total.failed += failed;
    }
  } else total.failed++;
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 ? 0 : 1;
}

async function build(): Promise<boolean> {
  const start = performance.now();
  const code = await run(['esbuild.mjs', '--production'], {}, 2);
  console.log(`build   ${code === 0 ? 'done' : pc.red('failed')}${seconds(start)}`);
  return code === 0;
}

/** A part that executes no test, or whose process fails without a failed test, counts as one failure. */
async function runPart(part: Part, rest: readonly string[], verbose: boolean): Promise<Counts> {
  const folder = mkdtempSync(join(tmpdir(), 'twelve-factor-test-'));
  const result = join(folder, 'result.jsonl');
  const start = performance.now();
  try {
    const args = part.tests === 'editor' ? editorArguments(rest) : mochaArguments(part, rest, verbose);
    const code = args === undefined ? 1 : await run(args, { TWELVE_FACTOR_TEST_RESULT: result }, part.minutes);
    const { passed, failed } = readCounts(result);
    const counts = { passed, failed: failed === 0 && (code !== 0 || passed === 0) ? 1 : failed };
    if (passed + failed === 0) console.log(pc.red(`${part.name}: no test was executed`));
    const text = `${part.name.padEnd(8)}${counts.passed} passed, ${counts.failed} failed`;
    console.log(`${counts.failed === 0 ? text : pc.red(text)}${seconds(start)}`);
    return counts;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function editorArguments(rest: readonly string[]): string[] {
  return ['--import', 'tsx', 'test/editor/run.ts', ...rest];
}

function mochaArguments(part: Part, rest: readonly string[], verbose: boolean): string[] | undefined {
  const isFile = (argument: string): boolean => !argument.startsWith('-') && /\.ts$|\*/.test(argument);
  const named = rest.filter(isFile);
  const files = globSync(named.length > 0 ? named : [...part.files], {
    cwd: repositoryRoot,
    ignore: named.length > 0 ? [] : [...part.ignore],
  }).sort();
  if (files.length === 0) return undefined;
  const jobs = Math.min(availableParallelism(), 4);
  return [
    ...['--import', 'tsx', 'node_modules/mocha/bin/mocha.js', '--reporter', 'test/support/result-reporter.ts'],
    ...(verbose ? ['--reporter-option', 'verbose'] : ['--parallel', '--jobs', String(jobs)]),
    ...rest.filter((argument) => !isFile(argument)),
    ...files,
  ];
}

function readCounts(file: string): Counts {
  if (!existsSync(file)) return { passed: 0, failed: 0 };
  const lines: Counts[] = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
  return {
    passed: lines.reduce((sum, { passed }) => sum + passed, 0),
    failed: lines.reduce((sum, { failed }) => sum + failed, 0),
  };
}

/** Runs Node in a process group of its own, so that it can be ended with all that it started; gives the exit code. */
function run(args: readonly string[], env: NodeJS.ProcessEnv, minutes: number): Promise<number> {
  const child = spawn(process.execPath, args, {
    cwd: repositoryRoot,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: process.platform !== 'win32',
  });
  const end = (signal: NodeJS.Signals): void => {
    if (child.pid === undefined || child.exitCode !== null) return;
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  };
  const limit = setTimeout(() => {
    console.error(pc.red(`ended after ${minutes} minutes`));
    end('SIGKILL');
  }, minutes * 60_000);
  const stop = (signal: NodeJS.Signals): void => {
    end(signal);
    process.exit(1);
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(limit);
      process.off('SIGINT', stop).off('SIGTERM', stop);
      resolve(code ?? 1);
    });
  });
}

function seconds(start: number): string {
  return pc.dim(`  ${((performance.now() - start) / 1000).toFixed(1)} s`);
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error);
    console.log('0 passed, 1 failed');
    process.exitCode = 1;
  },
);
