import type { FilePath } from '../documents/kinds';
import type { AppModel } from './app-model';

/** Entry files of start commands from which the file is reached; `-r` preloads are files of their own. */
export function entriesReaching(app: AppModel, file: FilePath): FilePath[] {
  const entries = app.startCommands.flatMap((command) => command.entries);
  const reaching = [...new Set(entries)].filter((entry) => app.reachableFrom([entry]).has(file));
  if (reaching.length > 0) return reaching;
  // Without a start command that leads here: whoever imports the file may hold the handler.
  return [...app.importersOf(file)];
}

/** The files that run in one process with the file. */
export function filesOfProcess(app: AppModel, file: FilePath): ReadonlySet<FilePath> {
  return app.reachableFrom([file, ...entriesReaching(app, file)]);
}
