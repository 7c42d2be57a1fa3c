import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { type FilePath, kindOf } from '../core/documents/kinds';
import type { GitState } from '../core/workspace/folder-model';
import { attempt } from './attempt';
import type { FileSystem } from './file-system';
import { readGitConfig } from './git-config';
import { indexedPaths } from './git-index';

/** The variables that say where git keeps a user's configuration. */
export type GitEnvironment = Readonly<
  Partial<Record<'HOME' | 'USERPROFILE' | 'XDG_CONFIG_HOME' | 'GIT_CONFIG_GLOBAL' | 'GIT_CONFIG_NOSYSTEM', string>>
>;

/** Patterns that hold from above: each text with the folder's path below the place the patterns are relative to. */
export interface OuterIgnore {
  readonly text: string;
  readonly prefix: FilePath;
}

export interface GitLocation {
  readonly state: GitState;
  /** Everything ignored from outside the folder, weakest first. */
  readonly outer: readonly OuterIgnore[];
  /** Paths of git's index below the folder; absent when it could not be read. */
  readonly indexed?: readonly FilePath[];
}

/** Configuration and ignore files are small; anything larger is none. */
const MAXIMUM_SIZE = 1024 * 1024;
/** About half a million files. */
const MAXIMUM_INDEX_SIZE = 64 * 1024 * 1024;

/** Reads git's files (never runs git): the work tree around a folder and what is ignored there from outside the folder. */
export function locateGit(system: FileSystem, environment: GitEnvironment, root: string): GitLocation {
  const workTree = findWorkTree(system, root);
  const excludes = userExcludes(system, environment, workTree?.common);
  if (workTree === undefined)
    return { state: { present: false, excludes, above: [] }, outer: withPrefix(excludes, '') };
  const prefix = slashes(relative(workTree.root, workTree.folder));
  const own = textOf(system, join(workTree.common, 'info', 'exclude'));
  const whole = own === undefined ? excludes : [...excludes, own];
  const above = ignoreFilesAbove(system, workTree.root, prefix);
  // Patterns of the whole work tree are relative to its root: in a folder below they count as one of the files above.
  const indexed = indexedBelow(system, workTree, prefix);
  const state: GitState = {
    present: true,
    excludes: prefix === '' ? whole : [],
    above: prefix === '' ? above : [...withPrefix(whole, prefix), ...above],
  };
  return { state, outer: [...withPrefix(whole, prefix), ...above], ...(indexed && { indexed }) };
}

interface WorkTree {
  readonly root: string;
  /** The folder's real path: links above it do not hide the work tree. */
  readonly folder: string;
  /** The directory with `info/exclude` and `config`; linked work trees share that of the main one. */
  readonly common: string;
  /** The directory with the index, one for each work tree. */
  readonly own: string;
}

function findWorkTree(system: FileSystem, root: string): WorkTree | undefined {
  const folder = attempt(() => system.realPath(root)) ?? root;
  for (let current = folder; ; current = dirname(current)) {
    const common = gitDirectoryAt(system, current);
    if (common !== undefined) return { root: current, folder, common, own: ownDirectory(system, current) ?? common };
    if (dirname(current) === current) return undefined;
  }
}

/** `.git` is a directory, or in linked work trees and submodules a file that names one. */
export function gitDirectoryAt(system: FileSystem, folder: string): string | undefined {
  const path = join(folder, '.git');
  const type = attempt(() => system.status(path).type);
  if (type === 'folder') return attempt(() => system.status(join(path, 'HEAD'))) === undefined ? undefined : path;
  if (type !== 'file') return undefined;
  const named = /^gitdir:\s*(.+?)\s*$/m.exec(textOf(system, path) ?? '')?.[1];
  if (named === undefined) return undefined;
  const directory = resolve(folder, named);
  const common = textOf(system, join(directory, 'commondir'))?.trim();
  return common === undefined || common === '' ? directory : resolve(directory, common);
}

