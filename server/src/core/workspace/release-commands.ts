import type { ShellCommand } from '../documents/shell/split';
import { startProgramOf } from '../knowledge/start-programs';
import type { Location, Related } from '../rule/finding';
import { addedProgramOf, type ListOptions } from '../rule/list-options';
import type { AppModel } from './app-model';
import type { StartCommand, StartStep, StepScript } from './start-commands';

/**
 * The commands that start processes of a release: images, Procfiles, compose services that are not for development. A
 * package's own `start` script counts where nothing of these starts the package.
 */
export function releaseCommands(app: AppModel): StartCommand[] {
  const scripts = app.startCommands.filter((start) => {
    if (start.origin !== 'script') return false;
    const root = app.packageOf(start.at.file)?.root;
    // An image that brings its own command (a web server for files) starts the package all the same.
    const hasImage = app.dockerfiles.some(
      ({ development, context, file }) => !development && (context === root || app.packageOf(file)?.root === root),
    );
    return !hasImage && !app.folderStartCommands.some((other) => isDeployed(other) && startsPackage(other, root, app));
  });
  return [...app.startCommands.filter(isDeployed), ...scripts];
}

/** `start` scripts that no release runs: people do, and platforms that know nothing else. */
export function unreleasedScripts(app: AppModel): StartCommand[] {
  const released = releaseCommands(app);
  return app.startCommands.filter((start) => {
    if (start.origin !== 'script' || released.includes(start)) return false;
    const isThis = ({ file, name }: StepScript): boolean => file === start.at.file && name === start.processType;
    return !app.folderStartCommands.some(
      (other) => isDeployed(other) && other.steps.some(({ scripts }) => scripts.some(isThis)),
    );
  });
}

function isDeployed({ origin, production }: StartCommand): boolean {
  return origin !== 'script' && production;
}

function startsPackage(start: StartCommand, root: string | undefined, app: AppModel): boolean {
  return start.steps.some(
    ({ at, directory, scripts }) =>
      directory === root ||
      [at.file, ...scripts.map(({ file }) => file)].some((file) => app.packageOf(file)?.root === root),
  );
}

/**
 * Where a finding about a step belongs: the innermost command that stands outside of package.json. What a script of
 * package.json holds is shown beside it, unless the script itself is the start command.
 */
export function placeOf(start: StartCommand, step: StartStep): { at: Location; related: Related[] } {
  const own: Location = { file: step.at.file, span: step.command.span };
  if (start.origin === 'script') return { at: own, related: [] };
  const places = [...step.scripts.map(({ from }) => from), own];
  const at = places.findLast(({ file }) => !file.endsWith('package.json')) ?? start.at;
  const script = step.scripts.find(({ file }) => file.endsWith('package.json'));
  if (script !== undefined) return { at, related: [{ ...own, message: `The script "${script.name}" runs it.` }] };
  return { at, related: at.file === start.at.file ? [] : [{ ...start.at, message: 'The process starts here.' }] };
}

/**
 * True for a process that only does tasks and ends: nothing but tasks follows.
 * @param options of the rule that asks, whose list names tasks of the project's own
 */
export function isOneOff(start: StartCommand, step: StartStep, options: Pick<ListOptions, 'add'>): boolean {
  return start.processType === 'release' || tailOf(start, options).has(step);
}

/** The steps behind which nothing but tasks follows; found once for all steps that are asked about. */
function tailOf(start: StartCommand, options: Pick<ListOptions, 'add'>): ReadonlySet<StartStep> {
  const known = TAILS.get(start) ?? new WeakMap<object, ReadonlySet<StartStep>>();
  TAILS.set(start, known);
  const found = known.get(options);
  if (found !== undefined) return found;
  const { steps } = start;
  const last = steps.findLastIndex(({ command }) => !isTask(command) && addedProgramOf(command, options) === undefined);
  const tail = new Set(steps.slice(Math.max(last, 0)));
  known.set(options, tail);
  return tail;
}

const TAILS = new WeakMap<StartCommand, WeakMap<object, ReadonlySet<StartStep>>>();

function isTask(command: ShellCommand): boolean {
  const kind = startProgramOf(command)?.kind;
  const program = command.words[0]?.text ?? '';
  return (
    kind === 'migration' ||
    kind === 'build' ||
    kind === 'install' ||
    /^(?:echo|printf|exit|true|sleep|date|set|test|\[)?$/.test(program)
  );
}

/** True for a step that a script runs only in some cases; `case` branches choose between kinds of process. */
export function conditionOf({ command }: StartStep): 'mode' | 'condition' | undefined {
  if (command.within?.includes('case') === true) return 'mode';
  return command.within?.includes('if') === true ? 'condition' : undefined;
}
