import type { FilePath } from '../documents/kinds';
import type { ShellCommand } from '../documents/shell/split';
import type { FileRole } from '../rule/roles';
import type { AppModel, ComposeModel } from './app-model';
import { composeBuildOf, dockerfileOf, isDevelopmentService } from './compose-services';
import type { StartCommand } from './start-commands';

/**
 * The scale ledger: whether several processes are known to run the code of a file, and by what. Gives a clause such as
 * `the service "web" runs several times`; `undefined` when nothing says so. One process is never proven.
 */
export function scaleOf(app: AppModel, file: FilePath): string | undefined {
  for (const read of SOURCES) {
    const found = read(app, file);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Each looks at one place where copies are ordered; replicas of another platform's manifests are one more entry. */
const SOURCES: readonly ((app: AppModel, file: FilePath) => string | undefined)[] = [
  scaledService,
  managedCopies,
  forkedCopies,
];

/** A service that a compose file starts more than once (`deploy.replicas`, `scale`) from an image of this folder. */
function scaledService(app: AppModel, file: FilePath): string | undefined {
  for (const model of app.composeFiles) {
    if (model.role === 'development') continue;
    for (const service of model.document.services) {
      const isScaled = [service.replicas, service.scale].some((count) => (count?.value ?? 1) > 1);
      const build = isScaled ? composeBuildOf(service, model, app.composeFiles) : undefined;
      if (build === undefined || isDevelopmentService(service, build, model)) continue;
      const dockerfile = dockerfileOf(build, model);
      if (startsOnlyOthers(app, file, startsOf(app, model, service.name, dockerfile))) continue;
      return `the service "${service.name}" runs several times`;
    }
  }
  return undefined;
}

/** What the service starts: its own command, else the one of its image. */
function startsOf(app: AppModel, model: ComposeModel, service: string, dockerfile: FilePath): StartCommand[] {
  const own = app.startCommands.filter(
    ({ origin, at, processType }) => origin === 'compose' && at.file === model.file && processType === service,
  );
  if (own.length > 0) return own;
  return app.startCommands.filter((start) => start.origin === 'dockerfile' && start.dockerfile === dockerfile);
}

/** True when all entries are known and none of them leads to the file: a scaled worker says nothing of the web process. */
function startsOnlyOthers(app: AppModel, file: FilePath, starts: readonly StartCommand[]): boolean {
  const entries = starts.flatMap((start) => start.entries);
  const isKnown = starts.length > 0 && starts.every((start) => start.entries.length > 0);
  return isKnown && !app.reachableFrom(entries).has(file);
}

/** A process manager that is told to start several instances: `pm2-runtime -i max`. */
function managedCopies(app: AppModel, file: FilePath): string | undefined {
  for (const start of app.startCommands) {
    if (!start.production || startsOnlyOthers(app, file, [start])) continue;
    const step = start.steps.find(({ command }) => instancesOf(command) !== 'one');
    if (step !== undefined) return `"${start.at.file}" starts several instances of it with pm2`;
  }
  return undefined;
}

/** `0`, `max` and negative numbers are as many as there are processors. */
function instancesOf({ words, wrappedWords }: ShellCommand): 'one' | 'several' {
  const all = (wrappedWords ?? words).map(({ text }) => text);
  const manager = all.findIndex((word) => /^(?:.*\/)?pm2(?:-runtime|-docker)?$/.test(word));
  if (manager < 0) return 'one';
  const options = all.slice(manager + 1);
  const at = options.findIndex((word) => /^(?:-i|--instances)(?:=|$)/.test(word));
  const count = at < 0 ? undefined : (options[at]?.split('=')[1] ?? options[at + 1]);
  return count !== undefined && /^(?:max|0|-\d+|[2-9]|[1-9]\d+)$/.test(count) ? 'several' : 'one';
}

const NOT_IN_SERVICE: readonly FileRole[] = ['test', 'example', 'script', 'development'];

/** The service forks copies of itself. */
function forkedCopies(app: AppModel): string | undefined {
  for (const { file, facts } of app.factsOf('typescript')) {
    if (facts.forks.length === 0) continue;
    const roles = app.rolesOf(file);
    if (NOT_IN_SERVICE.some((role) => roles.has(role))) continue;
    return `"${file}" forks copies of the process`;
  }
  return undefined;
}
