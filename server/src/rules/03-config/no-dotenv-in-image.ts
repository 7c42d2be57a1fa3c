import type { CopyInstruction, Instruction } from '../../core/documents/dockerfile/model';
import { createDockerIgnoreVerdict } from '../../core/documents/ignore-file/match';
import { baseName, type FilePath, joinPath } from '../../core/documents/kinds';
import { splitShell } from '../../core/documents/shell/split';
import type { AppContext } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import type { Location, Severity } from '../../core/rule/finding';
import { type Fix, fixOf } from '../../core/rule/fix';
import type { Span } from '../../core/text/span';
import type { DockerfileModel } from '../../core/workspace/app-model';
import { type DockerIgnore, dockerIgnoreOf } from '../../core/workspace/docker-ignore';
import {
  type ContextEnvFile,
  contextEnvFiles,
  holdsSecret,
  isEnvFileName,
  isInFinalImage,
  reachesRelease,
  releaseCopies,
  takesIn,
} from '../../core/workspace/image-env-files';
import { dockerIgnoreChange } from '../../refactor/ignore-entry';
import { removeWithLines } from '../../refactor/line-removal';

type Messages = 'unignored' | 'copied' | 'named' | 'placed';
type Context = AppContext<Messages, undefined>;

export default defineRule<Messages, undefined>({
  id: 'config/no-dotenv-in-image',
  summary: 'An environment file goes into the image.',
  why: 'An image is built once and run in every deploy; with an environment file inside it carries the settings of one deploy, and everybody who can pull it can read the secrets in it, from every layer.',
  remedy: 'Leave the file out of the build context, and hand the variables to the container when it starts.',
  messages: {
    unignored: '"{{file}}" is not left out here, so "{{copy}}" takes it into {{target}}.',
    copied: 'This takes "{{file}}" into {{target}}, since there is no ".dockerignore".',
    named: 'This puts the environment file "{{file}}" into {{target}}.',
    placed: 'This makes an environment file inside of {{target}}, for every deploy alike.',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'packages' },
  appReads: 'structure',
  app(context) {
    const reported = new Set<FilePath>();
    for (const model of context.app.dockerfiles) {
      if (model.development) continue;
      checkInstructions(context, model);
      if (!model.isContextKnown) continue;
      const ignore = dockerIgnoreOf(context.app, model);
      if (!reported.has(ignore.file) && checkContext(context, model, ignore)) reported.add(ignore.file);
    }
  },
  companions: ({ data }) => (typeof data['ignoreFile'] === 'string' ? [data['ignoreFile']] : []),
  fix(context): Fix | undefined {
    const { ignoreFile, lines, paths } = context.finding.data;
    if (typeof ignoreFile !== 'string') {
      const places = [context.finding, ...context.finding.related].filter(({ file }) => file === context.file);
      const edits = places.map(({ span }) => removeWithLines(context.text, span));
      const title = edits.length === 1 ? 'Remove the instruction' : `Remove ${edits.length} instructions`;
      return fixOf(title, 'suggestion', context.file, edits);
    }
    const change = dockerIgnoreChange(
      ignoreFile,
      String(lines).split('\n'),
      String(paths).split('\n'),
      context.companion,
    );
    if (change === undefined) return undefined;
    return {
      title: `Leave environment files out of the image in ${ignoreFile}`,
      safety: 'suggestion',
      edits: new Map(change.edit === undefined ? [] : [[change.path, [change.edit]]]),
      creates: change.create === undefined ? [] : [change.create],
    };
  },
});

