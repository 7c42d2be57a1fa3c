import { parseDotenv } from '../core/documents/dotenv/parse';
import type { Edit } from '../core/text/edits';
import { appendLine } from './append-line';

/**
 * The edit that names a variable of an env file in its example, without its value: behind the key that stands before it
 * in the env file, with the comment lines above it, else at the end. `undefined` when the example names it already.
 */
export function documentInExample(source: string, example: string, name: string): Edit | undefined {
  const from = parseDotenv(source);
  const to = parseDotenv(example);
  if (to.entries.some(({ key }) => key === name)) return undefined;
  if (to.comments.some(({ disabledKey }) => disabledKey === name)) return undefined;
  const index = from.entries.findIndex(({ key }) => key === name);
  const entry = from.entries[index];
  if (entry === undefined) return undefined;
  const newline = /\r\n/.test(example) ? '\r\n' : '\n';
  const lines = [...commentsAbove(source, entry.lineSpan.start), `${name}=`];
  for (const before of from.entries.slice(0, index).reverse()) {
    const known = to.entries.findLast(({ key }) => key === before.key);
    if (known === undefined) continue;
    const at = known.lineSpan.end;
    const isLastLine = !/\n$/.test(example.slice(0, at));
    const text = lines.map((line) => (isLastLine ? `${newline}${line}` : `${line}${newline}`)).join('');
    return { span: { start: at, end: at }, text };
  }
  return appendLine(example, lines.join(newline));
}

/** Whole comment lines right above a line, as far as they are plain words: the example is committed, the env file is not. */
function commentsAbove(text: string, lineStart: number): string[] {
  const lines: string[] = [];
  let end = lineStart;
  while (end > 0) {
    const start = text.lastIndexOf('\n', end - 2) + 1;
    const line = text.slice(start, end).trim();
    if (!line.startsWith('#') || /twelve-factor-/.test(line) || mayHoldValue(line)) break;
    lines.unshift(line);
    end = start;
  }
  return lines;
}

function mayHoldValue(comment: string): boolean {
  return (
    /[=@]|:\S/.test(comment) || comment.split(/\s+/).some((word) => word.length > 24 || /^(?=.*\d).{6,}/.test(word))
  );
}
