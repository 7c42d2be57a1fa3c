/** The whole lines that a range of a text touches, without the last line break. */
export function linesAround(text: string, start: number, end: number): string {
  const last = text.indexOf('\n', end);
  return text.slice(text.lastIndexOf('\n', start - 1) + 1, last < 0 ? text.length : last);
}
