import type { ComposeBuild, ComposeService } from '../documents/compose/parse';
import { effectiveStart } from '../documents/dockerfile/resolve';
import { directoryOf, type FilePath, joinPath } from '../documents/kinds';
import type { KubernetesContainer, KubernetesText } from '../documents/kubernetes/parse';
import type { ProcfileDocument } from '../documents/procfile/parse';
import { commandsOfWords, type ShellCommand, splitShell } from '../documents/shell/split';
import type { ManagedProcess } from '../documents/typescript/managed-processes';
import { entryOf } from '../knowledge/node-runners';
import type { Location } from '../rule/finding';
import type { Span } from '../text/span';
import type { ComposeModel, DockerfileModel } from './app-model';
import { namedScriptSteps, type ScriptFile, type StepPlace, type StepSources, stepsOf } from './command-steps';
import { composeBuildOf, contextOf, dockerfileOf, isDevelopmentService } from './compose-services';
import { composeCommands, containerCommands, inlineScripts } from './container-commands';
import { findFile, sourceOf } from './modules';
import type { PackageModel } from './packages';
import type { ContainerModel, WorkloadModel } from './workloads';

/** A command that a deploy (or, for `script`, a person) starts a process of the app with. */
export interface StartCommand {
  readonly at: Location;
  readonly origin: 'dockerfile' | 'procfile' | 'compose' | 'kubernetes' | 'script';
  /** `web`, `worker`, `release`, a compose service name, a container's name, a script name. */
  readonly processType: string;
  /** False for development files. A package's own `start` script counts only where nothing else starts it. */
  readonly production: boolean;
  /** The simple commands it comes down to, shell scripts and package scripts followed. */
  readonly steps: readonly StartStep[];
  /** The same with `npm start` and its like as they are written. */
  readonly launches: readonly StartStep[];
  /** Source files that node runs, in order; empty when none could be told. */
  readonly entries: readonly FilePath[];
  /** The Dockerfile whose image runs the command, when one is known. */
  readonly dockerfile: FilePath | undefined;
  /** Stage index of the image the command starts. */
  readonly stage: number | undefined;
}

export interface StartStep {
  readonly command: ShellCommand;
  /** Where the command is written: the start command itself, or a script. */
  readonly at: Location;
  /** The scripts that lead here, outermost first; empty for a command of the start command itself. */
  readonly scripts: readonly StepScript[];
  /** Folder-relative working directory, as far as it is known. */
  readonly directory: FilePath;
}

/** A script of a package.json, or a shell script, on the way to a step. */
export interface StepScript {
  readonly name: string;
  /** The file that holds the script. */
  readonly file: FilePath;
  /** The command that runs it. */
  readonly from: Location;
}

export interface StartCommandInput {
  readonly packages: readonly PackageModel[];
  readonly dockerfiles: readonly DockerfileModel[];
  readonly composeFiles: readonly ComposeModel[];
  readonly workloads: readonly WorkloadModel[];
  /** Configurations of PM2. */
  readonly processFiles: ReadonlyMap<FilePath, readonly ManagedProcess[]>;
  readonly procfiles: readonly { readonly file: FilePath; readonly document: ProcfileDocument }[];
  /** Shell scripts of the folder: a start command that names one runs its commands. */
  readonly scripts: readonly ScriptFile[];
  exists(path: FilePath): boolean;
}

/** The start-command graph (RULES §3): every way a process of the folder is started, resolved through scripts. */
export function findStartCommands(input: StartCommandInput): StartCommand[] {
  return [
    ...input.dockerfiles.flatMap((model) => fromDockerfile(model, input)),
    ...input.procfiles.flatMap(({ file, document }) => fromProcfile(file, document, input)),
    ...input.composeFiles.flatMap((model) => fromCompose(model, input)),
    ...input.workloads.flatMap((workload) => fromWorkload(workload, input)),
    ...input.packages.flatMap((model) => fromStartScript(model, input)),
  ];
}

function fromDockerfile(model: DockerfileModel, input: StartCommandInput): StartCommand[] {
  const { document, file } = model;
  const scripts = [...inlineScripts(file, document), ...input.scripts];
  return [...model.started].flatMap((index): StartCommand[] => {
    const start = effectiveStart(document, index);
    const instruction = start?.cmd ?? start?.entrypoint;
    if (start === undefined || instruction === undefined) return [];
    const { commands, handed } = containerCommands(start);
    const at = { file, span: (start.entrypoint ?? instruction).span };
    const place = {
      at,
      ...(handed.length > 0 && { handed: { commands: handed, at: { file, span: instruction.span } } }),
    };
    const directories = workingDirectories(model, start.workdir, input);
    const found = resolveIn(directories, commands, place, { ...input, scripts });
    const production = !model.development && model.releaseStages.has(index);
    return [
      {
        ...found,
        at: { file, span: instruction.span },
        origin: 'dockerfile',
        processType: 'web',
        production,
        dockerfile: file,
        stage: index,
      },
    ];
  });
}

