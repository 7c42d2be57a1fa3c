import { type Span, span } from '../../text/span';
import type { DotenvInterpolation, DotenvQuote } from './model';

export interface Interpolations {
  /** Ordered by start; a default may hold further ones. */
  readonly found: readonly DotenvInterpolation[];
  /** From each `${` that is never closed to the end of the value. */
  readonly unbalanced: readonly Span[];
}

/** `\$` and `$$` (compose) are escapes; single quotes switch interpolation off. */
export function findInterpolations(text: string, value: Span, quote: DotenvQuote | undefined): Interpolations {
  if (quote === "'" || !text.slice(value.start, value.end).includes('$')) return NONE;
  const found: (DotenvInterpolation & { span: Span })[] = [];
  const open: { start: number; name: string; index: number }[] = [];
  let at = value.start;
  while (at < value.end) {
    const character = text[at];
    if (character === '\\') at += 2;
    else if (character === '}') {
      const last = open.pop();
      at++;
      const entry = last && found[last.index];
      if (last && entry) found[last.index] = { name: entry.name, span: span(last.start, at) };
    } else if (character === '$' && text[at + 1] === '$') at += 2;
    else if (character === '$' && text[at + 1] === '{') {
      const name = nameAt(text, at + 2, value.end);
      open.push({ start: at, name, index: found.length });
      found.push({ name, span: span(at, value.end) });
      at += 2 + name.length;
    } else if (character === '$') {
      const name = nameAt(text, at + 1, value.end);
      const end = at + 1 + name.length;
      if (name !== '') found.push({ name, span: span(at, end) });
      at = end;
    } else at++;
  }
  const unclosed = new Set(open.map((entry) => entry.index));
  return {
    found: found.filter((entry, index) => entry.name !== '' && !unclosed.has(index)),
    unbalanced: open.map((entry) => span(entry.start, value.end)),
  };
}

const NONE: Interpolations = { found: [], unbalanced: [] };

function nameAt(text: string, start: number, limit: number): string {
  let end = start;
  while (end < limit && /\w/.test(text.charAt(end))) end++;
  const name = text.slice(start, end);
  return /^\d/.test(name) ? '' : name;
}
