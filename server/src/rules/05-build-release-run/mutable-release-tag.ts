import type { ComposeService } from '../../core/documents/compose/parse';
import { type ImageReference, parseImageReference } from '../../core/documents/image-reference';
import { baseName, directoryOf, type FilePath } from '../../core/documents/kinds';
import { CONSOLE_IMAGES, hasVersionInName, movingTagOf } from '../../core/knowledge/image-tags';
import { serviceImageOf } from '../../core/knowledge/service-images';
import type { AppContext, WorkflowFile } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import type { Severity } from '../../core/rule/finding';
import { type Fix, type FixContext, fixOf } from '../../core/rule/fix';
import { type ListOptions, listed } from '../../core/rule/list-options';
import type { AppModel, ComposeModel } from '../../core/workspace/app-model';
import { isForDevelopment } from '../../core/workspace/compose-services';
import { type PushedTag, pushedTags } from '../../core/workspace/pushed-images';
import { type KubernetesModel, kustomizedImages, type WorkloadModel } from '../../core/workspace/workloads';
import { environmentCompanions, recordVariable } from '../../refactor/environment-files';

type Message = 'untagged' | 'floating' | 'workloadUntagged' | 'workloadFloating' | 'kustomized' | 'pushed';

export default defineRule({
  id: 'build-release-run/mutable-release-tag',
  summary: 'A release is named by an image tag that moves.',
  why: 'A release needs a name of its own: what ran yesterday must be found, compared and brought back. Behind "latest" there is another image after every push, on every machine a different one.',
  remedy: 'Tag images with the commit or the version, and deploy that tag.',
  messages: {
    untagged: 'Service "{{service}}" runs "{{image}}" without a version: every pull may bring another one.',
    floating: 'Service "{{service}}" runs "{{image}}:{{tag}}", a tag that moves: every pull may bring another version.',
    workloadUntagged:
      'Container "{{container}}" of {{kind}} "{{workload}}" runs "{{image}}" without a version: every new pod may run another one.',
    workloadFloating:
      'Container "{{container}}" of {{kind}} "{{workload}}" runs "{{image}}:{{tag}}", a tag that moves: every new pod may run another version.',
    kustomized: 'Every deploy of "{{image}}" is named "{{tag}}", a tag that moves.',
    pushed:
      '"{{image}}" is pushed as "{{tag}}" only: the next push replaces this release, and nothing names it any more.',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'packages' },
  ...listed({
    entry: ['image', 'images'],
    example: 'registry.example.com/*',
    subjects: ['image'],
    add: 'Tags that move, as globs (`rc-*`).',
  }),
  workflow: checkWorkflow,
  appReads: 'structure',
  app(context) {
    for (const model of context.app.composeFiles) checkCompose(context, model);
    for (const workload of context.app.workloads) checkWorkload(context, workload);
    for (const model of context.app.kubernetesFiles) checkKustomization(context, model);
  },
  companions: ({ messageId, file }) => (messageId === 'pushed' ? [] : environmentCompanions(directoryOf(file))),
  fix: (context) => (context.finding.messageId === 'pushed' ? addCommitTag(context) : requireTag(context)),
});

function checkWorkflow(file: WorkflowFile<Message, ListOptions>): void {
  const pushed = pushedTags(file.document, file.text, file.options.add);
  const byImage = new Map<string, PushedTag[]>();
  for (const tag of pushed) byImage.set(tag.image, [...(byImage.get(tag.image) ?? []), tag]);
  // A variable may hold any image, also one that is named here.
  const isOpen = pushed.some(({ kind, image }) => kind === 'unknown' && image.includes('$'));
  for (const [image, tags] of byImage) {
    const unique = tags.find(({ kind }) => kind === 'unique');
    if (unique !== undefined) file.attest(unique.span, 'The image is tagged with the commit or the version.');
    const [first] = tags;
    if (first === undefined || isOpen || !tags.every(({ kind }) => kind === 'moving')) continue;
    file.report(
      first.span,
      'pushed',
      { image: plain(image), tag: first.tag === '' ? 'latest' : plain(first.tag) },
      {
        fixable: first.how === 'action',
        because: tags.length === 1 ? 'no other tag of it is pushed here' : 'all tags of it that are pushed here move',
      },
    );
  }
}

function checkWorkload(
  context: AppContext<Message, ListOptions>,
  { model, resource, workload, containers }: WorkloadModel,
): void {
  const { add } = context.optionsFor(model.file);
  const replaced = kustomizedImages(model, context.app.folderKubernetesFiles);
  for (const { container, source } of containers) {
    const reference = container.image?.reference;
    const moving = reference && movingTagOf(reference, add);
    if (container.image === undefined || reference === undefined || moving === undefined) continue;
    // A kustomization or a deploy script names the version of images that have no registry or organisation.
    const isReplaced = replaced.some(({ name, newTag, digest, newName }) => {
      return (newTag ?? digest ?? newName) !== undefined && parseImageReference(name)?.name === reference.name;
    });
    if (isReplaced || (moving === 'untagged' && (hasVersionInName(reference) || isStandIn(reference.name)))) continue;
    const image = nameOf(reference);
    const isConsole = CONSOLE_IMAGES.has(baseName(reference.repository));
    const isHelper = container.init && source !== 'built';
    context.report(
      { file: model.file, span: container.image.span },
      moving === 'untagged' ? 'workloadUntagged' : 'workloadFloating',
      {
        container: container.name?.text ?? '',
        kind: workload.kind === 'KnativeService' ? 'Service' : workload.kind,
        workload: resource.name?.text ?? '',
        image,
        tag: reference.tag ?? '',
      },
      {
        ...((isConsole || isHelper) && { severity: 'info' }),
        fixable: false,
        because:
          source === 'built'
            ? 'the image is built here, and pods of one release may run different builds'
            : 'nothing pins it',
      },
    );
  }
}

