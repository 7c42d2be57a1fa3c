/**
 * Splits shell text into its simple commands, wherever they stand (POSIX.1-2017, Shell Command Language, 2.9 and 2.10, with
 * the bash forms that occur in scripts). Nothing is expanded or run; unclosed constructs end with the text.
 */

import { assemble, commandOfWords } from './assemble';
import type { ShellCommand, ShellScope, ShellWord } from './model';
import { readCommands } from './read-commands';
import { plainSource } from './source';

export type * from './model';
export { baseProgram } from './wrappers';

export interface SplitOptions {
  /** A second character that joins lines when a line break follows: a Dockerfile's escape character. */
  readonly escape?: string;
}

/** `offset` is where `text` begins in its document, and is added to every span. Commands come in the order of the text. */
export function splitShell(text: string, offset = 0, options: SplitOptions = {}): ShellCommand[] {
  const commands = readCommands(plainSource(text, offset, options.escape ?? '\\'));
  return commands.flatMap((command) => assemble(command)).sort((a, b) => a.span.start - b.span.start);
}

/** An exec form (JSON array): no shell sees the words, so nothing in them is dynamic, but wrappers and `sh -c` count. */
export function commandsOfWords(words: readonly Pick<ShellWord, 'text' | 'span'>[]): ShellCommand[] {
  return commandOfWords(words);
}

/** True for a command that runs with the script itself: neither in a function's body nor in a substitution. */
export function isReached(command: { readonly within?: readonly ShellScope[] }): boolean {
  return !command.within?.some((scope) => scope === 'function' || scope === 'substitution');
}
