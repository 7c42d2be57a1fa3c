/**
 * The value of a variable: a text; `null` when it is not set as far as the file tells; `undefined` when it is set to
 * something that the file does not tell.
 */
export type Lookup = (name: string) => string | null | undefined;

export interface Expansion {
  /** Quotes and escapes removed, variables as written. */
  readonly value: string;
  /** Variables substituted; `undefined` when one of them has no known value. */
  readonly resolved: string | undefined;
  /** Names mentioned, each once, in order. */
  readonly variables: readonly string[];
}

const NAME = /[A-Za-z_][A-Za-z0-9_]*|[0-9@*#?!$-]/y;
const BRACED = /^([A-Za-z_][A-Za-z0-9_]*)(?:(:?[-+?])([\s\S]*))?$/;
/** Deeper nesting is nobody's intent and would cost time in the square. */
const DEEPEST = 8;

/**
 * Unquotes a word and substitutes variables as BuildKit's `shell.Lex` does
 * (https://docs.docker.com/reference/dockerfile/#environment-replacement). Pattern forms such as `${x#y}` are unknown.
 */
export function expandWord(raw: string, escapeMark: string, lookup: Lookup): Expansion {
  const variables = new Set<string>();
  const { value, resolved } = expand(raw, escapeMark, lookup, variables, 0);
  return { value, resolved, variables: [...variables] };
}

function expand(
  raw: string,
  escapeMark: string,
  lookup: Lookup,
  variables: Set<string>,
  depth: number,
): { value: string; resolved: string | undefined } {
  let value = '';
  let resolved: string | undefined = '';
  let isInDouble = false;
  const add = (text: string): void => {
    value += text;
    if (resolved !== undefined) resolved += text;
  };
  for (let index = 0; index < raw.length; ) {
    const character = raw[index] ?? '';
    if (character === "'" && !isInDouble) {
      const close = raw.indexOf("'", index + 1);
      add(raw.slice(index + 1, close < 0 ? raw.length : close));
      index = close < 0 ? raw.length : close + 1;
    } else if (character === '"') {
      isInDouble = !isInDouble;
      index++;
    } else if (character === escapeMark) {
      const next = raw[index + 1] ?? '';
      add(isInDouble && next !== '"' && next !== '$' && next !== escapeMark ? character + next : next);
      index += 2;
    } else if (character === '$') {
      const reference = referenceAt(raw, index, escapeMark);
      const substituted = substitute(reference, escapeMark, lookup, variables, depth);
      value += raw.slice(index, reference.end);
      resolved = resolved === undefined || substituted === undefined ? undefined : resolved + substituted;
      // Doubling in each line would fill the memory; a value this long means nothing.
      if (resolved !== undefined && resolved.length > LONGEST) resolved = undefined;
      index = reference.end;
    } else {
      add(character);
      index++;
    }
  }
  return { value, resolved };
}

/** In UTF-16 units. */
const LONGEST = 4096;

interface Reference {
  /** `undefined` for a lone dollar sign. */
  readonly name: string | undefined;
  readonly operator: string;
  readonly operand: string;
  readonly isReadable: boolean;
  readonly end: number;
}

function referenceAt(raw: string, dollar: number, escapeMark: string): Reference {
  if (raw[dollar + 1] !== '{') {
    NAME.lastIndex = dollar + 1;
    const name = NAME.exec(raw)?.[0];
    return { name, operator: '', operand: '', isReadable: true, end: dollar + 1 + (name?.length ?? 0) };
  }
  const close = closingBrace(raw, dollar + 2, escapeMark);
  const inner = raw.slice(dollar + 2, close);
  const [, name, operator = '', operand = ''] = BRACED.exec(inner) ?? [];
  const known = name ?? /^[A-Za-z_]\w*/.exec(inner)?.[0];
  const isReadable = name !== undefined && close < raw.length;
  return { name: known ?? '', operator, operand, isReadable, end: Math.min(close + 1, raw.length) };
}

function closingBrace(raw: string, from: number, escapeMark: string): number {
  let depth = 1;
  for (let index = from; index < raw.length; index++) {
    const character = raw[index];
    if (character === escapeMark) index++;
    else if (character === '{') depth++;
    else if (character === '}' && --depth === 0) return index;
  }
  return raw.length;
}

function substitute(
  reference: Reference,
  escapeMark: string,
  lookup: Lookup,
  variables: Set<string>,
  depth: number,
): string | undefined {
  const { name, operator, operand } = reference;
  if (name === undefined) return '$';
  if (name !== '') variables.add(name);
  if (!reference.isReadable || depth >= DEEPEST) return undefined;
  const alternative = (): string | undefined => expand(operand, escapeMark, lookup, variables, depth + 1).resolved;
  const current = lookup(name);
  if (operator === '' || current === undefined) {
    if (operand !== '') alternative();
    return current ?? undefined;
  }
  const isSet = current !== null && !(operator.startsWith(':') && current === '');
  switch (operator.at(-1)) {
    case '-':
      return isSet ? (current ?? undefined) : alternative();
    case '+':
      return isSet ? alternative() : '';
    default:
      return isSet ? (current ?? undefined) : undefined;
  }
}
