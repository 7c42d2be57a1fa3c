import { readCommand } from './command';
import { expandWord } from './expand';
import type { LogicalText } from './logical-text';
import type {
  Assignment,
  AssignmentInstruction,
  CopyInstruction,
  CopySource,
  ExposedPort,
  Flag,
  Instruction,
  Word,
} from './model';
import { imageSource, type OpenInstruction, type ReadContext } from './read-context';
import type { RawInstruction } from './split';
import { jsonWords, type RawWord, splitBlanks, splitWords } from './words';

const KEYWORD = /^[^\s]+/;

/** Reads one instruction without changing any state; it never throws. */
export function readInstruction(raw: RawInstruction, context: ReadContext): Instruction {
  return readAt(raw, 0, raw.span.start, context, false);
}

function readAt(raw: RawInstruction, at: number, start: number, context: ReadContext, isTrigger: boolean): Instruction {
  const { line, heredocs } = raw;
  const word = KEYWORD.exec(line.text.slice(at))?.[0] ?? '';
  const keyword = word.toUpperCase();
  const to = Math.max(at + word.length, line.text.trimEnd().length);
  const argumentsAt = skipBlanks(line.text, at + word.length);
  const argumentsSpan =
    argumentsAt < to ? line.spanOf(argumentsAt, to) : line.spanOf(at + word.length, at + word.length);
  const { flags, next } = readFlags(line, argumentsAt, to, context);
  const base = {
    keywordSpan: line.spanOf(at, at + word.length),
    span: { start, end: raw.span.end },
    argumentsSpan,
    argumentsText: context.document.slice(argumentsSpan.start, argumentsSpan.end),
    stage: context.stage,
    flags,
    heredocs,
    isTrigger,
  };
  const open: OpenInstruction = { base, line, from: next, to };
  switch (keyword) {
    case 'RUN':
    case 'CMD':
    case 'ENTRYPOINT':
    case 'SHELL':
    case 'HEALTHCHECK':
      return readCommand(open, keyword, context);
    case 'ENV':
    case 'ARG':
    case 'LABEL':
      return readAssignments(open, keyword, context);
    case 'COPY':
    case 'ADD':
      return readCopy(open, keyword, context);
    case 'FROM': {
      const name = plainWords(open, context)[2];
      return { ...base, type: 'from', keyword, ...(name === undefined ? {} : { stageName: name.value.toLowerCase() }) };
    }
    case 'EXPOSE':
      return { ...base, type: 'expose', keyword, ports: plainWords(open, context).map(portOf) };
    case 'ONBUILD': {
      if (isTrigger || argumentsAt >= to) return { ...base, type: 'onbuild', keyword };
      const trigger = readAt(raw, argumentsAt, argumentsSpan.start, context, true);
      return { ...base, type: 'onbuild', keyword, trigger };
    }
    default: {
      const words = keyword === 'VOLUME' ? listWords(open, context) : plainWords(open, context);
      const workdir = keyword === 'WORKDIR' ? { workdir: workdirAfter(open, context) } : {};
      return { ...base, type: 'words', keyword, words, ...workdir };
    }
  }
}

/** `--name=value` words before the first other one (`extractBuilderFlags` of BuildKit). */
function readFlags(line: LogicalText, from: number, to: number, context: ReadContext): { flags: Flag[]; next: number } {
  const flags: Flag[] = [];
  if (!line.text.startsWith('--', from)) return { flags, next: from };
  for (const word of splitWords(line.text.slice(0, to), from, context.escape)) {
    if (!word.raw.startsWith('--')) return { flags, next: word.start };
    if (word.raw === '--') return { flags, next: skipBlanks(line.text, word.end) };
    const equals = word.raw.indexOf('=');
    const name = word.raw.slice(2, equals < 0 ? undefined : equals).toLowerCase();
    const value = equals < 0 ? undefined : expandWord(word.raw.slice(equals + 1), context.escape, () => null).value;
    const valueAt = equals < 0 ? word.end : word.start + equals + 1;
    flags.push({ name, value, span: line.spanOf(word.start, word.end), valueSpan: line.spanOf(valueAt, word.end) });
  }
  return { flags, next: to };
}

