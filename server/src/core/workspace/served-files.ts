import type { FilePath } from '../documents/kinds';
import { compareTexts } from '../text/compare';
import type { AppModel } from './app-model';
import type { StartCommand } from './start-commands';

/** Files that open a port of the service itself. */
export function listeningFiles(app: AppModel): FilePath[] {
  const listening = app.factsOf('typescript').filter(({ file, facts }) => {
    if (facts.listens.length === 0) return false;
    return [...app.rolesOf(file)].every((role) => role === 'config-module');
  });
  return listening.map(({ file }) => file);
}

/** Entries of start commands from which one of the files is reached. */
export function startersOf(app: AppModel, files: readonly FilePath[]): FilePath[] {
  const entries = app.startCommands.flatMap((start) => start.entries);
  return [...new Set(entries)].filter((entry) => files.some((file) => app.reachableFrom([entry]).has(file)));
}

/** Files that run in some process of the app: a start command, or a file that opens a port, leads to them. */
export function runningFiles(app: AppModel): ReadonlySet<FilePath> {
  const entries = app.startCommands.flatMap((start) => start.entries);
  return app.reachableFrom([...new Set([...entries, ...listeningFiles(app)])]);
}

/** Why a file is taken to run in a process of the app: the start command or the listening file that leads to it. */
export function reasonToRun(app: AppModel, file: FilePath): string {
  for (const { at, entries, processType } of inOrder(app.startCommands)) {
    const [entry] = entries;
    if (entry === undefined || !app.reachableFrom(entries).has(file)) continue;
    const start = `the ${processType} process that "${at.file}" describes`;
    return entries.includes(file) ? `${start} runs this file` : `${start} runs "${entry}", which leads to this file`;
  }
  return reasonToServe(app, file);
}

/** The same for a file that runs where requests are answered. */
export function reasonToServe(app: AppModel, file: FilePath): string {
  const listening = listeningFiles(app).sort();
  if (listening.includes(file)) return 'this file opens a port itself';
  const server = listening.find((one) => app.reachableFrom([one]).has(file));
  return server === undefined
    ? 'the process that runs this file also opens a port'
    : `"${server}" opens a port, and it imports this file or one that does`;
}

/** Whichever file was read first, the same one is named. */
export function inOrder(commands: readonly StartCommand[]): StartCommand[] {
  return [...commands].sort((a, b) => compareTexts(a.at.file, b.at.file) || a.at.span.start - b.at.span.start);
}
