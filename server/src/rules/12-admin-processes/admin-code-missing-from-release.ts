import { lineageOf } from '../../core/documents/dockerfile/resolve';
import { parseIgnoreFile } from '../../core/documents/ignore-file/parse';
import { baseName, type FilePath, joinPath } from '../../core/documents/kinds';
import { commandsOfWords, type ShellCommand } from '../../core/documents/shell/split';
import { TASK_NAME, TASK_PROGRAMS } from '../../core/knowledge/admin-tasks';
import { entryOf } from '../../core/knowledge/node-runners';
import type { AppContext } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import type { Finding, Location } from '../../core/rule/finding';
import { type Fix, fixOf } from '../../core/rule/fix';
import { isAdded, type ListOptions, listed } from '../../core/rule/list-options';
import { lineBreakOf } from '../../core/text/edits';
import type { AppModel, ComposeModel, DockerfileModel } from '../../core/workspace/app-model';
import { composeBuildOf, contextOf, dockerfileOf } from '../../core/workspace/compose-services';
import { composeCommands } from '../../core/workspace/container-commands';
import { type Presence, presenceOf } from '../../core/workspace/image-content';
import { imageInstalls } from '../../core/workspace/installs';
import { followedCommands, liveTasks } from '../../core/workspace/live-tasks';
import { ignoredMigrations } from '../../core/workspace/migrations';
import type { PackageModel } from '../../core/workspace/packages';
import { removeWithLines } from '../../refactor/line-removal';

type Message = 'absent' | 'ignored' | 'tool' | 'dockerfile' | 'migrations';

export default defineRule({
  id: 'admin-processes/admin-code-missing-from-release',
  summary: 'An admin task needs code that its image does not hold.',
  why: 'A migration or a clean-up is run when a release goes out or when something is wrong. That its script is not in the image shows only then, and people help themselves with code from somewhere else.',
  remedy: 'Keep the code of the task in the repository, and copy it into the image of the app.',
  messages: {
    absent: 'The task "{{task}}" runs "{{path}}", which no COPY brings into this image.',
    ignored: 'The task "{{task}}" runs "{{path}}", which the ignore file keeps out of this image.',
    dockerfile: 'The task "{{task}}" is built from "{{path}}", which does not exist.',
    migrations: 'Git ignores "{{path}}": the migrations of {{tool}} are in no checkout, and so in no release.',
    tool: 'The task "{{task}}" runs "{{tool}}", a dev dependency that this install leaves out.',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'likely',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'packages' },
  ...listed({
    entry: ['task, program or path', 'tasks, programs and paths'],
    example: 'backup*',
    subjects: ['task', 'tool', 'path'],
    add: 'Services of compose files that do one thing for a release and end, as globs (`backfill`).',
  }),
  appReads: 'structure',
  app(context) {
    const told = new Set<string>();
    for (const task of tasksOf(context.app)) checkTask(context, task, told);
    for (const model of context.app.composeFiles) if (model.role !== 'development') checkBuilds(context, model);
    for (const { at, path, tool, related } of ignoredMigrations(context.app)) {
      const because = `the line names the folder, and ${tool} runs the migrations that are in it`;
      context.report(at, 'migrations', { path, tool }, { related, because });
    }
  },
  fix({ finding, file, text }) {
    if (finding.messageId === 'migrations') return stopIgnoringMigrations(finding, text);
    const source = finding.data['source'];
    if (typeof source !== 'string') return undefined;
    const { end } = finding.span;
    const line = `${lineBreakOf(text)}COPY ${source} ./${baseName(source).includes('.') ? '' : source}`;
    return fixOf(`Copy "${source}" into the image`, 'suggestion', file, [{ span: { start: end, end }, text: line }]);
  },
});

function stopIgnoringMigrations({ file, data, span }: Finding, text: string): Fix | undefined {
  const line = parseIgnoreFile(text).lines.find((one) => one.span.start === span.start);
  if (line === undefined) return undefined;
  const edit = removeWithLines(text, line.lineSpan);
  return fixOf(`Stop ignoring "${String(data['path'])}"`, 'suggestion', file, [edit]);
}

