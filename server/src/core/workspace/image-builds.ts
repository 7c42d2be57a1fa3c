import { parseImageReference } from '../documents/image-reference';
import { baseName, directoryOf, type FilePath, joinPath } from '../documents/kinds';
import { splitShell } from '../documents/shell/split';
import type { WorkflowDocument, WorkflowJob, WorkflowStep } from '../documents/workflow/parse';
import type { ComposeModel, DockerfileModel } from './app-model';
import { contextOf, dockerfileOf } from './compose-services';
import type { PackageModel } from './packages';

/** What a build is made from, whatever it is called. */
export interface ImageSourceBuild {
  readonly dockerfile: FilePath;
  readonly context: FilePath;
}

/** An image that the folder itself builds. */
export interface ImageBuild {
  /** To compare with `ImageReference.name`; the last part alone where the rest is only known at run time. */
  readonly name: string;
  /** Folder-relative; absent where the build names none that exists. */
  readonly dockerfile: FilePath | undefined;
  readonly context: FilePath;
}

export interface ImageBuildInput {
  readonly composeFiles: readonly ComposeModel[];
  readonly pipelineBuilds: readonly PipelineBuild[];
  readonly dockerfiles: readonly DockerfileModel[];
  readonly packages: readonly PackageModel[];
}

/** Names under which compose files and workflows build images, in this order. */
export function imageBuilds(input: ImageBuildInput): ImageBuild[] {
  const existing = (path: FilePath): FilePath | undefined =>
    input.dockerfiles.some(({ file }) => file === path) ? path : undefined;
  const composed = input.composeFiles.flatMap((model) =>
    model.document.services.flatMap(({ image, build }): ImageBuild[] => {
      const name = image?.reference?.name;
      if (name === undefined || build === undefined) return [];
      return [{ name, dockerfile: existing(dockerfileOf(build, model)), context: contextOf(build, model) }];
    }),
  );
  const pipelines = input.pipelineBuilds.flatMap(({ names, dockerfile, context }) =>
    names.map((name) => ({ name, dockerfile: existing(dockerfile), context })),
  );
  return [...composed, ...pipelines];
}

/** A build of a workflow with the names that it gives the image; it may give none that is known. */
export interface PipelineBuild extends ImageSourceBuild {
  readonly names: readonly string[];
}

export function pipelineBuilds(workflows: readonly WorkflowDocument[]): PipelineBuild[] {
  return workflows.flatMap((document) =>
    document.jobs.flatMap((job) =>
      job.steps.flatMap((step) => [...ofAction(step, job, document), ...ofCommands(step)]),
    ),
  );
}

/**
 * The build that makes an image of that name. A repository that only shares its last part with a build, or with the folder
 * or package of a Dockerfile, is taken for it where it is nobody's official image.
 */
export function buildOfImage(
  name: string,
  builds: readonly ImageBuild[],
  { dockerfiles, packages }: Pick<ImageBuildInput, 'dockerfiles' | 'packages'>,
): Omit<ImageBuild, 'name'> | undefined {
  const exact = builds.find((build) => build.name === name);
  if (exact !== undefined || !name.includes('/')) return exact;
  const last = baseName(name);
  const alike = builds.find((build) => baseName(build.name) === last);
  if (alike !== undefined) return alike;
  const owners = dockerfiles.filter(({ file, context, development }) => {
    if (development) return false;
    const manifest = packages.find(({ root }) => root === context || root === directoryOf(file))?.manifest;
    const names = [baseName(directoryOf(file)), baseName(context), baseName(manifest?.name ?? ''), suffixOf(file)];
    return names.some((one) => one !== '' && one.length > 2 && one === last);
  });
  const [owner] = owners;
  return owners.length === 1 && owner !== undefined ? { dockerfile: owner.file, context: owner.context } : undefined;
}

/** `api` of `Dockerfile.api` and of `api.Dockerfile`. */
function suffixOf(file: FilePath): string {
  return (
    /^(?:Docker|Container)file\.([\w-]+)$|^([\w-]+)\.dockerfile$/i.exec(baseName(file))?.slice(1).find(Boolean) ?? ''
  );
}

