import { DETACHING_WRAPPERS } from '../core/knowledge/daemons';
import { type Edit, lineBreakOf } from '../core/text/edits';
import type { PlacedCommand } from './command-at';
import { execForm } from './exec-form';

/**
 * The command alone, without `nohup`, `setsid`, the `&` behind it and the file its output went to. `undefined` where other
 * commands follow on the same line.
 */
export function foregroundEdits(text: string, { command, instruction }: PlacedCommand): Edit[] | undefined {
  const words = (command.wrappedWords ?? command.words).map(({ text: word }) => word);
  const kept = words.filter((word, index) => !(DETACHING_WRAPPERS.has(word) && index <= command.wrappers.length));
  if (kept.length === 0) return undefined;
  if (instruction !== undefined) {
    const isPlain = command.words.every(({ dynamic }) => !dynamic) && command.assignments.length === 0;
    return isPlain ? [{ span: instruction.argumentsSpan, text: execForm.format(kept) }] : undefined;
  }
  const lineEnd = text.indexOf(lineBreakOf(text), command.span.end);
  const end = lineEnd < 0 ? text.length : lineEnd;
  const rest = text.slice(command.span.end, end);
  const tail = /^(?:\s*\d?(?:>>?|<|&>)\s*&?\S+)*\s*&?(?=\s*$|")/.exec(rest);
  if (tail === null) return undefined;
  const wrapped = command.wrappedWords?.[0] ?? command.words[0];
  const first = command.words[0];
  if (wrapped === undefined || first === undefined) return undefined;
  return [
    { span: { start: wrapped.span.start, end: first.span.start }, text: '' },
    { span: { start: command.span.end, end: command.span.end + tail[0].length }, text: '' },
  ].filter(({ span }) => span.end > span.start);
}
