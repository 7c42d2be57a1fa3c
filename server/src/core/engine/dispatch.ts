import { SyntaxKind, ts } from 'ts-morph';
import type { TypeScriptListeners } from '../documents/typescript/listeners';
import type { RuleId } from '../rule/finding';

/** Listeners of one rule (or fact extractor) for one file. */
export interface ListenerSet {
  readonly owner: RuleId;
  readonly listeners: TypeScriptListeners;
}

/** Called when a listener throws: that rule is dead for the file, the others go on (invariant 10). */
export type FailureHandler = (owner: RuleId, error: unknown, where: string) => void;

/** Called with the milliseconds each owner took; only when timing is asked for, since measuring costs. */
export type TimingHandler = (owner: RuleId, milliseconds: number) => void;

interface Slot {
  readonly owner: RuleId;
  readonly call: (node: ts.Node) => void;
}

/** Walks the tree once and hands each node to the listeners of its kind. */
export function dispatch(
  tree: ts.SourceFile,
  sets: readonly ListenerSet[],
  onFailure: FailureHandler,
  timing?: { readonly now: () => number; readonly record: TimingHandler },
): void {
  const table: (Slot[] | undefined)[] = [];
  const dead = new Set<RuleId>();
  for (const { owner, listeners } of sets) {
    for (const [name, listener] of Object.entries(listeners)) {
      if (name === 'endOfFile' || typeof listener !== 'function') continue;
      const kind = SyntaxKind[name as keyof typeof SyntaxKind];
      const slots = table[kind] ?? [];
      table[kind] = slots;
      slots.push({ owner, call: listener as (node: ts.Node) => void });
    }
  }
  const guarded = (slot: Slot, node: ts.Node): void => {
    if (dead.size > 0 && dead.has(slot.owner)) return;
    const start = timing === undefined ? 0 : timing.now();
    try {
      slot.call(node);
    } catch (error) {
      dead.add(slot.owner);
      onFailure(slot.owner, error, SyntaxKind[node.kind] ?? 'node');
    }
    timing?.record(slot.owner, timing.now() - start);
  };
  const readsTypes = table.some((slots, kind) => slots !== undefined && isTypeNode(kind));
  const visit = (node: ts.Node): void => {
    const { kind } = node;
    const slots = table[kind];
    if (slots !== undefined) for (const slot of slots) guarded(slot, node);
    // Tokens and names have no children; types hold nothing that runs.
    if (kind > ts.SyntaxKind.LastToken && (readsTypes || !isTypeNode(kind))) ts.forEachChild(node, visit);
  };
  visitDeep(tree, visit);
  for (const { owner, listeners } of sets) {
    const { endOfFile } = listeners;
    if (endOfFile !== undefined) guarded({ owner, call: () => endOfFile() }, tree);
  }
}

function isTypeNode(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstTypeNode && kind <= ts.SyntaxKind.LastTypeNode;
}

/** Generated code can nest deeper than the stack (long `a + b + …` chains); such a file is analysed as far as it goes. */
function visitDeep(tree: ts.SourceFile, visit: (node: ts.Node) => void): void {
  try {
    visit(tree);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
}
