import type { Span } from '../../text/span';

/** A Procfile (https://devcenter.heroku.com/articles/procfile). All spans are UTF-16 offsets into the text that was parsed. */
export interface ProcfileDocument {
  /** In order; of two with one name the last counts for the platform. */
  readonly processes: readonly Process[];
  readonly comments: readonly ProcfileComment[];
  /** Lines that are neither. */
  readonly invalid: readonly Span[];
}

export interface Process {
  /** `web`, `worker`, `release`, … as written. */
  readonly name: string;
  readonly nameSpan: Span;
  /** A text for the shell. */
  readonly command: string;
  /** Place of the command: its `start` is the offset of the text. */
  readonly commandSpan: Span;
  /** From the name to the end of the command. */
  readonly span: Span;
}

export interface ProcfileComment {
  readonly span: Span;
  /** Without the `#` and the blanks around. */
  readonly text: string;
}

const LINE = /^([A-Za-z0-9_-]+)([ \t]*:[ \t]*)(.*)$/;

/** Never throws. */
export function parseProcfile(text: string): ProcfileDocument {
  const processes: Process[] = [];
  const comments: ProcfileComment[] = [];
  const invalid: Span[] = [];
  let start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (start < text.length) {
    const found = text.indexOf('\n', start);
    const next = found < 0 ? text.length : found;
    const end = found > start && text.charCodeAt(found - 1) === 13 ? found - 1 : next;
    const content = text.slice(start, end);
    const trimmed = content.trim();
    const [, name, colon, command] = LINE.exec(trimmed) ?? [];
    const at = start + content.length - content.trimStart().length;
    if (trimmed.startsWith('#')) comments.push({ span: { start: at, end }, text: text.slice(at + 1, end).trim() });
    else if (name !== undefined && colon !== undefined && command !== undefined) {
      const nameSpan = { start: at, end: at + name.length };
      const commandStart = nameSpan.end + colon.length;
      const commandSpan = { start: commandStart, end: commandStart + command.length };
      processes.push({ name, nameSpan, command, commandSpan, span: { start: at, end: commandSpan.end } });
    } else if (trimmed !== '') invalid.push({ start: at, end: at + trimmed.length });
    start = next + 1;
  }
  return { processes, comments, invalid };
}
