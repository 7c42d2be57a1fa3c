import { parseCompose } from '../core/documents/compose/parse';
import type { CommandInstruction } from '../core/documents/dockerfile/model';
import { parseDockerfile } from '../core/documents/dockerfile/parse';
import { type FilePath, kindOf } from '../core/documents/kinds';
import { parseManifest } from '../core/documents/manifest/parse';
import { parseProcfile } from '../core/documents/procfile/parse';
import { baseProgram, type ShellCommand, splitShell } from '../core/documents/shell/split';
import type { Edit } from '../core/text/edits';
import type { Span } from '../core/text/span';
import { execForm } from './exec-form';

/** A command of a file, found again for a fix. */
export interface PlacedCommand {
  readonly command: ShellCommand;
  /** Of a Dockerfile, when the command is all that it runs: it is written anew as an array. */
  readonly instruction: CommandInstruction | undefined;
}

/** The command at a place of a Dockerfile, Procfile, package.json, compose file or shell script. */
export function commandAt(file: FilePath, text: string, span: Span): PlacedCommand | undefined {
  return commandsIn(file, text).find(
    ({ command }) => command.span.start === span.start && command.span.end === span.end,
  );
}

function commandsIn(file: FilePath, text: string): PlacedCommand[] {
  const written = (commands: readonly ShellCommand[]): PlacedCommand[] =>
    commands.map((command) => ({ command, instruction: undefined }));
  switch (kindOf(file)) {
    case 'dockerfile':
      return parseDockerfile(text).instructions.flatMap((instruction) => {
        if (instruction.type !== 'command' || !/^(?:CMD|ENTRYPOINT)$/.test(instruction.keyword)) return [];
        const isArray = instruction.form === 'exec' && instruction.scripts.length === 0;
        const isExact = instruction.scripts.every(({ exact }) => exact);
        const commands = isArray || isExact ? execForm.commandsOf(instruction) : [];
        const isWhole = isArray || execForm.isPlain(commands);
        return commands.map((command) => ({ command, instruction: isWhole ? instruction : undefined }));
      });
    case 'procfile':
      return parseProcfile(text).processes.flatMap(({ command, commandSpan }) =>
        written(splitShell(command, commandSpan.start)),
      );
    case 'manifest':
      return [...parseManifest(text).scripts.values()].flatMap((script) =>
        script.escaped ? [] : written(splitShell(script.text, script.offset)),
      );
    case 'compose':
      return parseCompose(text).services.flatMap(({ command }) =>
        command?.form === 'shell' && command.exact ? written(splitShell(command.text, command.offset)) : [],
      );
    case 'shell':
      return written(splitShell(text));
    default:
      return [];
  }
}

/**
 * Puts other words in place of a command; what stands around it (`tini --`, `NODE_ENV=production`, a redirect) stays.
 * `npx` and its like go where the new program is no program of a package.
 */
export function replaceCommand({ command, instruction }: PlacedCommand, words: readonly string[]): Edit | undefined {
  const [first] = command.words;
  const last = command.words.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const runner = isOwnProgram(words[0] ?? '') ? runnerWords(command) : 0;
  if (runner === undefined) return undefined;
  if (instruction !== undefined) {
    const all = command.wrappedWords ?? command.words;
    const before = all.slice(0, all.length - command.words.length - runner).map(({ text }) => text);
    const kept = before[0] === 'exec' ? before.slice(1) : before;
    return { span: instruction.argumentsSpan, text: execForm.format([...kept, ...words]) };
  }
  const start = runner === 0 ? first.span : startOfRunner(command, runner);
  if (start === undefined) return undefined;
  return { span: { start: start.start, end: last.span.end }, text: words.join(' ') };
}

/** Programs of the image, not of `node_modules/.bin`. */
function isOwnProgram(program: string): boolean {
  return program === 'node' || program === 'bun';
}

/** How many words before the command belong to `npx`, `pnpm exec` and the like; `undefined` when they have options. */
function runnerWords({ words, wrappers, wrappedWords }: ShellCommand): number | undefined {
  const runner = wrappers.at(-1);
  if (runner === undefined || !/^(?:npx|bunx|pnpx|(?:npm|pnpm|yarn) (?:exec|dlx)|(?:npm|bun) x)$/.test(runner))
    return 0;
  const before = (wrappedWords ?? []).slice(0, (wrappedWords?.length ?? 0) - words.length);
  const count = runner.split(' ').length;
  const own = before.slice(-count);
  const isBare = own.length === count && baseProgram(own[0]) === runner.split(' ')[0];
  return isBare ? count : undefined;
}

function startOfRunner({ words, wrappedWords }: ShellCommand, count: number): Span | undefined {
  return wrappedWords?.[wrappedWords.length - words.length - count]?.span;
}
