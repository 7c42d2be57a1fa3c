import type { FileHost } from '../host/file-host';

/** What a command may touch of the outside world; tests hand in their own. */
export interface Io {
  readonly cwd: string;
  readonly env: Readonly<Partial<Record<string, string>>>;
  readonly host: FileHost;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Milliseconds of any steady clock. */
  now(): number;
}

export interface Output {
  readonly isTerminal: boolean;
  readonly columns: number | undefined;
  /** Resolves when the text has left the process (or nobody reads it any more). */
  write(text: string): Promise<void>;
}

export type ExitCode = 0 | 1 | 2;

/** Something the caller got wrong: one line on stderr, exit code 2. */
export class UsageError extends Error {}

/** One line, whatever it contains: a file name may hold line breaks and terminal commands. */
export function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g, ' ').trim();
}

/** Two words only that nothing else uses: `true` and `1`. */
export function isSwitchedOn(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}
