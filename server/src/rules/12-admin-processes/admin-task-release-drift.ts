import type { ImageReference } from '../../core/documents/image-reference';
import { directoryOf } from '../../core/documents/kinds';
import { type ShellCommand, splitShell } from '../../core/documents/shell/split';
import type { WorkflowJob, WorkflowStep, WorkflowVariable } from '../../core/documents/workflow/parse';
import { DATABASE_NAME } from '../../core/knowledge/admin-tasks';
import { serviceImageOf } from '../../core/knowledge/service-images';
import { startProgramOf } from '../../core/knowledge/start-programs';
import type { AppContext } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import type { Location } from '../../core/rule/finding';
import { fixOf } from '../../core/rule/fix';
import { addedProgramOf, type ListOptions, listed } from '../../core/rule/list-options';
import type { ComposeModel } from '../../core/workspace/app-model';
import { followedCommands, liveTasks } from '../../core/workspace/live-tasks';
import { kustomizedImages, type WorkloadModel } from '../../core/workspace/workloads';

type Message = 'image' | 'checkout' | 'live';
type Context = AppContext<Message, ListOptions>;

export default defineRule({
  id: 'admin-processes/admin-task-release-drift',
  summary: 'An admin task runs another release than the processes that serve requests.',
  why: 'A migration or a clean-up of one release, run against the data of another, meets columns that are gone or not yet there. Admin tasks ship with the code of the app and run in the same image.',
  remedy: 'Give the task the image reference of the app, from one place.',
  messages: {
    image: '"{{task}}" runs {{image}} {{version}}, but "{{app}}" runs {{wanted}}.',
    live: '"{{program}}" runs inside of "{{service}}" while that serves requests, not as a process of its own.',
    checkout: '"{{program}}" migrates from the checkout of the workflow, but the app is shipped as an image.',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'packages' },
  ...listed({
    entry: ['task or program', 'tasks and programs'],
    example: 'acme-*',
    subjects: ['task', 'program'],
    add: 'Programs that migrate or seed a store, as globs (`acme-migrate`, `acme migrate`).',
  }),
  appReads: 'structure',
  app(context) {
    checkWorkloads(context);
    for (const model of context.app.composeFiles) if (model.role !== 'development') checkCompose(context, model);
    const isShipped = context.app.folderDockerfiles.some(({ development }) => !development);
    if (isShipped) checkWorkflows(context);
    checkLiveTasks(context);
  },
  fix({ finding, file, text }) {
    const wanted = finding.data['reference'];
    if (finding.messageId !== 'image' || typeof wanted !== 'string') return undefined;
    const { span, data } = finding;
    if (text.slice(span.start, span.end) !== data['written']) return undefined;
    return fixOf(`Run the release of "${String(data['app'])}"`, 'suggestion', file, [{ span, text: wanted }]);
  },
});

interface Use extends Location {
  readonly name: string;
  readonly isTask: boolean;
  readonly reference: ImageReference;
  /** As written; `undefined` where a template or an anchor stands in its place. */
  readonly text: string | undefined;
}

function versionOf({ tag, digest }: ImageReference): string {
  return digest === undefined ? (tag ?? 'latest') : `${tag ?? ''}@${digest.slice(0, 14)}`;
}

/** Compares the tasks of a place with what goes on running there. */
function compare(context: Context, uses: readonly Use[], because: string): void {
  for (const task of uses) {
    if (!task.isTask) continue;
    const running = uses.filter(({ isTask, reference }) => !isTask && reference.name === task.reference.name);
    const [app] = running;
    if (app === undefined) continue;
    if (running.some(({ reference }) => versionOf(reference) === versionOf(task.reference))) {
      context.attest(task, `The task "${task.name}" runs the release that serves requests.`);
      continue;
    }
    const isFixable = task.text !== undefined && app.text !== undefined;
    const data = {
      task: task.name,
      app: app.name,
      image: task.reference.name,
      version: versionOf(task.reference),
      wanted: versionOf(app.reference),
      ...(isFixable && { written: task.text ?? '', reference: app.text ?? '' }),
    };
    context.report(task, 'image', data, {
      fixable: isFixable,
      related: [{ file: app.file, span: app.span, message: `"${app.name}" runs ${versionOf(app.reference)}.` }],
      because,
    });
  }
}

