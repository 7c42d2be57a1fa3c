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
    if (all.length > 0) this.pattern = new RegExp(all.map(escapeRegExp).join('|'));
  }

  /** Indexes of the lists with a needle in the text. */
  match(text: string): ReadonlySet<number> {
    const found = new Set(this.always);
    if (this.pattern === undefined || !this.pattern.test(text)) return found;
    for (const [needle, owners] of this.owners) {
      if (owners.every((owner) => found.has(owner))) continue;
      if (text.includes(needle)) for (const owner of owners) found.add(owner);
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
