import { parseProcfile } from '../core/documents/procfile/parse';
import { splitShell } from '../core/documents/shell/split';
import { type Edit, lineBreakOf } from '../core/text/edits';
import { contains, type Span } from '../core/text/span';

/**
 * Moves a command of a process into the `release` process, which the platform runs once before the others start.
 * `undefined` when the command is not joined with `&&`, or when there is a release process already.
 */
export function moveToReleasePhase(text: string, span: Span): Edit[] | undefined {
  const { processes } = parseProcfile(text);
  const owner = processes.find(({ commandSpan }) => contains(commandSpan, span));
  if (owner === undefined || processes.some(({ name }) => name === 'release')) return undefined;
  const commands = splitShell(owner.command, owner.commandSpan.start);
  const index = commands.findIndex((command) => command.span.start === span.start);
  const command = commands[index];
  const next = commands[index + 1];
  if (command === undefined || next === undefined || next.operator !== '&&') return undefined;
  const start = owner.span.start;
  const release = `release: ${text.slice(command.span.start, command.span.end)}${lineBreakOf(text)}`;
  return [
    { span: { start, end: start }, text: release },
    { span: { start: command.span.start, end: next.span.start }, text: '' },
  ];
}
