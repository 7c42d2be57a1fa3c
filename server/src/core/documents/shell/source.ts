/** A text for the shell and where its characters stand in the document. Scripts inside quotes have gaps, hence the table. */
export interface ShellSource {
  readonly text: string;
  /** The document offset at which the character at `index` begins; the end of the text for its length. */
  at(index: number): number;
  /** The document offset at which the character before `index` ends: escapes may lie between that and {@link at}. */
  endAt(index: number): number;
  /** Before a line break it joins lines, as the backslash does: Dockerfiles may choose another escape character. */
  readonly joiner: string;
}

export function plainSource(text: string, offset: number, joiner: string): ShellSource {
  return { text, joiner, at: (index) => offset + index, endAt: (index) => offset + index };
}

/** `starts` and `ends` have one entry a character. */
export function mappedSource(
  text: string,
  starts: readonly number[],
  ends: readonly number[],
  joiner: string,
): ShellSource {
  const first = starts[0] ?? 0;
  const last = ends.at(-1) ?? first;
  return { text, joiner, at: (index) => starts[index] ?? last, endAt: (index) => ends[index - 1] ?? first };
}

/** The offset after an escaped line break at `index`, or `undefined`. */
export function continuationEnd(source: ShellSource, index: number): number | undefined {
  const { text, joiner } = source;
  if (text[index] !== '\\' && text[index] !== joiner) return undefined;
  if (text[index + 1] === '\n') return index + 2;
  return text[index + 1] === '\r' && text[index + 2] === '\n' ? index + 3 : undefined;
}

/**
 * The offset after the bracket that closes what was opened before `index`; the end of the text if nothing does. Quotes and
 * nested brackets are stepped over, without recursion.
 */
export function closingBracket(text: string, index: number, bracket: ')' | '}' | '`'): number {
  const open: string[] = [bracket];
  let at = index;
  while (at < text.length) {
    const top = open.at(-1);
    const character = text.charAt(at);
    const next = text[at + 1];
    if (top === "'") {
      if (character === "'") open.pop();
    } else if (character === '\\') at++;
    else if (character === top) {
      open.pop();
      if (open.length === 0) return at + 1;
    } else if (character === '$' && (next === '(' || next === '{')) {
      open.push(next === '(' ? ')' : '}');
      at++;
    } else if (top !== '`' && character === '`') open.push('`');
    else if (top !== '"' && top !== '`' && (character === '"' || character === "'")) open.push(character);
    else if (top === ')' && character === '(') open.push(')');
    at++;
  }
  return text.length;
}
