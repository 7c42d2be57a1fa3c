import type { Clock } from './clock';

/** From first to last: what a person looks at, what else is open, what changed on disk, what was never analysed. */
export const PRIORITIES = ['active', 'open', 'dirty', 'cold'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** Synchronous and short: it cannot be interrupted. */
export type Run = () => void;

/** Work on one key. Either it can run at once, or it has to fetch something first and says then what to run. */
export type Job =
  | { readonly priority: Priority; readonly run: Run }
  | { readonly priority: Priority; readonly load: () => Promise<Run> };

export interface SchedulerOptions {
  /** Bounds of the quiet time after an edit, in milliseconds. */
  readonly minimumQuiet: number;
  readonly maximumQuiet: number;
  /** The quiet time in multiples of the key's last run. */
  readonly quietFactor: number;
  /** Somebody who types without a pause still gets an answer after this time. */
  readonly longestWait: number;
  /** How long runs may follow each other before input has its turn. */
  readonly slice: number;
  /** Loads under way, and loaded jobs that wait for their run. */
  readonly concurrentLoads: number;
}

export const DEFAULT_SCHEDULE: SchedulerOptions = {
  minimumQuiet: 30,
  maximumQuiet: 200,
  quietFactor: 3,
  longestWait: 1_000,
  slice: 12,
  concurrentLoads: 8,
};

interface Entry {
  job: Job;
  state: 'quiet' | 'queued' | 'loading' | 'ready';
  /** `loading` only: a newer request came, so what is being loaded is stale. */
  again: boolean;
  /** `quiet` only: when the first edit of the series came. */
  since: number;
  stopTimer: () => void;
  run: Run | undefined;
  /** True from the start of a load until its run, or until it is dropped: such entries are bounded in number. */
  holdsLoad: boolean;
}

/**
 * Decides when each key's work runs; knows nothing of documents. One job per key: a newer request replaces one that has
 * not run, and what an older one loaded is dropped.
 */
export class Scheduler {
  private readonly entries = new Map<string, Entry>();
  private readonly durations = new Map<string, number>();
  private readonly queued = new Queues();
  private readonly ready = new Queues();
  private loads = 0;
  private isTurnDue = false;
  private isDisposed = false;

  constructor(
    private readonly clock: Clock,
    private readonly onFailure: (key: string, error: unknown) => void,
    private readonly options: SchedulerOptions = DEFAULT_SCHEDULE,
  ) {}

  /** Runs the job as soon as its turn comes. */
  request(key: string, job: Job): void {
    if (this.isDisposed) return;
    const entry = this.entryOf(key, job);
    if (entry.state === 'loading') {
      entry.again = true;
      return;
    }
    this.enqueue(key, entry);
  }

  /** Runs the job once no further edit has come for the key's quiet time. */
  edit(key: string, job: Job): void {
    const quiet = this.quietTime(key);
    if (quiet === 0 || this.isDisposed) {
      this.request(key, job);
      return;
    }
    const entry = this.entryOf(key, job);
    if (entry.state === 'loading') {
      entry.again = true;
      return;
    }
    const now = this.clock.now();
    if (entry.state !== 'quiet') entry.since = now;
    this.unqueue(key, entry);
    entry.state = 'quiet';
    const wait = Math.max(0, Math.min(quiet, entry.since + this.options.longestWait - now));
    entry.stopTimer = this.clock.after(wait, () => this.enqueue(key, entry));
  }

  /** Runs what waits for a key now, if it needs no loading; for requests that must see the current text. */
  flush(key: string): void {
    const entry = this.entries.get(key);
    if (entry === undefined || !('run' in entry.job)) return;
    this.perform(key, entry, entry.job.run);
  }

  cancel(key: string): void {
    const entry = this.entries.get(key);
    if (entry === undefined) return;
    this.forget(key, entry);
    this.durations.delete(key);
  }

  has(key: string): boolean {
    return this.entries.has(key);
  }

  /** Milliseconds without an edit after which the key is worked on. */
  quietTime(key: string): number {
    const { minimumQuiet, maximumQuiet, quietFactor } = this.options;
    return Math.min(maximumQuiet, Math.max(minimumQuiet, quietFactor * (this.durations.get(key) ?? 0)));
  }

  /** Nothing runs any more. */
  dispose(): void {
    this.isDisposed = true;
    for (const [key, entry] of this.entries) this.forget(key, entry);
  }

  private entryOf(key: string, job: Job): Entry {
    const known = this.entries.get(key);
    // What needs no loading does not wait for a load that it makes stale: that one comes back to nothing.
    if (known !== undefined && !(known.state === 'loading' && 'run' in job)) {
      known.job = job;
      return known;
    }
    const entry: Entry = {
      job,
      state: 'queued',
      again: false,
      since: 0,
      stopTimer: nothing,
      run: undefined,
      holdsLoad: false,
    };
    this.entries.set(key, entry);
    return entry;
  }

  private enqueue(key: string, entry: Entry): void {
    this.unqueue(key, entry);
    if ('run' in entry.job) {
      entry.state = 'ready';
      entry.run = entry.job.run;
      this.ready.add(entry.job.priority, key);
      this.planTurn();
      return;
    }
    entry.state = 'queued';
    this.queued.add(entry.job.priority, key);
    this.startLoads();
  }

  private startLoads(): void {
    while (!this.isDisposed && this.loads < this.options.concurrentLoads) {
      const key = this.queued.take();
      const entry = key === undefined ? undefined : this.entries.get(key);
      if (key === undefined || entry === undefined || !('load' in entry.job)) return;
      this.load(key, entry, entry.job.load);
    }
  }

  private load(key: string, entry: Entry, load: () => Promise<Run>): void {
    entry.state = 'loading';
    entry.again = false;
    entry.holdsLoad = true;
    this.loads++;
    load().then(
      (run) => this.loaded(key, entry, run),
      (error: unknown) => {
        this.onFailure(key, error);
        this.loaded(key, entry, nothing);
      },
    );
  }

  private loaded(key: string, entry: Entry, run: Run): void {
    const isWanted = this.entries.get(key) === entry;
    if (isWanted && !entry.again) {
      entry.state = 'ready';
      entry.run = run;
      this.ready.add(entry.job.priority, key);
      this.planTurn();
      return;
    }
    this.releaseLoad(entry);
    if (isWanted) this.enqueue(key, entry);
    this.startLoads();
  }

  private planTurn(): void {
    if (this.isTurnDue || this.isDisposed) return;
    this.isTurnDue = true;
    this.clock.soon(() => this.turn());
  }

  private turn(): void {
    this.isTurnDue = false;
    const end = this.clock.now() + this.options.slice;
    do {
      const key = this.ready.take();
      const entry = key === undefined ? undefined : this.entries.get(key);
      if (key === undefined || entry?.run === undefined) break;
      this.perform(key, entry, entry.run);
    } while (this.clock.now() < end);
    this.startLoads();
    if (this.ready.size > 0) this.planTurn();
  }

  private perform(key: string, entry: Entry, run: Run): void {
    const { priority } = entry.job;
    this.release(key, entry);
    const start = this.clock.now();
    try {
      run();
    } catch (error) {
      this.onFailure(key, error);
    }
    if (priority === 'active' || priority === 'open') this.durations.set(key, this.clock.now() - start);
  }

  private forget(key: string, entry: Entry): void {
    this.release(key, entry);
    this.startLoads();
  }

  private release(key: string, entry: Entry): void {
    // A load under way still comes back; its place is free only then.
    if (entry.state !== 'loading') this.releaseLoad(entry);
    this.unqueue(key, entry);
    if (this.entries.get(key) === entry) this.entries.delete(key);
  }

  private unqueue(key: string, entry: Entry): void {
    entry.stopTimer();
    entry.stopTimer = nothing;
    if (entry.state === 'ready') this.releaseLoad(entry);
    this.queued.delete(key);
    this.ready.delete(key);
  }

  private releaseLoad(entry: Entry): void {
    if (!entry.holdsLoad) return;
    entry.holdsLoad = false;
    this.loads--;
  }
}

/** Keys in order of priority, then of arrival. */
class Queues {
  private readonly byPriority = new Map<Priority, Set<string>>(PRIORITIES.map((priority) => [priority, new Set()]));

  get size(): number {
    let size = 0;
    for (const keys of this.byPriority.values()) size += keys.size;
    return size;
  }

  add(priority: Priority, key: string): void {
    this.byPriority.get(priority)?.add(key);
  }

  delete(key: string): void {
    for (const keys of this.byPriority.values()) keys.delete(key);
  }

  take(): string | undefined {
    for (const keys of this.byPriority.values()) {
      for (const key of keys) {
        keys.delete(key);
        return key;
      }
    }
    return undefined;
  }
}

function nothing(): void {}
