import type { Span } from '../../text/span';
import { type LogicalText, logicalText, type Piece } from './logical-text';
import type { Comment, Directive, Heredoc } from './model';
import { splitWords } from './words';

/**
 * Cuts a Dockerfile into instructions, line by line as BuildKit's parser does
 * (https://github.com/moby/buildkit/blob/master/frontend/dockerfile/parser/parser.go). It knows no instruction's grammar.
 * dockerfile-ast 0.7.1 is the oracle in the tests but not used here: it joins lines after an escaped escape character,
 * takes `<<` inside of quotes for a here-document and misses one with a file descriptor.
 */
export interface SplitDockerfile {
  readonly directives: readonly Directive[];
  readonly escape: '\\' | '`';
  readonly comments: readonly Comment[];
  readonly instructions: readonly RawInstruction[];
  readonly truncated: boolean;
}

export interface RawInstruction {
  readonly span: Span;
  /** All joined lines, the keyword included, here-documents not. */
  readonly line: LogicalText;
  readonly heredocs: readonly Heredoc[];
}

/** Longer files are generated, and nobody reads findings there. */
const MOST_LINES = 5000;
const DIRECTIVE = /^#[ \t]*([a-zA-Z][a-zA-Z0-9]*)[ \t]*=[ \t]*(.+?)[ \t]*$/;
const HEREDOC_KEYWORD = /^(?:onbuild[\t\v\f\r ]+)?(?:run|copy|add)(?=[\t\v\f\r ]|$)/i;
const HEREDOC_WORD = /^\d*<<(-?)([^<]+)$/;

interface Line {
  readonly start: number;
  /** Without the line break. */
  readonly end: number;
}

export function splitDockerfile(text: string): SplitDockerfile {
  const { lines, truncated } = linesOf(text);
  const endMarks = endMarkFinder(text, lines);
  const directives = directivesOf(text, lines);
  const escapeMark = directives.find(({ name }) => name === 'escape')?.value === '`' ? '`' : '\\';
  const comments: Comment[] = [];
  const instructions: RawInstruction[] = [];
  for (let index = directives.length; index < lines.length; ) {
    const line = lines[index];
    if (line === undefined) break;
    const content = text.slice(line.start, line.end);
    if (content.trim() === '') index++;
    else if (isComment(content)) {
      comments.push(commentOf(content, line));
      index++;
    } else index = readInstruction(text, lines, index, escapeMark, endMarks, comments, instructions);
  }
  return { directives, escape: escapeMark, comments, instructions, truncated };
}

function linesOf(text: string): { lines: Line[]; truncated: boolean } {
  const lines: Line[] = [];
  let start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (start <= text.length) {
    if (lines.length === MOST_LINES) return { lines, truncated: text.slice(start).trim() !== '' };
    const found = text.indexOf('\n', start);
    const next = found < 0 ? text.length : found;
    const end = found > start && text.charCodeAt(found - 1) === 13 ? found - 1 : next;
    lines.push({ start, end });
    start = next + 1;
  }
  return { lines, truncated: false };
}

/** One directive a line from the top; the first other line ends them, be it empty or of an unknown name. */
function directivesOf(text: string, lines: readonly Line[]): Directive[] {
  const directives: Directive[] = [];
  for (const line of lines) {
    const content = text.slice(line.start, line.end);
    const match = DIRECTIVE.exec(content);
    const [, written, value] = match ?? [];
    const name = written?.toLowerCase();
    if (name === undefined || value === undefined || !isDirectiveName(name)) break;
    const valueStart = line.start + content.indexOf(value, content.indexOf('=') + 1);
    directives.push({
      name,
      value,
      span: { start: line.start, end: line.end },
      valueSpan: { start: valueStart, end: valueStart + value.length },
    });
  }
  return directives;
}

function isDirectiveName(name: string): name is Directive['name'] {
  return name === 'syntax' || name === 'escape' || name === 'check';
}

