import { parseDockerfile } from '../../core/documents/dockerfile/parse';
import type { ImageReference } from '../../core/documents/image-reference';
import { parseImageReference } from '../../core/documents/image-reference';
import { hasVersionInName, isNodeImage, movingTagOf } from '../../core/knowledge/image-tags';
import { OFFICIAL_IMAGES } from '../../core/knowledge/official-images';
import type { AppContext } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import { fixOf } from '../../core/rule/fix';
import { type ListOptions, listed } from '../../core/rule/list-options';
import type { Span } from '../../core/text/span';
import type { AppModel, DockerfileModel } from '../../core/workspace/app-model';
import { declaredNodeVersions, wantedMajor } from '../../core/workspace/node-versions';
import { nodeTag, tagPlace } from '../../refactor/node-tag';

type Context = AppContext<'untagged' | 'floating', ListOptions>;

export default defineRule({
  id: 'dependencies/unpinned-base-image',
  summary: 'An image is built on a base image whose version is left open.',
  why: 'The base image brings the run-time and the system libraries. Without a version, or with a tag that moves, they change between two builds of the same commit.',
  remedy: 'Name the version in the tag, for Node the one the project asks for.',
  messages: {
    untagged: '"{{image}}" has no tag: the build takes whatever "latest" is that day.',
    floating: 'The tag "{{tag}}" of "{{image}}" moves: the build takes whatever it is that day.',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'packages', libraries: true },
  ...listed({
    entry: ['image', 'images'],
    example: 'registry.example.com/*',
    subjects: ['image'],
    add: 'Tags that move, as globs (`rc-*`).',
  }),
  appReads: 'structure',
  app(context) {
    let local: ReadonlySet<string> | undefined;
    const isLocal = (name: string): boolean => {
      local ??= imagesBuiltHere(context.app);
      return local.has(name) || isOfNoRegistry(name);
    };
    for (const model of context.app.dockerfiles) checkDockerfile(context, model, isLocal);
  },
  fix(context) {
    const version = String(context.finding.data['version'] ?? '');
    const { span } = context.finding;
    const from = context.read(parseDockerfile).stages.find((stage) => stage.from.span.start === span.start)?.from;
    if (version === '' || from?.resolved === undefined || from.variables.length > 0) return undefined;
    const { start, end, isNew } = tagPlace(from.resolved, from.span.end);
    const tag = nodeTag(from.resolved.tag ?? '', version);
    return fixOf(`Use "node:${tag}"`, 'suggestion', context.file, [
      { span: { start, end }, text: isNew ? `:${tag}` : tag },
    ]);
  },
});

function checkDockerfile(context: Context, model: DockerfileModel, isLocal: (name: string) => boolean): void {
  const reported = new Set<string>();
  const { add } = context.optionsFor(model.file);
  const check = (reference: ImageReference | undefined, span: Span, stage: number, isOverridable: boolean): void => {
    const moving = reference === undefined ? undefined : movingTagOf(reference, add);
    if (reference === undefined || moving === undefined || isLocal(reference.name)) return;
    const key = `${reference.name}:${reference.tag ?? ''}`;
    const isDevelopment = model.development || !model.releaseStages.has(stage);
    // One image used by several stages is one fact.
    if (reported.has(key)) return;
    if (!isDevelopment) reported.add(key);
    const version = isNodeImage(reference.name) && !isOverridable ? knownVersion(context.app, model) : '';
    const image =
      reference.registry === undefined ? reference.repository : `${reference.registry}/${reference.repository}`;
    context.report(
      { file: model.file, span },
      moving,
      { image, tag: reference.tag ?? '', version },
      {
        stage,
        inDevelopmentStage: 'hint',
        fixable: version !== '' && span.start !== span.end && isBase(model, span),
        ...((isOverridable || hasVersionInName(reference)) && { severity: 'hint' }),
        because: isOverridable
          ? 'that is the default of the variable it comes from'
          : version === ''
            ? 'neither a version nor a digest is written'
            : `the project asks for Node ${version}`,
      },
    );
  };
  const sources = model.document.instructions.flatMap((one) => (one.type === 'copy' && one.from ? [one.from] : []));
  // Who gives names to build contexts may give one that an image has as well.
  const hasContexts = sources.some(({ image }) => image !== undefined && isOfNoRegistry(image.name));
  for (const { from, index, instructions } of model.document.stages) {
    check(from.resolved, from.span, index, from.variables.length > 0);
    for (const instruction of instructions) {
      if (instruction.type !== 'copy' || instruction.from === undefined) continue;
      const { image, span } = instruction.from;
      const mayBeContext = hasContexts && image?.tag === undefined && !image?.name.includes('/');
      if (!mayBeContext) check(image, span, index, false);
    }
  }
}

/** A bare name is an official image or none of a registry's. */
function isOfNoRegistry(name: string): boolean {
  return !name.includes('/') && !OFFICIAL_IMAGES.has(name);
}

function isBase(model: DockerfileModel, span: Span): boolean {
  return model.document.stages.some(({ from }) => from.span.start === span.start);
}

/** The exact version or the major that the project asks for; empty where it leaves it open. */
function knownVersion(app: AppModel, model: DockerfileModel): string {
  for (const { text, kind } of declaredNodeVersions(app, app.packageOf(model.file)?.root ?? model.context)) {
    const exact = /^v?(\d+(?:\.\d+){0,2})$/.exec(text)?.[1];
    if (exact !== undefined) return exact;
    // A range such as `>=18` says what is allowed, not what is used.
    const major = kind === 'engines' && /[<>|*]|\s-\s/.test(text) ? undefined : wantedMajor(text);
    if (major !== undefined) return String(major);
  }
  return '';
}

/** Names that compose files and workflows of the folder give to what they build themselves. */
function imagesBuiltHere(app: AppModel): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { facts } of app.folderFactsOf('compose')) {
    for (const { build, image, name } of facts.document.services) {
      if (build === undefined) continue;
      names.add(name);
      if (image?.reference !== undefined) names.add(image.reference.name);
    }
  }
  for (const { facts } of app.folderFactsOf('workflow')) {
    for (const step of facts.document.jobs.flatMap((job) => job.steps)) {
      if (!/^docker\/build-push-action/.test(step.uses ?? '')) continue;
      for (const tag of step.with.get('tags')?.value.split(/[\s,]+/) ?? []) {
        const name = parseImageReference(tag.replace(/:[^:/]*\$\{\{.*$/, ''))?.name;
        if (name !== undefined) names.add(name);
      }
    }
  }
  return names;
}
