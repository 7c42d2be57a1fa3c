import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { MAXIMUM_BYTES, megabytes } from '../../server/scripts/package/shipped-files';
import { repositoryRoot } from '../../server/scripts/repository';
import { measureKeystrokes } from './keystrokes';
import { needleCosts } from './needles';
import { writeSampleRepository } from './sample-repository';
import { codeFiles, measureMemory, measureScan, ruleTimes } from './scan';
import { measureStartUp } from './start-up';
import { printTable, type Row } from './table';

/**
 * `npm run bench`: the budgets of the design beside what this machine measures, on the bundle as it ships.
 * `npm run bench -- PART…` measures only those parts; `CORPUS=DIR` takes a real repository in place of the made-up one.
 */
const PARTS: Readonly<Record<string, (root: () => string) => Promise<readonly Row[]>>> = {
  keystrokes: measureKeystrokes,
  'start-up': measureStartUp,
  scan: (root) => measureScan(root()),
  memory: (root) => measureMemory(root()),
  size: async () => [packageSize()],
  rules: async (root) => {
    console.log(`\n${ruleTimes(root())}`);
    console.log(`\n${needleCosts(root(), codeFiles(root()))}`);
    return [];
  },
};

async function main(names: readonly string[]): Promise<void> {
  const unknown = names.find((name) => PARTS[name] === undefined);
  if (unknown !== undefined) throw new Error(`unknown part "${unknown}"; there are ${Object.keys(PARTS).join(', ')}`);
  let written: string | undefined;
  const root = (): string => {
    if (process.env.CORPUS) return resolve(process.env.CORPUS);
    if (written === undefined) {
      written = mkdtempSync(join(tmpdir(), 'twelve-factor-bench-'));
      writeSampleRepository(written);
    }
    return written;
  };
  try {
    for (const [name, measure] of Object.entries(PARTS)) {
      if (names.length > 0 && !names.includes(name)) continue;
      const rows = await measure(root);
      if (rows.length > 0) printTable(name, rows);
    }
  } finally {
    if (written !== undefined) rmSync(written, { recursive: true, force: true });
  }
}

function packageSize(): Row {
  const find = (): string | undefined => readdirSync(repositoryRoot).find((name) => name.endsWith('.vsix'));
  if (find() === undefined) {
    spawnSync(process.execPath, ['--import', 'tsx', 'server/scripts/package.ts'], {
      cwd: repositoryRoot,
      stdio: 'ignore',
    });
  }
  const file = find();
  const size = file === undefined ? undefined : statSync(join(repositoryRoot, file)).size;
  return {
    what: 'VSIX',
    budget: `≤ ${megabytes(MAXIMUM_BYTES)}`,
    measured: size === undefined ? 'cannot be packaged; see "npm run package"' : megabytes(size),
    kept: size !== undefined && size <= MAXIMUM_BYTES,
  };
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
