import type { Location, Related } from '../rule/finding';
import type { AppModel } from './app-model';
import type { StartCommand, StartStep } from './start-commands';

/**
 * The commands that start processes of a release: images, Procfiles, compose services that are not for development. A
 * package's own `start` script counts where nothing of these starts the package.
 */
export function releaseCommands(app: AppModel): StartCommand[] {
  const deployed = app.startCommands.filter(({ origin, production }) => origin !== 'script' && production);
  const scripts = app.startCommands.filter(({ origin, at }) => {
    if (origin !== 'script') return false;
    const root = app.packageOf(at.file)?.root;
    return !deployed.some((start) => start.steps.some((step) => app.packageOf(step.at.file)?.root === root || step.directory === root));
  });
  return [...deployed, ...scripts];
}

/**
 * Where a finding about a step belongs: where the command is written that its reader changes. A step inside a shell
 * script or behind a package's own start script stands there; else the start command itself, the script being related.
 */
export function placeOf(start: StartCommand, step: StartStep): { at: Location; related: Related[] } {
  const isShell = step.at.file !== start.at.file && /\.\w*sh$/.test(step.at.file);
  if (isShell) return { at: step.at, related: [{ ...start.at, message: 'The process starts here.' }] };
  const [script] = step.scripts;
  if (script === undefined) return { at: { file: start.at.file, span: step.command.span }, related: [] };
  if (start.origin === 'script') return { at: { file: step.at.file, span: step.command.span }, related: [] };
  return {
    at: start.at,
    related: [{ file: step.at.file, span: step.command.span, message: `The script "${script.name}" runs it.` }],
  };
}

/** True for a process that only does a task and ends: the task is its last command. */
export function isOneOff(start: StartCommand, step: StartStep): boolean {
  return start.processType === 'release' || start.steps.at(-1) === step;
}
