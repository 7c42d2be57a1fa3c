/** A failure that a person can act on: one line that names what to install, free or check. Shown without a stack. */
export class HostError extends Error {
  override readonly name = 'HostError';
}

/** What to print for any thrown value: the line of a `HostError`, the stack of everything that nobody foresaw. */
export function describeError(error: unknown): string {
  if (error instanceof HostError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
