import type { FilePath } from '../kinds';

type Token =
  /** One character that the test accepts. */
  | { readonly kind: 'one'; readonly accepts: (character: string) => boolean }
  /** `*`: any number of characters but slashes. */
  | { readonly kind: 'star' }
  /** `**` before something: nothing, or anything that ends with a slash. */
  | { readonly kind: 'folders' }
  /** `**` at the end: anything. */
  | { readonly kind: 'rest' };

/**
 * One pattern of a `.dockerignore` as a test of a whole path, after `Pattern.compile` of
 * https://github.com/moby/patternmatcher/blob/main/patternmatcher.go (regular expressions of Go there; here a simulation of
 * states, so that no pattern can take more than length × length steps).
 * @param pattern without the exclamation mark
 * @returns `undefined` for a pattern that Docker refuses
 */
export function compileDockerPattern(pattern: string): ((path: FilePath) => boolean) | undefined {
  const cleaned = clean(pattern);
  if (cleaned === '' || cleaned === '/' || cleaned === '.') return () => false;
  const tokens = tokenize(cleaned);
  return tokens === undefined ? undefined : (path) => matches(tokens, path);
}

/** Go's `filepath.Clean`, then the leading slash off, as the reader of ignore files does it. */
function clean(pattern: string): string {
  const isRooted = pattern.startsWith('/');
  const segments: string[] = [];
  for (const segment of pattern.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..' && segments.length > 0 && segments.at(-1) !== '..') segments.pop();
    else if (segment !== '..' || !isRooted) segments.push(segment);
  }
  return segments.join('/') || (isRooted ? '/' : '.');
}

function tokenize(pattern: string): Token[] | undefined {
  const tokens: Token[] = [];
  const characters = [...pattern];
  for (let index = 0; index < characters.length; index++) {
    const character = characters[index] ?? '';
    if (character === '*' && characters[index + 1] === '*') {
      index += characters[index + 2] === '/' ? 2 : 1;
      const isLast = index + 1 >= characters.length;
      // `**name` at the front fits any end of a path; only further signs make it a list of folders.
      const isBareSuffix =
        tokens.length === 0 && characters[index] !== '/' && !/[*?[\]\\]/.test(characters.slice(index + 1).join(''));
      tokens.push({ kind: isLast || isBareSuffix ? 'rest' : 'folders' });
    } else if (character === '*') tokens.push({ kind: 'star' });
    else if (character === '?') tokens.push({ kind: 'one', accepts: (other) => other !== '/' });
    else if (character === '[') {
      const set = readSet(characters, index);
      if (set === undefined) return undefined;
      tokens.push({ kind: 'one', accepts: set.accepts });
      index = set.last;
    } else if (character === '\\') {
      const next = characters[++index];
      if (next === undefined) return undefined;
      tokens.push({ kind: 'one', accepts: (other) => other === next });
    } else tokens.push({ kind: 'one', accepts: (other) => other === character });
  }
  return tokens;
}

/** `[a-z]`, `[^a]`; a set without end or without characters makes Docker refuse the file. */
function readSet(
  characters: readonly string[],
  open: number,
): { accepts: (character: string) => boolean; last: number } | undefined {
  const negated = characters[open + 1] === '^';
  const ranges: (readonly [string, string])[] = [];
  let index = open + (negated ? 2 : 1);
  const next = (): string | undefined => {
    if (characters[index] === '\\') index++;
    return characters[index++];
  };
  while (characters[index] !== ']' || ranges.length === 0) {
    const low = next();
    if (low === undefined) return undefined;
    let high: string | undefined = low;
    if (characters[index] === '-' && characters[index + 1] !== ']') {
      index++;
      high = next();
    }
    if (high === undefined || high < low) return undefined;
    ranges.push([low, high]);
  }
  const accepts = (character: string): boolean =>
    ranges.some(([low, high]) => low <= character && character <= high) !== negated;
  return { accepts, last: index };
}

/** States are indexes into the tokens; `folders` has a second state, inside, from which only a slash leads on. */
function matches(tokens: readonly Token[], path: FilePath): boolean {
  let states = new Set<number>();
  let inside = new Set<number>();
  const enter = (target: Set<number>, state: number): void => {
    for (let at = state; !target.has(at); at++) {
      target.add(at);
      const kind = tokens[at]?.kind;
      if (kind !== 'star' && kind !== 'folders' && kind !== 'rest') return;
    }
  };
  enter(states, 0);
  for (const character of path) {
    const nextStates = new Set<number>();
    const nextInside = new Set<number>();
    for (const state of states) {
      const token = tokens[state];
      if (token?.kind === 'one' && token.accepts(character)) enter(nextStates, state + 1);
      else if (token?.kind === 'rest' || (token?.kind === 'star' && character !== '/')) enter(nextStates, state);
      else if (token?.kind === 'folders') {
        nextInside.add(state);
        if (character === '/') enter(nextStates, state + 1);
      }
    }
    for (const state of inside) {
      nextInside.add(state);
      if (character === '/') enter(nextStates, state + 1);
    }
    states = nextStates;
    inside = nextInside;
    if (states.size === 0 && inside.size === 0) return false;
  }
  return states.has(tokens.length);
}
