/** Places of secrets that a project names itself, written as a call: `@acme/db.connect(0.password)`. */
import { matchesGlob, screamingSnake } from './names';
import type { SecretSink } from './secret-sinks';

export interface AddedSink {
  /** A glob for module and member, and for the method of what it makes: `@acme/chat.Client.login`. */
  readonly callee: string;
  /** As in `SecretSink.places`. */
  readonly place: string;
}

/** `undefined` for what is not written as a call with a place in its brackets. */
export function addedSinkIn(entry: string): AddedSink | undefined {
  const found = /^([^\s()]+)\(((?:\d|\*)(?:\.[\w$-]+)*)\)$/.exec(entry);
  return found?.[1] === undefined || found[2] === undefined ? undefined : { callee: found[1], place: found[2] };
}

/** @param callee module, member and method, joined by points */
export function addedSinksOf(callee: string, entries: readonly string[]): readonly SecretSink[] {
  return entries.flatMap((entry): SecretSink[] => {
    const added = addedSinkIn(entry);
    if (added === undefined || !matchesGlob(callee, added.callee)) return [];
    const { place } = added;
    return [{ modules: [], members: [], places: [place], use: 'key', variable: variableOf(callee, place) }];
  });
}

/** False where no call of a text can be one of the entries: the longest certain part of a name is missing. */
export function mayHoldAddedSink(text: string, entries: readonly string[]): boolean {
  if (entries.length === 0) return false;
  const lower = text.toLowerCase();
  return entries.some((entry) => {
    const parts = (addedSinkIn(entry)?.callee ?? '').toLowerCase().split(/[*?.]+/);
    return lower.includes(parts.reduce((longest, part) => (part.length > longest.length ? part : longest), ''));
  });
}

/** What it is for, by the last parts of both: `DB_PASSWORD` for `@acme/db.connect(0.password)`. */
function variableOf(callee: string, place: string): string {
  const module = /^(?:.*\/)?([\w-]+)/.exec(callee)?.[1] ?? '';
  const option = place.includes('.') ? place.slice(place.lastIndexOf('.') + 1) : 'secret';
  return screamingSnake(`${module}_${option}`);
}
