import type { CommandInstruction } from '../core/documents/dockerfile/model';
import type { ShellCommand } from '../core/documents/shell/split';
import { commandsOf } from '../core/workspace/container-commands';

/** Helpers around the exec form of CMD and ENTRYPOINT: a JSON array of program and arguments. */
export const execForm = {
  commandsOf(instruction: CommandInstruction): ShellCommand[] {
    return commandsOf(instruction);
  },

  /** As people write it: a blank after each comma. */
  format(words: readonly string[]): string {
    return `[${words.map((word) => JSON.stringify(word)).join(', ')}]`;
  },

  /** True when a shell adds nothing to the command: no variable, pipe, redirect, list or background. */
  isPlain(commands: readonly ShellCommand[]): boolean {
    const [command] = commands;
    return (
      commands.length === 1 &&
      command !== undefined &&
      command.words.length > 0 &&
      command.assignments.length === 0 &&
      command.redirects.length === 0 &&
      !command.background &&
      command.depth === 0 &&
      command.words.every(({ dynamic }) => !dynamic)
    );
  },
} as const;
