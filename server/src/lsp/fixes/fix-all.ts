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
  for (let pass = 0; pass < MAXIMUM_PASSES; pass++) if (!run.pass()) break;
  return run.result();
}

class FixAllRun {
  private readonly tables = new Map<FilePath, PieceTable>();
  private readonly created = new Map<FilePath, PieceTable>();
  private readonly deleted = new Set<FilePath>();
  private readonly missing = new Set<FilePath>();
  private readonly touched = new Set<FilePath>();
  private readonly reported = new Set<FilePath>();
  private applied = 0;

  constructor(private readonly input: FixAllInput) {}

  /** False when nothing was left to do. */
  pass(): boolean {
    const taken = new Map<FilePath, Edit[]>();
    const creates: NewFile[] = [];
    let count = 0;
    for (const fix of this.safeFixes()) {
      if (!this.takes(fix, taken, creates)) continue;
      for (const [file, edits] of fix.edits) taken.set(file, [...(taken.get(file) ?? []), ...edits]);
      creates.push(...(fix.creates ?? []));
      for (const file of fix.deletes ?? []) this.deleted.add(file);
      count++;
    }
    if (count === 0) return false;
    this.applied += count;
    this.perform(taken, creates);
    return true;
  }

  result(): FixAllResult {
    const edits = new Map<FilePath, readonly Edit[]>();
    for (const [file, table] of this.tables) {
      const list = table.edits();
      if (list.length > 0 && !this.deleted.has(file)) edits.set(file, list);
    }
    return {
      changes: {
        title: 'Fix all safe twelve-factor findings',
        edits,
        creates: [...this.created].map(([path, table]) => ({ path, text: table.text })),
        deletes: [...this.deleted].filter((file) => !this.created.has(file)),
      },
      applied: this.applied,
      missing: [...this.missing],
      touched: [...this.touched],
      reported: this.reported,
    };
  }

  private *safeFixes(): Generator<Fix> {
    const { analysis, files, guard } = this.input;
    for (const file of files) {
      if (this.deleted.has(file)) continue;
      for (const finding of analysis.reportOf(file)?.findings ?? []) {
        if (finding.fixable !== 'safe') continue;
        const fix = guard(finding, () => fixFor(analysis, finding, (path) => this.textOf(path)));
        if (fix?.safety === 'safe') yield fix;
      }
    }
  }

  /** A fix is taken whole, and only if it clashes with none that was taken before it in this pass. */
  private takes(fix: Fix, taken: ReadonlyMap<FilePath, Edit[]>, creates: readonly NewFile[]): boolean {
    for (const [file, edits] of fix.edits) {
      const others = taken.get(file) ?? [];
      if (mergeEdits([others, edits]).length < others.length + edits.length) return false;
      if (this.textOf(file) === undefined) return false;
    }
    const isFree = ({ path }: NewFile): boolean =>
      this.textOf(path) === undefined && !creates.some((other) => other.path === path);
    if (!(fix.creates ?? []).every(isFree)) return false;
    return (fix.deletes ?? []).every((file) => this.textOf(file) !== undefined && !taken.has(file));
  }

  private perform(taken: ReadonlyMap<FilePath, readonly Edit[]>, creates: readonly NewFile[]): void {
    const { analysis } = this.input;
    for (const [file, edits] of taken) {
      const table = this.tableOf(file);
      table.apply(edits);
      const known = analysis.resultOf(file);
      // Texts of other kinds of files (lock files, …) are none of the analysis.
      if (known === undefined) continue;
      this.touched.add(file);
      analysis.update({ file, kind: known.kind, version: known.version, text: table.text });
    }
    for (const { path, text } of creates) {
      const table = new PieceTable('');
      table.apply([{ span: { start: 0, end: 0 }, text }]);
      this.created.set(path, table);
      this.touched.add(path);
      analysis.update({ file: path, text, version: 0 });
    }
    for (const file of this.deleted) {
      this.touched.add(file);
      analysis.remove(file);
    }
    for (const file of analysis.refresh()) this.reported.add(file);
  }

  private tableOf(file: FilePath): PieceTable {
    const known = this.created.get(file) ?? this.tables.get(file);
    if (known !== undefined) return known;
    const table = new PieceTable(this.input.texts.get(file) ?? '');
    this.tables.set(file, table);
    return table;
  }

  private textOf(file: FilePath): string | undefined {
    if (this.deleted.has(file)) return undefined;
    const table = this.created.get(file) ?? this.tables.get(file);
    if (table !== undefined) return table.text;
    if (!this.input.texts.has(file)) this.missing.add(file);
    return this.input.texts.get(file);
  }
}
