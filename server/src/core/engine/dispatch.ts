import { SyntaxKind, type ts } from 'ts-morph';
import type { TypeScriptListeners } from '../documents/typescript/listeners';
import type { RuleId } from '../rule/finding';
import { type WalkMemory, wantedKinds, wantedNodes } from './walk';

/** Listeners of one rule (or fact extractor) for one file. */
export interface ListenerSet {
  readonly owner: RuleId;
  readonly listeners: TypeScriptListeners;
  /** What it says of one top-level statement may be remembered. */
  readonly perStatement?: boolean;
}

/** Remembers what was said of statements. */
export interface Recall {
  /** Says again what the owner said of the statement; `false` when it has to look itself. */
  replay(statement: ts.Statement, owner: RuleId): boolean;
  /** The owners have seen the whole statement. */
  keep(statement: ts.Statement, owners: readonly RuleId[]): void;
}

/** Called when a listener throws: that rule is dead for the file, the others go on (invariant 10). */
export type FailureHandler = (owner: RuleId, error: unknown, where: string) => void;

/** Called with the milliseconds each owner took; only when timing is asked for, since measuring costs. */
export type TimingHandler = (owner: RuleId, milliseconds: number) => void;

interface Slot {
  readonly owner: RuleId;
  /** Whether the owner looks at the current statement. */
  readonly looks: { now: boolean };
  readonly call: (node: ts.Node) => void;
}

export interface DispatchOptions {
  readonly timing?: { readonly now: () => number; readonly record: TimingHandler } | undefined;
  /** Spares statements that were walked before; for trees that are parsed incrementally. */
  readonly memory?: WalkMemory | undefined;
  readonly recall?: Recall | undefined;
}

/** Walks the tree once and hands each node to the listeners of its kind. */
export function dispatch(
  tree: ts.SourceFile,
  sets: readonly ListenerSet[],
  onFailure: FailureHandler,
  { timing, memory, recall }: DispatchOptions = {},
): void {
  const table: (Slot[] | undefined)[] = [];
  const dead = new Set<RuleId>();
  const remembered: { readonly owner: RuleId; readonly looks: Slot['looks'] }[] = [];
  for (const { owner, listeners, perStatement } of sets) {
    const looks = { now: true };
    if (perStatement) remembered.push({ owner, looks });
    for (const [name, listener] of Object.entries(listeners)) {
      if (name === 'endOfFile' || typeof listener !== 'function') continue;
      const kind = SyntaxKind[name as keyof typeof SyntaxKind];
      const slots = table[kind] ?? [];
      table[kind] = slots;
      slots.push({ owner, looks, call: listener as (node: ts.Node) => void });
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
  const call = (node: ts.Node): void => {
    for (const slot of table[node.kind] ?? []) if (slot.looks.now) guarded(slot, node);
  };
  call(tree);
  const wanted = wantedKinds(table);
  for (const statement of tree.statements) {
    if (recall !== undefined) {
      for (const { owner, looks } of remembered) looks.now = dead.has(owner) || !recall.replay(statement, owner);
    }
    const nodes = memory === undefined ? wantedNodes(statement, wanted) : memory.nodesOf(statement, wanted);
    for (const node of nodes) call(node);
    if (recall !== undefined) {
      const looked = remembered.filter(({ owner, looks }) => looks.now && !dead.has(owner));
      recall.keep(
        statement,
        looked.map(({ owner }) => owner),
      );
    }
  }
  for (const { looks } of remembered) looks.now = true;
  call(tree.endOfFileToken);
  for (const { owner, listeners } of sets) {
    const { endOfFile } = listeners;
    if (endOfFile !== undefined) guarded({ owner, looks: { now: true }, call: () => endOfFile() }, tree);
  }
}
