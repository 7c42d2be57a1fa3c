/** Words that switch something off, with those that switch it on. */
export const OPPOSITES: ReadonlyMap<string, string> = new Map([
  ['false', 'true'],
  ['0', '1'],
  ['no', 'yes'],
  ['off', 'on'],
]);
