import type { Span } from '../../text/span';

/** A `.gitignore` or `.dockerignore`; which of the two decides how its patterns are matched (`match.ts`). */
export interface IgnoreFileDocument {
  /** Lines with a pattern, in order. */
  readonly lines: readonly IgnoreLine[];
  readonly comments: readonly IgnoreComment[];
}

export interface IgnoreLine {
  /** Without the exclamation mark and the blanks around. */
  readonly pattern: string;
  /** True for `!pattern`, which takes files back in. */
  readonly negated: boolean;
  /** Place of the pattern, exclamation mark included. */
  readonly span: Span;
  /** The whole line without its line break. */
  readonly lineSpan: Span;
  /** The text of `lineSpan`. */
  readonly text: string;
}

export interface IgnoreComment {
  /** From the `#` to the end of the line. */
  readonly span: Span;
  /** Without the `#` and the blanks around. */
  readonly text: string;
}

/** Never throws. A leading byte order mark belongs to no line, as git and Docker have it. */
export function parseIgnoreFile(text: string): IgnoreFileDocument {
  const lines: IgnoreLine[] = [];
  const comments: IgnoreComment[] = [];
  let start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (start < text.length) {
    const found = text.indexOf('\n', start);
    const next = found < 0 ? text.length : found;
    const end = found > start && text.charCodeAt(found - 1) === 13 ? found - 1 : next;
    const content = text.slice(start, end);
    const trimmed = content.trim();
    const at = start + content.length - content.trimStart().length;
    if (content.startsWith('#')) comments.push({ span: { start, end }, text: content.slice(1).trim() });
    else if (trimmed !== '') {
      const negated = trimmed.startsWith('!');
      lines.push({
        pattern: negated ? trimmed.slice(1).trimStart() : trimmed,
        negated,
        span: { start: at, end: at + trimmed.length },
        lineSpan: { start, end },
        text: content,
      });
    }
    start = next + 1;
  }
  return { lines, comments };
}
