import type { Edit } from '../core/text/edits';
import type { Span } from '../core/text/span';

/**
 * Deletes an entry of a mapping (`key: value`, the span of both) or an item of a list (the span of its value) with its lines
 * and the comment behind it; comments above stay. A key that would be left without anything goes as well. `undefined` for
 * what is written in a way that no deletion fits.
 */
export function removeFromYaml(text: string, span: Span): Edit | undefined {
  const end = span.start + text.slice(span.start, span.end).trimEnd().length;
  const lineStart = text.lastIndexOf('\n', span.start - 1) + 1;
  const before = text.slice(lineStart, span.start);
  const rest = /^[ \t]*(?:#[^\r\n]*)?(\r?\n|$)/.exec(text.slice(end));
  if (rest === null || !/^\uFEFF?[ \t]*(?:-[ \t]+)?$/.test(before)) return fromFlow(text, { start: span.start, end });
  const after = end + rest[0].length;
  const isItem = before.includes('-');
  if (isItem && isEntry(text.slice(span.start, end)) && continues(text, after, before.length)) {
    // The first entry of an item: the next one takes its place behind the dash.
    return { span: { start: span.start, end: after + before.length }, text: '' };
  }
  return withHeader(
    text,
    { start: lineStart, end: after },
    before.indexOf('-') >= 0 ? before.indexOf('-') : before.length,
  );
}

/** Deletes the line of `key: value` whose value has the span. */
export function removeEntryOfValue(text: string, value: Span): Edit | undefined {
  const lineStart = text.lastIndexOf('\n', value.start - 1) + 1;
  const key = /["']?[\w./-]+["']?[ \t]*:[ \t]*["']?$/.exec(text.slice(lineStart, value.start));
  if (key === null) return undefined;
  const quote = /["']/.test(text.charAt(value.end)) ? 1 : 0;
  return removeFromYaml(text, { start: lineStart + key.index, end: value.end + quote });
}

function isEntry(text: string): boolean {
  return /^["']?[\w./-]+["']?[ \t]*:(?:\s|$)/.test(text);
}

/** True when the line at the offset has an entry in the same column. */
function continues(text: string, offset: number, column: number): boolean {
  const line = /^[^\r\n]*/.exec(text.slice(offset))?.[0] ?? '';
  return indentOf(line) === column && line.trim() !== '' && !line.trimStart().startsWith('#');
}

/** Takes the line above along when it is a key with nothing left below it. */
function withHeader(text: string, lines: Span, column: number): Edit | undefined {
  let { start } = lines;
  let inner = column;
  for (;;) {
    const above = text.slice(0, start);
    const header = /(?:^|\n)([^\n]*)\r?\n$/.exec(above)?.[1];
    const key = header === undefined ? null : /^([ \t]*)["']?[\w./-]+["']?[ \t]*:[ \t]*(?:#.*)?$/.exec(header);
    const next = /^(?:[ \t]*(?:#[^\n]*)?\r?\n)*([^\r\n]*)/.exec(text.slice(lines.end))?.[1] ?? '';
    const indent = key?.[1]?.length;
    if (indent === undefined || indent > inner) break;
    const isBelow = next.trim() !== '' && !/^(?:---|\.\.\.)/.test(next) && indentOf(next) > indent;
    const isListed = indentOf(next) === indent && /^[ \t]*-[ \t]/.test(next) && indent === inner;
    if (isBelow || isListed) break;
    start = above.lastIndexOf('\n', start - 2) + 1;
    inner = indent;
  }
  return { span: { start, end: lines.end }, text: '' };
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** Between the braces or brackets of one line: the comma on one side goes too; the last one left stays. */
function fromFlow(text: string, { start, end }: Span): Edit | undefined {
  const after = /^[ \t]*,[ \t]*/.exec(text.slice(end))?.[0];
  if (after !== undefined) return { span: { start, end: end + after.length }, text: '' };
  const before = /[ \t]*,[ \t]*$/.exec(text.slice(0, start))?.[0];
  return before === undefined ? undefined : { span: { start: start - before.length, end }, text: '' };
}
