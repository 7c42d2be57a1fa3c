import type * as vscode from 'vscode';

/** Shorter than a test may take, so that the failure says what was waited for. */
const deadline = 20_000;

/** Waits for events, not for time: probes now and after each event until there is a value. */
export function until<T>(
  what: string,
  events: readonly vscode.Event<unknown>[],
  probe: () => T | undefined | Promise<T | undefined>,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      for (const subscription of subscriptions) subscription.dispose();
      settle();
    };
    const check = async (): Promise<void> => {
      try {
        const value = await probe();
        if (value !== undefined) end(() => resolve(value));
      } catch (error) {
        end(() => reject(error));
      }
    };
    const timer = setTimeout(() => end(() => reject(new Error(`waited in vain for: ${what}`))), deadline);
    const subscriptions = events.map((event) => event(check));
    void check();
  });
}
