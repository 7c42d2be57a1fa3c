import type { Output } from './io';

export interface Progress {
  update(done: number, total: number): void;
  clear(): Promise<void>;
}

const CLEAR_LINE = '\r\u001b[2K';

/** A counter on one line of the terminal; nothing where standard error is none. */
export function createProgress(output: Output): Progress {
  if (!output.isTerminal) return { update: () => undefined, clear: async () => undefined };
  let shown = false;
  return {
    update(done, total) {
      shown = true;
      void output.write(`${CLEAR_LINE}Analysing ${done} of ${total} files`);
    },
    async clear() {
      if (shown) await output.write(CLEAR_LINE);
    },
  };
}
