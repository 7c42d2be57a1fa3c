import { hash } from 'node:crypto';
import type { FilePath } from '../../core/documents/kinds';
import { LineStarts, type PositionSource } from '../documents/line-starts';

interface ClosedFile {
  digest: string;
  version: number;
  lines: LineStarts;
}

/**
 * What is remembered of files that are not open: not their texts, but enough to know whether a text is new and to find
 * the place of an offset.
 */
export class ClosedFiles {
  private readonly files = new Map<FilePath, ClosedFile>();

  /** Takes a text read from disk; gives its new version, or `undefined` when it is the one that was there. */
  take(file: FilePath, text: string): number | undefined {
    const digest = digestOf(text);
    const known = this.files.get(file);
    if (known?.digest === digest) return undefined;
    const version = (known?.version ?? 0) + 1;
    this.files.set(file, { digest, version, lines: new LineStarts(text) });
    return version;
  }

  /** True when this is the text that was taken last. */
  holds(file: FilePath, text: string): boolean {
    return this.files.get(file)?.digest === digestOf(text);
  }

  positionsOf(file: FilePath): PositionSource | undefined {
    return this.files.get(file)?.lines;
  }

  /** The next text of the file counts as new, whatever it is. */
  invalidate(file: FilePath): void {
    const known = this.files.get(file);
    if (known !== undefined) known.digest = '';
  }

  invalidateAll(): void {
    for (const file of this.files.keys()) this.invalidate(file);
  }

  delete(file: FilePath): void {
    this.files.delete(file);
  }
}

function digestOf(text: string): string {
  return hash('sha1', text, 'base64');
}
