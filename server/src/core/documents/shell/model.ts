import type { Span } from '../../text/span';

/** One word after quotes and escapes are taken away. Spans are UTF-16 offsets into the document. */
export interface ShellWord {
  /** Unquoted; what the shell would expand (`$PORT`, `$(npm bin)`) stays as written. */
  readonly text: string;
  /** As written, quotes included. */
  readonly span: Span;
  /** True when the shell expands a part of it: a variable, a command, a glob, braces. */
  readonly dynamic: boolean;
  /** True when any part of it is in quotes. */
  readonly quoted: boolean;
}

export interface ShellAssignment {
  readonly name: string;
  /** `NAME=value` as written. */
  readonly span: Span;
  /** Its span is empty and right after the `=` when there is no value. */
  readonly value: ShellWord;
}

export interface ShellRedirect {
  /** With a file descriptor before it: `>`, `2>`, `>>`, `<`, `<<`, `&>`, … */
  readonly operator: string;
  readonly target: ShellWord;
  /** Operator and target. */
  readonly span: Span;
}

/** What joins a command to the one before it. A background command is followed by `;`. */
export type ShellOperator = 'start' | '&&' | '||' | ';' | '|' | 'newline';

export type ShellScope = 'subshell' | 'group' | 'if' | 'loop' | 'case' | 'function' | 'substitution';

export interface ShellCommand {
  /** Program and arguments, after environment prefixes and wrappers. Empty for bare assignments and for `exec > log`. */
  readonly words: readonly ShellWord[];
  /** Environment prefixes, those of `env` and `cross-env` included, and those around an enclosing `sh -c`. */
  readonly assignments: readonly ShellAssignment[];
  /** Programs that only start the command, outermost first, without path: `exec`, `tini`, `npx`, `pnpm exec`, `sh -c`. */
  readonly wrappers: readonly string[];
  /** From the first word or assignment to the last word, wrappers included, redirects excluded. */
  readonly span: Span;
  readonly operator: ShellOperator;
  readonly background: boolean;
  readonly redirects: readonly ShellRedirect[];
  /** How many constructs of {@link within} enclose it. */
  readonly depth: number;
  /** Outermost first, at most 32. Absent at the top level. A command in a `function` runs only when that is called. */
  readonly within?: readonly ShellScope[];
  /** All words with the wrappers, where there are any. */
  readonly wrappedWords?: readonly ShellWord[];
}
