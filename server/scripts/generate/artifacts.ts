import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyEdits, modify } from 'jsonc-parser';
import { factorOf } from '../../src/core/engine/registry';
import { type Catalogue, loadCatalogue, PAGES_FOLDER, RULES_FOLDER } from './catalogue';
import { readmeWithRules } from './readme';
import { ruleIndex } from './rule-index';
import { pagesIndex, rulePage } from './rule-pages';
import { configurationFileSchema, contributedSettings } from './settings';

/** A file as it ought to be. */
export interface Artifact {
  /** Relative to the repository. */
  readonly path: string;
  readonly text: string;
}

export interface Generated {
  readonly artifacts: readonly Artifact[];
  /** What the generator cannot mend, one sentence each. */
  readonly problems: readonly string[];
}

/** Computes every generated file from the sources; writes nothing. Equal sources give equal texts. */
export async function generate(root: string): Promise<Generated> {
  const catalogue = await loadCatalogue(root);
  const pages = rulePages(root, catalogue);
  const artifacts = [
    { path: `${RULES_FOLDER}/index.ts`, text: ruleIndex(catalogue) },
    ...pages.artifacts,
    { path: `${PAGES_FOLDER}/README.md`, text: pagesIndex(catalogue) },
    { path: 'server/configuration.schema.json', text: toJson(configurationFileSchema(catalogue)) },
    { path: 'package.json', text: manifest(root, catalogue) },
    ...readme(root, catalogue),
  ];
  return { artifacts, problems: [...catalogue.problems, ...pages.problems] };
}

/** The artifacts that are not on disk as they ought to be. */
export function staleArtifacts(root: string, artifacts: readonly Artifact[]): Artifact[] {
  return artifacts.filter(({ path, text }) => read(root, path) !== text);
}

function rulePages(root: string, { rules, factors }: Catalogue): Generated {
  const artifacts: Artifact[] = [];
  const problems: string[] = [];
  for (const { rule, page } of rules) {
    const path = `${PAGES_FOLDER}/${page}`;
    const text = read(root, path);
    const factor = factors.find((entry) => entry.factor.id === factorOf(rule.id))?.factor;
    if (text === undefined) problems.push(`${path}: the page of ${rule.id} is missing`);
    else artifacts.push({ path, text: rulePage(text, rule, factor) });
  }
  return { artifacts, problems };
}

function manifest(root: string, catalogue: Catalogue): string {
  const text = read(root, 'package.json') ?? '{}\n';
  const formattingOptions = { insertSpaces: true, tabSize: 2, eol: '\n' };
  const path = ['contributes', 'configuration'];
  return applyEdits(text, modify(text, path, contributedSettings(catalogue), { formattingOptions }));
}

function readme(root: string, catalogue: Catalogue): Artifact[] {
  const text = read(root, 'README.md');
  return text === undefined ? [] : [{ path: 'README.md', text: readmeWithRules(text, catalogue) }];
}

function read(root: string, path: string): string | undefined {
  const file = join(root, path);
  return existsSync(file) ? readFileSync(file, 'utf8').replaceAll('\r\n', '\n') : undefined;
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
