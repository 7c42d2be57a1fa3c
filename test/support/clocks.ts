import type { Clock } from '../../server/src/lsp/clock';

interface Timer {
  readonly due: number;
  readonly callback: () => void;
}

/** Time that stands still until a test moves it on. */
export class ManualClock implements Clock {
  private time = 0;
  private timers: Timer[] = [];
  private turns: (() => void)[] = [];

  now(): number {
    return this.time;
  }

  after(milliseconds: number, callback: () => void): () => void {
    const timer = { due: this.time + milliseconds, callback };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((other) => other !== timer);
    };
  }

  soon(callback: () => void): void {
    this.turns.push(callback);
  }

  get pendingTimers(): number {
    return this.timers.length;
  }

  get pendingTurns(): number {
    return this.turns.length;
  }

  /** Work that takes a while. */
  spend(milliseconds: number): void {
    this.time += milliseconds;
  }

  /** Lets time pass, timers fire in their order. */
  advance(milliseconds: number): void {
    const end = this.time + milliseconds;
    for (;;) {
      const [next] = this.timers.filter(({ due }) => due <= end).sort((a, b) => a.due - b.due);
      if (next === undefined) break;
      this.timers = this.timers.filter((other) => other !== next);
      this.time = Math.max(this.time, next.due);
      next.callback();
    }
    this.time = Math.max(this.time, end);
  }

  /** One turn of the event loop. */
  turn(): void {
    const { turns } = this;
    this.turns = [];
    for (const callback of turns) callback();
  }

  /** Turns until none is asked for. */
  settle(): void {
    while (this.turns.length > 0) this.turn();
  }
}

/** Time without waiting: what is put off comes in the next turn of the event loop, in order of its delay. */
export class InstantClock implements Clock {
  private timers: Timer[] = [];

  now(): number {
    return performance.now();
  }

  after(milliseconds: number, callback: () => void): () => void {
    const timer = { due: milliseconds, callback };
    this.timers.push(timer);
    setImmediate(() => this.fire());
    return () => {
      this.timers = this.timers.filter((other) => other !== timer);
    };
  }

  soon(callback: () => void): void {
    setImmediate(callback);
  }

  private fire(): void {
    const [next] = [...this.timers].sort((a, b) => a.due - b.due);
    if (next === undefined) return;
    this.timers = this.timers.filter((other) => other !== next);
    next.callback();
  }
}

/** As `InstantClock`, but what is put off waits for the test. */
export class HeldClock extends InstantClock {
  private held: (() => void)[] = [];

  override after(_milliseconds: number, callback: () => void): () => void {
    this.held.push(callback);
    return () => {
      this.held = this.held.filter((other) => other !== callback);
    };
  }

  release(): void {
    const { held } = this;
    this.held = [];
    for (const callback of held) callback();
  }
}
