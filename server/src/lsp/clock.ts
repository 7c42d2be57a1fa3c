/** Time as the server sees it: a parameter, so that tests need no waiting. */
export interface Clock {
  /** Milliseconds that never go back. */
  now(): number;
  /** Calls once after the delay; the returned function takes the call back. */
  after(milliseconds: number, callback: () => void): () => void;
  /** Calls once pending input has had its turn. */
  soon(callback: () => void): void;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
  soon: (callback) => {
    setImmediate(callback);
  },
};
