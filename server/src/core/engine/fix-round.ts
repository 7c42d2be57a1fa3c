/** What fix-all of the command line and of the editor have in common: which fixes go together, and whether they helped. */
import type { FilePath } from '../documents/kinds';
import type { Finding } from '../rule/finding';
import type { Fix } from '../rule/fix';
import { type Edit, mergeEdits } from '../text/edits';

/** Fixes may uncover or bring about findings, and make room for each other; what has not come to rest by then is left. */
export const MAXIMUM_ROUNDS = 10;

/** Fixes that do not get in each other's way. */
export class FixRound {
  readonly fixes: Fix[] = [];
  readonly findings: Finding[] = [];
  readonly edits = new Map<FilePath, readonly Edit[]>();
  readonly creates = new Map<FilePath, string>();
  readonly deletes = new Set<FilePath>();

  /** A fix is taken whole, and only if it clashes with none that was taken before it; else it waits for the next round. */
  take(finding: Finding, fix: Fix): boolean {
    if (this.clashes(fix)) return false;
    this.fixes.push(fix);
    this.findings.push(finding);
    for (const [file, edits] of fix.edits) this.edits.set(file, mergeEdits([this.edits.get(file) ?? [], edits]));
    for (const { path, text } of fix.creates ?? []) this.creates.set(path, text);
    for (const path of fix.deletes ?? []) this.deletes.add(path);
    return true;
  }

  /** Fewer findings are left, or none of those that were fixed: else a fix and its finding would go round in circles. */
  hasHelped(before: readonly Finding[], after: readonly Finding[]): boolean {
    if (after.length < before.length) return true;
    const left = new Set(after.map(({ fingerprint }) => fingerprint));
    return !this.findings.some(({ fingerprint }) => left.has(fingerprint));
  }

  private clashes(fix: Fix): boolean {
    for (const [file, edits] of fix.edits) {
      const taken = this.edits.get(file) ?? [];
      if (this.creates.has(file) || this.deletes.has(file)) return true;
      if (mergeEdits([taken, edits]).length !== taken.length + edits.length) return true;
    }
    const whole = [...(fix.creates ?? []).map(({ path }) => path), ...(fix.deletes ?? [])];
    return whole.some((file) => this.edits.has(file) || this.creates.has(file) || this.deletes.has(file));
  }
}

export function safeFindings(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ fixable }) => fixable === 'safe');
}
