import type { Clock } from '../clock';

/** A progress that the client shows; `vscode-languageserver`'s reporter is one. */
export interface ProgressReporter {
  begin(title: string, percentage?: number, message?: string, cancellable?: boolean): void;
  report(percentage: number, message: string): void;
  done(): void;
  readonly token: { onCancellationRequested(listener: () => void): unknown };
}

export type ProgressFactory = () => Promise<ProgressReporter>;

const REPORT_EVERY = 100;

/** Tells how far the first index of a folder is. The client may answer after the index is done; then nothing is shown. */
export class IndexProgress {
  private reporter: ProgressReporter | undefined;
  private isOver = false;
  private lastReport: number;

  constructor(
    create: ProgressFactory,
    private readonly clock: Clock,
    private readonly options: { readonly title: string; readonly total: number; readonly onCancel: () => void },
  ) {
    this.lastReport = clock.now();
    create().then(
      (reporter) => this.begin(reporter),
      // A client that refuses a progress does without.
      () => undefined,
    );
  }

  update(left: number): void {
    const now = this.clock.now();
    if (this.reporter === undefined || now - this.lastReport < REPORT_EVERY) return;
    this.lastReport = now;
    const { total } = this.options;
    const done = Math.max(0, total - left);
    this.reporter.report(total === 0 ? 100 : Math.floor((100 * done) / total), `${done} of ${total} files`);
  }

  end(): void {
    this.isOver = true;
    this.reporter?.done();
    this.reporter = undefined;
  }

  private begin(reporter: ProgressReporter): void {
    // A token without a beginning must still be given back.
    reporter.begin(this.options.title, 0, undefined, true);
    if (this.isOver) {
      reporter.done();
      return;
    }
    this.reporter = reporter;
    reporter.token.onCancellationRequested(() => {
      if (!this.isOver) this.options.onCancel();
    });
  }
}
