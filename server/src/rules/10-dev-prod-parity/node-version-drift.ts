import { parseDockerfile } from '../../core/documents/dockerfile/parse';
import { baseName, directoryOf, type FilePath } from '../../core/documents/kinds';
import { isNodeImage } from '../../core/knowledge/image-tags';
import { isEndOfLife } from '../../core/knowledge/node-releases';
import { majorsIntersect, parseNodeMajor, versionOfNodeTag } from '../../core/knowledge/node-versions';
import type { AppContext } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import { type FixContext, fixOf } from '../../core/rule/fix';
import type { Edit } from '../../core/text/edits';
import type { AppModel, DockerfileModel } from '../../core/workspace/app-model';
import {
  declaredNodeVersions,
  devcontainerNodes,
  type NodeVersionPlace,
  nodeImages,
  wantedMajor,
} from '../../core/workspace/node-versions';
import { nodeTag } from '../../refactor/node-tag';

type Context = AppContext<'drift' | 'builder' | 'endOfLife', undefined>;

export default defineRule({
  id: 'dev-prod-parity/node-version-drift',
  summary: 'Development, CI and image run on different major versions of Node.',
  why: 'What works on one major version can fail on the next: built-in modules, native add-ons and the syntax itself change. With different versions, the tests say nothing about the release.',
  remedy: 'Name the version once, and let the other places say the same or read it from there.',
  messages: {
    drift: 'Node {{version}} here, but {{source}} asks for {{wanted}}.',
    builder: 'The image is built with Node {{version}} and runs on {{wanted}}.',
    endOfLife: 'Node {{version}} gets no more security fixes.',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'packages' },
  appReads: 'structure',
  app(context) {
    const { app } = context;
    const own = new Set(app.files);
    const declared = declaredNodeVersions(app);
    const images = app.dockerfiles.filter(({ development }) => !development).map((model) => imageOf(app, model));
    const workflows = [...workflowPlaces(app), ...devcontainerNodes(app)];
    const runtime = images.flatMap(({ places }) => places.slice(-1));
    const truth = declared.find(({ text }) => wantedMajor(text) !== undefined) ?? runtime[0];
    if (truth === undefined) return;
    let drifts = 0;
    for (const place of [...declared, ...workflows]) {
      if (place !== truth && own.has(place.file) && reportDrift(context, place, truth)) drifts++;
    }
    for (const image of images) drifts += checkImage(context, image, truth);
    if (drifts === 0 && own.has(truth.file)) attest(context, truth, [...declared, ...workflows, ...runtime]);
  },
  fix(context) {
    const { messageId, data } = context.finding;
    if (messageId === 'endOfLife') return undefined;
    const edits = editsOf(context, String(data['replacement']), String(data['versionFile'] ?? ''));
    if (edits === undefined) return undefined;
    return fixOf(
      `Use Node ${String(data['replacement'])} as in ${String(data['source'])}`,
      'suggestion',
      context.file,
      edits,
    );
  },
});

interface ImageVersions {
  readonly model: DockerfileModel;
  readonly truth: NodeVersionPlace | undefined;
  /** Of the release, the final stage last; empty when it is built on something else. */
  readonly places: ReturnType<typeof nodeImages>;
}

function imageOf(app: AppModel, model: DockerfileModel): ImageVersions {
  const root = app.packageOf(model.file)?.root ?? model.context;
  const truth = declaredNodeVersions(app, root).find(({ text }) => wantedMajor(text) !== undefined);
  return { model, truth, places: nodeImages(model) };
}

/** The number of findings. Several stages on one version are one fact, told at the last of them. */
function checkImage(context: Context, { truth: nearest, places }: ImageVersions, fallback: NodeVersionPlace): number {
  const final = places.at(-1);
  const truth = nearest ?? fallback;
  if (final === undefined) return 0;
  let count = 0;
  const told = new Set<string>();
  for (const place of places.toReversed()) {
    if (told.has(place.text)) continue;
    told.add(place.text);
    const others = places.filter((other) => other !== place && other.text === place.text);
    if (place.file !== truth.file && reportDrift(context, place, truth, others)) count++;
    else if (place !== final && majorsIntersect(place.text, final.text) === false) {
      count++;
      report(context, 'builder', place, final, others);
    } else {
      const major = parseNodeMajor(place.text);
      if (major !== undefined && isEndOfLife(major)) {
        context.report(place, 'endOfLife', { version: place.text }, { severity: 'hint', fixable: false });
      }
    }
  }
  return count;
}

/** What CI tests on; a matrix tests several versions on purpose. */
function workflowPlaces(app: AppModel): NodeVersionPlace[] {
  return app.factsOf('workflow').flatMap(({ file, facts }) => {
    const known = facts.document.setupNode.filter(
      ({ dynamic, fromFile, value }) => !dynamic && fromFile === undefined && value !== '',
    );
    const place = ({ value, span }: (typeof known)[number]): NodeVersionPlace => {
      return { file, span, kind: 'workflow', text: value, label: baseName(file), isWritten: true };
    };
    const plain = known.filter(({ fromMatrix }) => !fromMatrix).map(place);
    const seen = new Set<number>();
    return plain.filter(({ span }) => !seen.has(span.start) && seen.add(span.start));
  });
}

