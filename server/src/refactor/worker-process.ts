import { ts } from 'ts-morph';
import { baseName, directoryOf, type FilePath, joinPath } from '../core/documents/kinds';
import { parseProcfile } from '../core/documents/procfile/parse';
import { splitShell } from '../core/documents/shell/split';
import { parseTypeScript } from '../core/documents/typescript/parse';
import type { Fix, FixContext } from '../core/rule/fix';
import { type Edit, lineBreakOf } from '../core/text/edits';
import { removeWithLines } from './line-removal';
import { hasValues, lastingServiceEdits } from './one-off-service';

/** Names for a process beside `web`, the first that is free. */
const NAMES = ['worker', 'worker2', 'worker3', 'worker4'];

/**
 * Takes the import of a module off the entry that serves requests, and starts the module as a process of its own: by a
 * line of the Procfile, or a service of a compose file. The finding's data tell where: `importer`, `start` (the file that
 * holds the start command), `process` (its name there) and `command` (of the image that a service starts).
 */
export function workerProcessFix(context: FixContext): Fix | undefined {
  const { data } = context.finding;
  const importer = String(data['importer']);
  const start = String(data['start']);
  const name = String(data['process']);
  const code = context.companion(importer);
  const text = context.companion(start);
  if (code === undefined || text === undefined) return undefined;
  const removed = withoutImport(importer, code, Number(data['importAt']));
  const isProcfile = baseName(start).startsWith('Procfile');
  const added = isProcfile
    ? processLine(text, name, importer, context.file)
    : serviceOf(text, name, String(data['command']), importer, context.file);
  if (removed === undefined || added === undefined) return undefined;
  return {
    title: isProcfile ? 'Run it as a "worker" process' : 'Run it as a "worker" service',
    safety: 'suggestion',
    edits: new Map([
      [importer, [removed]],
      [start, added],
    ]),
    carriesValue: !isProcfile && hasValues(text, name),
    needsConfirmation: `Takes the import off ${importer} and adds a process to ${start}; what both need at their start, each has to set up.`,
  };
}

/** The command line with the path of one source file put in place of another; `undefined` where it names none. */
export function commandFor(command: string, from: FilePath, to: FilePath): string | undefined {
  const words = splitShell(command)[0]?.words ?? [];
  const stem = withoutExtension(baseName(from));
  const path = words.findLast(({ text }) => !text.startsWith('-') && withoutExtension(baseName(text)) === stem);
  if (path === undefined || splitShell(command).length !== 1) return undefined;
  const extension = /\.[cm]?[jt]sx?$/.exec(path.text)?.[0] ?? '';
  const folder = path.text.slice(0, path.text.length - baseName(path.text).length);
  const target = `${folder}${withoutExtension(relative(directoryOf(from), to))}${extension}`;
  if (target.includes('..')) return undefined;
  return command.slice(0, path.span.start) + target + command.slice(path.span.end);
}

function processLine(text: string, name: string, from: FilePath, to: FilePath): Edit[] | undefined {
  const { processes } = parseProcfile(text);
  const own = processes.find((one) => one.name === name);
  const command = own && commandFor(own.command, from, to);
  const free = NAMES.find((candidate) => processes.every((one) => one.name !== candidate));
  if (own === undefined || command === undefined || free === undefined) return undefined;
  const at = own.span.end;
  return [{ span: { start: at, end: at }, text: `${lineBreakOf(text)}${free}: ${command}` }];
}

function serviceOf(text: string, of: string, command: string, from: FilePath, to: FilePath): Edit[] | undefined {
  const line = commandFor(command, from, to);
  const words = line === undefined ? undefined : splitShell(line)[0]?.words.map((word) => word.text);
  return words && lastingServiceEdits(text, { of, command: words, names: NAMES });
}

/** The import statement without anything taken from it. */
function withoutImport(file: FilePath, text: string, at: number): Edit | undefined {
  const tree = parseTypeScript(file, text);
  const statement = tree.statements.find((one) => one.getStart(tree) <= at && at < one.end);
  if (statement === undefined || !(ts.isImportDeclaration(statement) || ts.isExpressionStatement(statement)))
    return undefined;
  return removeWithLines(text, { start: statement.getStart(tree), end: statement.end });
}

function withoutExtension(path: string): string {
  return path.replace(/\.[cm]?[jt]sx?$/, '');
}

/** The way from a folder to a file; `..` where it leads out of it. */
function relative(folder: FilePath, file: FilePath): FilePath {
  if (folder === '') return file;
  return file.startsWith(`${folder}/`) ? file.slice(folder.length + 1) : joinPath('..', baseName(file));
}