/** Folders of the sources that the working directory of an image may hold, most likely first. */
function workingDirectories(model: DockerfileModel, workdir: string | undefined, input: StartCommandInput): FilePath[] {
  const own = directoryOf(model.file);
  const inside = workdir?.replace(IMAGE_ROOT, '').replace(/^\//, '') ?? '';
  const isPackage = (path: FilePath): boolean => input.packages.some(({ root }) => root === path);
  const below = inside === '' ? [] : [joinPath(model.context, inside), inside].filter(isPackage);
  return [...new Set([...below, model.context, own, ''])];
}

/** Where images keep an app; what follows is a folder of the sources. */
const IMAGE_ROOT =
  /^\/(?:(?:usr\/src\/|usr\/local\/|home\/\w+\/|opt\/|srv\/|var\/www\/)?(?:app|repo|workspace|code|src|service)(?=\/|$)|srv(?=\/|$))/;

/** The first folder in which a script or an entry file is found decides; else the first of all. */
function resolveIn(
  directories: readonly FilePath[],
  commands: readonly ShellCommand[],
  place: Pick<StepPlace, 'at' | 'handed'>,
  input: EntrySources,
): Resolved {
  const results = directories.map((directory) => resolve(commands, { ...place, directory }, input));
  const none: Resolved = { steps: [], launches: [], entries: [] };
  return (
    results.find(({ steps, entries }) => entries.length > 0 || steps.some(isInPackageScript)) ?? results[0] ?? none
  );
}

function isInPackageScript({ scripts }: StartStep): boolean {
  return scripts.some(({ file }) => file.endsWith('package.json'));
}

type Resolved = Pick<StartCommand, 'steps' | 'launches' | 'entries'>;

function resolve(
  commands: readonly ShellCommand[],
  place: Pick<StepPlace, 'at' | 'handed' | 'directory'>,
  input: EntrySources,
): Resolved {
  const steps = stepsOf(commands, { ...place, scripts: [], followsPackageScripts: true }, input);
  const launches = stepsOf(commands, { ...place, scripts: [], followsPackageScripts: false }, input);
  return { steps, launches, entries: entriesOf(steps, input) };
}

function fromProcfile(file: FilePath, document: ProcfileDocument, input: StartCommandInput): StartCommand[] {
  return document.processes.map(({ name, command, commandSpan, span }) => {
    const at = { file, span };
    const found = resolve(splitShell(command, commandSpan.start), { at, directory: directoryOf(file) }, input);
    return {
      ...found,
      at,
      origin: 'procfile',
      processType: name,
      production: true,
      dockerfile: undefined,
      stage: undefined,
    };
  });
}

function fromCompose(model: ComposeModel, input: StartCommandInput): StartCommand[] {
  return model.document.services.flatMap((service): StartCommand[] => {
    const build = composeBuildOf(service, model, input.composeFiles);
    if (service.command === undefined || build === undefined) return [];
    const at = { file: model.file, span: service.command.span };
    const context = contextOf(build, model);
    const dockerfile = dockerfileOf(build, model);
    const commands = composeCommands(service.command);
    const owner = input.dockerfiles.find(({ file }) => file === dockerfile);
    const directories =
      owner === undefined
        ? [context]
        : workingDirectories({ ...owner, context }, workdirOf(service, owner, build), input);
    const found = resolveIn(directories, commands, { at }, input);
    const production =
      model.role === 'production' || (model.role === 'neutral' && !isDevelopmentService(service, build, model));
    return [{ ...found, at, origin: 'compose', processType: service.name, production, dockerfile, stage: undefined }];
  });
}

/** Containers that go on running and whose command the manifest itself names; what the image says stands with the image. */
function fromWorkload({ model, workload, containers }: WorkloadModel, input: StartCommandInput): StartCommand[] {
  if (workload.kind === 'Job' || workload.kind === 'CronJob') return [];
  return containers.flatMap((entry): StartCommand[] => {
    const { container, source, dockerfile } = entry;
    const written = container.command ?? container.args;
    if (container.init || source === 'foreign' || written === undefined) return [];
    const at = { file: model.file, span: written.span };
    const owner = input.dockerfiles.find(({ file }) => file === dockerfile);
    const directories = owner === undefined ? [''] : workingDirectories(owner, workdirOfContainer(entry, owner), input);
    const found = resolveIn(directories, workloadCommands(entry, owner), { at }, input);
    // Of an image that nobody knows, a command is ours only when it leads to something of ours.
    if (source === 'unknown' && found.entries.length === 0 && !found.steps.some(isInPackageScript)) return [];
    const processType = container.name?.text ?? '';
    const production = model.role !== 'development';
    return [{ ...found, at, origin: 'kubernetes', processType, production, dockerfile, stage: undefined }];
  });
}

/** `command` stands for the ENTRYPOINT of the image and makes its CMD void; `args` alone go to the ENTRYPOINT. */
function workloadCommands({ container }: ContainerModel, owner: DockerfileModel | undefined): ShellCommand[] {
  const known = ({ resolved, span }: KubernetesText): { text: string; span: Span }[] =>
    resolved === undefined ? [] : [{ text: resolved, span }];
  const own = [...(container.command?.words ?? []), ...(container.args?.words ?? [])];
  const words = own.flatMap(known);
  // Variables leave open what is run.
  if (words.length < own.length && (own[0]?.resolved === undefined || words.length === 0)) return [];
  if (container.command !== undefined) return placedIn(commandsOfWords(words), container.command.span, container);
  const stage = owner?.document.stages.at(-1)?.index;
  const entrypoint = owner && stage !== undefined ? effectiveStart(owner.document, stage)?.entrypoint : undefined;
  if (entrypoint?.form === 'exec' && entrypoint.scripts.length === 0) {
    const before = entrypoint.words.map(({ value }) => ({ text: value, span: container.args?.span ?? NOWHERE }));
    return placedIn(commandsOfWords([...before, ...words]), container.args?.span ?? NOWHERE, container);
  }
  return entrypoint === undefined ? placedIn(commandsOfWords(words), container.args?.span ?? NOWHERE, container) : [];
}

const NOWHERE: Span = { start: 0, end: 0 };

/** One command is as long as its list; several (of `sh -c`) have places of their own. */
function placedIn(
  commands: readonly ShellCommand[],
  span: Span,
  { command, args }: KubernetesContainer,
): ShellCommand[] {
  const whole = command !== undefined && args !== undefined ? { start: span.start, end: args.span.end } : span;
  return commands.length === 1 ? commands.map((one) => ({ ...one, span: whole })) : [...commands];
}

function workdirOfContainer({ container }: ContainerModel, owner: DockerfileModel): string | undefined {
  const stage = owner.document.stages.at(-1)?.index ?? 0;
  return container.workingDir?.resolved ?? effectiveStart(owner.document, stage)?.workdir;
}

function workdirOf(service: ComposeService, owner: DockerfileModel, build: ComposeBuild): string | undefined {
  const last = owner.document.stages.length - 1;
  const stage = owner.document.stages.findLast(({ name }) => name === build.target?.toLowerCase())?.index ?? last;
  return service.workingDir?.resolved ?? effectiveStart(owner.document, stage)?.workdir;
}

/** A package's own start script: the one for production, where there are several. */
function fromStartScript(model: PackageModel, input: StartCommandInput): StartCommand[] {
  const name = ['start:prod', 'start:production', 'start'].find((script) => model.manifest.scripts.has(script));
  const script = name === undefined ? undefined : model.manifest.scripts.get(name);
  if (name === undefined || script === undefined) return [];
  const at = { file: model.file, span: script.span };
  const stepsIn = (followsPackageScripts: boolean): StartStep[] =>
    namedScriptSteps(name, model, { scripts: [], followsPackageScripts }, input);
  const steps = stepsIn(true);
  const found = { steps, launches: stepsIn(false), entries: entriesOf(steps, input) };
  return [
    { ...found, at, origin: 'script', processType: name, production: false, dockerfile: undefined, stage: undefined },
  ];
}

type EntrySources = StepSources & Pick<StartCommandInput, 'processFiles' | 'exists'>;

function entriesOf(steps: readonly StartStep[], input: Pick<StartCommandInput, 'processFiles' | 'exists'>): FilePath[] {
  const file = (path: FilePath): FilePath | undefined => findFile(path, input.exists);
  return steps.flatMap(({ command, directory }) => {
    const entry = entryOf(command);
    if (entry === undefined) return [];
    // Absolute paths are those of the image.
    const relative = entry.replace(IMAGE_ROOT, '').replace(/^\//, '');
    const found = sourceOf(joinPath(directory, relative), file);
    if (found === undefined) return [];
    const processes = input.processFiles.get(found);
    if (processes === undefined) return [found];
    return processes.flatMap((process) => {
      const folder = joinPath(directoryOf(found), process.directory?.startsWith('.') ? process.directory : '');
      return sourceOf(joinPath(folder, process.script), file) ?? [];
    });
  });
}
