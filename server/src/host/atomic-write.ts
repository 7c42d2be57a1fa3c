import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fchmodSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { FilePath } from '../core/documents/kinds';
import { errorCode } from './attempt';
import { isInside } from './file-system';

/** `undefined` stands for "there is no such file": a change creates, replaces or deletes. */
export interface Change {
  readonly file: FilePath;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export type WriteResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly file: FilePath; readonly reason: string };

export type Writer = (root: string, changes: readonly Change[]) => WriteResult;

/**
 * Writes all changes or none: everything is checked and written to temporary files beside the targets first, then
 * renamed; when a rename fails, those before it are taken back. Refused are files that are not what the change was
 * computed from, that lie outside the root, that are links, or whose bytes are no UTF-8.
 */
export const nodeWriter: Writer = (root, changes) => {
  const prepared: Prepared[] = [];
  try {
    for (const change of changes) {
      const reason = prepare(root, change, prepared);
      if (reason !== undefined) return { ok: false, file: change.file, reason };
    }
    return replaceAll(prepared);
  } finally {
    for (const { temporary } of prepared) if (temporary !== undefined) rmSync(temporary, { force: true });
  }
};

interface Prepared {
  readonly change: Change;
  readonly target: string;
  /** Holds the new text; `undefined` for a deletion. */
  readonly temporary: string | undefined;
  readonly original: Original | undefined;
}

interface Original {
  readonly bytes: Buffer;
  readonly mode: number;
}

/** Adds to `prepared`, or says why not. */
function prepare(root: string, change: Change, prepared: Prepared[]): string | undefined {
  const target = resolve(root, change.file);
  const parent = existingParent(target);
  const folder = trial(() => realpathSync.native(root));
  if ('reason' in folder) return 'its folder does not exist';
  if (parent === undefined || !isInside(folder.value, parent)) return 'it lies outside the folder';
  const read = trial(() => readOriginal(target));
  if ('reason' in read) return read.reason;
  const original = read.value;
  if (original === 'not a file') return 'it is a link or no regular file';
  if (original?.bytes.toString('utf8') !== change.before) return 'it has changed meanwhile';
  if (original !== undefined && !Buffer.from(change.before ?? '', 'utf8').equals(original.bytes))
    return 'it is not UTF-8';
  let temporary: string | undefined;
  if (change.after !== undefined) {
    const text = change.after;
    const written = trial(() => writeTemporary(target, text, original?.mode));
    if ('reason' in written) return written.reason;
    temporary = written.value;
  }
  prepared.push({ change, target, temporary, original });
  return undefined;
}

function replaceAll(prepared: readonly Prepared[]): WriteResult {
  const done: Prepared[] = [];
  for (const entry of prepared) {
    const replaced = trial(() =>
      entry.temporary === undefined ? rmSync(entry.target) : renameSync(entry.temporary, entry.target),
    );
    if ('reason' in replaced) {
      for (const { target, original } of done.reverse()) trial(() => restore(target, original));
      return { ok: false, file: entry.change.file, reason: replaced.reason };
    }
    done.push(entry);
  }
  return { ok: true };
}

function readOriginal(target: string): Original | 'not a file' | undefined {
  const status = lstatSync(target, { throwIfNoEntry: false });
  if (status === undefined) return undefined;
  return status.isFile() ? { bytes: readFileSync(target), mode: status.mode & 0o7777 } : 'not a file';
}

function restore(target: string, original: Original | undefined): void {
  if (original === undefined) rmSync(target, { force: true });
  else renameSync(writeTemporary(target, original.bytes, original.mode), target);
}

function writeTemporary(target: string, content: string | Buffer, mode: number | undefined): string {
  mkdirSync(dirname(target), { recursive: true });
  const path = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`);
  const handle = openSync(path, 'wx', mode ?? 0o666);
  try {
    const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
    for (let offset = 0; offset < bytes.length; ) offset += writeSync(handle, bytes, offset);
    // The process's mask may have taken bits away.
    if (mode !== undefined) fchmodSync(handle, mode);
    fsyncSync(handle);
    return path;
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  } finally {
    closeSync(handle);
  }
}

/** The real path of the nearest folder above the target that exists. */
function existingParent(target: string): string | undefined {
  for (let current = dirname(target); ; current = dirname(current)) {
    try {
      return realpathSync.native(current);
    } catch {
      if (dirname(current) === current) return undefined;
    }
  }
}

function trial<T>(action: () => T): { readonly value: T } | { readonly reason: string } {
  try {
    return { value: action() };
  } catch (error) {
    return { reason: `the system refuses (${errorCode(error)})` };
  }
}
