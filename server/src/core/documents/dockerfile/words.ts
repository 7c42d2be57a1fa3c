/** A word of a logical line: indexes into that line. */
export interface RawWord {
  /** As written, quotes included. */
  readonly raw: string;
  readonly start: number;
  readonly end: number;
}

/** Words between blanks; quotes and the escape character keep blanks inside, an open quote reaches to the end. */
export function splitWords(text: string, from: number, escapeMark: string): RawWord[] {
  const words: RawWord[] = [];
  for (let index = from; index < text.length; ) {
    if (isBlank(text[index])) {
      index++;
      continue;
    }
    const start = index;
    let quote = '';
    for (; index < text.length && (quote !== '' || !isBlank(text[index])); index++) {
      const character = text[index];
      if (character === escapeMark && quote !== "'") index++;
      else if (character === quote) quote = '';
      else if (quote === '' && (character === '"' || character === "'")) quote = character;
    }
    const end = Math.min(index, text.length);
    words.push({ raw: text.slice(start, end), start, end });
  }
  return words;
}

/** Words between blanks, whatever quotes say: so BuildKit cuts FROM, COPY, ADD, EXPOSE and VOLUME. */
export function splitBlanks(text: string, from: number): RawWord[] {
  const words: RawWord[] = [];
  const word = /\S+/g;
  word.lastIndex = from;
  for (let match = word.exec(text); match !== null; match = word.exec(text)) {
    words.push({ raw: match[0], start: match.index, end: match.index + match[0].length });
  }
  return words;
}

export interface JsonWord {
  readonly value: string;
  /** Index of the first character inside of the quotes; `end` is that of the closing quote. */
  readonly start: number;
  readonly end: number;
}

export type JsonWords =
  | { readonly kind: 'words'; readonly words: readonly JsonWord[] }
  /** Meant as an array, but none of strings: unquoted or single-quoted words, a comma too many, no end, something behind. */
  | { readonly kind: 'malformed' }
  | { readonly kind: 'none' };

const JSON_STRING = /"(?:[^"\\]|\\.)*"/y;
const JSON_GAP = /[ \t\r\n]*/y;
/** The command `[` of the shell stands apart from its operands and has no commas; `[[` is bash's. */
const LOOKS_LIKE_ARRAY = /^\[(?:\s*$|[^\s[]|\s+(?:"[^"]*"|'[^']*'|[^\s,]+)\s*,|\s+(?:"[^"]*"|'[^']*')\s*\]\s*$)/;

/** Reads a JSON array of strings that reaches from `from`, where `text` has no blank, to the end. */
export function jsonWords(text: string, from: number): JsonWords {
  if (text[from] !== '[') return { kind: 'none' };
  const malformed = (): JsonWords => ({ kind: LOOKS_LIKE_ARRAY.test(text.slice(from)) ? 'malformed' : 'none' });
  const words: JsonWord[] = [];
  let index = skipGap(text, from + 1);
  const close = (at: number): JsonWords =>
    skipGap(text, at + 1) === text.length ? { kind: 'words', words } : malformed();
  if (text[index] === ']') return close(index);
  for (;;) {
    JSON_STRING.lastIndex = index;
    const raw = JSON_STRING.exec(text)?.[0];
    const value = raw === undefined ? undefined : decode(raw);
    if (raw === undefined || value === undefined) return malformed();
    words.push({ value, start: index + 1, end: index + raw.length - 1 });
    index = skipGap(text, index + raw.length);
    if (text[index] === ']') return close(index);
    if (text[index] !== ',') return malformed();
    index = skipGap(text, index + 1);
  }
}

export function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t' || character === '\r' || character === '\v' || character === '\f';
}

function skipGap(text: string, from: number): number {
  JSON_GAP.lastIndex = from;
  return from + (JSON_GAP.exec(text)?.[0].length ?? 0);
}

function decode(raw: string): string | undefined {
  try {
    const value: unknown = JSON.parse(raw);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
