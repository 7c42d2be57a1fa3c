import { type Edit, sortEdits } from '../core/text/edits';
import type { Span } from '../core/text/span';

/**
 * Deletes a piece of text, and with it its whole lines where nothing else stands on them: a line comment behind the piece
 * is taken to speak of it.
 */
export function removeWithLines(text: string, { start, end }: Span): Edit {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const before = text.slice(lineStart, start);
  const rest = /^[ \t]*(?:\/\/[^\r\n]*)?(\r?\n|$)/.exec(text.slice(end));
  if (!/^\uFEFF?[ \t]*$/.test(before) || rest === null) return { span: { start, end }, text: '' };
  const first = before.startsWith('\uFEFF') ? lineStart + 1 : lineStart;
  return { span: { start: first, end: end + rest[0].length }, text: '' };
}

/**
 * Joins deletions that touch, and takes an empty line with a deletion that would leave two of them, or one at the end.
 * Other edits stay as they are.
 */
export function tidyRemovals(text: string, edits: readonly Edit[]): Edit[] {
  const isLines = ({ span, text: inserted }: Edit): boolean =>
    inserted === '' &&
    span.start < span.end &&
    (span.start === 0 || /[\n\uFEFF]/.test(text.charAt(span.start - 1))) &&
    /\n|^$/.test(text.charAt(span.end - 1));
  const joined: Edit[] = [];
  for (const edit of sortEdits(edits.filter(isLines))) {
    const last = joined.at(-1);
    if (last?.span.end !== edit.span.start) joined.push(edit);
    else joined[joined.length - 1] = { span: { start: last.span.start, end: edit.span.end }, text: '' };
  }
  const others = edits.filter((edit) => !isLines(edit));
  return [...others, ...joined.map((edit) => withEmptyLine(text, edit, others))];
}

function withEmptyLine(text: string, edit: Edit, others: readonly Edit[]): Edit {
  const { start, end } = edit.span;
  const before = /(?:^\uFEFF?|\n)((?:[ \t]*\r?\n)?)$/.exec(text.slice(0, start));
  const isAtStart = start === 0 || text.slice(0, start) === '\uFEFF';
  if (!isAtStart && (before?.[1] ?? '') === '') return edit;
  if (others.some(({ span }) => span.start >= end && span.start <= end + 2)) return edit;
  const after = /^[ \t]*\r?\n/.exec(text.slice(end));
  if (after !== null) return { span: { start, end: end + after[0].length }, text: '' };
  return end === text.length && !isAtStart
    ? { span: { start: start - (before?.[1]?.length ?? 0), end }, text: '' }
    : edit;
}