interface Task extends Location {
  readonly name: string;
  readonly commands: readonly ShellCommand[];
  readonly image: DockerfileModel;
}

function tasksOf(app: AppModel): Task[] {
  const ofFile = (file: FilePath | undefined): DockerfileModel | undefined =>
    app.folderDockerfiles.find((model) => model.file === file);
  const jobs = app.workloads.flatMap(({ model, workload, resource, containers }) =>
    containers.flatMap(({ container, dockerfile }): Task[] => {
      const isTask = container.init || workload.kind === 'Job' || workload.kind === 'CronJob';
      const image = ofFile(dockerfile);
      const words = [...(container.command?.words ?? []), ...(container.args?.words ?? [])];
      const known = words.flatMap(({ resolved, span }) => (resolved === undefined ? [] : [{ text: resolved, span }]));
      const [first] = known;
      if (!isTask || image === undefined || first === undefined || known.length < words.length) return [];
      const name = (container.init ? container.name?.text : resource.name?.text) ?? '';
      const span = { start: first.span.start, end: known.at(-1)?.span.end ?? first.span.end };
      return [{ file: model.file, span, name, commands: commandsOfWords(known), image }];
    }),
  );
  const services = app.composeFiles.flatMap((model) => {
    const awaited = new Set(
      model.document.services.flatMap(({ dependsOn }) =>
        dependsOn.flatMap(({ service, condition }) => (condition === 'service_completed_successfully' ? service : [])),
      ),
    );
    return model.document.services.flatMap((service): Task[] => {
      const build = composeBuildOf(service, model, app.composeFiles);
      const image = build === undefined || build.target !== undefined ? undefined : ofFile(dockerfileOf(build, model));
      const { command, name, restart, volumes } = service;
      const isTask = awaited.has(name) || restart?.resolved === 'no';
      // What is mounted stands over what is in the image.
      if (!isTask || image === undefined || command === undefined || volumes.length > 0) return [];
      return [{ file: model.file, span: command.span, name, commands: composeCommands(command), image }];
    });
  });
  const live = liveTasks(app).flatMap((task): Task[] => {
    const image = ofFile(task.dockerfile);
    return image === undefined || task.service.volumes.length > 0 ? [] : [{ ...task, image }];
  });
  return [...jobs, ...services, ...live];
}

/** The image of a one-off service whose Dockerfile is nowhere. */
function checkBuilds(context: AppContext<Message, ListOptions>, model: ComposeModel): void {
  const { app } = context;
  // Where no image can be built yet, the task is no worse off than the app.
  if (app.folderDockerfiles.length === 0) return;
  for (const service of model.document.services) {
    const { build, name } = service;
    if (build === undefined || build.isInline) continue;
    if (!TASK_NAME.test(name) && !isAdded(name, context.optionsFor(model.file))) continue;
    // An address, a variable, or a folder outside.
    const dockerfile = dockerfileOf(build, model);
    if (/[:$]|^\.\./.test(`${contextOf(build, model)}${dockerfile}`) || dockerfile.includes('..')) continue;
    if (app.exists(dockerfile) || app.isGitIgnored(dockerfile)) continue;
    const data = { task: name, path: dockerfile };
    const because = 'no file of the folder has this path, and git does not ignore it';
    const at = { file: model.file, span: build.dockerfileSpan ?? build.contextSpan ?? build.span };
    context.report(at, 'dockerfile', data, { fixable: false, because });
  }
}

