import { type ParseError, parse } from 'jsonc-parser';
import { z } from 'zod';
import { directoryOf, type FilePath } from '../documents/kinds';
import type { Finding, RuleId } from '../rule/finding';
import { compareTexts } from '../text/compare';

/** A finding that is known and tolerated: what names it, and nothing of what it says or of the code it lies in. */
export interface BaselineEntry {
  /** Relative to the folder of the baseline, so that it holds from wherever it is analysed. */
  readonly file: FilePath;
  readonly rule: RuleId;
  readonly fingerprint: string;
}

export type BaselineResult =
  | { readonly ok: true; readonly entries: readonly BaselineEntry[] }
  /** Goes on after the file's name, in one line; quotes nothing of the file. `offset`: where the JSON breaks. */
  | { readonly ok: false; readonly problem: string; readonly offset?: number };

/** Grows when a field changes its meaning or goes away. */
const SCHEMA_VERSION = 1;

const schema = z.object({
  schemaVersion: z.literal(SCHEMA_VERSION),
  findings: z.array(z.object({ file: z.string(), rule: z.string(), fingerprint: z.string() })),
});

export function readBaseline(text: string): BaselineResult {
  const errors: ParseError[] = [];
  const value: unknown = parse(text.replace(/^\uFEFF/, ' '), errors);
  const [error] = errors;
  if (error !== undefined) return { ok: false, problem: 'is not valid JSON', offset: error.offset };
  const version: unknown =
    typeof value === 'object' && value !== null && 'schemaVersion' in value && value.schemaVersion;
  if (typeof version === 'number' && version > SCHEMA_VERSION)
    return { ok: false, problem: 'was written by a newer version of twelve-factor' };
  const parsed = schema.safeParse(value);
  if (parsed.success) return { ok: true, entries: parsed.data.findings };
  const path = parsed.error.issues[0]?.path.join('.') ?? '';
  return {
    ok: false,
    problem: path === '' ? 'is not a baseline' : `is not a baseline: "${path}" is not what it should be`,
  };
}

/** Sorted, and one finding a line: two branches that both add some seldom get into each other's way. */
export function writeBaseline(entries: readonly BaselineEntry[]): string {
  const lines = sortEntries(entries).map(
    ({ file, rule, fingerprint }) =>
      `\n    { "file": ${JSON.stringify(file)}, "rule": ${JSON.stringify(rule)}, "fingerprint": ${JSON.stringify(fingerprint)} }`,
  );
  const list = lines.length === 0 ? '[]' : `[${lines.join(',')}\n  ]`;
  return `{\n  "schemaVersion": ${SCHEMA_VERSION},\n  "findings": ${list}\n}\n`;
}

export function sameEntries(a: readonly BaselineEntry[], b: readonly BaselineEntry[]): boolean {
  return writeBaseline(a) === writeBaseline(b);
}

/**
 * Who asks whether a finding is known: each file has one baseline, or none. Paths of baselines are relative to the
 * analysed folder; one outside of it (absolute) has entries relative to the analysed folder.
 */
export class Baselines {
  private readonly keys = new Map<FilePath, ReadonlySet<string>>();

  constructor(
    private readonly baselineOf: (file: FilePath) => FilePath | undefined,
    entries: ReadonlyMap<FilePath, readonly BaselineEntry[]>,
  ) {
    for (const [path, list] of entries) this.keys.set(path, new Set(list.map(keyOf)));
  }

  isKnown(finding: Finding): boolean {
    const path = this.baselineOf(finding.file);
    return path !== undefined && this.keys.get(path)?.has(keyOf(entryOf(finding, path))) === true;
  }
}

export interface BaselineUpdate {
  readonly path: FilePath;
  readonly before: readonly BaselineEntry[];
  /** All findings of the files that this baseline governs, known ones included. */
  readonly findings: readonly Finding[];
  /** False for entries that were not looked at, and therefore stay. */
  wasJudged(file: FilePath, rule: RuleId): boolean;
  /** True: what is new stays out, and only what is gone is taken out. */
  readonly onlyPrune?: boolean;
}

/** Hints and unused suppressions never fail a build: there is nothing to tolerate in them. */
export function updateBaseline(update: BaselineUpdate): BaselineEntry[] {
  const { path, before, findings, onlyPrune = false } = update;
  const known = new Set(before.map(keyOf));
  const found = findings.map((finding) => ({ finding, entry: entryOf(finding, path) }));
  const taken = found.filter(({ finding, entry }) =>
    // A known finding that has become a hint by now is still there.
    known.has(keyOf(entry)) ? true : !onlyPrune && finding.severity !== 'hint',
  );
  const untouched = before.filter(({ file, rule }) => !update.wasJudged(fromBaseline(file, path), rule));
  const byKey = new Map([...untouched, ...taken.map(({ entry }) => entry)].map((entry) => [keyOf(entry), entry]));
  return sortEntries([...byKey.values()]);
}

function entryOf({ file, rule, fingerprint }: Finding, path: FilePath): BaselineEntry {
  return { file: relativePath(baseOf(path), file), rule, fingerprint };
}

/** The path of an entry's file in the analysed folder. */
function fromBaseline(file: FilePath, path: FilePath): FilePath {
  const segments = baseOf(path)
    .split('/')
    .filter((segment) => segment !== '');
  for (const segment of file.split('/')) {
    if (segment === '..') segments.pop();
    else segments.push(segment);
  }
  return segments.join('/');
}

function baseOf(path: FilePath): FilePath {
  return /^(?:\/|[A-Za-z]:|\.\.)/.test(path) ? '' : directoryOf(path);
}

function relativePath(base: FilePath, file: FilePath): FilePath {
  if (base === '') return file;
  const from = base.split('/');
  const to = file.split('/');
  let shared = 0;
  while (shared < from.length && from[shared] === to[shared]) shared++;
  return [...from.slice(shared).map(() => '..'), ...to.slice(shared)].join('/');
}

function keyOf({ file, rule, fingerprint }: BaselineEntry): string {
  return `${file}\n${rule}\n${fingerprint}`;
}

function sortEntries(entries: readonly BaselineEntry[]): BaselineEntry[] {
  return [...entries].sort(
    (a, b) =>
      compareTexts(a.file, b.file) || compareTexts(a.rule, b.rule) || compareTexts(a.fingerprint, b.fingerprint),
  );
}
