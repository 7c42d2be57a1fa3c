/**
 * Which names in the form of an environment variable a text mentions, as hashes: enough to say that a name occurs
 * nowhere, small enough to keep for every file. Two names may share a hash; then one of them counts as mentioned where
 * only the other is, which makes rules more silent and never louder.
 */
export type Mentions = Uint32Array;

export const NO_MENTIONS: Mentions = new Uint32Array();

const UNDERSCORE = 95;

/**
 * Hashes of all words of three or more capital letters, digits and underscores that begin with a letter, and of the ends of
 * names that a text puts together (`${x}_TOKEN`, `'_TOKEN'`), with their underscore; sorted, each once.
 * @param except names that are something else in this text
 */
export function mentionsIn(text: string, except?: ReadonlySet<string>): Mentions {
  const found = new Set<number>();
  const { length } = text;
  let at = 0;
  while (at < length) {
    const code = text.charCodeAt(at);
    if (code === UNDERSCORE ? !isJoined(text, at) : code < 65 || code > 90 || isWordBefore(text, at)) {
      at++;
      continue;
    }
    const start = at;
    let hash = START;
    let next = code;
    do {
      hash = Math.imul(hash ^ next, PRIME);
      next = ++at < length ? text.charCodeAt(at) : 0;
    } while (isCapital(next));
    // A name goes on in small letters (`APIKey`): a word of code, no variable.
    if (at - start >= 3 && !isSmall(next)) found.add(hash >>> 0);
  }
  for (const name of except ?? []) found.delete(mentionOf(name));
  return Uint32Array.from(found).sort();
}

/** Looks a hash up in what {@link mentionsIn} gives, which is sorted. */
export function hasMention(mentions: Mentions, mention: number): boolean {
  let low = 0;
  let high = mentions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((mentions[middle] ?? 0) < mention) low = middle + 1;
    else high = middle;
  }
  return mentions[low] === mention;
}

/** The hash under which a name stands in {@link mentionsIn}. */
export function mentionOf(name: string): number {
  let hash = START;
  for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), PRIME);
  return hash >>> 0;
}

/** FNV-1a, 32 bits. */
const START = 0x811c9dc5;
const PRIME = 0x01000193;

/**
 * Names of constants that a text of code makes for itself from literals, where it does not speak of the environment: to it
 * they are words of its own. `undefined` when there are none.
 */
export function ownConstantsIn(text: string): ReadonlySet<string> | undefined {
  let found: Set<string> | undefined;
  for (const match of text.matchAll(OWN_CONSTANT)) {
    const name = match[1];
    if (name === undefined) continue;
    found ??= new Set();
    found.add(name);
  }
  if (found === undefined || ENVIRONMENT.test(text)) return undefined;
  for (const name of found) if (new RegExp(`[.'"\`]${name}\\b`).test(text)) found.delete(name);
  return found.size === 0 ? undefined : found;
}

/** At the top of a module, not exported. */
const OWN_CONSTANT = /^(?:const|let|var) ([A-Z][A-Z0-9_]{2,})(?:: [^=\n]+)? = (?:\[|\{|["'`\d-]|new (?:Set|Map)\b)/gm;
const ENVIRONMENT = /env(?![a-z])/i;

function isCapital(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === UNDERSCORE;
}

/** Directly behind what is filled in, or at the start of a string. */
function isJoined(text: string, at: number): boolean {
  const before = at === 0 ? '' : text.charAt(at - 1);
  return before === '}' || before === "'" || before === '"' || before === '`';
}

function isSmall(code: number): boolean {
  return code >= 97 && code <= 122;
}

/** `x_NAME` and `xNAME` are other words; `${x}NAME` and `-NAME` are not. */
function isWordBefore(text: string, at: number): boolean {
  if (at === 0) return false;
  const code = text.charCodeAt(at - 1);
  return isCapital(code) || isSmall(code);
}
