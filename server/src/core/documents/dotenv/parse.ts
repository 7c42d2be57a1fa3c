/**
 * Reads `.env` files as the npm package dotenv does (https://github.com/motdotla/dotenv, `LINE` in lib/main.js), keeps a
 * span for everything, and reports where other consumers would read something else. It interpolates nothing.
 */
import { type Span, span } from '../../text/span';
import { findInterpolations } from './interpolation';
import type { DotenvComment, DotenvDocument, DotenvEntry, DotenvError, DotenvErrorKind } from './model';
import { endOfLine, endOfLineBreak, readValue, skipBlanks } from './value';

export type * from './model';

/** Never throws; a broken line gives an error and costs nothing but itself. */
export function parseDotenv(text: string): DotenvDocument {
  const state: State = { text, entries: [], comments: [], errors: [] };
  let offset = text.startsWith('\uFEFF') ? 1 : 0;
  while (offset < text.length) offset = readLine(state, offset);
  return { entries: state.entries, comments: state.comments, errors: state.errors };
}

/** Reads what begins with the line at an offset: the entry, if there is one, and where the next line begins. */
export function parseDotenvAt(
  text: string,
  lineStart: number,
): { readonly entries: readonly DotenvEntry[]; readonly end: number } {
  const state: State = { text, entries: [], comments: [], errors: [] };
  const end = lineStart < text.length ? readLine(state, lineStart) : lineStart;
  return { entries: state.entries, end };
}

/** True when a key is legal for every consumer (POSIX names, IEEE Std 1003.1 §8.1; lower case is fine). */
export function isPortableKey(key: string): boolean {
  return /^[A-Za-z_]\w*$/.test(key);
}

interface State {
  readonly text: string;
  readonly entries: DotenvEntry[];
  readonly comments: DotenvComment[];
  readonly errors: DotenvError[];
}

interface Separator {
  readonly span: Span;
  readonly sign: '=' | ':';
}

