import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../server/scripts/repository';
import { kindOf } from '../../server/src/core/documents/kinds';
import type { Rule } from '../../server/src/core/rule/define-rule';
import type { Finding } from '../../server/src/core/rule/finding';
import { rules } from '../../server/src/rules';
import { analyze, type Files, listFiles } from './analyze';
import { readRulePage } from './rule-page';

/** An app to try an invariant on: an example of a rule page, or a folder of `test/fixtures/apps`. */
export interface SampleApp {
  readonly name: string;
  readonly files: Files;
}

const MANIFEST = '{ "name": "orders", "private": true, "dependencies": { "express": "^5.0.0" } }\n';

/** Every example of every rule page and every fixture app. */
export const sampleApps = once((): readonly SampleApp[] => [...pageExamples(), ...fixtureApps()]);

/** The fixture apps, and one example of each factor's first page: for what holds of the engine, whatever the rules. */
export const fewSampleApps = once((): readonly SampleApp[] => {
  const factors = new Map<string, SampleApp>();
  for (const app of pageExamples()) {
    const factor = app.name.slice(0, app.name.indexOf('/'));
    if (!factors.has(factor)) factors.set(factor, app);
  }
  return [...factors.values(), ...fixtureApps()];
});

/** An example that shows no package is one of an Express server. */
export function withManifest(files: Files): Files {
  const hasManifest = Object.keys(files).some((path) => /(?:^|\/)package\.json$/.test(path));
  return hasManifest ? files : { ...files, 'package.json': MANIFEST };
}

/** All rules, `strict` ones too, as a user runs them. */
export function analyzeSample(files: Files, more: readonly Rule[] = []): ReturnType<typeof analyze> {
  return analyze(files, { rules: [...rules, ...more], configuration: { preset: 'strict' } });
}

export interface SampleFinding {
  readonly app: SampleApp;
  readonly finding: Finding;
  /** The text that the finding is about. */
  readonly text: string;
}

export const findingsWithText = once((): readonly SampleFinding[] =>
  sampleApps().flatMap((app) =>
    analyzeSample(app.files).fileReports.flatMap(({ file, findings }) =>
      findings.map((finding) => ({ app, finding, text: app.files[file] ?? '' })),
    ),
  ),
);

function pageExamples(): SampleApp[] {
  const folder = join(repositoryRoot, 'server/docs/rules');
  const pages = listFiles(folder, /\.md$/).filter((path) => path !== 'README.md');
  return pages.flatMap((page) =>
    readRulePage(readFileSync(join(folder, page), 'utf8')).examples.map(({ section, title, files }) => ({
      name: `${page}: ${section === title ? section : `${section}, ${title}`}`,
      files: withManifest(files),
    })),
  );
}

function fixtureApps(): SampleApp[] {
  const folder = join(repositoryRoot, 'test/fixtures/apps');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ name, files: readFolder(join(folder, name)) }));
}

function readFolder(folder: string): Files {
  const paths = listFiles(folder, /./).filter((path) => !/(?:^|\/)(?:node_modules|dist|\.git)\//.test(path));
  const known = paths.filter((path) => kindOf(path) !== undefined || /\.(?:lock|ya?ml|json)$/.test(path));
  return Object.fromEntries(known.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

/** Computed when it is first asked for: not every run of the tests needs it. */
function once<T>(compute: () => T): () => T {
  let result: { readonly value: T } | undefined;
  return () => {
    result ??= { value: compute() };
    return result.value;
  };
}
