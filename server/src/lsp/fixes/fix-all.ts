import type { FilePath } from '../../core/documents/kinds';
import { fixFor } from '../../core/engine/fixes';
import type { FolderAnalysis } from '../../core/engine/folder';
import type { Finding } from '../../core/rule/finding';
import type { Fix, NewFile } from '../../core/rule/fix';
import { type Edit, mergeEdits } from '../../core/text/edits';
import type { FileChanges } from '../convert';
import { PieceTable } from './piece-table';

export interface FixAllInput {
  readonly analysis: FolderAnalysis;
  /** Whose findings are fixed; a fix may touch other files beside. */
  readonly files: readonly FilePath[];
  /** Current texts; a file that is not among them is unknown, `undefined` stands for one that does not exist. */
  readonly texts: ReadonlyMap<FilePath, string | undefined>;
  /** Gives a finding's fix, or `undefined` where the rule has none or fails. */
  readonly guard: (finding: Finding, compute: () => Fix | undefined) => Fix | undefined;
}

export interface FixAllResult {
  readonly changes: FileChanges;
  /** Number of fixes taken. */
  readonly applied: number;
  /** Files that a fix asked for and that are not among the texts: with them there may be more. */
  readonly missing: readonly FilePath[];
  /** Files whose texts in the analysis are not the current ones any more. */
  readonly touched: readonly FilePath[];
  /** Files whose reports were made anew meanwhile. */
  readonly reported: ReadonlySet<FilePath>;
}

/** Fixes may uncover or bring about findings; what has not come to rest by then is left. */
const MAXIMUM_PASSES = 10;

/**
 * Applies all safe fixes on texts in memory, again and again until none is left. The analysis is handed the new texts
 * on the way: the caller hands the current ones in again afterwards, before anybody else sees it.
 */
export function fixAll(input: FixAllInput): FixAllResult {
  const run = new FixAllRun(input);
  let state: State = { tables: new Map(), created: new Map(), deleted: new Set(), applied: 0 };
  for (let pass = 0; pass < MAXIMUM_PASSES; pass++) {
    const next = run.pass(state);
    if (next === undefined) break;
    state = next;
  }
  return run.result(state);
}

/** The texts after some passes. */
interface State {
  readonly tables: ReadonlyMap<FilePath, PieceTable>;
  readonly created: ReadonlyMap<FilePath, PieceTable>;
  readonly deleted: ReadonlySet<FilePath>;
  readonly applied: number;
}

/** What one pass takes. */
interface Round {
  readonly edits: Map<FilePath, Edit[]>;
  readonly creates: NewFile[];
  readonly deletes: Set<FilePath>;
  readonly fixed: Finding[];
}

class FixAllRun {
  private readonly missing = new Set<FilePath>();
  private readonly touched = new Set<FilePath>();
  private readonly reported = new Set<FilePath>();

  constructor(private readonly input: FixAllInput) {}

  /** `undefined` when nothing was left to do, or when the pass made nothing better or broke a file. */
  pass(state: State): State | undefined {
    const before = this.safeFindings(state);
    const round: Round = { edits: new Map(), creates: [], deletes: new Set(), fixed: [] };
    for (const finding of before) {
      const fix = this.safeFix(finding, state);
      if (fix === undefined || !this.takes(fix, round, state)) continue;
      for (const [file, edits] of fix.edits) round.edits.set(file, [...(round.edits.get(file) ?? []), ...edits]);
      round.creates.push(...(fix.creates ?? []));
      for (const file of fix.deletes ?? []) round.deletes.add(file);
      round.fixed.push(finding);
    }
    if (round.fixed.length === 0) return undefined;
    const next = this.after(state, round);
    const broken = this.brokenFiles(next);
    this.handIn(next, round);
    const hasBroken = [...this.brokenFiles(next)].some((file) => !broken.has(file));
    return hasBroken || !this.hasHelped(round, before, this.safeFindings(next)) ? undefined : next;
  }

