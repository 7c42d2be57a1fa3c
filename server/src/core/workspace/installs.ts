/** Commands that install the dependencies of a package, wherever a deploy runs them. */
import type { CommandInstruction } from '../documents/dockerfile/model';
import { environmentAt } from '../documents/dockerfile/resolve';
import { directoryOf, type FilePath, joinPath } from '../documents/kinds';
import { type PackageManagerCommand, packageManagerCommand } from '../documents/shell/package-manager';
import { isReached, type ShellCommand, splitShell } from '../documents/shell/split';
import type { WorkflowDocument, WorkflowJob } from '../documents/workflow/parse';
import type { Span } from '../text/span';
import type { DockerfileModel } from './app-model';
import { commandsOf } from './container-commands';
import type { PackageModel } from './packages';

/** An install of everything that a manifest asks for; `add`, global installs and the like are none. */
export interface Install {
  readonly file: FilePath;
  /** The command; where its place inside of the text is not known, what holds it. */
  readonly span: Span;
  /** True when places inside of the command hold, so that it can be edited. */
  readonly exact: boolean;
  readonly command: PackageManagerCommand;
  /** The folder it runs in; `undefined` when a variable or an image decides. */
  readonly directory: FilePath | undefined;
  /** True when the variable `CI` is set: some managers freeze by themselves then. */
  readonly isCi: boolean;
  readonly stage?: number;
  readonly instruction?: CommandInstruction;
}

/**
 * What a document holds never changes, while rules ask for it with every keystroke. By what it was read for: a folder
 * may use one text in two places.
 */
const IMAGES = new WeakMap<DockerfileModel['document'], { readonly key: string; readonly installs: Install[] }>();
const WORKFLOWS = new WeakMap<WorkflowDocument, { readonly key: string; readonly installs: WorkflowInstall[] }>();

/** What the commands of a Dockerfile depend on. */
export type ImageText = Pick<DockerfileModel, 'document' | 'file' | 'context'>;

/** In order; `directory` is the build context as long as nothing but `WORKDIR` moves it. */
export function imageInstalls(model: ImageText): readonly Install[] {
  const key = `${model.file}|${model.context}`;
  const known = IMAGES.get(model.document);
  if (known?.key === key) return known.installs;
  const installs = readImage(model);
  IMAGES.set(model.document, { key, installs });
  return installs;
}

function readImage({ document, file, context }: ImageText): Install[] {
  return document.stages.flatMap((stage) =>
    stage.instructions.flatMap((instruction): Install[] => {
      if (instruction.type !== 'command' || instruction.keyword !== 'RUN' || instruction.isTrigger) return [];
      const environment = environmentAt(document, instruction);
      const exact = instruction.scripts.every((script) => script.exact);
      return installsAmong(commandsOf(instruction), context).map((install) => ({
        ...install,
        file,
        stage: stage.index,
        instruction,
        exact,
        span: exact ? install.span : instruction.span,
        isCi: install.isCi || isSet(environment, 'CI'),
      }));
    }),
  );
}

export interface WorkflowInstall extends Install {
  readonly job: WorkflowJob;
}

/** Runners set `CI` themselves. */
export function workflowInstalls(file: FilePath, document: WorkflowDocument): readonly WorkflowInstall[] {
  const known = WORKFLOWS.get(document);
  if (known?.key === file) return known.installs;
  const installs = readWorkflow(file, document);
  WORKFLOWS.set(document, { key: file, installs });
  return installs;
}

function readWorkflow(file: FilePath, document: WorkflowDocument): WorkflowInstall[] {
  return document.jobs.flatMap((job) =>
    job.steps.flatMap((step) => {
      const { run } = step;
      if (run === undefined || /^(?:pwsh|powershell|cmd|python)/.test(step.shell ?? '')) return [];
      const written = step.workingDirectory ?? job.workingDirectory ?? '';
      const directory = written.includes('${{') ? undefined : joinPath(written);
      return installsAmong(splitShell(run.text, run.offset), directory).map((install) => ({
        ...install,
        file,
        job,
        exact: run.exact,
        span: run.exact ? install.span : run.span,
        isCi: true,
      }));
    }),
  );
}

/** Scripts that a platform runs while it builds a release (https://devcenter.heroku.com/articles/nodejs-support). */
const BUILD_SCRIPTS = ['heroku-prebuild', 'heroku-postbuild', 'gcp-build'];

export function buildScriptInstalls({ manifest, file }: PackageModel): Install[] {
  return BUILD_SCRIPTS.flatMap((name) => {
    const script = manifest.scripts.get(name);
    if (script === undefined) return [];
    const exact = !script.escaped;
    return installsAmong(splitShell(script.text, script.offset), directoryOf(file)).map((install) => ({
      ...install,
      file,
      exact,
      span: exact ? install.span : script.span,
      isCi: false,
    }));
  });
}

type Found = Pick<Install, 'command' | 'directory' | 'span' | 'isCi'>;

function installsAmong(commands: readonly ShellCommand[], start: FilePath | undefined): Found[] {
  const found: Found[] = [];
  let directory = start;
  for (const shell of commands.filter(isReached)) {
    const [program, target] = shell.words;
    if (program?.text === 'cd' || program?.text === 'pushd') {
      const isKnown = target !== undefined && !target.dynamic && !target.text.startsWith('/');
      directory = isKnown && directory !== undefined ? joinPath(directory, target.text) : undefined;
      continue;
    }
    const command = packageManagerCommand(shell);
    if (command === undefined || command.global || command.packages.length > 0) continue;
    if (command.action !== 'install' && command.action !== 'frozen-install') continue;
    const isElsewhere = command.directory !== undefined;
    const isCi = shell.assignments.some(({ name, value }) => name === 'CI' && isOn(value.text));
    found.push({ command, span: shell.span, isCi, directory: isElsewhere ? undefined : directory });
  }
  return found;
}

function isSet(environment: ReadonlyMap<string, string | undefined>, name: string): boolean {
  return environment.has(name) && isOn(environment.get(name) ?? 'true');
}

function isOn(value: string): boolean {
  return value !== '' && value !== 'false' && value !== '0';
}
