/** Reads one shell word: POSIX.1-2017, Shell Command Language, 2.2 Quoting and 2.6 Word Expansions, with bash's `$'…'`. */
import { span } from '../../text/span';
import type { ShellWord } from './model';
import { closingBracket, continuationEnd, type ShellSource } from './source';

/** A word and what only the splitter needs of it; offsets are indexes into the source's text. */
export interface RawWord {
  readonly word: ShellWord;
  readonly start: number;
  readonly end: number;
  /** Bodies of `$(…)`, backquotes and `<(…)`. */
  readonly substitutions: readonly { readonly start: number; readonly end: number }[];
  /** For each character of `word.text` where it begins (its escape included) and ends in the source's text. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** How many leading characters of `word.text` are literal and unquoted: keywords and `NAME=` must be. */
  readonly literal: number;
}

const BLANK_OR_OPERATOR = /[\s;&|()<>]/;

interface State {
  readonly source: ShellSource;
  text: string;
  readonly starts: number[];
  readonly ends: number[];
  readonly substitutions: { start: number; end: number }[];
  dynamic: boolean;
  quoted: boolean;
  literal: number | undefined;
  at: number;
}

/** `start` must not be a blank or an operator; `inTest` reads inside `[[ ]]`, where operators are ordinary words. */
export function readWord(source: ShellSource, start: number, inTest = false): RawWord {
  const state: State = {
    source,
    text: '',
    starts: [],
    ends: [],
    substitutions: [],
    dynamic: false,
    quoted: false,
    literal: undefined,
    at: start,
  };
  if (inTest && /[;&|()<>]/.test(source.text.charAt(start))) take(state, 1);
  else while (state.at < source.text.length && readPiece(state));
  return finish(state, start);
}

/** The part of a word from an index of its unquoted text on, as a word of its own: the value of an assignment. */
export function tailOf(raw: RawWord, from: number, source: ShellSource): ShellWord {
  const start = raw.ends[from - 1] ?? raw.start;
  return { ...raw.word, text: raw.word.text.slice(from), span: span(source.at(start), raw.word.span.end) };
}

function finish(state: State, start: number): RawWord {
  const { source, text, dynamic, quoted, at } = state;
  const word = { text, span: span(source.at(start), source.endAt(at)), dynamic, quoted };
  return {
    word,
    start,
    end: at,
    substitutions: state.substitutions,
    starts: state.starts,
    ends: state.ends,
    literal: state.literal ?? text.length,
  };
}

function readPiece(state: State): boolean {
  const { source, at } = state;
  const { text } = source;
  const character = text.charAt(at);
  const joined = continuationEnd(source, at);
  if (joined !== undefined) state.at = joined;
  else if (character === '\\') readEscape(state);
  else if (character === "'") readSingle(state, at + 1, false);
  else if (character === '"') readDouble(state, at + 1);
  else if (character === '$') readDollar(state, false);
  else if (character === '`') readSubstitution(state, 1, '`');
  else if ((character === '<' || character === '>') && text[at + 1] === '(') readSubstitution(state, 2, ')');
  else if (character === '(' && state.text.endsWith('=')) readSubstitution(state, 1, ')', false);
  else if (BLANK_OR_OPERATOR.test(character)) return false;
  else {
    if (isExpansion(text, at)) state.dynamic = true;
    take(state, 1);
  }
  return true;
}

/** Globs and brace lists; a lone `[` is a command. */
function isExpansion(text: string, at: number): boolean {
  const character = text[at];
  if (character === '*' || character === '?') return true;
  if (character === '[') return /^\[[^\s\]]{1,40}\]/.test(text.slice(at, at + 42));
  return character === '{' && /^\{[^\s{}]{0,80}(?:,|\.\.)[^\s{}]{0,80}\}/.test(text.slice(at, at + 164));
}

function readEscape(state: State): void {
  endLiteral(state);
  state.at++;
  if (state.at < state.source.text.length) take(state, 1, 1);
}

function readSingle(state: State, from: number, ansi: boolean): void {
  const { text } = state.source;
  quote(state, from);
  while (state.at < text.length && text[state.at] !== "'") {
    const escaped = ansi && text[state.at] === '\\' ? 1 : 0;
    state.at += escaped;
    if (state.at < text.length) take(state, 1, escaped);
  }
  state.at = Math.min(text.length, state.at + 1);
}

function readDouble(state: State, from: number): void {
  const { source } = state;
  const { text } = source;
  quote(state, from);
  while (state.at < text.length && text[state.at] !== '"') {
    const character = text[state.at];
    const joined = continuationEnd(source, state.at);
    if (joined !== undefined) state.at = joined;
    else if (character === '\\' && /[$`"\\]/.test(text.charAt(state.at + 1))) {
      state.at++;
      take(state, 1, 1);
    } else if (character === '$') readDollar(state, true);
    else if (character === '`') readSubstitution(state, 1, '`');
    else take(state, 1);
  }
  state.at = Math.min(text.length, state.at + 1);
}

function readDollar(state: State, inQuotes: boolean): void {
  const { text } = state.source;
  const next = text.charAt(state.at + 1);
  if (!inQuotes && next === "'") readSingle(state, state.at + 2, true);
  else if (!inQuotes && next === '"') readDouble(state, state.at + 2);
  else if (next === '(') readSubstitution(state, 2, ')', text[state.at + 2] !== '(');
  else if (next === '{') readSubstitution(state, 2, '}', false);
  else {
    if (/[\w@*#?$!-]/.test(next)) {
      endLiteral(state);
      state.dynamic = true;
    }
    take(state, 1);
  }
}

/** Keeps the text as written; `opening` is the length of the bracket. */
function readSubstitution(state: State, opening: number, bracket: ')' | '}' | '`', isCommand = true): void {
  const { text } = state.source;
  endLiteral(state);
  state.dynamic = true;
  const start = state.at + opening;
  const end = closingBracket(text, start, bracket);
  if (isCommand) state.substitutions.push({ start, end: text[end - 1] === bracket && end > start ? end - 1 : end });
  take(state, end - state.at);
}

function quote(state: State, from: number): void {
  endLiteral(state);
  state.quoted = true;
  state.at = Math.min(from, state.source.text.length);
}

function endLiteral(state: State): void {
  state.literal ??= state.text.length;
}

/** `escaped` is the length of what stands before the first character and belongs to it. */
function take(state: State, length: number, escaped = 0): void {
  state.text += state.source.text.slice(state.at, state.at + length);
  for (let taken = 0; taken < length; taken++) {
    state.starts.push(state.at - (taken === 0 ? escaped : 0));
    state.ends.push(++state.at);
  }
}
