import type { RuleId } from '../core/rule/finding';

export interface Timing {
  readonly now: () => number;
  record(owner: RuleId, milliseconds: number): void;
  /** The time of each rule, slowest first. */
  table(): string;
}

export function createTiming(now: () => number): Timing {
  const spent = new Map<RuleId, number>();
  return {
    now,
    record: (owner, milliseconds) => spent.set(owner, (spent.get(owner) ?? 0) + milliseconds),
    table() {
      const total = [...spent.values()].reduce((sum, value) => sum + value, 0);
      const rows = [...spent].sort((a, b) => b[1] - a[1]).map(([owner, value]) => row(value, total, owner));
      return ['   ms      %  rule', ...rows, ''].join('\n');
    },
  };
}

function row(value: number, total: number, owner: string): string {
  const share = total === 0 ? 0 : (100 * value) / total;
  return `${value.toFixed(1).padStart(7)}  ${share.toFixed(1).padStart(5)}  ${owner}`;
}
