import { basename, dirname, isAbsolute, resolve } from 'node:path';
import type { FilePath } from '../core/documents/kinds';
import { type BaselineEntry, Baselines, readBaseline } from '../core/engine/baseline';
import type { Settings } from '../core/settings/resolve';
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
  /** One line, without the file's name. A missing file is one, too. */
  readonly problem?: string;
}

/** Reads the baselines that speak of some of the files, in path order. */
export async function loadBaselines(
  host: Pick<FileHost, 'read'>,
  root: string,
  settings: Settings,
  files: Iterable<FilePath>,
): Promise<LoadedBaseline[]> {
  const paths = new Set<FilePath>();
  for (const file of files) {
    const path = settings.isIgnored(file) ? undefined : settings.baselineOf(file);
    if (path !== undefined) paths.add(path);
  }
  return Promise.all([...paths].sort().map((path) => loadBaseline(host, root, path)));
}

export function baselinesOf(settings: Settings, loaded: readonly LoadedBaseline[]): Baselines | undefined {
  if (loaded.length === 0) return undefined;
  return new Baselines(
    (file) => settings.baselineOf(file),
    new Map(loaded.map(({ path, entries }) => [path, entries])),
  );
}

async function loadBaseline(host: Pick<FileHost, 'read'>, root: string, path: FilePath): Promise<LoadedBaseline> {
  const nothing = { path, text: undefined, entries: [] };
  // Only who starts the analysis may name a file anywhere; what a project says stays inside.
  if (path.startsWith('..')) return { ...nothing, problem: 'lies outside the analysed folder' };
  const place = isAbsolute(path) ? dirname(resolve(path)) : root;
  const text = await host.read(place, isAbsolute(path) ? basename(path) : path, MAXIMUM_BASELINE_SIZE);
  if (text === undefined) return { ...nothing, problem: 'does not exist or cannot be read' };
  const read = readBaseline(text);
  return read.ok ? { path, text, entries: read.entries } : { ...nothing, text, problem: read.problem };
}
