import { effectiveStart } from '../../core/documents/dockerfile/resolve';
import { parseManifest } from '../../core/documents/manifest/parse';
import { packageManagerCommand, type PackageManagerCommand } from '../../core/documents/shell/package-manager';
import { type ShellCommand, splitShell } from '../../core/documents/shell/split';
import { parseDockerfile } from '../../core/documents/dockerfile/parse';
import { joinPath } from '../../core/documents/kinds';
import { INIT_PROGRAMS } from '../../core/knowledge/start-programs';
import { defineRule } from '../../core/rule/define-rule';
import { fixOf } from '../../core/rule/fix';
import type { DockerfileModel } from '../../core/workspace/app-model';
import { execForm } from '../../refactor/exec-form';

export default defineRule({
  id: 'disposability/no-package-manager-start-command',
  summary: 'A package manager is PID 1 and starts the app.',
  why: 'npm, Yarn and pnpm start a shell that starts the app; the SIGTERM of the platform ends with them and the app is killed when the grace period is over. They also cost memory and write to disks that may be read-only.',
  remedy: 'Start the program that the script runs, in exec form.',
  messages: {
    image: '"{{manager}}" is PID 1 here and keeps SIGTERM from the app.',
    init: '"{{manager}}" stands between the init process and the app and may keep SIGTERM from it.',
    procfile: '"{{manager}}" stands between the platform and the app; start the program itself.',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'services' },
  app(context) {
    const { app } = context;
    for (const model of app.dockerfiles) checkDockerfile(model);
    for (const { file, facts } of app.factsOf('procfile')) {
      for (const { name, command, commandSpan } of facts.document.processes) {
        const run = runIn(splitShell(command, commandSpan.start));
        if (run === undefined || name === 'release') continue;
        context.report({ file, span: commandSpan }, 'procfile', { manager: run.manager }, {
          severity: 'hint',
          fixable: false,
          because: `the process "${name}" runs a script of package.json`,
        });
      }
    }

    function checkDockerfile(model: DockerfileModel): void {
      const { document, file } = model;
      for (const stage of document.stages) {
        if (document.stages.some((later) => later.from.stageReference === stage.index)) continue;
        const start = effectiveStart(document, stage.index);
        const instruction = [start?.cmd, start?.entrypoint].find((part) => part !== undefined && runIn(execForm.commandsOf(part)) !== undefined);
        const commands = instruction === undefined ? [] : execForm.commandsOf(instruction);
        const run = runIn(commands);
        if (instruction === undefined || run === undefined) continue;
        const wrappers = [...commands.flatMap(({ wrappers: used }) => used), ...(start?.entrypoint?.words ?? []).map(({ value }) => value)];
        const init = wrappers.some((word) => INIT_PROGRAMS.has(word.slice(word.lastIndexOf('/') + 1))) || usesInit(file);
        const target = targetOf(run, model);
        context.report({ file, span: instruction.argumentsSpan }, init ? 'init' : 'image', { manager: run.manager, ...target?.data }, {
          stage: stage.index,
          ...(init ? { severity: 'info' } : {}),
          related: target === undefined ? [] : [{ ...target.at, message: `The script "${target.data.script}" is what runs.` }],
          fixable: target?.isPlain === true && execForm.isPlain(commands),
          because: init ? 'an init process forwards the signal to the package manager only' : 'nothing stands between the container runtime and the package manager',
        });
      }
    }

    function usesInit(dockerfile: string): boolean {
      return app.composeFiles.some(({ document, file }) =>
        document.services.some(({ init, build }) => {
          if (!init || build === undefined) return false;
          const directory = file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '';
          return joinPath(directory, build.context, build.dockerfile ?? 'Dockerfile') === dockerfile;
        }),
      );
    }

    function targetOf(run: PackageManagerCommand, model: DockerfileModel): Target | undefined {
      const name = run.action === 'start' ? 'start' : run.script;
      const path = joinPath(model.context, run.directory ?? '', 'package.json');
      const found = app.folderPackages.find(({ file }) => file === path);
      const script = name === undefined ? undefined : found?.manifest.scripts.get(name);
      if (name === undefined || found === undefined || script === undefined) return undefined;
      const hooks = found.manifest.scripts.has(`pre${name}`) || found.manifest.scripts.has(`post${name}`);
      const isPlain = !hooks && run.arguments.length === 0 && plainWords(script.text) !== undefined;
      return { data: { manifest: found.file, script: name }, at: { file: found.file, span: script.span }, isPlain };
    }
  },
  companions: (finding) => [String(finding.data['manifest'])],
  fix(context) {
    const { finding } = context;
    const manifest = context.companion(String(finding.data['manifest']));
    const script = manifest === undefined ? undefined : parseManifest(manifest).scripts.get(String(finding.data['script']));
    const words = script && plainWords(script.text);
    const instruction = parseDockerfile(context.text).instructions.find((entry) => entry.argumentsSpan.start === finding.span.start);
    if (words === undefined || instruction === undefined) return undefined;
    return fixOf('Start the program of the script', 'suggestion', context.file, [
      { span: instruction.argumentsSpan, text: execForm.format(words) },
    ]);
  },
});

interface Target {
  readonly data: { readonly manifest: string; readonly script: string };
  readonly at: { readonly file: string; readonly span: { readonly start: number; readonly end: number } };
  readonly isPlain: boolean;
}

/** The script that the last command runs; what stands before it is somebody else's concern. */
function runIn(commands: readonly ShellCommand[]): PackageManagerCommand | undefined {
  const last = commands.at(-1);
  const run = last && packageManagerCommand(last);
  return run?.action === 'run' || run?.action === 'start' ? run : undefined;
}

/** Words of a script that is one plain `node …` command: what needs no shell and no `node_modules/.bin` on the path. */
function plainWords(script: string): string[] | undefined {
  const commands = splitShell(script);
  const [command] = commands;
  if (command === undefined || !execForm.isPlain(commands) || command.wrappers.length > 0) return undefined;
  return command.words[0]?.text === 'node' ? command.words.map(({ text }) => text) : undefined;
}
