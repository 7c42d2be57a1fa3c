import { parseImageReference } from '../image-reference';
import { expandWord } from './expand';
import type { DockerfileDocument, FromInstruction, Instruction, Stage, StageBase, Word } from './model';
import type { ReadContext } from './read-context';
import { readInstruction } from './read-instruction';
import { globalScope, type Scope, stageScope } from './scope';
import { type RawInstruction, splitDockerfile } from './split';
import { splitBlanks } from './words';

interface OpenStage {
  readonly stage: Omit<Stage, 'span'>;
  readonly start: number;
  readonly instructions: Instruction[];
  readonly scope: Scope;
  shell: readonly string[] | undefined;
  workdir: string | undefined;
}

/**
 * Reads a Dockerfile or Containerfile. It never throws: what cannot be read becomes a `words` instruction of its keyword.
 * `ARG` and `ENV` are resolved with their defaults in BuildKit's scopes; whatever a builder or a base image decides stays unknown.
 */
export function parseDockerfile(text: string): DockerfileDocument {
  const split = splitDockerfile(text);
  const global = globalScope();
  const stages: OpenStage[] = [];
  const instructions: Instruction[] = [];
  const byName = new Map<string, number>();

  for (const raw of split.instructions) {
    const current = stages.at(-1);
    const context: ReadContext = {
      document: text,
      escape: split.escape,
      lookup: (current?.scope ?? global).lookup,
      stage: current?.stage.index,
      stageNamed: (name) => byName.get(name.toLowerCase()) ?? stageNumbered(name, stages.length - 1),
      shellInForce: current?.shell,
      workdir: current?.workdir,
    };
    const read = readInstruction(raw, context);
    if (read.type !== 'from') {
      applyTo(current, global, read);
      instructions.push(read);
      current?.instructions.push(read);
      continue;
    }
    const from: FromInstruction = { ...read, stage: stages.length };
    const opened = openStage(raw, from, global, stages, byName, context);
    stages.push(opened);
    instructions.push(from);
    if (opened.stage.name !== undefined) byName.set(opened.stage.name, opened.stage.index);
  }
  return {
    directives: split.directives,
    escape: split.escape,
    comments: split.comments,
    globalArguments: instructions.flatMap((one) =>
      one.type === 'assignment' && one.keyword === 'ARG' && one.stage === undefined ? [one] : [],
    ),
    stages: stages.map(({ stage, start }, index) => ({
      ...stage,
      span: { start, end: stages[index + 1]?.start ?? text.length },
    })),
    instructions,
    truncated: split.truncated,
  };
}

function stageNumbered(name: string, count: number): number | undefined {
  const index = /^\d{1,4}$/.test(name) ? Number(name) : -1;
  return index >= 0 && index < count ? index : undefined;
}

function applyTo(stage: OpenStage | undefined, global: Scope, instruction: Instruction): void {
  const scope = stage?.scope ?? global;
  if (instruction.type === 'assignment') {
    for (const { name, hasDefault, resolved } of instruction.assignments) {
      if (instruction.keyword === 'ARG') scope.declareArgument(name, hasDefault, resolved);
      else if (instruction.keyword === 'ENV') scope.setEnvironment(name, resolved);
    }
  } else if (stage !== undefined && instruction.type === 'words' && instruction.keyword === 'WORKDIR') {
    stage.workdir = instruction.workdir;
  } else if (stage !== undefined && instruction.type === 'command' && instruction.keyword === 'SHELL') {
    if (instruction.words.length > 0) stage.shell = instruction.words.map(({ value }) => value);
  }
}

function openStage(
  raw: RawInstruction,
  instruction: FromInstruction,
  global: Scope,
  stages: readonly OpenStage[],
  byName: ReadonlyMap<string, number>,
  context: ReadContext,
): OpenStage {
  const { from, nameWord } = readFrom(raw, instruction, global, byName, context);
  const parent = from.stageReference === undefined ? undefined : stages[from.stageReference];
  const instructions: Instruction[] = [instruction];
  return {
    stage: {
      index: stages.length,
      ...(nameWord === undefined ? {} : { name: nameWord.text.toLowerCase(), nameSpan: nameWord.span }),
      from,
      instructions,
    },
    start: instruction.span.start,
    instructions,
    scope: stageScope(global, parent?.scope),
    shell: parent?.shell,
    workdir: parent === undefined ? (from.isScratch ? '/' : undefined) : parent.workdir,
  };
}

/** `FROM [--platform=…] image [AS name]` */
function readFrom(
  raw: RawInstruction,
  instruction: FromInstruction,
  global: Scope,
  byName: ReadonlyMap<string, number>,
  context: ReadContext,
): { from: StageBase; nameWord: Word | undefined } {
  const lookup = global.lookup;
  const words = splitBlanks(raw.line.text, instruction.keyword.length)
    .filter(({ start }) => raw.line.spanOf(start, start + 1).start >= (instruction.flags.at(-1)?.span.end ?? 0))
    .map(({ raw: text, start, end }): Word & { readonly variables: readonly string[] } => {
      const span = raw.line.spanOf(start, end);
      const { value, resolved, variables } = expandWord(text, context.escape, lookup);
      return { text, value, resolved, span, escaped: text !== value, variables };
    });
  const [image, as, name] = words;
  const span = image?.span ?? { start: instruction.argumentsSpan.end, end: instruction.argumentsSpan.end };
  const resolvedText = image?.resolved;
  const isScratch = resolvedText === 'scratch';
  const stageReference = resolvedText === undefined ? undefined : byName.get(resolvedText.toLowerCase());
  const isWritten = resolvedText === context.document.slice(span.start, span.end);
  const reference =
    resolvedText === undefined || isScratch || stageReference !== undefined
      ? undefined
      : parseImageReference(resolvedText, isWritten ? span.start : undefined);
  const flag = instruction.flags.find((one) => one.name === 'platform');
  const from: StageBase = {
    text: image?.text ?? '',
    span,
    resolvedText,
    resolved: reference,
    isScratch,
    ...(stageReference === undefined ? {} : { stageReference }),
    stageCandidates: stageReference === undefined ? candidatesOf(image, byName) : [stageReference],
    variables: image?.variables ?? [],
    ...(flag?.value === undefined
      ? {}
      : {
          platform: {
            text: flag.value,
            value: flag.value,
            resolved: expandWord(flag.value, context.escape, lookup).resolved,
            span: flag.valueSpan,
            escaped: false,
          },
        }),
  };
  return { from, nameWord: as?.value.toLowerCase() === 'as' ? name : undefined };
}

/** Stages whose names fit an unresolved text when each variable may stand for anything. */
function candidatesOf(image: Word | undefined, byName: ReadonlyMap<string, number>): number[] {
  if (image === undefined || image.resolved !== undefined) return [];
  const literals = image.value
    .toLowerCase()
    .split(/\$(?:\{[^}]*\}|\w+)/)
    .filter((part, index, parts) => part !== '' || index === 0 || index === parts.length - 1);
  const first = literals[0] ?? '';
  const last = literals.length > 1 ? (literals.at(-1) ?? '') : '';
  if (literals.every((part) => part === '')) return [];
  return [...byName].flatMap(([name, index]) =>
    name.length >= first.length + last.length && name.startsWith(first) && name.endsWith(last) ? [index] : [],
  );
}
