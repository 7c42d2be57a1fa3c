import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { baseName, type FilePath, kindOf } from '../core/documents/kinds';
import type { GitState } from '../core/workspace/folder-model';
import { type Change, nodeWriter, type WriteResult, type Writer } from './atomic-write';
import { attempt, errorCode } from './attempt';
import { isConfigurationName } from './configuration';
import { type FileSystem, isInside, nodeFileSystem } from './file-system';
import { type GitEnvironment, locateGit, trackedAside } from './git-state';
import { RecentFolder } from './recent-folder';
import { walkFolder } from './walk';

/** Larger files are not analysed: they are bundles and data, and would hold everything up. */
export const MAXIMUM_FILE_SIZE = 1024 * 1024;
/** Lock files are long by nature, and read for names and versions only. */
const MAXIMUM_LOCKFILE_SIZE = 16 * MAXIMUM_FILE_SIZE;

export function maximumSizeOf(file: FilePath): number {
  return kindOf(file) === 'lockfile' ? MAXIMUM_LOCKFILE_SIZE : MAXIMUM_FILE_SIZE;
}

export interface FolderListing {
  /** Every file that git does not ignore, and environment files even so; never anything in `node_modules` or `.git`. */
  readonly paths: ReadonlySet<FilePath>;
  /** Those of a kind that is analysed, in path order; no link whose target is listed itself. */
  readonly documents: readonly FilePath[];
  readonly git: GitState;
  /** Texts of configuration files, and of package.json files that hold a configuration. */
  /** The text is `undefined` where a configuration file is there and cannot be read. */
  readonly configurations: readonly { readonly file: FilePath; readonly text: string | undefined }[];
  /** One line each: folders that could not be read, files that are too large. */
  readonly warnings: readonly string[];
}

export type PathType = 'file' | 'folder' | 'missing' | 'unreadable';

/** All access to the disk. `root` is absolute; files are named relative to it. */
export interface FileHost {
  list(root: string): Promise<FolderListing>;
  /** `undefined` when the file is gone, binary, too large, not readable or outside the root. BOM and line ends are kept. */
  read(root: string, file: FilePath, maximumSize?: number): Promise<string | undefined>;
  /** All of the changes or none; see `atomic-write.ts`. */
  write(root: string, changes: readonly Change[]): Promise<WriteResult>;
  /** Writes a file the user named, wherever it is; the reason when that fails. */
  writeOutput(path: string, text: string): string | undefined;
  /** What an absolute path is; links are followed. */
  typeOf(path: string): PathType;
  /** The path without links; the path itself where there is nothing. */
  realPath(path: string): string;
}

export function createFileHost(
  system: FileSystem = nodeFileSystem,
  environment: GitEnvironment = process.env,
  writer: Writer = nodeWriter,
): FileHost {
  const folders = new RecentFolder(system);
  return {
    list: (root) => list(system, environment, root),
    read: async (root, file, maximumSize) => readText(system, root, file, folders, maximumSize),
    write: async (root, changes) => writer(root, changes),
    writeOutput,
    typeOf: (path) => pathType(system, path),
    realPath: (path) => attempt(() => system.realPath(path)) ?? path,
  };
}

export const nodeFileHost: FileHost = createFileHost();

async function list(system: FileSystem, environment: GitEnvironment, root: string): Promise<FolderListing> {
  const git = locateGit(system, environment, root);
  const { paths, documents, warnings } = await walkFolder({ system, root, git, maximumSizeOf });
  const configurations = documentsWithConfiguration(system, root, paths);
  const tracked = git.indexed && trackedAside(git.indexed, paths);
  return { paths, documents, git: { ...git.state, ...(tracked && { tracked }) }, configurations, warnings };
}

function documentsWithConfiguration(
  system: FileSystem,
  root: string,
  paths: ReadonlySet<FilePath>,
): FolderListing['configurations'] {
  const found: { file: FilePath; text: string | undefined }[] = [];
  for (const file of paths) {
    const name = baseName(file);
    if (name !== 'package.json' && !isConfigurationName(name)) continue;
    const text = readText(system, root, file);
    if (name === 'package.json') {
      if (text?.includes('"twelveFactor"') === true) found.push({ file, text });
    } else found.push({ file, text });
  }
  return found;
}

function readText(
  system: FileSystem,
  root: string,
  file: FilePath,
  folders = new RecentFolder(system),
  maximumSize?: number,
): string | undefined {
  const path = join(root, file);
  try {
    const isLink = system.linkStatus(path).type === 'link';
    if (!(isLink ? isInside(system.realPath(root), system.realPath(path)) : folders.isInside(root, dirname(path)))) {
      return undefined;
    }
    const bytes = system.readBytes(path, maximumSize ?? maximumSizeOf(file));
    return bytes === undefined || bytes.includes(0) ? undefined : bytes.toString('utf8');
  } catch {
    // Gone, or not ours to read: the folder is analysed without it.
    return undefined;
  }
}

function pathType(system: FileSystem, path: string): PathType {
  try {
    const { type } = system.status(path);
    if (type === 'folder') {
      system.readFolder(path);
      return 'folder';
    }
    if (type !== 'file') return 'unreadable';
    // Opened for once, so that a file which may not be read is not taken for one without findings.
    system.readBytes(path, maximumSizeOf(path));
    return 'file';
  } catch (error) {
    const code = errorCode(error);
    return code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : 'unreadable';
  }
}

function writeOutput(path: string, text: string): string | undefined {
  try {
    writeFileSync(path, text);
    return undefined;
  } catch (error) {
    return errorCode(error);
  }
}
