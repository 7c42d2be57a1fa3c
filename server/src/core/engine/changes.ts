import type { Finding } from '../rule/finding';
import type { ListenFact } from '../workspace/facts';
import type { DocumentResult } from './candidate';

/** What a new result of a file, or a new report, changes for everything that rests on the old one. */

export function sameFindings(a: readonly Finding[], b: readonly Finding[]): boolean {
  return a.length === b.length && JSON.stringify(a) === JSON.stringify(b);
}

export function changesImports(old: DocumentResult, result: DocumentResult): boolean {
  if (old.facts.kind !== 'typescript' || result.facts.kind !== 'typescript') return false;
  const before = old.facts.imports;
  const after = result.facts.imports;
  // Of a file that is not parsed the imports are only read off the text.
  return (
    old.facts.parsed !== result.facts.parsed ||
    before.length !== after.length ||
    before.some(({ specifier, kind }, index) => {
      // A type-only import leads nowhere.
      return specifier !== after[index]?.specifier || kind !== after[index]?.kind;
    })
  );
}

/**
 * Code changes the structure only when it becomes or ceases to be a server or a config module, changes its role, or says
 * what PM2 runs.
 */
export function changesStructure(old: DocumentResult, result: DocumentResult): boolean {
  const { facts } = result;
  if (old.facts.kind !== 'typescript' || facts.kind !== 'typescript') return true;
  if (JSON.stringify(old.facts.processes) !== JSON.stringify(facts.processes)) return true;
  const isServer = (listens: readonly ListenFact[]): boolean => listens.some(({ certain }) => certain);
  return (
    isServer(old.facts.listens) !== isServer(facts.listens) ||
    old.facts.configModule?.how !== facts.configModule?.how ||
    old.facts.roles.join() !== facts.roles.join()
  );
}
