import type { CommandInstruction, DockerfileDocument } from '../../core/documents/dockerfile/model';
import { parseDockerfile } from '../../core/documents/dockerfile/parse';
import { effectiveStart } from '../../core/documents/dockerfile/resolve';
import { baseName } from '../../core/documents/kinds';
import { parseManifest } from '../../core/documents/manifest/parse';
import { type PackageManagerCommand, packageManagerCommand } from '../../core/documents/shell/package-manager';
import type { ShellCommand } from '../../core/documents/shell/split';
import { INIT_PROGRAMS } from '../../core/knowledge/start-programs';
import { defineRule } from '../../core/rule/define-rule';
import type { Location, Related } from '../../core/rule/finding';
import { fixOf } from '../../core/rule/fix';
import { addedProgramOf, type ListOptions, listed } from '../../core/rule/list-options';
import { contains, type Span } from '../../core/text/span';
import { composeBuildOf, dockerfileOf } from '../../core/workspace/compose-services';
import { conditionOf, placeOf } from '../../core/workspace/release-commands';
import { gracePeriods } from '../../core/workspace/start-chain';
import type { StartCommand, StartStep } from '../../core/workspace/start-commands';
import { execForm } from '../../refactor/exec-form';
import { scriptProgram, startProgramEdits } from '../../refactor/script-program';

