import type { Clock } from '../clock';
import { IndexProgress, type ProgressFactory } from './index-progress';

/** One reading of a whole folder as its users see it: a progress that can be broken off, and who waits for the end. */
export class IndexRun {
  private progress: IndexProgress | undefined;
  private readonly waiters: (() => void)[] = [];

  constructor(
    private readonly createProgress: ProgressFactory,
    private readonly clock: Clock,
    private readonly folder: { readonly name: string; readonly onCancel: () => void },
  ) {}

  /** @param total files that are still to be read */
  begin(total: number): void {
    this.progress?.end();
    const { name, onCancel } = this.folder;
    const title = `Twelve-Factor: analysing ${name}`;
    this.progress = new IndexProgress(this.createProgress, this.clock, { title, total, onCancel });
  }

  update(left: number): void {
    this.progress?.update(left);
  }

  /** Resolves with the next `end`. */
  async settled(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.waiters.push(resolve);
    });
  }

  end(): void {
    this.progress?.end();
    this.progress = undefined;
    for (const waiter of this.waiters.splice(0)) waiter();
  }
}
