import type { ComposeDocument } from '../documents/compose/parse';
import type { CommandInstruction, DockerfileDocument, Word } from '../documents/dockerfile/model';
import type { EffectiveStart } from '../documents/dockerfile/resolve';
import { commandsOfScript } from '../documents/dockerfile/script-commands';
import { baseName, type FilePath } from '../documents/kinds';
import { packageManagerCommand } from '../documents/shell/package-manager';
import { commandsOfWords, type ShellCommand, splitShell } from '../documents/shell/split';
import { entryOf } from '../knowledge/node-runners';
import type { ScriptFile } from './command-steps';

/** What a container runs: ENTRYPOINT and CMD taken together as Docker does. */
export interface ContainerCommands {
  readonly commands: readonly ShellCommand[];
  /** What an entry script gets as `"$@"`: the commands of CMD; empty where none is handed on. */
  readonly handed: readonly ShellCommand[];
}

/** https://docs.docker.com/reference/dockerfile/#understand-how-cmd-and-entrypoint-interact */
export function containerCommands({ entrypoint, cmd }: EffectiveStart): ContainerCommands {
  if (entrypoint === undefined) return { commands: cmd === undefined ? [] : commandsOf(cmd), handed: [] };
  const own = commandsOf(entrypoint);
  // The text of a shell is whole; CMD is no part of it.
  if (cmd === undefined || entrypoint.form !== 'exec' || entrypoint.scripts.length > 0)
    return { commands: own, handed: [] };
  const handed = commandsOf(cmd);
  const wrappers = wrappersIn(entrypoint.words);
  if (wrappers !== undefined) {
    return {
      commands: handed.map((command) => ({ ...command, wrappers: [...wrappers, ...command.wrappers] })),
      handed: [],
    };
  }
  if (cmd.scripts.length > 0 || cmd.form !== 'exec' || isShellScript(own[0])) return { commands: own, handed };
  const commands = oneCommand([...entrypoint.words, ...cmd.words], entrypoint);
  return { commands, handed: commands.some(isKnownRunner) ? [] : handed };
}

/** Programs that take what CMD adds as words of their own: `["node"]` and `["server.js"]`, `["npm", "run"]` and `["start"]`. */
function isKnownRunner(command: ShellCommand): boolean {
  return entryOf(command) !== undefined || packageManagerCommand(command) !== undefined;
}

/** The commands that a CMD or ENTRYPOINT writes down; an exec form is one command whose words the shell never sees. */
export function commandsOf(instruction: CommandInstruction): ShellCommand[] {
  if (instruction.scripts.length > 0) {
    return instruction.scripts.flatMap((script) =>
      placed(commandsOfScript(script), script.exact ? undefined : instruction.argumentsSpan),
    );
  }
  return instruction.form === 'exec' ? oneCommand(instruction.words, instruction) : [];
}

export function composeCommands(command: NonNullable<ComposeDocument['services'][number]['command']>): ShellCommand[] {
  if (command.form === 'exec') {
    const commands = commandsOfWords(command.words);
    return placed(commands, commands.length === 1 ? command.span : undefined);
  }
  return placed(splitShell(command.text, command.offset), command.exact ? undefined : command.span);
}

/** True for a program that is a shell script by its name: what it does with its arguments stands in it. */
export function isShellScript(command: ShellCommand | undefined): boolean {
  return (
    command !== undefined &&
    [command.words[0]?.text ?? '', ...command.wrappers].some((name) => /\.(?:ba|da|z)?sh$/.test(name))
  );
}

/** Scripts that a Dockerfile writes itself: `COPY <<EOF /entrypoint.sh`. */
export function inlineScripts(file: FilePath, document: DockerfileDocument): ScriptFile[] {
  return document.instructions.flatMap((instruction) => {
    if (instruction.type !== 'copy' || instruction.destination === undefined) return [];
    const name = baseName(instruction.destination.value);
    return instruction.sources.flatMap(({ heredoc }) =>
      heredoc === undefined || name === ''
        ? []
        : [{ file, name, commands: splitShell(heredoc.body, heredoc.bodySpan.start) }],
    );
  });
}

/** Programs such as tini that an entry point of nothing else puts before CMD; `undefined` for any other entry point. */
function wrappersIn(words: readonly Word[]): readonly string[] | undefined {
  const probe = { text: PROBE, span: { start: 0, end: 0 } };
  const [command] = commandsOfWords([...asShellWords(words), probe]);
  if (command?.words[0]?.text !== PROBE || command.wrappers.some((name) => /\.(?:ba|da|z)?sh$/.test(name)))
    return undefined;
  return command.wrappers;
}

const PROBE = 'program';

/** The place of an exec form is its array: a part of it is nothing that a reader could change alone. */
function oneCommand(words: readonly Word[], { argumentsSpan: span }: CommandInstruction): ShellCommand[] {
  return commandsOfWords(asShellWords(words)).map((command) => ({ ...command, span }));
}

function asShellWords(words: readonly Word[]): { text: string; span: Word['span'] }[] {
  return words.map(({ value, span }) => ({ text: value, span }));
}

/** Offsets that do not hold inside a text are replaced by the place of the whole. */
function placed(commands: readonly ShellCommand[], place: ShellCommand['span'] | undefined): ShellCommand[] {
  return place === undefined ? [...commands] : commands.map((command) => ({ ...command, span: place }));
}
