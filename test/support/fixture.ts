import type { Severity } from '../../server/src/core/rule/finding';
import type { Span } from '../../server/src/core/text/span';
import type { Files } from './analyze';

/** What a case expects at a place. */
export interface Mark {
  readonly file: string;
  readonly span: Span;
  /** True when the marked place ends with its line: a finding may go on below. */
  readonly toLineEnd: boolean;
  readonly severity: Severity | undefined;
  readonly message: string;
}

export interface Fixture {
  readonly files: Files;
  readonly marks: readonly Mark[];
  readonly firstFile: string;
}

const SEPARATOR = /^=== (\S+) ===$/;
const MARK = /^(\s*(?:\/\/|#))(<?)([ \t]*\^+)[ \t]+(?:(error|warning|info|hint): )?(.*)$/;

/**
 * Reads a case: a text, or several separated by lines `=== path ===`. Under a line, carets mark what is found there and
 * say the message: `//  ^^^^ warning: Port 3000 is fixed in the code.` Mark lines start with `//` or `#` in every file
 * and are no part of the text; `<` right after the comment sign makes the place begin at the first column.
 */
export function readFixture(text: string, firstFile: string): Fixture {
  const files: Record<string, string> = {};
  const marks: Mark[] = [];
  let file = firstFile;
  let lines: string[] = [];
  let first: string | undefined;
  const finish = (): void => {
    if (lines.length === 0 || (first === undefined && lines.every((line) => line.trim() === ''))) return;
    files[file] = lines.join('\n');
    first ??= file;
  };
  const body = text.startsWith('\n') ? text.slice(1) : text;
  for (const line of dedent(body).split('\n')) {
    const separator = SEPARATOR.exec(line.trim());
    if (separator !== null) {
      // The separator stands on a line of its own: the file before it ends with a line break.
      if (lines.length > 0) lines.push('');
      finish();
      file = separator[1] ?? firstFile;
      lines = [];
      continue;
    }
    const mark = MARK.exec(line);
    if (mark === null) {
      lines.push(line);
      continue;
    }
    const [, lead = '', fromStart = '', carets = '', severity, message = ''] = mark;
    const previous = lines.at(-1) ?? '';
    const offset = lines.slice(0, -1).reduce((sum, entry) => sum + entry.length + 1, 0);
    const end = (lead + fromStart + carets).length;
    const start = fromStart === '<' ? 0 : end - carets.trimStart().length;
    marks.push({
      file,
      span: { start: offset + start, end: offset + end },
      toLineEnd: end >= previous.trimEnd().length,
      severity: severity as Severity | undefined,
      message: message.trim(),
    });
  }
  finish();
  return { files, marks, firstFile: first ?? firstFile };
}

/** Takes away the indentation that all lines share, so that cases can be written inside indented code. */
function dedent(text: string): string {
  const lines = text.split('\n');
  if (lines.at(-1)?.trim() === '') lines[lines.length - 1] = '';
  const depth = Math.min(
    ...lines.filter((line) => line.trim() !== '').map((line) => /^ */.exec(line)?.[0].length ?? 0),
    Number.MAX_SAFE_INTEGER,
  );
  return lines.map((line) => line.slice(depth)).join('\n');
}
