import { baseName, type FilePath, joinPath } from '../documents/kinds';
import { type PackageManagerCommand, packageManagerCommand } from '../documents/shell/package-manager';
import { isReached, type ShellCommand, splitShell } from '../documents/shell/split';
import type { Location } from '../rule/finding';
import { type PackageModel, packageOf } from './packages';
import type { StartStep, StepScript } from './start-commands';

/** A shell script of the folder, or one that a Dockerfile writes. */
export interface ScriptFile {
  readonly file: FilePath;
  /** Under which a command runs it, where that is not the file's own name. */
  readonly name?: string;
  readonly commands: readonly ShellCommand[];
}

export interface StepSources {
  readonly packages: readonly PackageModel[];
  readonly scripts: readonly ScriptFile[];
}

/** Where a list of commands stands and is run. */
export interface StepPlace {
  readonly at: Location;
  readonly directory: FilePath;
  /** How the commands were reached, outermost first. */
  readonly scripts: readonly StepScript[];
  /** What `"$@"` stands for in an entry script, with the place where it is written. */
  readonly handed?: { readonly commands: readonly ShellCommand[]; readonly at: Location };
  /** `false` leaves `npm start` as it is. */
  readonly followsPackageScripts: boolean;
}

const MAX_DEPTH = 5;

/** Replaces `npm start`, `./start.sh`, … by the commands of the script, pre and post scripts included. */
export function stepsOf(commands: readonly ShellCommand[], place: StepPlace, sources: StepSources): StartStep[] {
  let directory = place.directory;
  return commands.flatMap((command): StartStep[] => {
    const [program, target] = command.words;
    if (program?.text === 'cd' && target !== undefined && !target.dynamic) {
      directory = target.text.startsWith('/') ? place.directory : joinPath(directory, target.text);
      return [];
    }
    const here = { ...place, directory };
    return (
      scriptFileSteps(command, here, sources) ??
      packageScriptSteps(command, here, sources) ??
      unknownEntry(command, here, sources)
    );
  });
}

/** A command that no script of the folder explains. An entry program that is unknown is taken to run what it is handed. */
function unknownEntry(command: ShellCommand, place: StepPlace, sources: StepSources): StartStep[] {
  const { at, scripts, directory, handed } = place;
  if (isArguments(command) && scripts.length > 0) {
    if (handed === undefined) return [];
    const inner = handed.commands.map((entry) => ({ ...entry, wrappers: [...command.wrappers, ...entry.wrappers] }));
    return stepsOf(
      inner,
      { at: handed.at, scripts: [], directory, followsPackageScripts: place.followsPackageScripts },
      sources,
    );
  }
  const step: StartStep = { command, at, scripts, directory };
  if (handed === undefined || scripts.length > 0) return [step];
  return [
    step,
    ...stepsOf(
      handed.commands,
      { at: handed.at, scripts: [], directory, followsPackageScripts: place.followsPackageScripts },
      sources,
    ),
  ];
}

/** `"$@"`, `$*`: the arguments of a script, run as a command. */
function isArguments(command: ShellCommand): boolean {
  return /^\$(?:[@*]|\{[@*]\})$/.test(command.words[0]?.text ?? '');
}

/** Commands of a shell script stand in the script: that is where a reader mends them. */
function scriptFileSteps(command: ShellCommand, place: StepPlace, sources: StepSources): StartStep[] | undefined {
  const { at, scripts } = place;
  const script = scriptFileOf(command, sources);
  if (
    script === undefined ||
    scripts.length >= MAX_DEPTH ||
    scripts.some((entry) => entry.file === script.file && entry.name === scriptName(script))
  ) {
    return undefined;
  }
  const from = { file: at.file, span: command.span };
  const chain = [...scripts, { name: scriptName(script), file: script.file, from }];
  return script.commands
    .filter(isReached)
    .flatMap((entry) =>
      stepsOf([entry], { ...place, at: { file: script.file, span: entry.span }, scripts: chain }, sources),
    );
}

function scriptName({ file, name }: ScriptFile): string {
  return name ?? baseName(file);
}

/**
 * The script that a command runs, by its file name: in the image it stands elsewhere. Two scripts of one name leave it
 * open which one is meant.
 */
export function scriptFileOf(command: ShellCommand, { scripts }: StepSources): ScriptFile | undefined {
  const [program, operand] = command.words;
  const isShell = program !== undefined && /(?:^|\/)(?:(?:ba|da|a|z)?sh|source|\.)$/.test(program.text);
  const names = [...command.wrappers, isShell ? operand?.text : program?.text];
  for (const name of names) {
    const base = name === undefined ? '' : baseName(name);
    // Without its ending a name says little: only scripts that the Dockerfile itself writes are known by it.
    const found = scripts.filter(
      (script) =>
        base !== '' && scriptName(script) === base && (script.name !== undefined || /\.(?:ba|da|z)?sh$/.test(base)),
    );
    if (found.length === 1) return found[0];
  }
  return undefined;
}

function packageScriptSteps(command: ShellCommand, place: StepPlace, sources: StepSources): StartStep[] | undefined {
  const run = packageManagerCommand(command);
  if (!place.followsPackageScripts || (run?.action !== 'run' && run?.action !== 'start')) return undefined;
  const name = run.action === 'start' ? 'start' : run.script;
  const model = packageOfRun(run, command, place.directory, sources.packages);
  if (model === undefined || name === undefined || !model.manifest.scripts.has(name)) return undefined;
  if (place.scripts.some((entry) => entry.name === name && entry.file === model.file)) return undefined;
  const from = { file: place.at.file, span: command.span };
  return namedScriptSteps(name, model, { ...place, from }, sources);
}

/** The package whose script a command runs: that of the folder, or the workspace it names. */
function packageOfRun(
  run: PackageManagerCommand,
  command: ShellCommand,
  directory: FilePath,
  packages: readonly PackageModel[],
): PackageModel | undefined {
  const ofYarn = run.manager === 'yarn' && command.words[1]?.text === 'workspace' ? command.words[2]?.text : undefined;
  const workspace = ofYarn ?? run.flags.get('--filter') ?? run.flags.get('--workspace');
  if (typeof workspace === 'string') {
    const path = joinPath(directory, workspace);
    return packages.find(({ manifest, root }) => manifest.name === workspace || root === path);
  }
  const folder = run.directory === undefined ? directory : joinPath(directory, run.directory);
  return packageOf(packages, folder === '' ? 'package.json' : `${folder}/package.json`);
}

/** The commands of a package's script with its pre and post scripts. */
export function namedScriptSteps(
  name: string,
  model: PackageModel,
  place: Pick<StepPlace, 'scripts' | 'followsPackageScripts'> & { readonly from?: Location },
  sources: StepSources,
): StartStep[] {
  if (place.scripts.length >= MAX_DEPTH) return [];
  return [`pre${name}`, name, `post${name}`].flatMap((part) => {
    const script = model.manifest.scripts.get(part);
    if (script === undefined) return [];
    const at = { file: model.file, span: script.span };
    const scripts = [...place.scripts, { name: part, file: model.file, from: place.from ?? at }];
    const { followsPackageScripts } = place;
    return stepsOf(
      splitShell(script.text, script.offset),
      { at, directory: model.root, scripts, followsPackageScripts },
      sources,
    );
  });
}
