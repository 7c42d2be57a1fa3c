import { type Edit, sortEdits } from '../../core/text/edits';

interface Piece {
  readonly text: string;
  /** Where the piece begins in the original text; `undefined` for what was put in. */
  readonly origin: number | undefined;
}

/** A text under several rounds of edits that remembers which of its parts are the original ones. Immutable. */
export class PieceTable {
  private readonly pieces: readonly Piece[];

  constructor(
    private readonly original: string,
    pieces?: readonly Piece[],
  ) {
    this.pieces = pieces ?? (original === '' ? [] : [{ text: original, origin: 0 }]);
  }

  get text(): string {
    return this.pieces.map(({ text }) => text).join('');
  }

  /** `edits` refer to the text as it is now and do not overlap. */
  apply(edits: readonly Edit[]): PieceTable {
    const next: Piece[] = [];
    let position = 0;
    for (const { span, text } of sortEdits(edits)) {
      next.push(...slice(this.pieces, position, span.start));
      if (text !== '') next.push({ text, origin: undefined });
      position = span.end;
    }
    next.push(...slice(this.pieces, position, Number.MAX_SAFE_INTEGER));
    return new PieceTable(this.original, next);
  }

  /** What leads from the original text to the present one, in one step. */
  edits(): Edit[] {
    const edits: Edit[] = [];
    let position = 0;
    let inserted = '';
    const flush = (end: number): void => {
      if (inserted !== '' || end > position) edits.push({ span: { start: position, end }, text: inserted });
      inserted = '';
    };
    for (const { text, origin } of this.pieces) {
      if (origin === undefined) {
        inserted += text;
        continue;
      }
      flush(origin);
      position = origin + text.length;
    }
    flush(this.original.length);
    return edits;
  }
}

function slice(pieces: readonly Piece[], start: number, end: number): Piece[] {
  const result: Piece[] = [];
  let offset = 0;
  for (const { text, origin } of pieces) {
    const from = Math.max(start - offset, 0);
    const to = Math.min(end - offset, text.length);
    if (from < to)
      result.push({ text: text.slice(from, to), origin: origin === undefined ? undefined : origin + from });
    offset += text.length;
  }
  return result;
}
