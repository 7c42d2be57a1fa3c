import type { FilePath } from '../../core/documents/kinds';
import { FixRound, MAXIMUM_ROUNDS, safeFindings } from '../../core/engine/fix-round';
import { fixFor, readOnce } from '../../core/engine/fixes';
import type { FolderAnalysis } from '../../core/engine/folder';
import type { Finding } from '../../core/rule/finding';
import type { Fix } from '../../core/rule/fix';
import type { Edit } from '../../core/text/edits';
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

/**
 * Applies all safe fixes on texts in memory, again and again until none is left. The analysis is handed the new texts
 * on the way: the caller hands the current ones in again afterwards, before anybody else sees it.
 */
export function fixAll(input: FixAllInput): FixAllResult {
  const run = new FixAllRun(input);
  let state: State = { tables: new Map(), created: new Map(), deleted: new Set(), applied: 0 };
  for (let pass = 0; pass < MAXIMUM_ROUNDS; pass++) {
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

class FixAllRun {
  private readonly missing = new Set<FilePath>();
  private readonly touched = new Set<FilePath>();
  private readonly reported = new Set<FilePath>();
  private readonly reading = readOnce();

  constructor(private readonly input: FixAllInput) {}

  /** `undefined` when nothing was left to do, or when the pass made nothing better or broke a file. */
  pass(state: State): State | undefined {
    const before = this.safeFindings(state);
    const round = new FixRound();
    for (const finding of before) {
      const fix = this.safeFix(finding, state);
      if (fix !== undefined && this.fits(fix, state)) round.take(finding, fix);
    }
    if (round.findings.length === 0) return undefined;
    const next = this.after(state, round);
    const broken = this.brokenFiles(next);
    this.handIn(next, round);
    const hasBroken = [...this.brokenFiles(next)].some((file) => !broken.has(file));
    return hasBroken || !round.hasHelped(before, this.safeFindings(next)) ? undefined : next;
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
    return files.flatMap((file) => safeFindings(this.input.analysis.reportOf(file)?.findings ?? []));
  }

  private safeFix(finding: Finding, state: State): Fix | undefined {
    const compute = (): Fix | undefined =>
      fixFor(this.input.analysis, finding, (file) => this.textOf(file, state), this.reading);
    const fix = this.input.guard(finding, compute);
    return fix?.safety === 'safe' ? fix : undefined;
  }

  /** The files are as the fix believes: those it edits or deletes exist, those it creates do not. */
  private fits(fix: Fix, state: State): boolean {
    const exists = (file: FilePath): boolean => this.textOf(file, state) !== undefined;
    if ((fix.creates ?? []).some(({ path }) => exists(path))) return false;
    return [...fix.edits.keys(), ...(fix.deletes ?? [])].every(exists);
  }

  private after(state: State, round: FixRound): State {
    const tables = new Map(state.tables);
    const created = new Map(state.created);
    for (const [file, edits] of round.edits) {
      const own = created.get(file);
      if (own !== undefined) created.set(file, own.apply(edits));
      else tables.set(file, (tables.get(file) ?? new PieceTable(this.input.texts.get(file) ?? '')).apply(edits));
    }
    for (const [path, text] of round.creates) {
      created.set(path, new PieceTable('').apply([{ span: { start: 0, end: 0 }, text }]));
    }
    const deleted = new Set([...state.deleted, ...round.deletes]);
    return { tables, created, deleted, applied: state.applied + round.findings.length };
  }

  private handIn(state: State, round: FixRound): void {
    const { analysis } = this.input;
    for (const file of [...round.edits.keys(), ...round.creates.keys()]) {
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

  private textOf(file: FilePath, { tables, created, deleted }: State): string | undefined {
    if (deleted.has(file)) return undefined;
    const table = created.get(file) ?? tables.get(file);
    if (table !== undefined) return table.text;
    if (!this.input.texts.has(file)) this.missing.add(file);
    return this.input.texts.get(file);
  }
}
