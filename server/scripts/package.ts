import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { megabytes, packagingFaults } from './package/shipped-files';
import { readMetafile, thirdPartyNotices } from './package/third-party-notices';
import { zipEntries } from './package/zip-entries';
import { repositoryRoot } from './repository';

/**
 * `npm run package`: builds, writes the third-party notices, makes one `.vsix` at the root and checks what is in it.
 * vsce scans it for secrets on the way; that scan stays on.
 */
function main(): void {
  run(join(repositoryRoot, 'esbuild.mjs'), ['--production', '--metafile']);
  const metafiles = ['client', 'server'].map((part) => readMetafile(join(repositoryRoot, part, 'dist/meta.json')));
  const notices = join(repositoryRoot, 'server/dist/third-party-notices.txt');
  writeFileSync(notices, thirdPartyNotices(repositoryRoot, metafiles));
  for (const old of readdirSync(repositoryRoot)) if (old.endsWith('.vsix')) rmSync(join(repositoryRoot, old));
  const file = join(repositoryRoot, packageName());
  const allowed = ['--allow-missing-repository', '--no-rewrite-relative-links', '--no-dependencies'];
  run(vsce(), ['package', '--out', file, ...allowed]);
  const archive = readFileSync(file);
  const entries = zipEntries(archive);
  const faults = packagingFaults(entries, archive.length);
  if (faults.length > 0) {
    rmSync(file);
    throw new Error(faults.join('\n'));
  }
  console.log(`${packageName()}: ${entries.length} files, ${megabytes(archive.length)}`);
}

function packageName(): string {
  const { name, version } = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8'));
  return `${name}-${version}.vsix`;
}

function vsce(): string {
  return join(dirname(createRequire(import.meta.url).resolve('@vscode/vsce/package.json')), 'vsce');
}

/** @throws Error when it fails; what it says goes to the terminal. */
function run(script: string, args: readonly string[]): void {
  const { status, error } = spawnSync(process.execPath, [script, ...args], { cwd: repositoryRoot, stdio: 'inherit' });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${script} ended with ${status}`);
}

try {
  main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
