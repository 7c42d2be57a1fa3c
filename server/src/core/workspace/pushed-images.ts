/** What a workflow pushes to image registries, and under which tags. */
import { splitShell } from '../documents/shell/split';
import type { WorkflowDocument, WorkflowJob, WorkflowStep, WorkflowVariable } from '../documents/workflow/parse';
import { BRANCH_TAGS, FLOATING_TAGS, PREVIEW_TAGS } from '../knowledge/image-tags';
import { matchesAnyGlob } from '../knowledge/names';
import type { Span } from '../text/span';

export interface PushedTag {
  /** Registry and repository as written, variables of the workflow filled in. */
  readonly image: string;
  /** Empty for an image without one. */
  readonly tag: string;
  /** `moving`: the next run gives the name to another image; `preview`: the same, on purpose; `unique`: of this commit, version or run. */
  readonly kind: 'moving' | 'preview' | 'unique' | 'unknown';
  /** The image with its tag as written. */
  readonly span: Span;
  readonly job: string;
  /** `tags` of docker/build-push-action, or the operand of `docker push`. */
  readonly how: 'action' | 'command';
}

/**
 * @param text of the workflow
 * @param moving globs of tags that move as well
 */
export function pushedTags(document: WorkflowDocument, text: string, moving: readonly string[] = []): PushedTag[] {
  const released = document.triggers.some(({ name, tags }) => name === 'release' || tags.length > 0);
  return document.jobs.flatMap((job) =>
    job.steps.flatMap((step) => {
      const variables = [...document.env, ...job.env, ...step.env];
      const entries = [...actionEntries(step, text), ...commandEntries(step)];
      return entries.map((entry) => pushedTag(entry, job, variables, { released, moving }));
    }),
  );
}

type Entry = Pick<PushedTag, 'span' | 'how'> & { readonly text: string };

/** A whole expression is one word, blanks included. */
const WORD = /(?:\$\{\{.*?\}\}|[^\s,])+/g;

function actionEntries(step: WorkflowStep, text: string): Entry[] {
  if (!/^docker\/build-push-action(?:@|$)/.test(step.uses ?? '')) return [];
  const push = step.with.get('push');
  const tags = step.with.get('tags');
  if (tags === undefined || push === undefined || (!push.dynamic && push.value !== 'true')) return [];
  return [...text.slice(tags.span.start, tags.span.end).matchAll(WORD)].map((match) => {
    const start = tags.span.start + match.index;
    return { text: match[0], span: { start, end: start + match[0].length }, how: 'action' };
  });
}

function commandEntries({ run }: WorkflowStep): Entry[] {
  if (run === undefined || !/\bdocker\b/.test(run.text)) return [];
  // Expressions are no shell: their blanks would split words.
  const shell = run.text.replace(/\$\{\{.*?\}\}/g, (expression) =>
    expression.replace(/[^\w.-]/g, '_').replace(/^..../, '$__E'),
  );
  return splitShell(shell, run.offset).flatMap(({ words }): Entry[] => {
    const verb = words.findIndex((word) => word.text === 'push');
    const isImagePush = words[0]?.text === 'docker' && (verb === 1 || (verb === 2 && words[1]?.text === 'image'));
    const image = isImagePush ? words.slice(verb + 1).find((word) => !word.text.startsWith('-')) : undefined;
    if (image === undefined) return [];
    const span = run.exact ? image.span : run.span;
    return [{ text: image.text, span, how: 'command' }];
  });
}

function pushedTag(
  entry: Entry,
  job: WorkflowJob,
  variables: readonly WorkflowVariable[],
  known: KnownTags,
): PushedTag {
  const filled = entry.text.replace(
    /\$\{\{\s*env\.([\w-]+)\s*\}\}|\$\{([\w]+)\}|\$(\w+)/g,
    (whole, env, braced, bare) => {
      const name: unknown = env ?? braced ?? bare;
      const found = variables.findLast((variable) => variable.name === name);
      return found === undefined || found.dynamic ? whole : found.value;
    },
  );
  const colon = filled.replace(/\$\{\{.*?\}\}/g, (expression) => '_'.repeat(expression.length)).lastIndexOf(':');
  const isTag = colon > filled.lastIndexOf('/') || (colon >= 0 && filled.slice(colon).includes('${{'));
  const image = isTag ? filled.slice(0, colon) : filled;
  const tag = isTag ? filled.slice(colon + 1) : '';
  return {
    image,
    tag,
    kind: kindOf(image, isTag ? tag : undefined, known),
    span: entry.span,
    job: job.id,
    how: entry.how,
  };
}

interface KnownTags {
  readonly released: boolean;
  readonly moving: readonly string[];
}

function kindOf(image: string, tag: string | undefined, { released, moving }: KnownTags): PushedTag['kind'] {
  // A bare variable may bring its tag along.
  if (tag === undefined) return image.includes('$') ? 'unknown' : 'moving';
  if (/\bgithub\.(?:sha|run_id|run_number)\b|GITHUB_(?:SHA|RUN_ID|RUN_NUMBER)/.test(tag)) return 'unique';
  if (/^\$\{\{\s*github\.(?:ref_name|head_ref|base_ref)\s*\}\}$/.test(tag)) return released ? 'unique' : 'moving';
  if (tag.includes('$')) return 'unknown';
  if (matchesAnyGlob(tag, moving)) return 'moving';
  if (PREVIEW_TAGS.has(tag.toLowerCase())) return 'preview';
  if (FLOATING_TAGS.has(tag.toLowerCase()) || BRANCH_TAGS.has(tag.toLowerCase())) return 'moving';
  return /^v?\d+\.\d+/.test(tag) ? 'unique' : 'unknown';
}
