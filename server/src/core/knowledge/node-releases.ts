/** Lines of Node that get no more security fixes (https://github.com/nodejs/Release); a table, as the core has no clock. */
const LAST_ENDED_LTS = 18;
const ENDED_ODD: ReadonlySet<number> = new Set([19, 21, 23]);

export function isEndOfLife(major: number): boolean {
  return major <= LAST_ENDED_LTS || ENDED_ODD.has(major);
}