function ofAction(step: WorkflowStep, job: WorkflowJob, document: WorkflowDocument): PipelineBuild[] {
  if (!/^docker\/build-push-action(?:@|$)/.test(step.uses ?? '')) return [];
  const setting = (name: string): string => fill(step.with.get(name)?.value ?? '', step, job, document);
  const context = placeOf(setting('context'));
  const file = setting('file');
  const tags = setting('tags');
  // `steps.meta.outputs.tags`: the names stand with the step that makes them.
  const metadata = job.steps
    .filter(({ uses }) => /^docker\/metadata-action(?:@|$)/.test(uses ?? ''))
    .map((other) => fill(other.with.get('images')?.value ?? '', other, job, document));
  const names = [tags, ...(tags.includes('outputs.tags') ? metadata : [])].flatMap(namesIn);
  if (context === undefined || file.includes('${')) return [];
  const dockerfile = file === '' ? joinPath(context, 'Dockerfile') : joinPath(file);
  return [{ names, dockerfile, context }];
}

/** `docker build -t acme/api -f api/Dockerfile .` */
function ofCommands({ run, workingDirectory }: WorkflowStep): PipelineBuild[] {
  // Where a script goes to before it builds is not followed.
  if (run === undefined || !/\bdocker\b.*\bbuild\b/.test(run.text) || /\b(?:cd|pushd)\s/.test(run.text)) return [];
  const shell = run.text.replace(/\$\{\{.*?\}\}/g, (expression) => `$${'E'.repeat(expression.length - 1)}`);
  return splitShell(shell).flatMap(({ words }): PipelineBuild[] => {
    const texts = words.map(({ text }) => text);
    if (texts[0] !== 'docker' || !texts.slice(1, 3).includes('build')) return [];
    const after = (...flags: readonly string[]): string[] =>
      texts.flatMap((text, index) => {
        if (flags.includes(text)) return texts[index + 1] ?? [];
        const flag = flags.find((one) => text.startsWith(`${one}=`));
        return flag === undefined ? [] : [text.slice(flag.length + 1)];
      });
    const operand = texts.at(-1) ?? '';
    const place = operand.startsWith('-') ? undefined : placeOf(operand);
    if (place === undefined) return [];
    const context = joinPath(workingDirectory ?? '', place);
    const file = after('-f', '--file').at(0);
    const dockerfile = file === undefined ? joinPath(context, 'Dockerfile') : joinPath(workingDirectory ?? '', file);
    return [{ names: after('-t', '--tag').flatMap(namesIn), dockerfile, context }];
  });
}

/** A folder of the checkout; `undefined` for an address and for what an expression decides. */
function placeOf(context: string): FilePath | undefined {
  if (/^(?:\$\{\{\s*github\.workspace\s*\}\}\/?)?\.?\/?$/.test(context) || context === '{{defaultContext}}') return '';
  return /[$:]/.test(context) ? undefined : joinPath(context);
}

function fill(text: string, step: WorkflowStep, job: WorkflowJob, document: WorkflowDocument): string {
  return text.replace(/\$\{\{\s*env\.([\w-]+)\s*\}\}/g, (whole, name: string) => {
    const found = [...document.env, ...job.env, ...step.env].findLast((variable) => variable.name === name);
    return found === undefined || found.dynamic ? whole : found.value;
  });
}

/** Images of a list of tags; what an expression adds before the last slash is left out. */
function namesIn(text: string): string[] {
  const words = text.match(/(?:\$\{\{.*?\}\}|[^\s,])+/g) ?? [];
  return words.flatMap((word) => {
    const plain = word.replace(/:(?:\$.*|[\w.-]+)$/, '').replace(/^name=/, '');
    const known = plain.slice(plain.lastIndexOf('}') + 1).replace(/^[^/]*\$\w+\//, '');
    const whole = plain.includes('$') ? baseName(known) : plain;
    const name = whole === '' ? undefined : parseImageReference(whole)?.name;
    return name === undefined ? [] : [name];
  });
}
