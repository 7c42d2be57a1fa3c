import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import type { FilePath } from '../core/documents/kinds';
import { type BaselineEntry, sameEntries, updateBaseline, writeBaseline } from '../core/engine/baseline';
import { baselinesOf, type LoadedBaseline, leadsOut } from '../host/baselines';
import type { Scan } from '../host/scan-folder';
import { type Io, UsageError } from './io';
import type { Selection } from './selection';
import type { Targets } from './targets';

/** What `--baseline` names, as the settings take it: relative to the root where it lies inside. */
export function baselinePath(given: string, root: string, io: Io): FilePath {
  const absolute = resolve(io.cwd, given);
  const real = join(io.host.realPath(dirname(absolute)), basename(absolute));
  const path = relative(root, real);
  return (path.startsWith('..') || isAbsolute(path) ? real : path).replaceAll('\\', '/');
}

/** @throws UsageError for a baseline that is not there or does not hold; one that is to be written may be missing */
export function assertBaselines(
  scan: Scan,
  { isUpdate, given }: { isUpdate: boolean; given?: string | undefined },
): void {
  for (const { path, text, problem } of scan.baselines) {
    if (problem === undefined || (isUpdate && text === undefined && !leadsOut(path))) continue;
    throw new UsageError(`baseline "${given ?? path}" ${problem}`);
  }
  if (isUpdate && scan.baselines.length === 0)
    throw new UsageError('--update-baseline needs to know where: --baseline FILE, or "baseline" in the configuration');
}

export interface BaselineOutcome {
  /** Findings that the baselines hold now. */
  readonly total: number;
  readonly added: number;
  readonly removed: number;
}

/**
 * Writes what is found now into the baselines, and takes out what is gone; what was not looked at stays. From then on
 * the folder's reports go by the new ones.
 * @throws UsageError when a file cannot be written
 */
export async function updateBaselines(
  scan: Scan,
  { root, covers }: Targets,
  selection: Selection,
  io: Io,
): Promise<BaselineOutcome> {
  const { folder, settings } = scan;
  const updated: LoadedBaseline[] = [];
  let outcome: BaselineOutcome = { total: 0, added: 0, removed: 0 };
  for (const old of scan.baselines) {
    const reports = folder.fileReports.filter(({ file }) => covers(file) && settings.baselineOf(file) === old.path);
    const entries = updateBaseline({
      path: old.path,
      before: old.entries,
      findings: reports.flatMap(({ findings, known }) => [...findings, ...known]),
      wasJudged: (file, rule) => covers(file) && selection.includes(rule),
    });
    await write(old, entries, root, io);
    updated.push({ path: old.path, text: undefined, entries });
    outcome = add(outcome, old.entries, entries);
  }
  folder.setBaselines(baselinesOf(settings, updated));
  folder.refresh();
  return outcome;
}

async function write(old: LoadedBaseline, entries: readonly BaselineEntry[], root: string, io: Io): Promise<void> {
  if (old.text !== undefined && sameEntries(old.entries, entries)) return;
  const place = isAbsolute(old.path) ? dirname(old.path) : root;
  const file = isAbsolute(old.path) ? basename(old.path) : old.path;
  const result = await io.host.write(place, [{ file, before: old.text, after: writeBaseline(entries) }]);
  if (!result.ok) throw new UsageError(`baseline "${old.path}" cannot be written: ${result.reason}`);
}

function add(sum: BaselineOutcome, before: readonly BaselineEntry[], after: readonly BaselineEntry[]): BaselineOutcome {
  const names = (entries: readonly BaselineEntry[]): Set<string> =>
    new Set(entries.map(({ file, rule, fingerprint }) => `${file}\n${rule}\n${fingerprint}`));
  const [old, current] = [names(before), names(after)];
  return {
    total: sum.total + current.size,
    added: sum.added + [...current].filter((name) => !old.has(name)).length,
    removed: sum.removed + [...old].filter((name) => !current.has(name)).length,
  };
}
