import type { DocumentKind } from '../documents/kinds';
import type { Rule } from '../rule/define-rule';
import type { Factor, FactorId } from '../rule/factors';
import type { RuleId } from '../rule/finding';
import type { KnownRules } from '../settings/schema';

/** The rules and factors an analysis runs with. Built once; immutable. */
export interface Registry {
  readonly rules: readonly Rule[];
  readonly factors: readonly Factor[];
  byId(id: RuleId): Rule | undefined;
  factor(id: FactorId): Factor | undefined;
  forKind(kind: DocumentKind): readonly Rule[];
  readonly appRules: readonly Rule[];
  /** What a configuration may name. */
  readonly knownRules: KnownRules;
}

/** Kinds that are missing give facts only: no rule listens to them. */
const LISTENER: Readonly<Partial<Record<DocumentKind, keyof Rule>>> = {
  typescript: 'typescript',
  dockerfile: 'dockerfile',
  dotenv: 'dotenv',
  compose: 'compose',
  kubernetes: 'kubernetes',
  workflow: 'workflow',
  manifest: 'manifest',
  procfile: 'procfile',
  'ignore-file': 'ignoreFile',
  shell: 'shell',
  'node-version': 'nodeVersion',
  npmrc: 'npmrc',
  'app-json': 'appJson',
  devcontainer: 'devcontainer',
};

/** @throws Error when two rules share an id. */
export function createRegistry(rules: readonly Rule[], factors: readonly Factor[]): Registry {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  if (byId.size !== rules.length) throw new Error('two rules share an id');
  const byKind = new Map(
    Object.entries(LISTENER).map(([kind, listener]) => [kind, rules.filter((rule) => rule[listener] !== undefined)]),
  );
  return {
    rules,
    factors,
    byId: (id) => byId.get(id),
    factor: (id) => factors.find((factor) => factor.id === id),
    forKind: (kind) => byKind.get(kind) ?? [],
    appRules: rules.filter((rule) => rule.app !== undefined),
    knownRules: new Map(rules.map(({ id, options }) => [id, options])),
  };
}

export function factorOf(rule: RuleId): FactorId | null {
  return rule === UNUSED_SUPPRESSION ? null : (rule.slice(0, rule.indexOf('/')) as FactorId);
}

/** The one rule that belongs to no factor and counts in no compliance figure (RULES §9). */
export const UNUSED_SUPPRESSION: RuleId = 'unused-suppression';