/** One version in two of development, CI and image is worth telling. */
function attest(context: Context, truth: NodeVersionPlace, places: readonly NodeVersionPlace[]): void {
  if (!places.every((place) => place === truth || agrees(place, truth))) return;
  const sides = [
    ...(places.some(({ kind }) => kind !== 'workflow' && kind !== 'image') ? ['development'] : []),
    ...(places.some(({ kind }) => kind === 'workflow') ? ['CI'] : []),
    ...(places.some(({ kind }) => kind === 'image') ? ['image'] : []),
  ];
  if (sides.length < 2) return;
  const statement = `${sides.slice(0, -1).join(', ')} and ${sides.at(-1) ?? ''} agree on Node ${wantedMajor(truth.text) ?? truth.text}.`;
  context.attest(truth, statement.charAt(0).toUpperCase() + statement.slice(1));
}

function agrees(place: NodeVersionPlace, truth: NodeVersionPlace): boolean {
  return majorsIntersect(place.text, truth.text) === true;
}

/** True when the two leave no common major version; what cannot be read counts as agreeing. */
function reportDrift(
  context: Context,
  place: NodeVersionPlace,
  truth: NodeVersionPlace,
  others: readonly NodeVersionPlace[] = [],
): boolean {
  if (majorsIntersect(place.text, truth.text) !== false) return false;
  report(context, 'drift', place, truth, others);
  return true;
}

function report(
  context: Context,
  messageId: 'drift' | 'builder',
  place: NodeVersionPlace,
  truth: NodeVersionPlace,
  others: readonly NodeVersionPlace[],
): void {
  const replacement = replacementFor(place, truth);
  const data = {
    version: place.text,
    wanted: truth.text,
    source: truth.kind === 'image' ? 'the image' : truth.label,
    replacement,
    versionFile: place.kind === 'workflow' && truth.kind === 'file' ? truth.file : '',
  };
  context.report(place, messageId, data, {
    related: [
      { file: truth.file, span: truth.span, message: `Node ${truth.text}` },
      ...others.map(({ file, span, text }) => ({ file, span, message: `Node ${text} as well` })),
    ],
    // A dev container is made for development: that is the side which is compared here.
    ...(place.kind === 'devcontainer' ? { roles: { development: 'warning' } as const } : {}),
    fixable: replacement !== '' && place.isWritten,
    because: `"${place.text}" and "${truth.text}" have no major version in common`,
  });
}

/** What to write instead; empty where the truth does not say it exactly enough for the place. */
function replacementFor(place: NodeVersionPlace, truth: NodeVersionPlace): string {
  const exact = /^v?(\d+\.\d+\.\d+)$/.exec(truth.text)?.[1];
  const major = wantedMajor(truth.text);
  if (major === undefined) return '';
  if (place.kind === 'volta') return exact ?? '';
  if (place.kind === 'engines' || place.kind === 'devEngines') return `${major}.x`;
  return exact ?? /^v?(\d+(?:\.\d+)?)$/.exec(truth.text)?.[1] ?? String(major);
}

function editsOf(context: FixContext, version: string, versionFile: FilePath): Edit[] | undefined {
  const { file, text, finding } = context;
  const { span } = finding;
  if (/\.ya?ml$/.test(file)) return [workflowEdit(text, span, version, versionFile)];
  if (/\.json$|^\.|mise\.toml$/.test(baseName(file))) return [{ span, text: version }];
  const { stages } = parseDockerfile(text);
  if (!stages.some((stage) => stage.from.span.start === span.start)) {
    return [{ span, text: text.slice(span.start, span.end).replace(/[\w.-]+/, (tag) => nodeTag(tag, version)) }];
  }
  // The stages of one version belong together: the finding speaks of all of them.
  const edits = stages.flatMap(({ from }): Edit[] => {
    const { resolved } = from;
    if (resolved?.tag === undefined || resolved.tagSpan === undefined || !isNodeImage(resolved.name)) return [];
    if (versionOfNodeTag(resolved.tag) !== String(finding.data['version'])) return [];
    // A digest pins the old version: it goes with the tag.
    return [{ span: { start: resolved.tagSpan.start, end: from.span.end }, text: nodeTag(resolved.tag, version) }];
  });
  return edits.some((edit) => edit.span.end === span.end) ? edits : undefined;
}

/** Reads the version from the file that names it where the step's own setting is what is written here. */
function workflowEdit(text: string, span: Edit['span'], version: string, versionFile: FilePath): Edit {
  const before = /(\bnode-version:[ \t]*)(["']?)$/.exec(text.slice(Math.max(0, span.start - 40), span.start));
  if (versionFile === '' || before === null || directoryOf(versionFile).includes('..')) return { span, text: version };
  const quote = before[2] ?? '';
  const start = span.start - before[0].length;
  return { span: { start, end: span.end + quote.length }, text: `node-version-file: ${quote}${versionFile}${quote}` };
}
