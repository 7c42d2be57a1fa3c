import { nearestName } from '../text/nearest-name';

/** The rule that somebody may have meant: a slip away, of the same name in another factor, or of a name that has most words in common. */
export function nearestRule(id: string, ids: readonly string[]): string | undefined {
  const slip = nearestName(id, ids);
  if (slip !== undefined) return slip;
  const name = nameOf(id);
  const best = ids
    .map((rule) => ({ rule, score: commonWords(nameOf(rule), name) }))
    .sort((a, b) => b.score - a.score)[0];
  return best !== undefined && best.score > 1 ? best.rule : undefined;
}

function nameOf(id: string): string {
  return id.slice(id.indexOf('/') + 1);
}

function commonWords(a: string, b: string): number {
  const words = new Set(a.split('-'));
  return b.split('-').filter((word) => words.has(word)).length;
}
