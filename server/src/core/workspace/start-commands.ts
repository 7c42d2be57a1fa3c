import type { ComposeDocument } from '../documents/compose/parse';
import type { CommandInstruction } from '../documents/dockerfile/model';
import { effectiveStart } from '../documents/dockerfile/resolve';
import { directoryOf, type FilePath, joinPath } from '../documents/kinds';
import type { ProcfileDocument } from '../documents/procfile/parse';
import { packageManagerCommand } from '../documents/shell/package-manager';
import { type ShellCommand, splitShell } from '../documents/shell/split';
import { entryOf } from '../knowledge/node-runners';
import type { Location } from '../rule/finding';
import type { ComposeModel, DockerfileModel } from './app-model';
import { findFile, sourceOf } from './modules';
import { type PackageModel, packageOf } from './packages';

/** A command that a deploy (or, for `script`, a person) starts a process of the app with. */
export interface StartCommand {
  readonly at: Location;
  readonly origin: 'dockerfile' | 'procfile' | 'compose' | 'script';
  /** `web`, `worker`, `release`, a compose service name, a script name. */
  readonly processType: string;
  /** False for development files. A package's own `start` script counts only where nothing else starts it. */
  readonly production: boolean;
  /** The simple commands it comes down to, package scripts followed. */
  readonly steps: readonly StartStep[];
  /** Source files that node runs, in order; empty when none could be told. */
  readonly entries: readonly FilePath[];
  /** The Dockerfile whose image runs the command, when one is known. */
  readonly dockerfile: FilePath | undefined;
  /** Stage index of the image the command starts. */
  readonly stage: number | undefined;
}

export interface StartStep {
  readonly command: ShellCommand;
  /** Where the command is written: the start command itself, or a script of a package.json. */
  readonly at: Location;
  /** The scripts that lead here, outermost first; empty for a command of the start command itself. */
  readonly scripts: readonly { readonly name: string; readonly at: Location }[];
  /** Folder-relative working directory, as far as it is known. */
  readonly directory: FilePath;
}

export interface StartCommandInput {
  readonly packages: readonly PackageModel[];
  readonly dockerfiles: readonly DockerfileModel[];
  readonly composeFiles: readonly ComposeModel[];
  readonly procfiles: readonly { readonly file: FilePath; readonly document: ProcfileDocument }[];
  /** Shell scripts of the folder: a start command that names one runs its commands. */
  readonly scripts: readonly { readonly file: FilePath; readonly commands: readonly ShellCommand[] }[];
  exists(path: FilePath): boolean;
}

/** The start-command graph (RULES §3): every way a process of the folder is started, resolved through scripts. */
export function findStartCommands(input: StartCommandInput): StartCommand[] {
  return [
    ...input.dockerfiles.flatMap((model) => fromDockerfile(model, input)),
    ...input.procfiles.flatMap(({ file, document }) => fromProcfile(file, document, input)),
    ...input.composeFiles.flatMap((model) => fromCompose(model, input)),
    ...input.packages.flatMap((model) => fromStartScript(model, input)),
  ];
}

const MAX_DEPTH = 5;

function fromDockerfile(model: DockerfileModel, input: StartCommandInput): StartCommand[] {
  const { document, file } = model;
  const last = document.stages.length - 1;
  return document.stages.flatMap(({ index }) => {
    const start = effectiveStart(document, index);
    const isFinal = index === last || (model.releaseStages.has(index) && isTarget(model, index));
    const instruction = start?.cmd ?? start?.entrypoint;
    if (!isFinal || start === undefined || instruction === undefined) return [];
    const at = { file, span: instruction.span };
    const commands = [start.entrypoint, start.cmd].flatMap((part) => (part === undefined ? [] : commandsOf(part)));
    const steps = follow(commands, at, model.context, input);
    const production = !model.development && model.releaseStages.has(index);
    return [{ ...finish(steps, input), at, origin: 'dockerfile', processType: 'web', production, dockerfile: file, stage: index }];
  });
}

/** A stage that nothing later in the release builds on is one that somebody targets. */
function isTarget(model: DockerfileModel, index: number): boolean {
  return !model.document.stages.some((stage) => stage.index > index && stage.from.stageReference === index);
}

/** The commands a CMD or ENTRYPOINT runs; an exec form is one command whose words the shell never sees. */
export function commandsOf(instruction: CommandInstruction): ShellCommand[] {
  if (instruction.scripts.length > 0) return instruction.scripts.flatMap(({ text, offset }) => splitShell(text, offset));
  if (instruction.form !== 'exec') return [];
  return execCommand(instruction.words.map(({ value, span }) => ({ text: value, span })), instruction.span);
}

/** Reads an exec form through the splitter, so that wrappers (tini, dumb-init) are seen alike in both forms. */
function execCommand(
  words: readonly { readonly text: string; readonly span: ShellCommand['span'] }[],
  span: ShellCommand['span'],
): ShellCommand[] {
  const plain = words.every(({ text }) => /^[\w@%+=:,./-]+$/.test(text));
  const base = { assignments: [], wrappers: [], span, operator: 'start', background: false, redirects: [], depth: 0 } as const;
  const exact = words.map(({ text, span: place }) => ({ text, span: place, dynamic: false, quoted: true }));
  if (!plain) return [{ ...base, words: exact }];
  const [first] = splitShell(words.map(({ text }) => text).join(' '));
  const skipped = words.length - (first?.words.length ?? words.length);
  return [{ ...base, words: exact.slice(Math.max(0, skipped)), wrappers: first?.wrappers ?? [] }];
}

