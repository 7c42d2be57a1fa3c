import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseFactor } from '../src/core/rule/factors';
import { type Artifact, generate, staleArtifacts } from './generate/artifacts';
import { ruleTemplates } from './new-rule/templates';
import { repositoryRoot } from './repository';

const USAGE = `usage: npm run new-rule -- FACTOR/NAME
  FACTOR  slug, number or Roman numeral of the factor: logs, 11, XI
  NAME    the bad pattern in kebab case: no-file-log-transport`;

/** `npm run new-rule -- logs/no-file-log-transport`: writes rule, page and test, and brings the generated files up to date. */
async function main(): Promise<void> {
  const [, factorText = '', name = ''] = /^([^/]+)\/([a-z][a-z0-9]*(?:-[a-z0-9]+)*)$/.exec(process.argv[2] ?? '') ?? [];
  const factor = parseFactor(factorText);
  if (factor === undefined || name === 'factor') throw new Error(USAGE);
  const { version } = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8'));
  const files = ruleTemplates(factor, name, version);
  const existing = files.filter(({ path }) => existsSync(join(repositoryRoot, path)));
  if (existing.length > 0) throw new Error(existing.map(({ path }) => `${path} exists`).join('\n'));
  for (const file of files) write(file);
  const { artifacts, problems } = await generate(repositoryRoot);
  for (const file of staleArtifacts(repositoryRoot, artifacts)) write(file);
  for (const problem of problems) console.error(problem);
  console.log(`next: npm test -- unit test/rules/${factor}/${name}.test.ts`);
}

function write({ path, text }: Artifact): void {
  const file = join(repositoryRoot, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  console.log(`written: ${path}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
