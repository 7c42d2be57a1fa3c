import { type FilePath, kindOf } from '../../core/documents/kinds';
import type { Job, Priority, Scheduler } from '../scheduler';

export interface IndexHooks {
  keyOf(file: FilePath): string;
  /** `undefined`: the file is gone or cannot be read. */
  read(file: FilePath): Promise<string | undefined>;
  /** Hands the text in. */
  take(file: FilePath, text: string | undefined): void;
  /** Every file that decides what the folder is made of (manifests, containers, ignore files) has been handed in. */
  onStructure(): void;
  /** Nothing is left to do. */
  onSettled(): void;
}

/**
 * The files of a folder that have still to be handed in, read and taken one by one when the scheduler finds the time.
 * Holds for the first index as for files that change on disk later.
 */
export class BackgroundIndex {
  private readonly structure = new Set<FilePath>();
  private readonly code = new Set<FilePath>();

  constructor(
    private readonly scheduler: Scheduler,
    private readonly hooks: IndexHooks,
  ) {}

  get size(): number {
    return this.structure.size + this.code.size;
  }

  get isStructureKnown(): boolean {
    return this.structure.size === 0;
  }

  /** Reads and takes the files, those first that say most of the others. */
  add(files: readonly FilePath[], priority: Priority): void {
    for (const file of files) this.pendingOf(file).add(file);
    const ordered = [...files].sort((a, b) => rank(a) - rank(b));
    for (const file of ordered) this.scheduler.request(this.hooks.keyOf(file), this.jobOf(file, priority));
  }

  /** The file is handed in by somebody else, who says so with `done`. */
  expect(file: FilePath): void {
    this.pendingOf(file).add(file);
  }

  done(file: FilePath): void {
    const wasStructure = this.structure.delete(file);
    if (!wasStructure && !this.code.delete(file)) return;
    if (wasStructure && this.isStructureKnown) this.hooks.onStructure();
    if (this.size === 0) this.hooks.onSettled();
  }

  isPending(file: FilePath): boolean {
    return this.structure.has(file) || this.code.has(file);
  }

  /** What was not handed in yet stays out. */
  clear(): void {
    for (const file of [...this.structure, ...this.code]) this.scheduler.cancel(this.hooks.keyOf(file));
    this.structure.clear();
    this.code.clear();
  }

  private jobOf(file: FilePath, priority: Priority): Job {
    return {
      priority,
      load: async () => {
        const text = await this.hooks.read(file).catch(() => undefined);
        return () => {
          // Whatever comes of one file, the others must not wait for it.
          try {
            this.hooks.take(file, text);
          } finally {
            this.done(file);
          }
        };
      },
    };
  }

  private pendingOf(file: FilePath): Set<FilePath> {
    return rank(file) === 0 ? this.structure : this.code;
  }
}

function rank(file: FilePath): number {
  return kindOf(file) === 'typescript' ? 1 : 0;
}
