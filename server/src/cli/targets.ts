import { dirname, relative, resolve } from 'node:path';
import type { FilePath } from '../core/documents/kinds';
import { findProjectRoot } from '../host/project-root';
import { type Io, UsageError } from './io';

/** What is analysed, and what of it is reported. */
export interface Targets {
  /** Absolute. */
  readonly root: string;
  /** True for files under one of the given paths. */
  covers(file: FilePath): boolean;
  readonly isWhole: boolean;
}

/** @throws UsageError for a path that is not there or cannot be read, and for paths of different projects */
export async function resolveTargets(paths: readonly string[], io: Io): Promise<Targets> {
  const home = io.env.HOME ?? io.env.USERPROFILE;
  const targets: { given: string; path: string; root: string }[] = [];
  for (const given of paths) {
    const absolute = resolve(io.cwd, given);
    const type = io.host.typeOf(absolute);
    if (type === 'missing') throw new UsageError(`"${given}" does not exist`);
    if (type === 'unreadable') throw new UsageError(`"${given}" cannot be read`);
    const path = io.host.realPath(absolute);
    const start = type === 'folder' ? path : dirname(path);
    targets.push({ given, path, root: await findProjectRoot(io.host, start, home && io.host.realPath(home)) });
  }
  const [first, ...others] = targets;
  if (first === undefined) throw new UsageError('no path given');
  const stranger = others.find(({ root }) => root !== first.root);
  if (stranger !== undefined) {
    throw new UsageError(
      `"${first.given}" and "${stranger.given}" belong to different projects: check them one at a time`,
    );
  }
  const wanted = targets.map(({ path }) => relative(first.root, path).replaceAll('\\', '/'));
  const isWhole = wanted.includes('');
  const covers = (file: FilePath): boolean =>
    isWhole || wanted.some((path) => file === path || file.startsWith(`${path}/`));
  return { root: first.root, covers, isWhole };
}
