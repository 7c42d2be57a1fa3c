import type { Edit } from '../core/text/edits';
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
