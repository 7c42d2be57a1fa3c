import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { UNUSED_SUPPRESSION } from '../../src/core/engine/registry';
import type { Rule } from '../../src/core/rule/define-rule';
import { FACTOR_IDS, type Factor, factorNumber } from '../../src/core/rule/factors';

/** A rule and where it stands: `module` is relative to the rules' folder, `page` to that of the rule pages. */
export interface RuleEntry {
  readonly rule: Rule;
  readonly module: string;
  readonly page: string;
}

export interface FactorEntry {
  readonly factor: Factor;
  readonly module: string;
}

/** Every rule and factor in the sources, in the order of the factors and of the names. */
export interface Catalogue {
  readonly rules: readonly RuleEntry[];
  readonly factors: readonly FactorEntry[];
  /** What keeps a file from being taken up, one sentence each. */
  readonly problems: readonly string[];
}

export const RULES_FOLDER = 'server/src/rules';
export const PAGES_FOLDER = 'server/docs/rules';

/** Loads what lies in the rules' folders, not what the generated index names: this is where that index comes from. */
export async function loadCatalogue(root: string): Promise<Catalogue> {
  const rules: RuleEntry[] = [];
  const factors: FactorEntry[] = [];
  const problems: string[] = [];
  for (const id of FACTOR_IDS) {
    const folder = `${String(factorNumber(id)).padStart(2, '0')}-${id}`;
    for (const name of modulesIn(join(root, RULES_FOLDER, folder))) {
      const module = `${folder}/${name}`;
      try {
        const loaded = await load(root, module);
        if (name === 'factor') factors.push({ factor: expectFactor(loaded, id), module });
        else rules.push({ rule: expectRule(loaded, `${id}/${name}`), module, page: `${id}/${name}.md` });
      } catch (error) {
        problems.push(`${RULES_FOLDER}/${module}.ts: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }
  if (existsSync(join(root, RULES_FOLDER, `${UNUSED_SUPPRESSION}.ts`))) {
    const rule = expectRule(await load(root, UNUSED_SUPPRESSION), UNUSED_SUPPRESSION);
    rules.push({ rule, module: UNUSED_SUPPRESSION, page: `${UNUSED_SUPPRESSION}.md` });
  }
  return { rules, factors, problems };
}

function modulesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts'));
  return files.map((name) => name.slice(0, -'.ts'.length)).sort();
}

async function load(root: string, module: string): Promise<Record<string, unknown>> {
  return import(pathToFileURL(join(root, RULES_FOLDER, `${module}.ts`)).href);
}

function expectRule(loaded: Record<string, unknown>, id: string): Rule {
  const rule = loaded.default as Rule | undefined;
  if (rule?.id === undefined) throw new Error('exports no rule as default; helpers belong into a folder below');
  if (rule.id !== id) throw new Error(`its rule is called "${rule.id}", its path says "${id}"`);
  return rule;
}

function expectFactor(loaded: Record<string, unknown>, id: string): Factor {
  const factor = loaded.factor as Factor | undefined;
  if (factor?.id !== id) throw new Error(`exports no "factor" with the id "${id}"`);
  return factor;
}