  result({ tables, created, deleted, applied }: State): FixAllResult {
    const edits = new Map<FilePath, readonly Edit[]>();
    for (const [file, table] of tables) {
      const list = table.edits();
      if (list.length > 0 && !deleted.has(file)) edits.set(file, list);
    }
    const changes: FileChanges = {
      title: 'Fix all safe twelve-factor findings',
      edits,
      creates: [...created].map(([path, table]) => ({ path, text: table.text })),
      deletes: [...deleted],
    };
    const { missing, touched, reported } = this;
    return { changes, applied, missing: [...missing], touched: [...touched], reported };
  }

  private safeFindings({ deleted }: State): Finding[] {
    const files = this.input.files.filter((file) => !deleted.has(file));
    const findings = files.flatMap((file) => this.input.analysis.reportOf(file)?.findings ?? []);
    return findings.filter(({ fixable }) => fixable === 'safe');
  }

  private safeFix(finding: Finding, state: State): Fix | undefined {
    const compute = (): Fix | undefined => fixFor(this.input.analysis, finding, (file) => this.textOf(file, state));
    const fix = this.input.guard(finding, compute);
    return fix?.safety === 'safe' ? fix : undefined;
  }

  /** A fix is taken whole, and only if it clashes with none that was taken before it in this pass. */
  private takes(fix: Fix, round: Round, state: State): boolean {
    for (const [file, edits] of fix.edits) {
      const others = round.edits.get(file) ?? [];
      if (mergeEdits([others, edits]).length < others.length + edits.length) return false;
      if (this.textOf(file, state) === undefined || round.deletes.has(file)) return false;
    }
    const isFree = ({ path }: NewFile): boolean =>
      this.textOf(path, state) === undefined && !round.creates.some((other) => other.path === path);
    if (!(fix.creates ?? []).every(isFree)) return false;
    return (fix.deletes ?? []).every((file) => this.textOf(file, state) !== undefined && !round.edits.has(file));
  }

  private after(state: State, round: Round): State {
    const tables = new Map(state.tables);
    const created = new Map(state.created);
    for (const [file, edits] of round.edits) {
      const own = created.get(file);
      if (own !== undefined) created.set(file, own.apply(edits));
      else tables.set(file, (tables.get(file) ?? new PieceTable(this.input.texts.get(file) ?? '')).apply(edits));
    }
    for (const { path, text } of round.creates) {
      created.set(path, new PieceTable('').apply([{ span: { start: 0, end: 0 }, text }]));
    }
    const deleted = new Set([...state.deleted, ...round.deletes]);
    return { tables, created, deleted, applied: state.applied + round.fixed.length };
  }

  private handIn(state: State, round: Round): void {
    const { analysis } = this.input;
    for (const file of [...round.edits.keys(), ...round.creates.map(({ path }) => path)]) {
      const known = analysis.resultOf(file);
      const text = this.textOf(file, state) ?? '';
      this.touched.add(file);
      analysis.update({ file, text, version: known?.version ?? 0, ...(known && { kind: known.kind }) });
    }
    for (const file of round.deletes) {
      this.touched.add(file);
      analysis.remove(file);
    }
    for (const file of analysis.refresh()) this.reported.add(file);
  }

  private brokenFiles({ tables, created }: State): Set<FilePath> {
    const files = [...tables.keys(), ...created.keys()];
    return new Set(files.filter((file) => this.input.analysis.resultOf(file)?.broken === true));
  }

  /** Fewer findings are left, or none of those that were fixed: else a fix and its finding would go round in circles. */
  private hasHelped({ fixed }: Round, before: readonly Finding[], after: readonly Finding[]): boolean {
    if (after.length < before.length) return true;
    const left = new Set(after.map(({ fingerprint }) => fingerprint));
    return !fixed.some(({ fingerprint }) => left.has(fingerprint));
  }

  private textOf(file: FilePath, { tables, created, deleted }: State): string | undefined {
    if (deleted.has(file)) return undefined;
    const table = created.get(file) ?? tables.get(file);
    if (table !== undefined) return table.text;
    if (!this.input.texts.has(file)) this.missing.add(file);
    return this.input.texts.get(file);
  }
}
