import { hash } from 'node:crypto';
import type { FilePath } from '../../core/documents/kinds';
import type { FolderAnalysis } from '../../core/engine/folder';
import { LineStarts, type PositionSource } from '../documents/line-starts';

interface ClosedFile {
  digest: string;
  version: number;
  lines: LineStarts;
}

/**
 * Hands the texts of files that are not open to the analysis and remembers of them not the texts, but enough to know
 * whether a text is new and to find the place of an offset.
 */
export class ClosedFiles {
  private readonly files = new Map<FilePath, ClosedFile>();

  constructor(private readonly analysis: FolderAnalysis) {}

  /** Hands in a text read from disk, unless it is the one that was there. */
  take(file: FilePath, text: string): void {
    const digest = digestOf(text);
    const known = this.files.get(file);
    if (known?.digest === digest) return;
    const version = (known?.version ?? 0) + 1;
    this.files.set(file, { digest, version, lines: new LineStarts(text) });
    this.analysis.update({ file, text, version });
  }

  /** The file is gone. */
  remove(file: FilePath): void {
    this.files.delete(file);
    this.analysis.remove(file);
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
}

function digestOf(text: string): string {
  return hash('sha1', text, 'base64');
}
