/** Where the server tells what it does; the client shows it in an output channel. Never anything of a file's text. */
export interface Log {
  error(message: string): void;
  warn(message: string): void;
  info(message: string): void;
}

/**
 * What may be said of an exception: its kind and where it came from. Its message may quote the text that a rule was
 * reading, so it stays out (invariant 9).
 */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return 'something that is no error was thrown';
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [error.name, ...frames.slice(0, MAX_FRAMES)].join('\n');
}

const MAX_FRAMES = 12;
