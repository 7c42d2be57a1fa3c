import type { ProcfileDocument } from '../core/documents/procfile/parse';
import { splitShell } from '../core/documents/shell/split';
import type { Edit } from '../core/text/edits';
import { contains, type Span } from '../core/text/span';

/**
 * Moves a command of a process into the `release` process, which the platform runs once before the others start; one that
 * exists gets it at its end. `undefined` when the command does not simply stand before the one that follows.
 */
export function moveToReleasePhase(document: ProcfileDocument, span: Span, lineBreak: string): Edit[] | undefined {
  const owner = document.processes.find(({ commandSpan }) => contains(commandSpan, span));
  if (owner === undefined || owner.name === 'release') return undefined;
  const offset = owner.commandSpan.start;
  const commands = splitShell(owner.command, offset);
  const index = commands.findIndex((command) => command.span.start === span.start);
  const command = commands[index];
  const next = commands[index + 1];
  if (command === undefined || next === undefined || (next.operator !== '&&' && next.operator !== ';'))
    return undefined;
  if (command.depth > 0 || command.background || command.operator === '|' || command.operator === '||')
    return undefined;
  const text = owner.command.slice(command.span.start - offset, command.span.end - offset);
  const cut = { span: { start: command.span.start, end: next.span.start }, text: '' };
  const release = document.processes.findLast(({ name }) => name === 'release');
  if (release === undefined) {
    const start = document.processes[0]?.span.start ?? owner.span.start;
    const at = Math.min(start, owner.span.start);
    return [{ span: { start: at, end: at }, text: `release: ${text}${lineBreak}` }, cut];
  }
  const at = release.commandSpan.end;
  const isKnown = splitShell(release.command).some(
    ({ span: own }) => release.command.slice(own.start, own.end) === text,
  );
  return isKnown
    ? [cut]
    : [{ span: { start: at, end: at }, text: `${release.command === '' ? '' : ' && '}${text}` }, cut];
}