function checkTask(context: AppContext<Message, ListOptions>, task: Task, told: Set<string>): void {
  const { app } = context;
  const { image, name } = task;
  const model = app.packageOf(image.file) ?? app.folderPackages.find(({ root }) => root === image.context);
  for (const command of followedCommands(task.commands, model?.manifest)) {
    const path = pathOf(command, image, app);
    const presence: Presence = path === undefined ? 'unknown' : presenceOf(app, image, path);
    const at = lastCopyOf(image);
    const related = [{ file: task.file, span: task.span, message: `The task "${name}" runs it.` }];
    if (path !== undefined && at !== undefined && (presence === 'absent' || presence === 'ignored')) {
      if (told.has(`${image.file}|${path}`)) continue;
      told.add(`${image.file}|${path}`);
      const source = path.includes('/') ? (path.split('/')[0] ?? path) : path;
      const data = { task: name, path, ...(presence === 'absent' && { source }) };
      const because = 'the file is in the sources, and all COPY lines of the final stage are known';
      context.report(at, presence, data, { related, fixable: presence === 'absent', because });
    } else if (presence === 'present') {
      context.attest(task, `The code of the task "${name}" is in the image of the app.`);
    }
    checkTool(command, model);
  }

  function checkTool(command: ShellCommand, owner: PackageModel | undefined): void {
    const program = baseName(command.words[0]?.text ?? '');
    const tool = TASK_PROGRAMS.get(program);
    const dependency = tool === undefined ? undefined : owner?.manifest.devDependencies.get(tool);
    const install = dependency === undefined ? undefined : prunedInstall(image);
    if (tool === undefined || owner === undefined || dependency === undefined || install === undefined) return;
    if (owner.manifest.dependencies.has(tool) || told.has(`${image.file}|${tool}`)) return;
    told.add(`${image.file}|${tool}`);
    const related = [
      { file: task.file, span: task.span, message: `The task "${name}" runs it.` },
      { file: owner.file, span: dependency.entrySpan, message: 'It is a dev dependency here.' },
    ];
    const because = 'the final stage installs for production only';
    context.report(install, 'tool', { task: name, tool }, { related, fixable: false, because });
  }
}

/** A file or folder of the sources that a command cannot do without, relative to the working directory of the image. */
function pathOf(command: ShellCommand, image: DockerfileModel, app: AppModel): FilePath | undefined {
  const [program, operand] = command.words;
  if (program === undefined || program.dynamic) return undefined;
  const isShell = /^(?:sh|bash|ash|dash)$/.test(baseName(program.text));
  const isScript = /\.(?:ba|da)?sh$/.test(program.text);
  const written = entryOf(command) ?? (isScript ? program.text : isShell ? operand?.text : undefined);
  if (written !== undefined) {
    const path = joinPath(written.replace(/^\/(?:usr\/src\/)?app\//, ''));
    return /^[\w@./-]+$/.test(path) && !path.startsWith('/') && app.exists(joinPath(image.context, path))
      ? path
      : undefined;
  }
  if (
    program.text !== 'prisma' ||
    operand?.text === 'generate' ||
    command.words[2]?.text === 'seed' ||
    command.words.some(({ text }) => /^--schema/.test(text))
  )
    return undefined;
  return app.exists(joinPath(image.context, 'prisma/schema.prisma')) ? 'prisma' : undefined;
}

function lastCopyOf({ document, file }: DockerfileModel): Location | undefined {
  const last = document.stages.at(-1);
  const copy = last?.instructions.findLast(({ keyword }) => keyword === 'COPY');
  const at = copy ?? last?.from;
  return at && { file, span: at.span };
}

/** An install of the final stage that leaves dev dependencies out, where none brings them in. */
function prunedInstall(model: DockerfileModel): Location | undefined {
  const last = model.document.stages.at(-1);
  if (last === undefined) return undefined;
  const stages = lineageOf(model.document, last.index);
  const takesModules = stages.some(({ instructions }) =>
    instructions.some(
      (one) =>
        one.type === 'copy' && one.from !== undefined && /node_modules|\s\/\S+\s+\.?\/?$/.test(one.argumentsText),
    ),
  );
  const installs = imageInstalls(model).filter(({ stage }) => stages.some(({ index }) => index === stage));
  const [install] = installs;
  if (takesModules || install === undefined) return undefined;
  return installs.every(({ command: { flags } }) => isPruned(flags))
    ? { file: install.file, span: install.span }
    : undefined;
}

function isPruned(flags: ReadonlyMap<string, string | true>): boolean {
  return (
    flags.get('--omit') === 'dev' ||
    flags.has('--production') ||
    flags.has('--prod') ||
    /^prod/.test(String(flags.get('--only') ?? ''))
  );
}