const DISABLED_ASSIGNMENT = /^#[#\s]*(?:export\s+)?(?:([A-Za-z_][\w.-]*)=|([A-Z][A-Z0-9_]+)\s+=(?!=))/;
/** What dotenv takes for a key; other text before a `=` is no entry for it. */
const READABLE_KEY = /^[\w.-]+$/;
const PEM_BEGIN = /^["'`]?-----BEGIN [A-Z0-9 ]+-----/;

function readLine(state: State, lineStart: number): number {
  const { text } = state;
  const start = skipBlanks(text, lineStart);
  const lineEnd = endOfLine(text, start);
  if (start === lineEnd) return endOfLineBreak(text, lineEnd);
  if (text[start] === '#') {
    readComment(state, span(start, lineEnd));
    return endOfLineBreak(text, lineEnd);
  }
  const exportSpan = readExport(text, start, lineEnd);
  const keyStart = exportSpan ? skipBlanks(text, exportSpan.end) : start;
  const separator = readSeparator(text, keyStart, lineEnd);
  if (!separator) {
    reportBareWord(state, keyStart, lineEnd);
    return endOfLineBreak(text, lineEnd);
  }
  return readAssignment(state, lineStart, exportSpan, span(keyStart, separator.span.start), separator);
}

function readComment(state: State, commentSpan: Span): void {
  const raw = state.text.slice(commentSpan.start, commentSpan.end);
  const disabled = DISABLED_ASSIGNMENT.exec(raw);
  const disabledKey = disabled?.[1] ?? disabled?.[2];
  const comment = { span: commentSpan, text: raw.replace(/^#+/, '').trim() };
  state.comments.push(disabledKey === undefined ? comment : { ...comment, disabledKey });
}

/** `export` counts only when a blank and something other than a separator follow: `export=1` sets the key "export". */
function readExport(text: string, start: number, lineEnd: number): Span | undefined {
  const end = start + 'export'.length;
  if (!text.startsWith('export', start) || end >= lineEnd) return undefined;
  const next = skipBlanks(text, end);
  if (next === end || next >= lineEnd || text[next] === '=' || text[next] === ':') return undefined;
  return span(start, end);
}

function readSeparator(text: string, keyStart: number, lineEnd: number): Separator | undefined {
  const equals = text.slice(keyStart, lineEnd).search(/[=#]/);
  const hasEquals = equals >= 0 && text[keyStart + equals] === '=';
  const colon = /^[\w.-]+:(?=\s)/.exec(text.slice(keyStart, lineEnd));
  const sign = colon ? ':' : '=';
  if (!colon && !hasEquals) return undefined;
  const at = colon ? keyStart + colon[0].length - 1 : keyStart + equals;
  let start = at;
  while (start > keyStart && isBlank(text[start - 1])) start--;
  return { span: span(start, skipBlanks(text, at + 1)), sign };
}

function reportBareWord(state: State, start: number, lineEnd: number): void {
  const hash = state.text.slice(start, lineEnd).search(/\s#/);
  const end = trimEnd(state.text, start, hash < 0 ? lineEnd : start + hash);
  const word = state.text.slice(start, end);
  state.errors.push({
    span: span(start, Math.max(end, start + 1)),
    kind: 'no-equals',
    ...(isPortableKey(word) ? { key: word } : {}),
  });
}

function readAssignment(
  state: State,
  lineStart: number,
  exportSpan: Span | undefined,
  keySpan: Span,
  separator: Separator,
): number {
  const { text } = state;
  const key = text.slice(keySpan.start, keySpan.end);
  const found = readValue(text, separator.span.end);
  const report = (kind: DotenvErrorKind, at: Span) => {
    if (at.end > at.start) state.errors.push({ span: at, kind, ...(key === '' ? {} : { key }) });
  };
  if (!isPortableKey(key)) report('illegal-key', key === '' ? separator.span : keySpan);
  if (separator.sign === ':') report('yaml-colon', separator.span);
  else if (hasBlankAround(text, separator.span, found.raw)) report('space-around-equals', separator.span);
  for (const error of found.errors) report(error.kind, error.span);

  const end = endOfBlock(text, separator.span.end, found.lineEnd, found.quote === undefined);
  if (end > found.lineEnd) report('unquoted-multiline', span(found.raw.start, end));
  const lineEnd = endOfLineBreak(text, end);
  if (!READABLE_KEY.test(key)) return lineEnd;

  const interpolation = findInterpolations(text, found.inner, found.quote);
  for (const unbalanced of interpolation.unbalanced) report('unbalanced-interpolation', unbalanced);
  state.entries.push({
    key,
    keySpan,
    span: span(exportSpan?.start ?? keySpan.start, found.raw.end),
    lineSpan: span(lineStart, lineEnd),
    value: found.value,
    valueSpan: found.inner,
    rawValueSpan: found.raw,
    quote: found.quote,
    exported: exportSpan !== undefined,
    ...(exportSpan ? { exportSpan } : {}),
    separatorSpan: separator.span,
    interpolations: interpolation.found,
    ...(found.comment ? { commentSpan: found.comment } : {}),
  });
  return lineEnd;
}

/**
 * A PEM block without (closed) quotes is skipped as a whole. Its base64 lines may end in `=` and would otherwise be taken
 * for keys, and keys are shown.
 */
function endOfBlock(text: string, valueStart: number, lineEnd: number, open: boolean): number {
  if (!open || !PEM_BEGIN.test(text.slice(valueStart, Math.min(lineEnd, valueStart + 80)))) return lineEnd;
  if (text.slice(valueStart, lineEnd).includes('-----END ')) return lineEnd;
  let at = lineEnd;
  while (at < text.length) {
    const start = endOfLineBreak(text, at);
    at = endOfLine(text, start);
    const line = text.slice(start, at).trim();
    if (line.startsWith('-----END ')) return at;
    if (!/^[A-Za-z0-9+/=]+$/.test(line) && !/^(?:Proc-Type|DEK-Info): |^$/.test(line)) break;
    if (start === at && at >= text.length) break;
  }
  return lineEnd;
}

/** `KEY= ` without a value is a common way to leave a variable empty, and is read alike by everyone. */
function hasBlankAround(text: string, separator: Span, raw: Span): boolean {
  if (isBlank(text[separator.start])) return true;
  return raw.end > raw.start && separator.end - separator.start > 1;
}

function isBlank(character: string | undefined): boolean {
  return character !== undefined && /[^\S\r\n]/.test(character);
}

function trimEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && isBlank(text[at - 1])) at--;
  return at;
}
