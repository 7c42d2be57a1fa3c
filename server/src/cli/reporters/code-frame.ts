import { LineMap } from '../../core/text/line-map';
import type { Span } from '../../core/text/span';
import type { Colors } from '../colors';
import type { Masker } from './mask';

export interface FrameInput {
  readonly text: string;
  readonly span: Span;
  readonly mask: Masker;
  readonly colors: Colors;
  /** Of the terminal. */
  readonly columns: number;
}

/** A finding that spans more lines shows its first ones. */
const MAXIMUM_LINES = 3;
/** Says nothing about what it stands for, not even its length. */
export const MASK = '********';

/** The lines of a finding with their numbers, and carets under it. No line around it: it could hold anything. */
export function codeFrame({ text, span, mask, colors, columns }: FrameInput): string[] {
  const map = new LineMap(text);
  const first = map.positionAt(span.start).line;
  // A span that ends with a line break does not reach into the next line.
  const last = Math.max(first, map.positionAt(Math.max(span.start, span.end - 1)).line);
  const shownLast = Math.min(last, first + MAXIMUM_LINES - 1);
  const width = String(shownLast + 1).length;
  const frame: string[] = [];
  for (let line = first; line <= shownLast; line++) {
    const place = map.lineSpan(line);
    const cells = cellsOf(text, place, mask);
    const { shown, caret } = crop(
      cells,
      withoutIndentation(span, place, text),
      place.end,
      Math.max(40, columns - width - 8),
    );
    frame.push(`${colors.dim(`${String(line + 1).padStart(width)} │`)} ${shown}`.trimEnd());
    if (caret !== '') frame.push(`${' '.repeat(width)} ${colors.dim('│')} ${colors.red(caret)}`);
  }
  if (shownLast < last)
    frame.push(`${' '.repeat(width)} ${colors.dim('│')} ${colors.dim(`… ${last - shownLast} more lines`)}`);
  return frame;
}

/** Of a span that began on a line above, what lies on this line begins with its first word. */
function withoutIndentation(span: Span, line: Span, text: string): Span {
  if (span.start >= line.start) return span;
  const indentation = /^\s*/.exec(text.slice(line.start, line.end))?.[0].length ?? 0;
  return { start: Math.min(line.start + indentation, span.end), end: span.end };
}

/** What takes one place on the screen, and where it comes from. */
interface Cell {
  readonly text: string;
  readonly width: number;
  readonly start: number;
  readonly end: number;
}

function cellsOf(text: string, line: Span, mask: Masker): Cell[] {
  const cells: Cell[] = [];
  const hidden = [...mask(line)];
  let offset = line.start;
  while (offset < line.end) {
    const [next] = hidden;
    if (next !== undefined && offset >= next.start) {
      cells.push({ text: MASK, width: MASK.length, start: next.start, end: next.end });
      offset = next.end;
      hidden.shift();
      continue;
    }
    const character = String.fromCodePoint(text.codePointAt(offset) ?? 0);
    cells.push({ ...display(character), start: offset, end: offset + character.length });
    offset += character.length;
  }
  return cells;
}

/** Control characters could drive the terminal, directional marks could lie about the code: neither is printed. */
function display(character: string): { readonly text: string; readonly width: number } {
  if (character === '\t') return { text: '  ', width: 2 };
  if (character === '\uFEFF') return { text: '', width: 0 };
  if (/[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u.test(character)) return { text: '\u00B7', width: 1 };
  if (/[\p{Mn}\p{Me}\p{Cf}]/u.test(character)) return { text: character, width: 0 };
  const isWide =
    /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u;
  return { text: character, width: isWide.test(character) ? 2 : 1 };
}

/** Cuts long lines around the span. */
function crop(
  cells: readonly Cell[],
  span: Span,
  lineEnd: number,
  width: number,
): { readonly shown: string; readonly caret: string } {
  const isMarked = (cell: Cell): boolean =>
    span.start === span.end
      ? cell.start <= span.start && span.start < cell.end
      : cell.start < span.end && span.start < cell.end;
  const firstMarked = cells.findIndex(isMarked);
  const from = total(cells) <= width || firstMarked < 0 ? 0 : startOfWindow(cells, firstMarked, width);
  let shown = from > 0 ? '…' : '';
  let caret = from > 0 ? ' ' : '';
  let used = shown.length;
  for (const cell of cells.slice(from)) {
    if (used + cell.width > width) {
      shown += '…';
      break;
    }
    shown += cell.text;
    caret += (isMarked(cell) ? '^' : ' ').repeat(cell.width);
    used += cell.width;
  }
  const marks = caret.trimEnd();
  const isAtLineEnd = firstMarked < 0 && span.start === lineEnd;
  return { shown, caret: marks.includes('^') ? marks : isAtLineEnd ? `${' '.repeat(used)}^` : '' };
}

function startOfWindow(cells: readonly Cell[], marked: number, width: number): number {
  let from = marked;
  let before = 0;
  while (from > 0 && before + (cells[from - 1]?.width ?? 0) <= width / 3) {
    from--;
    before += cells[from]?.width ?? 0;
  }
  return from;
}

function total(cells: readonly Cell[]): number {
  return cells.reduce((sum, { width }) => sum + width, 0);
}