/** @returns the index of the first line after the instruction */
function readInstruction(
  text: string,
  lines: readonly Line[],
  first: number,
  escapeMark: string,
  endMarks: EndMarkFinder,
  comments: Comment[],
  instructions: RawInstruction[],
): number {
  const pieces: Piece[] = [];
  let index = first;
  for (; index < lines.length; index++) {
    const line = lines[index];
    if (line === undefined) break;
    const content = text.slice(line.start, line.end);
    if (index > first && content.trim() === '') continue;
    if (index > first && isComment(content)) {
      comments.push(commentOf(content, line));
      continue;
    }
    const continued = continuationAt(content, escapeMark);
    const lead = index === first ? content.length - content.trimStart().length : 0;
    pieces.push({ start: line.start + lead, end: line.start + Math.max(continued ?? content.length, lead) });
    if (continued === undefined) {
      index++;
      break;
    }
  }
  const line = logicalText(text, pieces);
  const { heredocs, next } = readHeredocs(text, lines, index, line, escapeMark, endMarks);
  const lastHeredocLine = heredocs.length > 0 ? lines[next - 1] : undefined;
  const header = line.spanOf(0, line.text.trimEnd().length);
  if (header.end > header.start) {
    instructions.push({ span: { start: header.start, end: lastHeredocLine?.end ?? header.end }, line, heredocs });
  }
  return next;
}

/** Where the continuation mark stands; a doubled escape character at the end is none. */
function continuationAt(content: string, escapeMark: string): number | undefined {
  let end = content.length;
  while (end > 0 && (content[end - 1] === ' ' || content[end - 1] === '\t')) end--;
  return content[end - 1] === escapeMark && content[end - 2] !== escapeMark ? end - 1 : undefined;
}

function readHeredocs(
  text: string,
  lines: readonly Line[],
  first: number,
  line: LogicalText,
  escapeMark: string,
  endMarks: EndMarkFinder,
): { heredocs: Heredoc[]; next: number } {
  const heredocs: Heredoc[] = [];
  let next = first;
  if (!line.text.includes('<<') || !HEREDOC_KEYWORD.test(line.text)) return { heredocs, next };
  for (const word of splitWords(line.text, 0, escapeMark)) {
    const [, dash, rest] = HEREDOC_WORD.exec(word.raw) ?? [];
    const name = rest?.replace(/["']/g, '') ?? '';
    if (name === '') continue;
    const end = endMarks(name, next, dash === '-');
    // Without its end the here-document is an error for BuildKit; while it is typed, the rest of the file stays readable.
    const firstLine = lines[next];
    const endLine = end === undefined ? undefined : lines[end];
    if (end === undefined || firstLine === undefined || endLine === undefined) break;
    const bodySpan = { start: firstLine.start, end: endLine.start };
    heredocs.push({
      name,
      span: line.spanOf(word.start, word.end),
      bodySpan,
      body: text.slice(bodySpan.start, bodySpan.end),
      expands: name === rest,
      stripsTabs: dash === '-',
    });
    next = end + 1;
  }
  return { heredocs, next };
}

/** Index of the first line from `from` on that is just `name`; with leading tabs, if `stripsTabs`. */
type EndMarkFinder = (name: string, from: number, stripsTabs: boolean) => number | undefined;

/** Many unfinished here-documents must not search the whole file each. */
function endMarkFinder(text: string, lines: readonly Line[]): EndMarkFinder {
  let lineNumbers: Map<string, number[]> | undefined;
  return (name, from, stripsTabs) => {
    lineNumbers ??= groupLines(text, lines);
    for (const index of lineNumbers.get(name) ?? []) {
      const line = lines[index];
      if (index >= from && line !== undefined && (stripsTabs || text[line.start] !== '\t')) return index;
    }
    return undefined;
  };
}

/** Line numbers by content without leading tabs. */
function groupLines(text: string, lines: readonly Line[]): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (const [index, line] of lines.entries()) {
    const content = text.slice(line.start, line.end).replace(/^\t+/, '');
    const group = groups.get(content);
    if (group === undefined) groups.set(content, [index]);
    else group.push(index);
  }
  return groups;
}

function isComment(content: string): boolean {
  return content.trimStart().startsWith('#');
}

function commentOf(content: string, line: Line): Comment {
  const hash = content.indexOf('#');
  return { span: { start: line.start + hash, end: line.end }, text: content.slice(hash + 1).trim() };
}
