import type { ComposeCommand, ComposeService } from '../core/documents/compose/model';
import { parseCompose } from '../core/documents/compose/parse';
import { splitShell } from '../core/documents/shell/split';
import { isShell } from '../core/documents/shell/wrappers';
import { applyEdits, type Edit } from '../core/text/edits';
import { contains, type Span } from '../core/text/span';
import { commandArray, lastingServiceEdits } from './one-off-service';
import { programLines } from './split-process';

/**
 * Gives the second program that the command of a compose service starts a service of its own, of the same image and with
 * the same surroundings. `undefined` where the command starts more or other things than two plain programs, or stands in a
 * place where it cannot be written anew.
 * @param span of the command, or of a part of it
 * @param services those of the text
 */
export function splitService(
  text: string,
  span: Span,
  services: readonly ComposeService[] = parseCompose(text).services,
): { readonly of: string; readonly edits: Edit[] } | undefined {
  const service = services.find(({ command }) => command && contains(command.span, span));
  const line = service?.command && shellLineOf(service.command);
  const lines = line === undefined ? undefined : programLines(line);
  const [second, ...more] = lines?.rest ?? [];
  if (service?.command === undefined || lines === undefined || second === undefined || more.length > 0)
    return undefined;
  const [main, added] = [wordsOf(lines.main), wordsOf(second)];
  const insert = added && lastingServiceEdits(text, { of: service.name, command: added, names: NAMES });
  if (main === undefined || insert === undefined) return undefined;
  const edits = [{ span: service.command.span, text: commandArray(main) }, ...insert];
  return isRight(applyEdits(text, edits), service, main) ? { of: service.name, edits } : undefined;
}

const NAMES = ['worker', 'worker2', 'worker3'];

/** The line that a shell gets to see, or one that stands for the words of a program which starts the others itself. */
function shellLineOf(command: ComposeCommand): string | undefined {
  if (command.form === 'shell') return command.text;
  const texts = command.words.map(({ text }) => text);
  if (isShell((texts[0] ?? '').replace(/^\/bin\//, '')) && /^-[a-z]*c$/.test(texts[1] ?? '')) {
    return texts.length === 3 ? texts[2] : undefined;
  }
  return texts.map((word) => (/^[\w./:@=-]+$/.test(word) ? word : JSON.stringify(word))).join(' ');
}

/** Of one plain command; `undefined` where a shell has more to do than to split it. */
function wordsOf(line: string): readonly string[] | undefined {
  const commands = splitShell(line);
  const [command] = commands;
  if (command === undefined || commands.length > 1 || command.assignments.length > 0 || /[$`*?<>|;]/.test(line))
    return undefined;
  return command.words.map(({ text }) => text);
}

/** The service starts its first program, and nothing else about it has changed. */
function isRight(after: string, before: ComposeService, main: readonly string[]): boolean {
  const { services, errors } = parseCompose(after);
  const own = services.find(({ name }) => name === before.name);
  const words = own?.command?.form === 'exec' ? own.command.words.map(({ text }) => text.replaceAll('$$', '$')) : [];
  return errors.length === 0 && words.join('\n') === main.join('\n');
}
