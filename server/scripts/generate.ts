import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Artifact, generate, staleArtifacts } from './generate/artifacts';
import { repositoryRoot } from './repository';

/**
 * `npm run generate`: writes everything that follows from the rules and the settings schema.
 * With `--check` nothing is written, and a stale file is a failure.
 */
async function main(): Promise<number> {
  const check = process.argv.includes('--check');
  const { artifacts, problems } = await generate(repositoryRoot);
  const stale = staleArtifacts(repositoryRoot, artifacts);
  if (!check) for (const artifact of stale) write(artifact);
  for (const { path } of stale) console.log(check ? `stale: ${path}` : `written: ${path}`);
  for (const problem of problems) console.error(problem);
  if (check && stale.length > 0) console.error(`${stale.length} generated files are stale; run "npm run generate"`);
  return problems.length > 0 || (check && stale.length > 0) ? 1 : 0;
}

function write({ path, text }: Artifact): void {
  const file = join(repositoryRoot, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
