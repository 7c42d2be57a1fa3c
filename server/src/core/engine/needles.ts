import type { Rule } from '../rule/define-rule';

/** Which rules may fire in a text at all, by the substrings each one needs; one pass of one expression finds them. */
export class NeedleIndex {
  private readonly pattern: RegExp | undefined;
  private readonly owners = new Map<string, number[]>();
  private readonly always: number[] = [];

  constructor(private readonly needles: readonly (readonly string[])[]) {
    needles.forEach((list, index) => {
      if (list.length === 0) this.always.push(index);
      for (const needle of list) this.owners.set(needle, [...(this.owners.get(needle) ?? []), index]);
    });
    const all = [...this.owners.keys()];
    // Longer needles first: where one is the beginning of another, both are looked up below.
    all.sort((a, b) => b.length - a.length);
    if (all.length > 0) this.pattern = new RegExp(all.map(escapeRegExp).join('|'), 'g');
  }

  /** Indexes of the lists with a needle in the text. */
  match(text: string): ReadonlySet<number> {
    const found = new Set(this.always);
    if (this.pattern === undefined) return found;
    const seen = new Set<string>();
    // One pass over the text for all needles is ten times faster than one search for each.
    this.pattern.lastIndex = 0;
    for (let match = this.pattern.exec(text); match !== null; match = this.pattern.exec(text)) {
      // Needles may overlap: the next one is looked for right behind this one's first character.
      this.pattern.lastIndex = match.index + 1;
      const [needle] = match;
      if (seen.has(needle)) continue;
      seen.add(needle);
      for (const [other, owners] of this.owners) {
        if (needle.startsWith(other)) for (const owner of owners) found.add(owner);
      }
    }
    return found;
  }

  get size(): number {
    return this.needles.length;
  }
}

export function needlesOf(rule: Rule): readonly string[] {
  return rule.typescript?.needles ?? [];
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
