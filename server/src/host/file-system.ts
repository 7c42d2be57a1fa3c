import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs';

export type EntryType = 'file' | 'folder' | 'link' | 'other';

export interface Entry {
  readonly name: string;
  readonly type: EntryType;
}

export interface Status {
  readonly type: EntryType;
  readonly size: number;
}

/**
 * The few calls that discovery and reading need. All of them throw what Node throws. Synchronous on purpose: for the
 * small files of a repository one synchronous read costs a quarter of an asynchronous one, and callers work in slices.
 */
export interface FileSystem {
  readFolder(path: string): Entry[];
  /** Follows links. */
  status(path: string): Status;
  /** Does not follow a link. */
  linkStatus(path: string): Status;
  realPath(path: string): string;
  /** The bytes of a regular file, or `undefined` when it is none or larger than `limit`. Never waits for a pipe or device. */
  readBytes(path: string, limit: number): Buffer | undefined;
}

export const nodeFileSystem: FileSystem = {
  readFolder(path) {
    return readdirSync(path, { withFileTypes: true }).map((entry) => ({ name: entry.name, type: typeOf(entry) }));
  },
  status(path) {
    const status = statSync(path);
    return { type: typeOf(status), size: status.size };
  },
  linkStatus(path) {
    const status = lstatSync(path);
    return { type: typeOf(status), size: status.size };
  },
  realPath: (path) => realpathSync.native(path),
  readBytes(path, limit) {
    const handle = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const status = fstatSync(handle);
      return status.isFile() && status.size <= limit ? readWhole(handle, status.size) : undefined;
    } finally {
      closeSync(handle);
    }
  },
};

/** Both paths are real paths. */
export function isInside(root: string, path: string): boolean {
  if (path === root) return true;
  const prefix = /[\\/]$/.test(root) ? root : root + (root.includes('\\') ? '\\' : '/');
  return path.startsWith(prefix);
}

/** What is read of a file that grows meanwhile is what it held when it was opened. */
function readWhole(handle: number, size: number): Buffer {
  const buffer = Buffer.allocUnsafe(size);
  let length = 0;
  while (length < size) {
    const read = readSync(handle, buffer, length, size - length, null);
    if (read === 0) break;
    length += read;
  }
  return buffer.subarray(0, length);
}

function typeOf(entry: { isFile(): boolean; isDirectory(): boolean; isSymbolicLink(): boolean }): EntryType {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  return entry.isSymbolicLink() ? 'link' : 'other';
}
