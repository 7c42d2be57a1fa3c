/** The value of one assignment, as dotenv's regular expression finds it, without its backtracking. */
import { type Span, span } from '../../text/span';
import type { DotenvErrorKind, DotenvQuote } from './model';

export interface DotenvValue {
  readonly value: string;
  readonly quote: DotenvQuote | undefined;
  readonly raw: Span;
  readonly inner: Span;
  readonly comment: Span | undefined;
  /** Where the last line of the value ends, before its line break. */
  readonly lineEnd: number;
  readonly errors: readonly { readonly kind: DotenvErrorKind; readonly span: Span }[];
}

/** `start` is the first character after the separator and its blanks. */
export function readValue(text: string, start: number): DotenvValue {
  const quote = asQuote(text[start]);
  if (quote === undefined) return readUnquoted(text, start);
  const close = findClosingQuote(text, start, quote);
  return close === undefined ? readBroken(text, start, quote) : readQuoted(text, start, close, quote);
}

export function endOfLine(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++;
  return at;
}

/** The offset after the line break at `at`; `at` itself at the end of the text. */
export function endOfLineBreak(text: string, at: number): number {
  if (text[at] === '\r') return text[at + 1] === '\n' ? at + 2 : at + 1;
  return text[at] === '\n' ? at + 1 : at;
}

export function skipBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && /[^\S\r\n]/.test(text.charAt(at))) at++;
  return at;
}

function asQuote(character: string | undefined): DotenvQuote | undefined {
  return character === '"' || character === "'" || character === '`' ? character : undefined;
}

/**
 * The first quote without a backslash before it, if nothing but a comment follows on its line; else the last escaped
 * quote of which that is true. Each scan stops at the next quote, so that all of them together stay linear.
 */
function findClosingQuote(text: string, open: number, quote: DotenvQuote): number | undefined {
  let escaped: number | undefined;
  for (let at = text.indexOf(quote, open + 1); at >= 0; at = text.indexOf(quote, at + 1)) {
    const isEscaped = text[at - 1] === '\\' && at - 1 > open;
    const closes = isFollowedByLineEnd(text, at + 1);
    if (!isEscaped) return closes && !opensAnotherValue(text, open, at) ? at : escaped;
    if (closes) escaped = at;
  }
  return escaped;
}

function isFollowedByLineEnd(text: string, from: number): boolean {
  const next = text[skipBlanks(text, from)];
  return next === undefined || next === '\n' || next === '\r' || next === '#';
}

/** `A="x` on one line and `B="` on a later one: the second quote opens a value rather than closing the first. */
function opensAnotherValue(text: string, open: number, at: number): boolean {
  let lineStart = at;
  while (lineStart > open && text[lineStart - 1] !== '\n' && text[lineStart - 1] !== '\r') lineStart--;
  return lineStart > open && /^\s*(?:export\s+)?[A-Za-z_][\w.-]*\s*=\s*$/.test(text.slice(lineStart, at));
}

function readQuoted(text: string, start: number, close: number, quote: DotenvQuote): DotenvValue {
  const lineEnd = endOfLine(text, close + 1);
  const inner = span(start + 1, close);
  const after = skipBlanks(text, close + 1);
  return {
    value: decode(text.slice(inner.start, inner.end), quote),
    quote,
    raw: span(start, close + 1),
    inner,
    comment: after < lineEnd ? span(after, lineEnd) : undefined,
    lineEnd,
    errors: [],
  };
}

function readUnquoted(text: string, start: number): DotenvValue {
  const lineEnd = endOfLine(text, start);
  const hash = indexBefore(text, '#', start, lineEnd);
  const end = trimEnd(text, start, hash ?? lineEnd);
  const raw = span(start, end);
  const glued = hash !== undefined && hash === end && hash > start;
  return {
    value: text.slice(start, end).trim(),
    quote: undefined,
    raw,
    inner: raw,
    comment: hash === undefined ? undefined : span(hash, lineEnd),
    lineEnd,
    errors: glued ? [{ kind: 'hash-in-value', span: span(hash, lineEnd) }] : [],
  };
}

/** A quote that is not closed on a line end: dotenv takes the line up to a `#`, and strips quotes that enclose it. */
function readBroken(text: string, start: number, quote: DotenvQuote): DotenvValue {
  const plain = readUnquoted(text, start);
  const { raw, lineEnd } = plain;
  const encloses = raw.end - raw.start > 1 && text[raw.end - 1] === quote;
  const inner = encloses ? span(raw.start + 1, raw.end - 1) : raw;
  const second = indexBefore(text, quote, start + 1, lineEnd);
  const kind = second === undefined ? 'unclosed-quote' : 'trailing-text';
  const at = second === undefined ? raw : span(second + 1, trimEnd(text, second + 1, lineEnd));
  return {
    ...plain,
    value: decode(text.slice(inner.start, inner.end), quote),
    quote: encloses ? quote : undefined,
    inner,
    errors: [{ kind, span: at }],
  };
}

function decode(raw: string, quote: DotenvQuote): string {
  const text = raw.replace(/\r\n?/g, '\n');
  return quote === '"' ? text.replace(/\\n/g, '\n').replace(/\\r/g, '\r') : text;
}

function indexBefore(text: string, character: string, start: number, end: number): number | undefined {
  for (let at = start; at < end; at++) if (text[at] === character) return at;
  return undefined;
}

function trimEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && /\s/.test(text.charAt(at - 1))) at--;
  return at;
}