/** Copies of the whole context or of a folder; one finding for all that share an ignore file. True when there is one. */
function checkContext(context: Context, model: DockerfileModel, ignore: DockerIgnore): boolean {
  const files = contextEnvFiles(context.app, model.context);
  const verdict = createDockerIgnoreVerdict(ignore.text ?? '');
  const copies = releaseCopies(model);
  const isTaken = (copy: CopyInstruction, path: FilePath): boolean =>
    takesIn(copy, path) && reachesRelease(model, copy, path);
  const exposed = files.filter(({ path }) => !verdict(path).ignored && copies.some((copy) => isTaken(copy, path)));
  const copy = copies.find((candidate) => exposed.some(({ path }) => isTaken(candidate, path)));
  const [first] = exposed;
  if (first === undefined || copy === undefined) {
    attest(context, ignore, files, copies);
    return false;
  }
  const hasSecret = exposed.some(({ facts }) => holdsSecret(facts));
  const severity: Severity = hasSecret && isInFinalImage(model, copy.stage) ? 'error' : 'warning';
  const target = targetOf(model, copy.stage);
  const data = { file: first.path, copy: shortText(copy), target, ...fixData(context, model, ignore, exposed) };
  const because =
    first.facts === undefined
      ? `git ignores "${first.file}", so it stands beside the code wherever somebody works or builds`
      : `"${first.file}" is in the build context`;
  const at = placeOf(context, ignore);
  if (at === undefined) {
    context.report({ file: model.file, span: copy.span }, 'copied', data, { severity, because, ...stageOf(copy) });
  } else {
    const related = [{ file: model.file, span: copy.span, message: 'this takes in whatever is not left out' }];
    context.report(at, 'unignored', data, { severity, because, related });
  }
  return true;
}

/** The first line of the ignore file, where there is one: that is where the reader has to write. */
function placeOf({ app }: Context, { file, text }: DockerIgnore): Location | undefined {
  if (text === undefined) return undefined;
  const facts = app.folderFactsOf('ignore-file').find((entry) => entry.file === file)?.facts;
  return { file, span: facts?.document.lines[0]?.lineSpan ?? { start: 0, end: 0 } };
}

function attest(
  context: Context,
  ignore: DockerIgnore,
  files: readonly ContextEnvFile[],
  copies: readonly CopyInstruction[],
): void {
  if (ignore.text === undefined) return;
  const verdict = createDockerIgnoreVerdict(ignore.text);
  const [kept] = files.filter(({ path }) => verdict(path).ignored && copies.some((copy) => takesIn(copy, path)));
  const line = kept && verdict(kept.path).line;
  if (kept === undefined || line === undefined) return;
  context.attest({ file: ignore.file, span: line.span }, `"${kept.path}" stays out of the image.`);
}

/** What the fix writes: a pattern for all environment files, unless a front end's public ones have to stay in. */
function fixData(
  { app }: Context,
  model: DockerfileModel,
  ignore: DockerIgnore,
  exposed: readonly ContextEnvFile[],
): Record<string, string> {
  const paths = exposed.map(({ path }) => path);
  const isNested = paths.some((path) => path.includes('/'));
  const prefix = isNested ? '**/' : '';
  const all = app
    .folderFactsOf('dotenv')
    .filter(({ file }) => file.startsWith(model.context === '' ? '' : `${model.context}/`));
  const examples = [...new Set(all.filter(({ facts }) => facts.example).map(({ file }) => baseName(file)))];
  const others = all.filter(({ file, facts }) => !facts.example && !exposed.some((entry) => entry.file === file));
  const lines =
    others.length > 0
      ? paths
      : [`${prefix}.env*`, ...examples.filter((name) => name.startsWith('.env')).map((name) => `!${prefix}${name}`)];
  return { ignoreFile: ignore.file, lines: lines.join('\n'), paths: paths.join('\n') };
}

