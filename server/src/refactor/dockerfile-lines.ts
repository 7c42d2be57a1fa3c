/** The start of the line, above the comments that speak of the instruction. */
export function lineAbove(text: string, offset: number): number {
  let start = text.lastIndexOf('\n', offset - 1) + 1;
  for (;;) {
    const before = text.lastIndexOf('\n', start - 2) + 1;
    if (before >= start || !/^[ \t]*#/.test(text.slice(before, start))) return start;
    start = before;
  }
}