export default defineRule({
  id: 'disposability/no-package-manager-start-command',
  summary: 'A package manager is PID 1 and starts the app.',
  why: 'npm, Yarn and pnpm start a shell that starts the app; the SIGTERM of the platform ends with them and the app is killed when the grace period is over. They also cost memory and write to disks that may be read-only.',
  remedy: 'Start the program that the script runs, in exec form.',
  messages: {
    image: '"{{manager}}" is PID 1 here and keeps SIGTERM from the app.',
    shell: 'A shell and "{{manager}}" stand above the app here and keep SIGTERM from it.',
    init: '"{{manager}}" stands between the init process and the app and may keep SIGTERM from it.',
    between: '"{{manager}}" stands between the platform and the app; start the program itself.',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'services' },
  ...listed({
    entry: ['program', 'programs'],
    example: 'yarn',
    subjects: ['manager'],
    add: 'Programs that start the app and keep signals from it, such as task runners, as globs (`just`, `task run`).',
  }),
  appReads: 'structure',
  app(context) {
    const { app } = context;
    for (const start of app.startCommands) {
      if (!start.production) continue;
      const launch = start.launches.at(-1);
      const run = launch && runnerOf(launch.command, context.optionsFor(launch.at.file));
      if (launch === undefined || run === undefined || conditionOf(launch) === 'mode') continue;
      if (start.origin === 'procfile') reportProcess(start, launch, run);
      if (start.origin === 'dockerfile') reportImage(start, launch, run);
    }

    function reportProcess(start: StartCommand, launch: StartStep, run: Runner): void {
      if (start.processType === 'release') return;
      context.report(
        placeOf(start, launch).at,
        'between',
        { manager: run.manager },
        {
          severity: 'hint',
          fixable: false,
          because:
            run.action === undefined
              ? `the process "${start.processType}" is started by it`
              : `the process "${start.processType}" runs a script of package.json`,
        },
      );
    }

    function reportImage(start: StartCommand, launch: StartStep, run: Runner): void {
      const model = app.dockerfiles.find(({ file }) => file === start.dockerfile);
      if (model === undefined || start.stage === undefined) return;
      const instruction = instructionOf(model.document, start.stage, launch.command.span);
      const target = targetOf(start, run, launch);
      const [entry] = start.entries;
      const related: Related[] = [
        ...(target === undefined
          ? []
          : [{ ...target.at, message: `The script "${target.data.script}" is what runs.` }]),
        ...(entry === undefined ? [] : [{ file: entry, span: { start: 0, end: 0 }, message: 'The app begins here.' }]),
        ...gracePeriods(app, start),
      ];
      const data = { manager: run.manager, ...target?.data };
      if (launch.at.file !== start.dockerfile || instruction === undefined) {
        const because = 'the script that the container runs ends with it';
        context.report(placeOf(start, launch).at, 'between', data, {
          stage: start.stage,
          related,
          fixable: false,
          because,
        });
        return;
      }
      const init = launch.command.wrappers.some((word) => INIT_PROGRAMS.has(baseName(word))) || usesInit(model.file);
      const top = instruction.form === 'exec' || launch.command.wrappers.includes('exec') ? 'image' : 'shell';
      context.report({ file: model.file, span: instruction.argumentsSpan }, init ? 'init' : top, data, {
        stage: start.stage,
        ...(init ? { severity: 'info' } : {}),
        related,
        fixable:
          target?.isPlain === true && start.launches.length === 1 && execForm.isPlain(execForm.commandsOf(instruction)),
        because: init ? 'an init process forwards the signal to it only' : BECAUSE[top],
      });
    }

    function usesInit(dockerfile: string): boolean {
      return app.composeFiles.some((model) =>
        model.document.services.some((service) => {
          const build = composeBuildOf(service, model, app.composeFiles);
          return service.init && build !== undefined && dockerfileOf(build, model) === dockerfile;
        }),
      );
    }

    /** The script of package.json that runs in the end: the first step through it was resolved with the start command. */
    function targetOf(start: StartCommand, run: Runner, launch: StartStep): Target | undefined {
      const name = run.action === 'start' ? 'start' : run.script;
      const entry = start.steps
        .flatMap(({ scripts }) => scripts)
        .find(
          ({ name: script, file, from }) =>
            script === name && isManifest(file) && from.span.start === launch.command.span.start,
        );
      const found = app.folderPackages.find(({ file }) => file === entry?.file);
      const script = name === undefined ? undefined : found?.manifest.scripts.get(name);
      if (name === undefined || found === undefined || script === undefined) return undefined;
      const hooks = found.manifest.scripts.has(`pre${name}`) || found.manifest.scripts.has(`post${name}`);
      const isPlain =
        !hooks &&
        run.arguments?.length === 0 &&
        scriptProgram(script.text) !== undefined &&
        launch.directory === found.root;
      return { data: { manifest: found.file, script: name }, at: { file: found.file, span: script.span }, isPlain };
    }
  },
  companions: (finding) => [String(finding.data['manifest'])],
  fix(context) {
    const { finding } = context;
    const manifest = context.companion(String(finding.data['manifest']));
    const script =
      manifest === undefined ? undefined : parseManifest(manifest).scripts.get(String(finding.data['script']));
    const program = script && scriptProgram(script.text);
    const document = context.read(parseDockerfile);
    const instruction = document.instructions.find(
      (entry): entry is CommandInstruction =>
        entry.type === 'command' && entry.argumentsSpan.start === finding.span.start,
    );
    if (program === undefined || instruction === undefined) return undefined;
    const edits = startProgramEdits(context.text, document, instruction, program);
    return fixOf('Start the program of the script', 'suggestion', context.file, edits);
  },
});

const BECAUSE = {
  image: 'nothing stands between the container runtime and it',
  shell: 'the shell form has a shell as PID 1, which starts it',
};

interface Target {
  readonly data: { readonly manifest: string; readonly script: string };
  readonly at: Location;
  readonly isPlain: boolean;
}

/** What stands above the app: a package manager with what it is told, or a program of a user's list. */
interface Runner extends Partial<Pick<PackageManagerCommand, 'action' | 'script' | 'arguments'>> {
  readonly manager: string;
}

function runnerOf(command: ShellCommand, options: ListOptions): Runner | undefined {
  const run = packageManagerCommand(command);
  if (run !== undefined) return run.action === 'run' || run.action === 'start' ? run : undefined;
  const manager = addedProgramOf(command, options);
  return manager === undefined ? undefined : { manager };
}

/** The CMD or ENTRYPOINT of a stage that holds the place. */
function instructionOf(document: DockerfileDocument, stage: number, place: Span): CommandInstruction | undefined {
  const start = effectiveStart(document, stage);
  return [start?.cmd, start?.entrypoint].find((part) => part !== undefined && contains(part.span, place));
}

function isManifest(file: string): boolean {
  return baseName(file) === 'package.json';
}