function fromProcfile(file: FilePath, document: ProcfileDocument, input: StartCommandInput): StartCommand[] {
  return document.processes.map(({ name, command, commandSpan, span }) => {
    const at = { file, span };
    const steps = follow(splitShell(command, commandSpan.start), at, directoryOf(file), input);
    return { ...finish(steps, input), at, origin: 'procfile', processType: name, production: true, dockerfile: undefined, stage: undefined };
  });
}

function fromCompose(model: ComposeModel, input: StartCommandInput): StartCommand[] {
  return model.document.services.flatMap((service) => {
    if (service.command === undefined || service.build === undefined) return [];
    const at = { file: model.file, span: service.command.span };
    const context = joinPath(directoryOf(model.file), service.build.context);
    const dockerfile = joinPath(context, service.build.dockerfile ?? 'Dockerfile');
    const steps = follow(composeCommands(service.command), at, context, input);
    const production = model.role !== 'development';
    return [
      { ...finish(steps, input), at, origin: 'compose' as const, processType: service.name, production, dockerfile, stage: undefined },
    ];
  });
}

function composeCommands(command: NonNullable<ComposeDocument['services'][number]['command']>): ShellCommand[] {
  if (command.form === 'exec') return execCommand(command.words, command.span);
  return splitShell(command.text, command.offset);
}

function fromStartScript(model: PackageModel, input: StartCommandInput): StartCommand[] {
  const name = ['start:prod', 'start:production', 'start'].find((script) => model.manifest.scripts.has(script));
  const script = name === undefined ? undefined : model.manifest.scripts.get(name);
  if (name === undefined || script === undefined) return [];
  const at = { file: model.file, span: script.span };
  const steps = scriptSteps(name, model, [], input, 0);
  return [{ ...finish(steps, input), at, origin: 'script', processType: name, production: false, dockerfile: undefined, stage: undefined }];
}

function finish(steps: readonly StartStep[], input: StartCommandInput): Pick<StartCommand, 'steps' | 'entries'> {
  const file = (path: FilePath): FilePath | undefined => findFile(path, input.exists);
  const entries = steps.flatMap(({ command, directory }) => {
    const entry = entryOf(command);
    if (entry === undefined) return [];
    // Absolute paths are those of the image; what the sources hold is found by their last segments.
    const relative = entry.replace(/^\/(?:usr\/src\/app|app|srv|home\/node\/app|opt\/app|workspace)\//, '').replace(/^\//, '');
    const found = sourceOf(joinPath(directory, relative), file);
    return found === undefined ? [] : [found];
  });
  return { steps, entries };
}

/** Replaces `npm start`, `yarn run x`, … by the commands of the script, pre and post scripts included. */
function follow(
  commands: readonly ShellCommand[],
  at: Location,
  directory: FilePath,
  input: StartCommandInput,
  scripts: StartStep['scripts'] = [],
): StartStep[] {
  let current = directory;
  return commands.flatMap((command): StartStep[] => {
    const [program, target] = command.words;
    if (program?.text === 'cd' && target !== undefined && !target.dynamic) {
      current = target.text.startsWith('/') ? directory : joinPath(current, target.text);
      return [];
    }
    const step: StartStep = { command, at, scripts, directory: current };
    const script = shellScriptOf(command, input);
    if (script !== undefined && scripts.length < MAX_DEPTH && !scripts.some((entry) => entry.at.file === script.file)) {
      return shellSteps(script, scripts, at, current, input);
    }
    const run = packageManagerCommand(command);
    if (run === undefined || (run.action !== 'run' && run.action !== 'start') || scripts.length >= MAX_DEPTH) return [step];
    const model = packageOf(input.packages, `${current === '' ? '' : `${current}/`}package.json`);
    const name = run.action === 'start' ? 'start' : run.script;
    if (model === undefined || name === undefined || !model.manifest.scripts.has(name)) return [step];
    if (scripts.some((entry) => entry.name === name && entry.at.file === model.file)) return [step];
    return scriptSteps(name, model, scripts, input, scripts.length);
  });
}

/**
 * The shell script of the folder that a command runs, by its file name: in the image it stands elsewhere. Two scripts of
 * one name leave it open which one is meant.
 */
function shellScriptOf(command: ShellCommand, input: StartCommandInput): StartCommandInput['scripts'][number] | undefined {
  const [program, operand] = command.words;
  if (program === undefined || program.dynamic) return undefined;
  const isShell = /(?:^|\/)(?:ba|da|a|z)?sh$/.test(program.text);
  const name = isShell ? operand?.text : program.text;
  if (name === undefined || !/\.(?:ba|da|z)?sh$/.test(name)) return undefined;
  const base = name.slice(name.lastIndexOf('/') + 1);
  const found = input.scripts.filter(({ file }) => file === base || file.endsWith(`/${base}`));
  return found.length === 1 ? found[0] : undefined;
}

/** Commands of a script stand in the script: that is where a reader mends them. */
function shellSteps(
  script: StartCommandInput['scripts'][number],
  scripts: StartStep['scripts'],
  at: Location,
  directory: FilePath,
  input: StartCommandInput,
): StartStep[] {
  const chain = [...scripts, { name: script.file, at }];
  return script.commands
    .filter(({ within }) => !within?.includes('function') && !within?.includes('substitution'))
    .flatMap((command) => follow([command], { file: script.file, span: command.span }, directory, input, chain));
}

function scriptSteps(
  name: string,
  model: PackageModel,
  scripts: StartStep['scripts'],
  input: StartCommandInput,
  depth: number,
): StartStep[] {
  if (depth >= MAX_DEPTH) return [];
  return [`pre${name}`, name, `post${name}`].flatMap((part) => {
    const script = model.manifest.scripts.get(part);
    if (script === undefined) return [];
    const at = { file: model.file, span: script.span };
    return follow(splitShell(script.text, script.offset), at, model.root, input, [...scripts, { name: part, at }]);
  });
}