/** Where a linked work tree keeps what is its own. */
function ownDirectory(system: FileSystem, folder: string): string | undefined {
  const named = /^gitdir:\s*(.+?)\s*$/m.exec(textOf(system, join(folder, '.git')) ?? '')?.[1];
  return named === undefined ? undefined : resolve(folder, named);
}

/** Files that are committed or about to be, relative to the folder; `undefined` when the index is not readable. */
function indexedBelow(system: FileSystem, workTree: WorkTree, prefix: FilePath): FilePath[] | undefined {
  const bytes = attempt(() => system.readBytes(join(workTree.own, 'index'), MAXIMUM_INDEX_SIZE));
  const paths = bytes && indexedPaths(bytes);
  const start = prefix === '' ? '' : `${prefix}/`;
  return paths?.filter((path) => path.startsWith(start)).map((path) => path.slice(start.length));
}

/** What to remember of the index: environment files, and what is tracked although it is ignored (`listed` lacks it). */
export function trackedAside(indexed: readonly FilePath[], listed: ReadonlySet<FilePath>): ReadonlySet<FilePath> {
  return new Set(indexed.filter((path) => kindOf(path) === 'dotenv' || !listed.has(path)));
}

/** The ignore files from the work tree's root down to the folder's parent. */
function ignoreFilesAbove(system: FileSystem, workTree: string, prefix: FilePath): OuterIgnore[] {
  const segments = prefix === '' ? [] : prefix.split('/');
  return segments.flatMap((_, depth) => {
    const text = textOf(system, join(workTree, ...segments.slice(0, depth), '.gitignore'));
    return text === undefined ? [] : [{ text, prefix: segments.slice(depth).join('/') }];
  });
}

/** The user's own excludes file: `core.excludesFile` of the last configuration that sets it, else git's default place. */
function userExcludes(system: FileSystem, environment: GitEnvironment, common: string | undefined): string[] {
  const home = environment.HOME ?? environment.USERPROFILE;
  const xdg = environment.XDG_CONFIG_HOME || (home === undefined ? undefined : join(home, '.config'));
  const files = [
    environment.GIT_CONFIG_NOSYSTEM ? undefined : '/etc/gitconfig',
    ...(environment.GIT_CONFIG_GLOBAL !== undefined
      ? [environment.GIT_CONFIG_GLOBAL]
      : [xdg && join(xdg, 'git', 'config'), home && join(home, '.gitconfig')]),
    common && join(common, 'config'),
  ];
  let excludesFile = xdg && join(xdg, 'git', 'ignore');
  for (const file of files) excludesFile = (file && excludesFileIn(system, file, home, 0)) || excludesFile;
  const text = excludesFile ? textOf(system, excludesFile) : undefined;
  return text === undefined ? [] : [text];
}

const MAXIMUM_INCLUDES = 10;

function excludesFileIn(system: FileSystem, file: string, home: string | undefined, depth: number): string | undefined {
  const text = textOf(system, file);
  if (text === undefined || depth > MAXIMUM_INCLUDES) return undefined;
  const { excludesFile, includes } = readGitConfig(text);
  const absolute = (path: string): string | undefined => {
    if (path.startsWith('~/')) return home && join(home, path.slice(2));
    return isAbsolute(path) ? path : resolve(dirname(file), path);
  };
  const included = includes.flatMap((path) => {
    const target = absolute(path);
    return (target && excludesFileIn(system, target, home, depth + 1)) || [];
  });
  return (excludesFile && absolute(excludesFile)) || included.at(-1);
}

function withPrefix(texts: readonly string[], prefix: FilePath): OuterIgnore[] {
  return texts.map((text) => ({ text, prefix }));
}

function textOf(system: FileSystem, path: string): string | undefined {
  return attempt(() => system.readBytes(path, MAXIMUM_SIZE)?.toString('utf8'));
}

function slashes(path: string): FilePath {
  return path.replaceAll('\\', '/');
}