/** Workloads of one folder and namespace are deployed together. */
function checkWorkloads(context: Context): void {
  const places = new Map<string, Use[]>();
  for (const entry of context.app.workloads) {
    const { model, resource } = entry;
    if (model.role === 'development') continue;
    const key = `${directoryOf(model.file)}|${resource.namespace?.text ?? ''}`;
    places.set(key, [...(places.get(key) ?? []), ...usesOf(entry, context)]);
  }
  for (const uses of places.values())
    compare(context, uses, 'both are deployed together, from one repository of images');
}

function usesOf({ model, resource, workload, containers }: WorkloadModel, { app }: Context): Use[] {
  const replaced = kustomizedImages(model, app.folderKubernetesFiles);
  return containers.flatMap(({ container }): Use[] => {
    const { image } = container;
    const reference = image?.reference;
    if (image === undefined || reference === undefined || serviceImageOf(reference.name) !== undefined) return [];
    // Official images are tools: their version is not the one of a release.
    if (!reference.name.includes('/') || replaced.some(({ name }) => name === reference.name)) return [];
    const isTask = container.init || workload.kind === 'Job' || workload.kind === 'CronJob';
    const name = (container.init ? container.name?.text : resource.name?.text) ?? '';
    return [{ file: model.file, span: image.span, name, isTask, reference, text: image.text }];
  });
}

function checkCompose(context: Context, model: ComposeModel): void {
  const { services } = model.document;
  const awaited = new Set(
    services.flatMap(({ dependsOn }) =>
      dependsOn.flatMap(({ service, condition }) => (condition === 'service_completed_successfully' ? [service] : [])),
    ),
  );
  const uses = services.flatMap((service): Use[] => {
    const { image, name, restart, build } = service;
    if (image?.reference === undefined || build !== undefined || serviceImageOf(image.reference.name) !== undefined)
      return [];
    if (!image.reference.name.includes('/') || image.variables.length > 0) return [];
    const isTask = awaited.has(name) || restart?.resolved === 'no';
    const isWritten = image.span.end - image.span.start === image.text.length;
    return [
      {
        file: model.file,
        span: image.span,
        name,
        isTask,
        reference: image.reference,
        text: isWritten ? image.text : undefined,
      },
    ];
  });
  compare(
    context,
    uses,
    'the service ends by itself, and the other goes on running from the same repository of images',
  );
}

/** Migrations from a checkout, with the database of a deploy. */
function checkWorkflows(context: Context): void {
  for (const { file, facts } of context.app.factsOf('workflow')) {
    for (const job of facts.document.jobs) {
      if (job.services.length > 0) continue;
      for (const step of job.steps) {
        if (!hasRemoteDatabase(step, job, facts.document.env)) continue;
        for (const { program, span } of migrationsOf(step, context.optionsFor(file))) {
          const because = 'the address of the database comes from a secret, and no service of the job is one';
          context.report({ file, span }, 'checkout', { program }, { severity: 'info', fixable: false, because });
        }
      }
    }
  }
}

/** `docker exec api npm run seed`: the task ends with the container, and takes memory and processor from requests. */
function checkLiveTasks(context: Context): void {
  for (const task of liveTasks(context.app)) {
    const { root, manifest } = context.app.packageOf(task.file) ?? {};
    if (root === undefined || manifest === undefined) continue;
    const options = context.optionsFor(task.file);
    const program = followedCommands(task.commands, manifest)
      .map((command) => migrationOf(command, options))
      .find((label) => label !== undefined);
    if (program === undefined) continue;
    const because = `the script enters a container of "${task.service.name}", whose image is built here`;
    const related = [{ file: task.model.file, span: task.service.nameSpan, message: 'The service is described here.' }];
    const data = { program, service: task.service.name };
    context.report(task, 'live', data, { severity: 'info', fixable: false, because, related });
  }
}

function hasRemoteDatabase(step: WorkflowStep, job: WorkflowJob, env: readonly WorkflowVariable[]): boolean {
  return [...step.env, ...job.env, ...env].some(
    ({ name, value }) => DATABASE_NAME.test(name) && /\$\{\{\s*secrets\./.test(value),
  );
}

function migrationsOf({ run }: WorkflowStep, options: ListOptions): { program: string; span: Location['span'] }[] {
  return (run?.lines ?? []).flatMap(({ text, offset }) =>
    splitShell(text, offset).flatMap((command) => {
      const program = migrationOf(command, options);
      return program === undefined ? [] : [{ program, span: command.span }];
    }),
  );
}

function migrationOf(command: ShellCommand, options: ListOptions): string | undefined {
  const match = startProgramOf(command);
  return match?.kind === 'migration' ? match.label : addedProgramOf(command, options);
}
