import type { FilePath } from '../documents/kinds';
import type { TextChange } from '../documents/typescript/parse';
import type { Location } from '../rule/finding';
import type { Span } from '../text/span';
import { type EnvironmentUses, NO_USES } from '../workspace/environment/uses';
import type { TypeScriptFacts } from '../workspace/facts';
import type { Candidate, DocumentResult } from './candidate';

/** What moves with the text: places. Everything else of a result stays as it was. */
export type ShiftedParts = Pick<DocumentResult, 'candidates' | 'evidence' | 'collected' | 'environment'> & {
  readonly facts: TypeScriptFacts;
};

/**
 * The parts of a result after a change that touched no code; `undefined` when one of its places begins or ends inside
 * what was replaced, so that nobody can say where it is now.
 */
export function shiftResult(old: DocumentResult, facts: TypeScriptFacts, change: TextChange): ShiftedParts | undefined {
  const shift = new Shift(old.file, change);
  const collected = [...old.collected].map(([rule, entries]) => [rule, entries.map(shift.location)] as const);
  const parts: ShiftedParts = {
    candidates: old.candidates.map(shift.candidate),
    evidence: old.evidence.map(shift.location),
    collected: new Map(collected),
    environment: shiftUses(old.environment, shift),
    facts: {
      ...facts,
      imports: facts.imports.map(shift.location),
      listens: facts.listens.map(shift.location),
      shutdowns: facts.shutdowns.map(shift.location),
      forks: facts.forks.map(shift.location),
    },
  };
  return shift.isLost ? undefined : parts;
}

function shiftUses(uses: EnvironmentUses, shift: Shift): EnvironmentUses {
  if (uses === NO_USES) return uses;
  return {
    ...uses,
    reads: uses.reads.map(shift.location),
    declarations: uses.declarations.map(shift.location),
    references: uses.references.map(shift.location),
    dynamic: uses.dynamic.map(shift.location),
    accesses: uses.accesses.map(shift.location),
  };
}

class Shift {
  isLost = false;
  private readonly delta: number;

  constructor(
    private readonly file: FilePath,
    private readonly change: TextChange,
  ) {
    this.delta = change.newLength - (change.oldEnd - change.start);
  }

  readonly candidate = (candidate: Candidate): Candidate => {
    const { related } = candidate;
    const moved = this.location(candidate);
    return related === undefined ? moved : { ...moved, related: related.map(this.ownLocation) };
  };

  readonly location = <T extends { readonly span: Span }>(entry: T): T => {
    if (entry.span.end < this.change.start) return entry;
    return { ...entry, span: { start: this.offset(entry.span.start), end: this.offset(entry.span.end) } };
  };

  private readonly ownLocation = <T extends Location>(entry: T): T =>
    entry.file === this.file ? this.location(entry) : entry;

  /** A place right where something is put in is the end of its line: it moves. */
  private offset(offset: number): number {
    if (offset >= this.change.oldEnd) return offset + this.delta;
    if (offset > this.change.start) this.isLost = true;
    return offset;
  }
}
