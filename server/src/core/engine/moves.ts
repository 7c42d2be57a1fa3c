/** Whether a new result of a document says what the one before it said, and where what was said is now. */
import type { FilePath } from '../documents/kinds';
import type { TextChange } from '../documents/typescript/parse';
import type { Evidence, Location } from '../rule/finding';
import type { Span } from '../text/span';
import type { AppState } from './app-rules';
import type { Candidate, DocumentResult } from './candidate';

/** The one change that makes a text of another: what lies between their common beginning and their common end. */
export function changeBetween(old: string, text: string): TextChange {
  const shorter = Math.min(old.length, text.length);
  let start = 0;
  while (start < shorter && old.charCodeAt(start) === text.charCodeAt(start)) start++;
  let tail = 0;
  while (tail < shorter - start && old.charCodeAt(old.length - 1 - tail) === text.charCodeAt(text.length - 1 - tail))
    tail++;
  return { start, oldEnd: old.length - tail, newLength: text.length - tail - start };
}

/**
 * `undefined` where the two say different things to rules that look at several documents. What the rules of the document
 * itself found, and its comments, are not compared: those rules have just been asked.
 */
export function movesBetween(old: DocumentResult, result: DocumentResult, change: TextChange): Moves | undefined {
  const moves = new Moves(change);
  const isSame =
    old.kind === result.kind &&
    old.broken === result.broken &&
    moves.follow(old.mentions, result.mentions) &&
    moves.follow(old.facts, result.facts) &&
    moves.follow(old.environment, result.environment) &&
    moves.follow(old.collected, result.collected);
  return isSame ? moves : undefined;
}

/** Where the places of an old text are in a new one: as two equal descriptions tell, else as the change does. */
export class Moves {
  private readonly known = new Map<string, Span>();
  private readonly delta: number;

  constructor(private readonly change: TextChange) {
    this.delta = change.newLength - (change.oldEnd - change.start);
  }

  /** True when both values are equal but for the places in them; remembers where those have gone. */
  follow(old: unknown, now: unknown): boolean {
    if (typeof old !== 'object' || typeof now !== 'object' || old === null || now === null) return Object.is(old, now);
    if (isSpan(old)) return isSpan(now) && this.followSpan(old, now);
    if (ArrayBuffer.isView(old) || Array.isArray(old)) return isList(now) && this.followList(old as List, now);
    if (old instanceof Map) return now instanceof Map && this.followMap(old, now);
    if (old instanceof Set) return now instanceof Set && this.followList([...old], [...now]);
    if (isList(now) || now instanceof Map || now instanceof Set) return false;
    return this.followMap(new Map(Object.entries(old)), new Map(Object.entries(now)));
  }

  /** `undefined` when nobody can say where the place is now. */
  placeOf(place: Span): Span | undefined {
    const known = this.known.get(keyOf(place));
    if (known !== undefined) return known;
    const start = this.offsetOf(place.start);
    const end = this.offsetOf(place.end);
    return start === undefined || end === undefined ? undefined : { start, end };
  }

  private followList(old: List, now: List): boolean {
    if (old.length !== now.length) return false;
    for (let index = 0; index < old.length; index++) if (!this.follow(old[index], now[index])) return false;
    return true;
  }

  private followMap(old: ReadonlyMap<unknown, unknown>, now: ReadonlyMap<unknown, unknown>): boolean {
    if (old.size !== now.size) return false;
    for (const [key, value] of old) if (!now.has(key) || !this.follow(value, now.get(key))) return false;
    return true;
  }

  private followSpan(old: Span, now: Span): boolean {
    if (!this.fits(old.start, now.start) || !this.fits(old.end, now.end)) return false;
    const key = keyOf(old);
    const known = this.known.get(key);
    if (known !== undefined) return known.start === now.start && known.end === now.end;
    this.known.set(key, now);
    return true;
  }

  /** What is put in at the edge of a place may belong to it or not: the new description says. */
  private fits(old: number, now: number): boolean {
    const { start, oldEnd } = this.change;
    if (old > start && old < oldEnd) return false;
    return (old <= start && now === old) || (old >= oldEnd && now === old + this.delta);
  }

  private offsetOf(offset: number): number | undefined {
    if (offset < this.change.start) return offset;
    return offset > this.change.oldEnd ? offset + this.delta : undefined;
  }
}

/** What the cross-file rules said, with its places in one file moved; `undefined` where one of them cannot be followed. */
export function moveState(
  { candidates, evidence }: AppState,
  file: FilePath,
  moves: Moves,
): (AppState & { readonly touched: readonly FilePath[] }) | undefined {
  let isLost = false;
  const touched = new Set<FilePath>();
  const move = <Entry extends Location>(entry: Entry): Entry => {
    if (entry.file !== file) return entry;
    const span = moves.placeOf(entry.span);
    if (span === undefined) isLost = true;
    return span === undefined ? entry : { ...entry, span };
  };
  const moveCandidate = (candidate: Candidate): Candidate => {
    const { related } = candidate;
    if (mayHoldOffset(candidate, file)) isLost = true;
    if (candidate.file !== file && related?.some((one) => one.file === file) !== true) return candidate;
    touched.add(candidate.file);
    const moved = move(candidate);
    return related === undefined ? moved : { ...moved, related: related.map(move) };
  };
  const moved = { candidates: candidates.map(moveCandidate), evidence: evidence.map((one: Evidence) => move(one)) };
  return isLost ? undefined : { ...moved, touched: [...touched] };
}

/** Data for a fix may name a file and a place in it, which is a number like any other. */
function mayHoldOffset(candidate: Candidate, file: FilePath): boolean {
  const values = Object.values(candidate.data);
  const isAbout = candidate.file === file || values.includes(file);
  return isAbout && values.some((value) => typeof value === 'number');
}

type List = ArrayLike<unknown>;

function isList(value: object): value is object & List {
  return Array.isArray(value) || ArrayBuffer.isView(value);
}

function isSpan(value: object): value is Span {
  const { start, end } = value as Partial<Span>;
  return typeof start === 'number' && typeof end === 'number' && Object.keys(value).length === 2;
}

function keyOf({ start, end }: Span): string {
  return `${start}:${end}`;
}