/** Instructions that name an environment file, or write one; one finding for all that a stage writes. */
function checkInstructions(context: Context, model: DockerfileModel): void {
  const verdict = createDockerIgnoreVerdict(dockerIgnoreOf(context.app, model).text ?? '');
  const facts = new Map(context.app.folderFactsOf('dotenv').map((entry) => [entry.file, entry.facts]));
  for (const { index, instructions } of model.document.stages) {
    if (!model.releaseStages.has(index)) continue;
    const placed: Placed[] = [];
    for (const instruction of instructions) {
      const named = instruction.type === 'copy' ? namedFile(instruction) : undefined;
      if (named !== undefined && !verdict(joinPath(named)).ignored) {
        const severity: Severity = holdsSecret(facts.get(joinPath(model.context, named))) ? 'error' : 'warning';
        const because = `"${named}" is named as a source`;
        const options = { severity, because, stage: index, fixable: isWhole(instruction) };
        const data = { file: named, target: targetOf(model, index) };
        context.report({ file: model.file, span: instruction.span }, 'named', data, options);
        continue;
      }
      const made = placedFile(instruction);
      if (made !== undefined) placed.push(made);
    }
    reportPlaced(context, model, placed);
  }
}

/** An environment file that an instruction makes. */
interface Placed {
  readonly instruction: Instruction;
  readonly path: string;
  /** Of the one command among several that makes it, else of the instruction. */
  readonly span: Span;
}

function reportPlaced(context: Context, model: DockerfileModel, placed: readonly Placed[]): void {
  const { file } = model;
  const [first, ...others] = placed;
  if (first === undefined) return;
  context.report(
    { file, span: first.span },
    'placed',
    { target: targetOf(model, first.instruction.stage) },
    {
      ...stageOf(first.instruction),
      because: `"${first.path}" is what environment files are called`,
      related: others.map(({ span }) => ({ file, span, message: 'another environment file is made here' })),
      fixable: placed.every(({ instruction }) => isWhole(instruction)),
    },
  );
}

/** A build reads the file in a stage that is left behind; its layers stay in the cache, and what it makes may hold the values. */
function targetOf(model: DockerfileModel, stage: number | undefined): string {
  return isInFinalImage(model, stage) ? 'the image' : 'a stage that builds the image';
}

/** `COPY .env .`, `ADD .env* ./` */
function namedFile(copy: CopyInstruction): string | undefined {
  if (copy.from !== undefined) return undefined;
  const source = copy.sources.find(
    ({ resolved = '', heredoc }) =>
      heredoc === undefined && (isEnvFileName(resolved) || /(?:^|\/)\.env\.?\*$/.test(resolved)),
  );
  return source?.resolved;
}

/** The environment file that an instruction makes: `COPY .env.example .env`, `RUN cp … .env`, `RUN echo … > .env`. */
function placedFile(instruction: Instruction): Placed | undefined {
  if (instruction.type === 'copy' && instruction.from === undefined) {
    const target = instruction.destination?.resolved;
    return target !== undefined && isEnvFileName(target)
      ? { instruction, path: target, span: instruction.span }
      : undefined;
  }
  if (instruction.type !== 'command' || instruction.keyword !== 'RUN') return undefined;
  for (const script of instruction.scripts) {
    for (const { words, redirects, span } of splitShell(script.text, script.offset)) {
      const target = /^(?:cp|mv)$/.test(words[0]?.text ?? '') ? words.at(-1)?.text : undefined;
      const written = redirects.find(({ operator }) => /^1?>>?$/.test(operator))?.target.text;
      const path = [target, written].find((one) => one !== undefined && isEnvFileName(one));
      if (path === undefined) continue;
      return { instruction, path, span: script.exact && !isWhole(instruction) ? span : instruction.span };
    }
  }
  return undefined;
}

/** Only what does nothing else can be removed without a thought. */
function isWhole(instruction: Instruction): boolean {
  if (instruction.type === 'copy') return instruction.sources.length === 1;
  return instruction.type === 'command' && instruction.scripts.every(({ text }) => splitShell(text).length === 1);
}

function shortText({ keyword, sources, destination }: CopyInstruction): string {
  return [keyword, ...sources.map(({ text }) => text), destination?.text ?? ''].join(' ').slice(0, 80);
}

function stageOf({ stage }: Instruction): { stage?: number } {
  return stage === undefined ? {} : { stage };
}
