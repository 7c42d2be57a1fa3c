import type { Position } from '../../core/text/line-map';

/** Finds the place of an offset; what a finding needs to be shown. */
export interface PositionSource {
  positionAt(offset: number): Position;
}

/** Line starts of a text that is not kept: four bytes a line for every file of a folder. */
export class LineStarts implements PositionSource {
  private readonly starts: Uint32Array;
  private readonly length: number;

  constructor(text: string) {
    this.starts = startsOf(text);
    this.length = text.length;
  }

  positionAt(offset: number): Position {
    const clamped = Math.max(0, Math.min(offset, this.length));
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= clamped) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: clamped - (this.starts[low] ?? 0) };
  }
}

/** Line breaks are `\n`, `\r\n` and a lone `\r`; texts without the last kind are searched natively. */
function startsOf(text: string): Uint32Array {
  const starts = [0];
  if (/\r(?!\n)/.test(text)) {
    for (const { index, 0: lineBreak } of text.matchAll(/\r\n|\r|\n/g)) starts.push(index + lineBreak.length);
  } else {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  }
  return Uint32Array.from(starts);
}
