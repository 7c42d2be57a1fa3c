/**
 * A line of a fixture with the mark of a finding under it (see `readFixture`), for parts whose length is not plain to see,
 * such as made-up secrets.
 */
export function marked(line: string, part: string, message: string, sign: '//' | '#' = '//'): string {
  const start = line.indexOf(part);
  if (start < 0 || (start > 0 && start < sign.length)) throw new Error(`no place for a mark under "${part}"`);
  const carets = '^'.repeat(start === 0 ? part.length - sign.length - 1 : part.length);
  const lead = start === 0 ? '<' : ' '.repeat(start - sign.length);
  return `${line}\n${sign}${lead}${carets} ${message}`;
}
