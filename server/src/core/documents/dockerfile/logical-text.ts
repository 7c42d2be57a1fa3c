import type { Span } from '../../text/span';

/**
 * The text of a continued instruction with its lines joined as BuildKit joins them: continuation marks, comment lines and
 * empty lines are gone. Indexes into it can be taken back to offsets of the document.
 */
export interface LogicalText {
  readonly text: string;
  /** @param start index into `text`; `end` likewise */
  spanOf(start: number, end: number): Span;
  /** The document's text of `spanOf(start, end)` with Docker's line joining rewritten to the shell's, length unchanged. */
  shellTextOf(start: number, end: number): string;
}

/** A run of characters taken over from the document, in order. */
export interface Piece {
  readonly start: number;
  readonly end: number;
}

export function logicalText(document: string, pieces: readonly Piece[]): LogicalText {
  const starts: number[] = [];
  let length = 0;
  for (const piece of pieces) {
    starts.push(length);
    length += piece.end - piece.start;
  }
  const text = pieces.map((piece) => document.slice(piece.start, piece.end)).join('');

  const pieceAt = (index: number): number => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= index) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const offsetOf = (index: number): number => {
    const at = pieceAt(index);
    return (pieces[at]?.start ?? 0) + index - (starts[at] ?? 0);
  };
  const spanOf = (start: number, end: number): Span => {
    if (end > start) return { start: offsetOf(start), end: offsetOf(end - 1) + 1 };
    // An empty place sticks to the character before it, not to the next line.
    const offset = start > 0 ? offsetOf(start - 1) + 1 : offsetOf(0);
    return { start: offset, end: offset };
  };
  const shellTextOf = (start: number, end: number): string => {
    if (end <= start) return '';
    let result = '';
    let index = start;
    for (let at = pieceAt(start); index < end; at++) {
      const piece = pieces[at];
      if (piece === undefined) break;
      const skip = index - (starts[at] ?? 0);
      const upTo = Math.min(piece.end, piece.start + skip + end - index);
      result += document.slice(piece.start + skip, upTo);
      index += upTo - piece.start - skip;
      const next = pieces[at + 1];
      if (index < end && next !== undefined) result += shellJoin(document.slice(piece.end, next.start));
    }
    return result;
  };
  return { text, spanOf, shellTextOf };
}

/** What lies between two joined lines, as blanks and backslashes before the line breaks. */
function shellJoin(gap: string): string {
  return gap.replace(/([^\n]*?)(\r?\n)/g, (_, content: string, lineBreak: string) =>
    content.length === 0 ? ' '.repeat(lineBreak.length) : `${' '.repeat(content.length - 1)}\\${lineBreak}`,
  );
}
