import type { Rule } from '../rule/define-rule';
import { WordSearch } from '../text/word-search';

/** Which rules may fire in a text at all, by the substrings each one needs; one pass finds them. */
export class NeedleIndex {
  private readonly search: WordSearch;
  /** By needle: indexes of the lists that hold it. */
  private readonly owners: readonly (readonly number[])[];
  private readonly always: readonly number[];

  constructor(needles: readonly (readonly string[])[]) {
    const owners = new Map<string, number[]>();
    needles.forEach((list, index) => {
      for (const needle of new Set(list)) owners.set(needle, [...(owners.get(needle) ?? []), index]);
    });
    this.search = new WordSearch([...owners.keys()]);
    this.owners = [...owners.values()];
    this.always = needles.flatMap((list, index) => (list.length === 0 ? [index] : []));
  }

  /** Indexes of the lists with a needle in the text, and of those that are empty. */
  match(text: string): ReadonlySet<number> {
    const found = new Set(this.always);
    const seen = new Uint8Array(this.owners.length);
    this.search.visit(text, (needle) => {
      if (seen[needle] === 0) {
        seen[needle] = 1;
        for (const owner of this.owners[needle] ?? []) found.add(owner);
      }
      return undefined;
    });
    return found;
  }
}

export function needlesOf(rule: Rule): readonly string[] {
  return rule.typescript?.needles ?? [];
}
