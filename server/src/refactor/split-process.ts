import type { ProcfileDocument } from '../core/documents/procfile/parse';
import { splitShell } from '../core/documents/shell/split';
import { parallelRunOf } from '../core/knowledge/parallel-programs';
import { type Edit, lineBreakOf } from '../core/text/edits';
import { contains, type Span } from '../core/text/span';

/**
 * Writes a process of a Procfile that starts several programs as several processes: `web: a & b` becomes `web: b` and
 * `worker: a`. `undefined` where something else than these programs stands in the line.
 */
export function splitProcess(text: string, document: ProcfileDocument, span: Span): Edit[] | undefined {
  const owner = document.processes.find(({ commandSpan }) => contains(commandSpan, span));
  const lines = owner && programLines(owner.command);
  if (owner === undefined || lines === undefined) return undefined;
  const names = document.processes.map(({ name }) => name);
  const added = lines.rest.map((command): string => {
    const name = NAMES.find((candidate) => !names.includes(candidate)) ?? `${owner.name}-${names.length}`;
    names.push(name);
    return `${lineBreakOf(text)}${name}: ${command}`;
  });
  return [{ span: owner.commandSpan, text: lines.main + added.join('') }];
}

const NAMES = ['worker', 'worker2', 'worker3', 'worker4'];

/** Command lines of one program each; `undefined` when there are fewer than two. */
export function processLines(commands: readonly string[]): readonly string[] | undefined {
  return commands.length > 1 && commands.every((line) => splitShell(line).length === 1) ? commands : undefined;
}

/** The programs that a command line starts at once, each by its own line; `main` is the one that keeps the process. */
export function programLines(line: string): { readonly main: string; readonly rest: readonly string[] } | undefined {
  const commands = splitShell(line);
  const [first] = commands;
  const parallel = commands.length === 1 && first !== undefined ? parallelRunOf(first) : undefined;
  const own = parallel && processLines(parallel.commands);
  if (own !== undefined) return { main: own[0] ?? '', rest: own.slice(1) };
  // `a & b`, `a & b & wait`
  const running = commands.filter(({ words }) => words[0]?.text !== 'wait');
  const isSimple = running.every(
    ({ background, depth, operator, redirects }, index) =>
      depth === 0 &&
      redirects.length === 0 &&
      (operator === 'start' || operator === ';') &&
      (background || index === running.length - 1),
  );
  const texts = running.map(({ span }) => line.slice(span.start, span.end));
  const main = texts.at(-1);
  return isSimple && texts.length > 1 && main !== undefined ? { main, rest: texts.slice(0, -1) } : undefined;
}
