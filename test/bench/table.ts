import pc from 'picocolors';

/** One measured value beside what it may be. */
export interface Row {
  readonly what: string;
  readonly budget: string;
  readonly measured: string;
  /** `undefined`: the budget sets no limit for this one. */
  readonly kept: boolean | undefined;
}

export function printTable(title: string, rows: readonly Row[]): void {
  const head = { what: title, budget: 'budget', measured: 'measured', kept: undefined };
  const all = [head, ...rows];
  const widths = (['what', 'budget', 'measured'] as const).map((key) => Math.max(...all.map((row) => row[key].length)));
  console.log();
  for (const row of all) {
    const cells = [row.what, row.budget, row.measured].map((text, index) => text.padEnd(widths[index] ?? 0));
    const mark = row.kept === undefined ? '' : row.kept ? pc.green('kept') : pc.red('missed');
    const line = `${cells.join('  ')}  ${mark}`.trimEnd();
    console.log(row === head ? pc.bold(line) : line);
  }
}
