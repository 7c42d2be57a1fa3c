import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { glob } from 'tinyglobby';
import { repositoryRoot } from './paths';
import { HostError } from './web-host';

const suite = join(repositoryRoot, 'test/editor/suite');
const output = join(repositoryRoot, 'test/editor/dist');

/** The bundled test runner, and where the bundle of each test file is. */
export interface Bundle {
  readonly runner: string;
  files(patterns: readonly string[]): Promise<string[]>;
}

/** Bundles the tests for the extension host, which knows no TypeScript. */
export async function bundleSuite(): Promise<Bundle> {
  const tests = await glob('**/*.test.ts', { cwd: suite });
  await rm(output, { recursive: true, force: true });
  await build({
    absWorkingDir: suite,
    entryPoints: ['index.ts', ...tests],
    outdir: output,
    outbase: suite,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    external: ['vscode', 'mocha'],
    sourcemap: 'linked',
    logLevel: 'warning',
  });
  return {
    runner: join(output, 'index.js'),
    async files(patterns) {
      const found = await glob([...patterns], { cwd: suite });
      if (found.length === 0) throw new HostError(`no test in ${suite} matches ${patterns.join(', ')}`);
      return found.sort().map((file) => join(output, file.replace(/\.ts$/, '.js')));
    },
  };
}
