import type { CommandInstruction, DockerfileDocument } from '../core/documents/dockerfile/model';
import { packageManagerCommand } from '../core/documents/shell/package-manager';
import { baseProgram, type ShellCommand } from '../core/documents/shell/split';
import { PROCESS_MANAGER_OPTIONS } from '../core/knowledge/process-managers';
import type { Edit } from '../core/text/edits';
import { contains, type Span } from '../core/text/span';
import { execForm } from './exec-form';
import { removeWithLines } from './line-removal';

/**
 * What a process manager starts, as words for `node`: options for node itself and arguments of the app are kept.
 * `undefined` for several programs, a configuration file, another interpreter or an option that is not known.
 */
export function managedProgram(command: ShellCommand): string[] | undefined {
  const [program, ...rest] = command.words;
  if (program === undefined || command.words.some(({ dynamic }) => dynamic)) return undefined;
  const options = PROCESS_MANAGER_OPTIONS.get(baseProgram(program));
  if (options === undefined) return undefined;
  const words = rest.map(({ text }) => text);
  const dashes = words.indexOf('--');
  const given = dashes < 0 ? [] : words.slice(dashes + 1);
  const own = dashes < 0 ? words : words.slice(0, dashes);
  const files: string[] = [];
  const forNode: string[] = [];
  for (let index = own[0] === 'start' ? 1 : 0; index < own.length; index++) {
    const word = own[index] ?? '';
    const bare = word.replace(/=.*$/, '');
    const isOne = bare !== word;
    if (!word.startsWith('-')) {
      files.push(word);
      // forever hands everything behind the file to the app.
      if (options.argumentsFollow) files.push(...own.slice(index + 1));
      if (options.argumentsFollow) break;
    } else if (options.forNode.includes(bare)) {
      const value = isOne ? word.slice(bare.length + 1) : own[++index];
      forNode.push(...(value ?? '').split(' ').filter((part) => part !== ''));
    } else if (options.values.includes(bare)) index += isOne ? 0 : 1;
    else if (!options.flags.includes(bare)) return undefined;
  }
  const [file, second] = files;
  if (file === undefined || !/\.[cm]?js$/.test(file) || /\.config\.[cm]?js$|ecosystem/.test(file)) return undefined;
  const more = options.argumentsFollow ? files.slice(1) : [];
  if (second !== undefined && !options.argumentsFollow) return undefined;
  return ['node', ...forNode, file, ...more, ...given];
}

/** The CMD or ENTRYPOINT at a place, when a process manager starting one program is all that it runs. */
export function managedStart(document: DockerfileDocument, span: Span): CommandInstruction | undefined {
  const instruction = document.instructions.find(
    (one): one is CommandInstruction =>
      one.type === 'command' && /^(?:CMD|ENTRYPOINT)$/.test(one.keyword) && contains(one.span, span),
  );
  const commands = instruction === undefined ? [] : execForm.commandsOf(instruction);
  const [command] = commands;
  const isPlain = command !== undefined && execForm.isPlain(commands) && managedProgram(command) !== undefined;
  return isPlain ? instruction : undefined;
}

/** Starts the program itself, and leaves a global install of the manager out that nothing else needs. */
export function withoutManager(
  text: string,
  document: DockerfileDocument,
  instruction: CommandInstruction,
): Edit[] | undefined {
  const [command, second] = execForm.commandsOf(instruction);
  const words = command && second === undefined ? managedProgram(command) : undefined;
  if (command === undefined || words === undefined) return undefined;
  const around = (command.wrappedWords ?? []).slice(0, -command.words.length).map((word) => word.text);
  const kept = around.filter((word) => !/^(?:exec|npx|bunx|pnpx)$/.test(word));
  const start = { span: instruction.argumentsSpan, text: execForm.format([...kept, ...words]) };
  return [start, ...installEdits(text, document, instruction, baseProgram(command.words[0]))];
}

function installEdits(text: string, document: DockerfileDocument, start: CommandInstruction, program: string): Edit[] {
  const name = program.replace(/^pm2-\w+$/, 'pm2');
  return document.instructions.flatMap((instruction): Edit[] => {
    if (instruction === start || instruction.type !== 'command' || instruction.keyword !== 'RUN') return [];
    if (!instruction.argumentsText.includes(name) || instruction.scripts.some(({ exact }) => !exact)) return [];
    const commands = execForm.commandsOf(instruction);
    const index = commands.findIndex((command) => installs(command, name));
    const command = commands[index];
    const packages = command && packageManagerCommand(command)?.packages;
    if (command === undefined || packages === undefined) return [];
    const word = packages.find(({ text: one }) => one.replace(/(?<=.)@.*$/, '') === name);
    if (packages.length > 1 && word !== undefined) {
      const before = /\s*$/.exec(text.slice(0, word.span.start))?.[0].length ?? 0;
      return [{ span: { start: word.span.start - before, end: word.span.end }, text: '' }];
    }
    if (commands.length === 1) return instruction.stage === undefined ? [] : [removeWithLines(text, instruction.span)];
    const next = commands[index + 1];
    const previous = commands[index - 1];
    if (next?.operator === '&&' && command.depth === 0)
      return [{ span: { start: command.span.start, end: next.span.start }, text: '' }];
    const isLast = next === undefined && previous !== undefined && command.operator === '&&';
    return isLast ? [{ span: { start: previous.span.end, end: command.span.end }, text: '' }] : [];
  });
}

function installs(command: ShellCommand, name: string): boolean {
  const manager = packageManagerCommand(command);
  return manager?.global === true && manager.packages.some(({ text }) => text.replace(/(?<=.)@.*$/, '') === name);
}
