/** Which files run in which kind of process (RULES §3, run-time reachability). */
import { type FilePath, joinPath } from '../documents/kinds';
import { splitShell } from '../documents/shell/split';
import { entryOf } from '../knowledge/node-runners';
import type { AppModel } from './app-model';
import { findFile, sourceOf } from './modules';
import type { PackageModel } from './packages';
import { releaseCommands } from './release-commands';
import { listeningFiles } from './served-files';
import type { StartCommand } from './start-commands';

/**
 * - `web`: opens a port
 * - `worker`: stays and opens none
 * - `task`: part of a deploy that ends by itself (a release phase)
 * - `script`: a person or a pipeline runs it
 */
export type ProcessKind = 'web' | 'worker' | 'task' | 'script';

export interface RuntimeProcess {
  readonly kind: ProcessKind;
  /** What starts it; absent where an entry is guessed from the layout of the package, and for scripts. */
  readonly start?: StartCommand;
  readonly entries: readonly FilePath[];
  /** All files that run in it, entries included. */
  readonly files: ReadonlySet<FilePath>;
}

export interface Runtime {
  /** Those a deploy starts, as far as they are known; else the guessed one of each package. Scripts come last. */
  readonly processes: readonly RuntimeProcess[];
  /** The deployed processes that run a file; empty where none does. */
  processesOf(file: FilePath): readonly RuntimeProcess[];
  /** Empty for files that nothing known ever runs. */
  kindsOf(file: FilePath): ReadonlySet<ProcessKind>;
}

export function runtimeOf(app: AppModel): Runtime {
  const listening = new Set(listeningFiles(app));
  const started = startedProcesses(app, listening);
  const deployed = started.length > 0 ? started : guessedProcesses(app, listening);
  const processes = [...deployed, ...scriptProcesses(app)];
  return {
    processes,
    processesOf: (file) => deployed.filter(({ files }) => files.has(file)),
    kindsOf: (file) => new Set(processes.filter(({ files }) => files.has(file)).map(({ kind }) => kind)),
  };
}

/** Also images above the app start its files. */
function startedProcesses(app: AppModel, listening: ReadonlySet<FilePath>): RuntimeProcess[] {
  const own = new Set(app.files);
  const release = releaseCommands(app);
  const outer = app.folderStartCommands.filter(
    (start) => start.production && start.origin !== 'script' && !release.includes(start),
  );
  return [...release, ...outer].flatMap((start) => {
    const entries = start.entries.filter((entry) => own.has(entry));
    if (entries.length === 0) return [];
    const files = app.reachableFrom(entries);
    return [{ kind: kindOf(start, files, listening), start, entries, files }];
  });
}

function kindOf(start: StartCommand, files: ReadonlySet<FilePath>, listening: ReadonlySet<FilePath>): ProcessKind {
  if (start.processType === 'release') return 'task';
  if (start.origin !== 'dockerfile' && WORKER_NAME.test(start.processType)) return 'worker';
  return opensPort(files, listening) ? 'web' : 'worker';
}

const WORKER_NAME = /worker|queue|consumer|cron|scheduler|clock/i;

function opensPort(files: ReadonlySet<FilePath>, listening: ReadonlySet<FilePath>): boolean {
  for (const file of listening) if (files.has(file)) return true;
  return false;
}

/** Where no start command leads to a file: the package's `main`, else the usual names. */
function guessedProcesses(app: AppModel, listening: ReadonlySet<FilePath>): RuntimeProcess[] {
  return app.packages.flatMap((model) => {
    const entry = guessedEntry(model, app);
    if (entry === undefined) return [];
    const files = app.reachableFrom([entry]);
    return [{ kind: opensPort(files, listening) ? 'web' : 'worker', entries: [entry], files } as const];
  });
}

const USUAL_ENTRIES = ['index', 'main', 'server', 'app'].flatMap((name) => [`src/${name}`, name]);

function guessedEntry({ root, manifest }: PackageModel, app: AppModel): FilePath | undefined {
  const file = (path: FilePath): FilePath | undefined => findFile(path, (candidate) => app.exists(candidate));
  const main = manifest.main === undefined ? undefined : sourceOf(joinPath(root, manifest.main), file);
  if (main !== undefined) return main;
  for (const name of USUAL_ENTRIES) {
    const found = file(joinPath(root, name));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Files that scripts of the package run, start scripts and what is built aside. */
function scriptProcesses(app: AppModel): RuntimeProcess[] {
  return app.packages.flatMap(({ root, manifest }) =>
    [...manifest.scripts.values()].flatMap(({ name, text }) => {
      if (/^(?:pre|post)?(?:start|prod)(?:$|[:-])/.test(name)) return [];
      const file = (path: FilePath): FilePath | undefined => findFile(path, (candidate) => app.exists(candidate));
      const entries = splitShell(text).flatMap((command) => {
        const entry = entryOf(command);
        return (entry === undefined ? undefined : sourceOf(joinPath(root, entry), file)) ?? [];
      });
      return entries.length === 0 ? [] : [{ kind: 'script', entries, files: app.reachableFrom(entries) } as const];
    }),
  );
}
