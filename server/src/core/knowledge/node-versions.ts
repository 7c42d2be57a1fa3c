/**
 * Reads versions of Node as the tools write them: exact, partial, ranges of npm, aliases. It compares majors only.
 * What cannot be known from the text (`latest`, `lts/*`, variables) is unknown, and callers stay silent.
 */

/** Code names of LTS lines (https://github.com/nodejs/Release). */
const LTS_MAJORS: Readonly<Record<string, number>> = {
  argon: 4,
  boron: 6,
  carbon: 8,
  dubnium: 10,
  erbium: 12,
  fermium: 14,
  gallium: 16,
  hydrogen: 18,
  iron: 20,
  jod: 22,
  krypton: 24,
};

/** Majors after which no version is expected; ranges without upper end reach to here. */
const HIGHEST_MAJOR = 999;
const VERSION = /^v?(\d{1,3}|[xX*])(?:\.(\d{1,4}|[xX*]))?(?:\.(\d{1,4}|[xX*]))?(?:[-+][\w.+-]*)?$/;
const COMPARATOR = /(>=|<=|>|<|=|\^|~>?)?\s*([^\s<>=^~]+)/g;
const LONGEST = 256;

/** The one major that a text means; `undefined` for a range over several majors, an alias that moves, a variable. */
export function parseNodeMajor(text: string): number | undefined {
  const alias = aliasMajor(text);
  if (alias !== undefined) return alias;
  const ranges = majorRanges(text);
  const [first] = ranges ?? [];
  if (first === undefined || ranges?.some(({ low, high }) => low !== first.low || high !== first.low)) return undefined;
  return first.low;
}

/** Whether some version of a major fits a text; `undefined` when the text cannot be read or moves with time. */
export function satisfiesMajor(range: string, major: number): boolean | undefined {
  const alias = aliasMajor(range);
  if (alias !== undefined) return alias === major;
  return majorRanges(range)?.some(({ low, high }) => low <= major && major <= high);
}

/** Whether two texts leave a common major; `undefined` when one of them cannot be read. */
export function majorsIntersect(one: string, other: string): boolean | undefined {
  const a = readRanges(one);
  const b = readRanges(other);
  if (a === undefined || b === undefined) return undefined;
  return a.some((left) => b.some((right) => left.low <= right.high && right.low <= left.high));
}

/** The version at the front of an image tag such as `22.3-alpine`, `20-bookworm-slim`, `lts-alpine`; `undefined` when none is. */
export function versionOfNodeTag(tag: string): string | undefined {
  return /^(\d{1,3}(?:\.\d{1,4}){0,2}|(?:lts|argon|boron|carbon|dubnium|erbium|fermium|gallium|hydrogen|iron|jod|krypton|latest|current))(?:-|$)/.exec(
    tag,
  )?.[1];
}

interface MajorRange {
  readonly low: number;
  readonly high: number;
}

function readRanges(text: string): MajorRange[] | undefined {
  const alias = aliasMajor(text);
  return alias === undefined ? majorRanges(text) : [{ low: alias, high: alias }];
}

/** `lts/iron` and `iron` have one major for good; `lts/*`, `node`, `lts/-1` move. */
function aliasMajor(text: string): number | undefined {
  const name = /^\s*(?:lts[/-])?([a-z]+)\s*$/i.exec(text)?.[1]?.toLowerCase();
  return name !== undefined && Object.hasOwn(LTS_MAJORS, name) ? LTS_MAJORS[name] : undefined;
}

/** The majors of a range in npm's grammar (https://github.com/npm/node-semver#ranges); an impossible part is left out. */
function majorRanges(text: string): MajorRange[] | undefined {
  if (text.length > LONGEST) return undefined;
  const ranges: MajorRange[] = [];
  for (const part of text.replace(/^(["'])(.*)\1$/, '$2').split('||')) {
    const range = rangeOfPart(part.trim());
    if (range === undefined) return undefined;
    if (range.low <= range.high) ranges.push(range);
  }
  return ranges;
}

function rangeOfPart(part: string): MajorRange | undefined {
  const hyphen = /^(\S+)\s+-\s+(\S+)$/.exec(part);
  if (hyphen !== null) {
    const low = rangeOfComparator('>=', hyphen[1] ?? '');
    const high = rangeOfComparator('<=', hyphen[2] ?? '');
    return low && high && { low: low.low, high: high.high };
  }
  // npm reads an empty range as any version; here nothing was said.
  if (part === '') return undefined;
  let low = 0;
  let high = HIGHEST_MAJOR;
  let length = 0;
  for (const match of part.matchAll(COMPARATOR)) {
    const range = rangeOfComparator(match[1] ?? '=', match[2] ?? '');
    if (range === undefined) return undefined;
    low = Math.max(low, range.low);
    high = Math.min(high, range.high);
    length += match[0].replace(/\s+/g, '').length;
  }
  return length === part.replace(/\s+/g, '').length ? { low, high } : undefined;
}

function rangeOfComparator(operator: string, version: string): MajorRange | undefined {
  const [, majorText, minor = 'x', patch = 'x'] = VERSION.exec(version) ?? [];
  if (majorText === undefined) return undefined;
  if (!/^\d/.test(majorText)) return { low: 0, high: HIGHEST_MAJOR };
  const major = Number(majorText);
  const isFloor = /^(?:0+|[xX*])$/.test(minor) && /^(?:0+|[xX*])$/.test(patch);
  switch (operator) {
    case '>=':
      return { low: major, high: HIGHEST_MAJOR };
    case '>':
      return { low: /^\d/.test(minor) ? major : major + 1, high: HIGHEST_MAJOR };
    case '<':
      return { low: 0, high: isFloor ? major - 1 : major };
    case '<=':
      return { low: 0, high: major };
    default:
      return { low: major, high: major };
  }
}