/** One word with nothing around it is what Skaffold, Tilt and deploy scripts put the real name in place of. */
function isStandIn(name: string): boolean {
  return !name.includes('/') && serviceImageOf(name) === undefined;
}

function checkKustomization(context: AppContext<Message, ListOptions>, { file, document }: KubernetesModel): void {
  const { add } = context.optionsFor(file);
  for (const { name, newName, newTag, digest } of document.kustomization?.images ?? []) {
    if (newTag?.resolved === undefined || digest !== undefined) continue;
    const reference = parseImageReference(`${newName?.resolved ?? name}:${newTag.resolved}`);
    if (reference === undefined || movingTagOf(reference, add) !== 'floating') continue;
    const data = { image: nameOf(reference), tag: newTag.resolved };
    context.report({ file, span: newTag.span }, 'kustomized', data, {
      fixable: false,
      because: 'the kustomization gives it to every manifest that runs the image',
    });
  }
}

/** `${{ github.ref_name }}` reads `github.ref_name` in a message. */
function plain(text: string): string {
  return text.replace(/\$\{\{\s*(.*?)\s*\}\}/g, '$1');
}

function checkCompose(context: AppContext<Message, ListOptions>, model: ComposeModel): void {
  if (model.role === 'development') return;
  const { services } = model.document;
  const { add } = context.optionsFor(model.file);
  const built = new Set(
    services.flatMap(({ build, image }) => (build === undefined ? [] : [image?.reference?.name ?? ''])),
  );
  for (const service of services) {
    const reference = service.image?.reference;
    if (service.image === undefined || reference === undefined || service.build !== undefined) continue;
    const moving = movingTagOf(reference, add);
    if (moving === undefined || built.has(reference.name) || isBuiltElsewhere(context.app, reference.name)) continue;
    if (moving === 'untagged' && hasVersionInName(reference)) continue;
    const data = {
      service: service.name,
      image: nameOf(reference),
      tag: reference.tag ?? '',
      variable: variableFor(reference.repository),
    };
    context.report({ file: model.file, span: service.image.span }, moving, data, {
      severity: severityOf(context.app, model, service),
      fixable: service.image.variables.length === 0,
      because: service.image.isTagDefault
        ? 'the tag is the default of a variable'
        : `"${baseName(model.file)}" is not a file for development`,
    });
  }
}

function isBuiltElsewhere(app: AppModel, name: string): boolean {
  return app.composeFiles.some(({ document }) =>
    document.services.some(({ build, image }) => build !== undefined && image?.reference?.name === name),
  );
}

function severityOf(app: AppModel, model: ComposeModel, service: ComposeService): Severity {
  if (service.image?.isTagDefault === true) return 'hint';
  const name = service.image?.reference?.repository ?? '';
  if (CONSOLE_IMAGES.has(baseName(name)) || service.profiles.length > 0) return 'info';
  return model.role === 'production' || !isForDevelopment(model, app.composeFiles) ? 'warning' : 'info';
}

function nameOf({ registry, repository }: ImageReference): string {
  return registry === undefined ? repository : `${registry}/${repository}`;
}

/** Images of organisations are releases of one's own or somebody's; official ones get a variable of their name. */
function variableFor(repository: string): string {
  const name = baseName(repository)
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_');
  return /^\d/.test(name) ? 'IMAGE_TAG' : `${name}_TAG`;
}

/** `${REDIS_TAG:?}` stops the deploy until somebody has decided. */
function requireTag(context: FixContext): Fix | undefined {
  const { finding, text, file } = context;
  const { span } = finding;
  const variable = String(finding.data['variable']);
  const image = text.slice(span.start, span.end);
  const colon = image.lastIndexOf(':');
  const bare = colon > image.lastIndexOf('/') ? image.slice(0, colon) : image;
  const folder: FilePath = directoryOf(file);
  const change = recordVariable({ ...context, packageRoot: folder }, { name: variable, value: undefined, example: '' });
  const edits = new Map(change.edits);
  edits.set(file, [{ span, text: `${bare}:\${${variable}:?}` }]);
  return { title: `Take the tag from ${variable}`, safety: 'suggestion', edits, creates: change.creates };
}

/** A second tag in the form in which the first is written: on a line of its own, or behind a comma. */
function addCommitTag({ finding, text, file }: FixContext): Fix {
  const { span } = finding;
  const written = text.slice(span.start, span.end);
  const tag = String(finding.data['tag']);
  const bare =
    written.endsWith(`:${tag}`) || /:\$\{\{[^:]*\}\}$/.test(written)
      ? written.slice(0, written.lastIndexOf(':'))
      : written;
  const line = text.slice(text.lastIndexOf('\n', span.start) + 1, span.start);
  const separator = /^[ \t]+$/.test(line) ? `\n${line}` : ',';
  const lineBreak = separator === ',' || !text.includes('\r\n') ? separator : `\r${separator}`;
  const at = span.end;
  return fixOf('Add a tag of the commit', 'suggestion', file, [
    { span: { start: at, end: at }, text: `${lineBreak}${bare}:\${{ github.sha }}` },
  ]);
}
