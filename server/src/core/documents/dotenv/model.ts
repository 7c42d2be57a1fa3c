import type { Span } from '../../text/span';

export type DotenvQuote = '"' | "'" | '`';

/** `$NAME`, `${NAME}` or `${NAME:-default}` inside a value; never found in single quotes, where shells and compose keep it. */
export interface DotenvInterpolation {
  readonly name: string;
  /** From the `$` to the end of the name or to the closing brace. A nested one lies inside its parent and follows it. */
  readonly span: Span;
}

/** One assignment. Every span counts UTF-16 offsets into the parsed text. */
export interface DotenvEntry {
  readonly key: string;
  readonly keySpan: Span;
  /** From `export` (or the key) to the end of the value, quotes included, inline comment excluded. */
  readonly span: Span;
  /** Whole lines with their last line break: what to delete to remove the entry. */
  readonly lineSpan: Span;
  /** As the npm package dotenv reads it: unquoted, `\n` and `\r` expanded in double quotes, nothing interpolated. */
  readonly value: string;
  /** Inside the quotes; empty and right after the separator when there is no value. */
  readonly valueSpan: Span;
  /** Quotes included. */
  readonly rawValueSpan: Span;
  readonly quote: DotenvQuote | undefined;
  readonly exported: boolean;
  /** The word `export` alone. */
  readonly exportSpan?: Span;
  /** The `=` (or the `:` of a `yaml-colon` line) with the blanks around it. */
  readonly separatorSpan: Span;
  readonly interpolations: readonly DotenvInterpolation[];
  /** An inline comment, from its `#` to the end of the line. */
  readonly commentSpan?: Span;
}

/** A line that is nothing but a comment. */
export interface DotenvComment {
  /** From the `#` to the end of the line. */
  readonly span: Span;
  /** What follows the `#`, trimmed. */
  readonly text: string;
  /** The key of a commented-out assignment: `#KEY=` documents the key without setting it. */
  readonly disabledKey?: string;
}

/**
 * Facts about a line on which consumers disagree or fail; the rule decides which of them matter.
 *
 * - `no-equals`: a word without `=` (Docker passes the host's variable through, all others ignore the line)
 * - `illegal-key`: leading digit, or a character outside `[A-Za-z0-9_]`
 * - `yaml-colon`: `key: value`, which only dotenv reads
 * - `unclosed-quote`: the value ends at the end of the line, the quote being part of it
 * - `space-around-equals`: an error for shells and `docker --env-file`
 * - `unbalanced-interpolation`: `${` without `}`
 * - `trailing-text`: text after a closing quote, which makes the quotes part of the value
 * - `hash-in-value`: `a#b` unquoted; dotenv cuts at the `#`, all others keep it
 * - `unquoted-multiline`: a PEM block without quotes; only its first line is the value
 */
export type DotenvErrorKind =
  | 'no-equals'
  | 'illegal-key'
  | 'yaml-colon'
  | 'unclosed-quote'
  | 'space-around-equals'
  | 'unbalanced-interpolation'
  | 'trailing-text'
  | 'hash-in-value'
  | 'unquoted-multiline';

export interface DotenvError {
  /** Never empty. */
  readonly span: Span;
  readonly kind: DotenvErrorKind;
  /** The key of the line, where it has a readable one. */
  readonly key?: string;
}

/** Entries, comments and errors in the order of the text. */
export interface DotenvDocument {
  readonly entries: readonly DotenvEntry[];
  readonly comments: readonly DotenvComment[];
  readonly errors: readonly DotenvError[];
}