function readAssignments(
  open: OpenInstruction,
  keyword: 'ENV' | 'ARG' | 'LABEL',
  context: ReadContext,
): AssignmentInstruction {
  const { base, line, from, to } = open;
  const words = splitWords(line.text.slice(0, to), from, context.escape);
  const [first] = words;
  if (keyword !== 'ARG' && first !== undefined && !first.raw.includes('=')) {
    const valueAt = skipBlanks(line.text, first.end);
    const assignment = assignmentOf(
      line,
      { raw: line.text.slice(first.start, to), start: first.start, end: to },
      context,
      {
        nameEnd: first.end,
        valueAt: Math.min(valueAt, to),
      },
    );
    return { ...base, type: 'assignment', keyword, assignments: [assignment], isLegacy: true };
  }
  // A word without a sign of equality sets nothing: the builder refuses such a line.
  const set = keyword === 'ARG' ? words : words.filter(({ raw }) => raw.includes('='));
  const assignments = set.map((word) => {
    const equals = word.raw.indexOf('=');
    const nameEnd = equals < 0 ? word.end : word.start + equals;
    return assignmentOf(line, word, context, { nameEnd, valueAt: equals < 0 ? word.end : nameEnd + 1 });
  });
  return { ...base, type: 'assignment', keyword, assignments, isLegacy: false };
}

function assignmentOf(
  line: LogicalText,
  word: RawWord,
  context: ReadContext,
  { nameEnd, valueAt }: { nameEnd: number; valueAt: number },
): Assignment {
  const expansion = expandWord(line.text.slice(valueAt, word.end), context.escape, context.lookup);
  return {
    name: expandWord(line.text.slice(word.start, nameEnd), context.escape, () => null).value,
    nameSpan: line.spanOf(word.start, nameEnd),
    value: expansion.value,
    valueSpan: line.spanOf(valueAt, word.end),
    span: line.spanOf(word.start, word.end),
    hasDefault: valueAt > nameEnd,
    resolved: expansion.resolved,
    variables: expansion.variables,
  };
}

function readCopy(open: OpenInstruction, keyword: 'COPY' | 'ADD', context: ReadContext): CopyInstruction {
  const words = listWords(open, context);
  const destination = words.length > 1 ? words.at(-1) : undefined;
  const sources = (destination === undefined ? words : words.slice(0, -1)).map((word): CopySource => {
    const heredoc = open.base.heredocs.find(({ span }) => span.start === word.span.start);
    return heredoc === undefined ? word : { ...word, heredoc };
  });
  const flag = open.base.flags.find(({ name }) => name === 'from');
  return {
    ...open.base,
    type: 'copy',
    keyword,
    sources,
    ...(destination === undefined ? {} : { destination }),
    ...(flag?.value === undefined ? {} : { from: imageSource(flag.value, flag.valueSpan, context) }),
  };
}

/** A JSON array of strings, or words between blanks; substituted as Docker does for paths. */
function listWords(open: OpenInstruction, context: ReadContext): Word[] {
  const json = jsonWords(open.line.text.slice(0, open.to), open.from);
  if (json.kind !== 'words') return plainWords(open, context);
  return json.words.map(({ value, start, end }) => {
    const span = open.line.spanOf(start, end);
    const text = context.document.slice(span.start, span.end);
    const { resolved } = expandWord(value, context.escape, context.lookup);
    return { text, value, resolved, span, escaped: text !== value };
  });
}

export function plainWords(open: OpenInstruction, context: ReadContext): Word[] {
  return splitBlanks(open.line.text.slice(0, open.to), open.from).map(({ raw, start, end }) => {
    const span = open.line.spanOf(start, end);
    const text = context.document.slice(span.start, span.end);
    const { value, resolved } = expandWord(raw, context.escape, context.lookup);
    return { text, value, resolved, span, escaped: text !== value };
  });
}

function portOf(word: Word): ExposedPort {
  const [, first, last, protocol] = /^(\d{1,5})(?:-(\d{1,5}))?(?:\/(\w+))?$/.exec(word.resolved ?? '') ?? [];
  const port = first === undefined ? undefined : Number(first);
  return {
    ...word,
    port,
    endPort: last === undefined ? port : Number(last),
    protocol: (protocol ?? /\/(\w+)$/.exec(word.value)?.[1] ?? 'tcp').toLowerCase(),
  };
}

function workdirAfter(open: OpenInstruction, context: ReadContext): string | undefined {
  const text = open.line.text.slice(open.from, open.to);
  const { resolved } = expandWord(text, context.escape, context.lookup);
  if (resolved === undefined || resolved === '') return context.workdir;
  const isAbsolute = resolved.startsWith('/') || /^[A-Za-z]:/.test(resolved);
  if (!isAbsolute && context.workdir === undefined) return undefined;
  const segments: string[] = [];
  for (const segment of `${isAbsolute ? '' : context.workdir}/${resolved}`.split(/[\\/]+/)) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return `/${segments.join('/')}`;
}

function skipBlanks(text: string, from: number): number {
  let index = from;
  while (index < text.length && /\s/.test(text[index] ?? '')) index++;
  return index;
}
