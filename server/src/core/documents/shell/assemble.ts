/** Turns raw commands into the commands rules see: prefixes and wrappers off, scripts in quotes unwrapped, spans exact. */
import { span } from '../../text/span';
import type { ShellAssignment, ShellCommand, ShellScope, ShellWord } from './model';
import { type RawCommand, readCommands, spanOfWords } from './read-commands';
import { mappedSource } from './source';
import { type RawWord, tailOf } from './word';
import { type Unwrapped, unwrap } from './wrappers';

/** Substitutions and scripts in scripts are followed this far. */
const MAXIMUM_NESTING = 6;
const ASSIGNMENT = /^([A-Za-z_]\w*)(?:\[[^\]]{0,80}\])?\+?=/;

export function assemble(raw: RawCommand, nesting = 0): ShellCommand[] {
  const { source } = raw;
  const prefixed = countPrefixes(raw.words);
  const rest = raw.words.slice(prefixed);
  const words = rest.map((entry) => entry.word);
  const found = unwrap(words);
  const assignments = [
    ...raw.words.slice(0, prefixed).map((entry) => assignmentOf(entry, raw)),
    ...found.assignments.flatMap((index) => (rest[index] ? [assignmentOf(rest[index], raw)] : [])),
  ];
  const script = found.script === undefined ? undefined : rest[found.script];
  const unwrapScript = script !== undefined && nesting < MAXIMUM_NESTING;
  const command: ShellCommand = {
    words: words.slice(found.from),
    assignments,
    wrappers: unwrapScript || found.script === undefined ? found.wrappers : found.wrappers.slice(0, -1),
    span: spanOfWords(source, raw.words),
    operator: raw.operator,
    background: raw.background,
    redirects: raw.redirects,
    depth: raw.depth,
    ...(raw.within.length > 0 ? { within: raw.within } : {}),
    ...(found.from > 0 ? { wrappedWords: words } : {}),
  };
  const inside = unwrapScript ? scriptCommands(script, raw, command, found, nesting) : [command];
  if (nesting >= MAXIMUM_NESTING) return inside;
  const outside = unwrapScript ? raw.words.filter((entry) => entry !== script) : raw.words;
  return [...inside, ...outside.flatMap((entry) => substitutionCommands(entry, raw, nesting))];
}

/** An exec form: the words are final, only a script among them is text for a shell. */
export function commandOfWords(given: readonly Pick<ShellWord, 'text' | 'span'>[]): ShellCommand[] {
  const words = given.map(({ text, span: at }): ShellWord => ({ text, span: at, dynamic: false, quoted: true }));
  const first = words[0];
  const last = words.at(-1);
  if (!first || !last) return [];
  const found = unwrap(words);
  const assignments = found.assignments.flatMap((index) => (words[index] ? [exactAssignment(words[index])] : []));
  const command: ShellCommand = {
    words: words.slice(found.from),
    assignments,
    wrappers: found.wrappers,
    span: span(first.span.start, last.span.end),
    operator: 'start',
    background: false,
    redirects: [],
    depth: 0,
    ...(found.from > 0 ? { wrappedWords: words } : {}),
  };
  const script = found.script === undefined ? undefined : words[found.script];
  if (!script) return [command];
  const offsets = offsetsOf(script);
  const inner = readCommands(mappedSource(script.text, offsets, offsets.slice(1), '\\'));
  return inner.flatMap((entry) => assemble(entry, 1)).map((entry) => inherit(entry, command));
}

function countPrefixes(words: readonly RawWord[]): number {
  let count = 0;
  for (const { word, literal } of words) {
    const match = ASSIGNMENT.exec(word.text);
    if (!match || match[0].length > literal) break;
    count++;
  }
  return count;
}

function assignmentOf(raw: RawWord, command: RawCommand): ShellAssignment {
  const match = ASSIGNMENT.exec(raw.word.text);
  const tail = tailOf(raw, match?.[0].length ?? 0, command.source);
  return { name: match?.[1] ?? '', span: raw.word.span, value: tail };
}

function exactAssignment(word: ShellWord): ShellAssignment {
  const equals = word.text.indexOf('=') + 1;
  const offsets = offsetsOf(word);
  const value = {
    ...word,
    text: word.text.slice(equals),
    span: span(offsets[equals] ?? word.span.end, offsets.at(-1) ?? word.span.end),
  };
  return { name: word.text.slice(0, equals - 1), span: word.span, value };
}

/** Exact for words without escapes in plain text or one pair of quotes; else never outside the word. */
function offsetsOf({ text, span: at }: ShellWord): number[] {
  const quotes = at.end - at.start === text.length ? 0 : 1;
  const limit = Math.max(at.start, at.end - quotes);
  return Array.from({ length: text.length + 1 }, (_, index) => Math.min(limit, at.start + quotes + index));
}

function scriptCommands(
  script: RawWord,
  raw: RawCommand,
  outer: ShellCommand,
  found: Unwrapped,
  nesting: number,
): ShellCommand[] {
  const starts = script.starts.map((index) => raw.source.at(index));
  const ends = script.ends.map((index) => raw.source.endAt(index));
  const inner = readCommands(mappedSource(script.word.text, starts, ends, raw.source.joiner), raw.within);
  const commands = inner.flatMap((entry) => assemble(entry, nesting + 1)).map((entry) => inherit(entry, outer));
  return commands.length > 0 ? commands : [{ ...outer, wrappers: found.wrappers.slice(0, -1) }];
}

/** What surrounds `sh -c` holds for every command of its script. */
function inherit(inner: ShellCommand, outer: ShellCommand): ShellCommand {
  return {
    ...inner,
    assignments: [...outer.assignments, ...inner.assignments],
    wrappers: [...outer.wrappers, ...inner.wrappers],
    operator: inner.operator === 'start' ? outer.operator : inner.operator,
    background: inner.background || outer.background,
    redirects: [...inner.redirects, ...outer.redirects],
  };
}

function substitutionCommands(entry: RawWord, raw: RawCommand, nesting: number): ShellCommand[] {
  return entry.substitutions.flatMap(({ start, end }) => {
    const { source } = raw;
    const text = source.text.slice(start, end);
    const part = {
      text,
      joiner: source.joiner,
      at: (index: number) => (index < text.length ? source.at(start + index) : source.endAt(end)),
      endAt: (index: number) => source.endAt(start + index),
    };
    const within: readonly ShellScope[] = [...raw.within, 'substitution'];
    return readCommands(part, within).flatMap((command) => assemble(command, nesting + 1));
  });
}
