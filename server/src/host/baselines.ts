import { basename, dirname, isAbsolute } from 'node:path';
import type { FilePath } from '../core/documents/kinds';
import { type BaselineEntry, type BaselineResult, Baselines, readBaseline } from '../core/engine/baseline';
import type { Settings } from '../core/settings/resolve';
import { LineMap } from '../core/text/line-map';
import type { FileHost } from './file-host';

/** The name that documentation and the editor's command propose. */
export const BASELINE_NAME = 'twelve-factor-baseline.json';

/** A baseline with all findings of a large old repository is larger than any file that is analysed. */
const MAXIMUM_BASELINE_SIZE = 64 * 1024 * 1024;

export interface LoadedBaseline {
  /** Relative to the analysed root, or absolute. */
  readonly path: FilePath;
  /** `undefined`: there is no such file. */
  readonly text: string | undefined;
  readonly entries: readonly BaselineEntry[];
  /** Goes on after the file's name, in one line. A missing file is a problem, too. */
  readonly problem?: string;
}

/** The baselines that speak of some of the files. */
export function baselinePathsOf(settings: Settings, files: Iterable<FilePath>): ReadonlySet<FilePath> {
  const paths = new Set<FilePath>();
  for (const file of files) {
    const path = settings.baselineOf(file);
    if (path !== undefined && !paths.has(path) && !settings.isIgnored(file)) paths.add(path);
  }
  return paths;
}

/** In path order. */
export async function loadBaselines(
  host: Pick<FileHost, 'read'>,
  root: string,
  settings: Settings,
  files: Iterable<FilePath>,
): Promise<LoadedBaseline[]> {
  const paths = [...baselinePathsOf(settings, files)].sort();
  return Promise.all(paths.map(async (path) => takeBaseline(path, await readBaselineText(host, root, path))));
}

/** `undefined` when there is no such file, or none that may be read. */
export async function readBaselineText(
  host: Pick<FileHost, 'read'>,
  root: string,
  path: FilePath,
): Promise<string | undefined> {
  if (leadsOut(path)) return undefined;
  return isAbsolute(path)
    ? host.read(dirname(path), basename(path), MAXIMUM_BASELINE_SIZE)
    : host.read(root, path, MAXIMUM_BASELINE_SIZE);
}

export function takeBaseline(path: FilePath, text: string | undefined): LoadedBaseline {
  const nothing = { path, text: undefined, entries: [] };
  if (leadsOut(path)) return { ...nothing, problem: 'lies outside the analysed folder' };
  if (text === undefined) return { ...nothing, problem: 'does not exist or cannot be read' };
  const read = readBaseline(text);
  return read.ok ? { path, text, entries: read.entries } : { ...nothing, text, problem: problemOf(read, text) };
}

function problemOf({ problem, offset }: Extract<BaselineResult, { ok: false }>, text: string): string {
  return offset === undefined ? problem : `${problem} (line ${new LineMap(text).positionAt(offset).line + 1})`;
}

/** Only who starts the analysis may name a file anywhere; what a project says stays inside. */
export function leadsOut(path: FilePath): boolean {
  return path.startsWith('..');
}

export function baselinesOf(settings: Settings, loaded: readonly LoadedBaseline[]): Baselines | undefined {
  if (loaded.length === 0) return undefined;
  return new Baselines(
    (file) => settings.baselineOf(file),
    new Map(loaded.map(({ path, entries }) => [path, entries])),
  );
}
