import type { FilePath } from '../documents/kinds';
import type { AppModel } from './app-model';

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
