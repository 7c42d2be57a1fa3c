import type { DocumentKind } from '../documents/kinds';
import type { KubernetesDocument } from '../documents/kubernetes/parse';
import type { Span } from '../text/span';

/** A suppression comment, resolved to the range it silences before any rule runs (RULES §4). */
export interface Directive {
  /** The comment itself, marker to end. */
  readonly span: Span;
  /** Rule ids with the place of each; empty means every rule. */
  readonly rules: readonly { readonly id: string; readonly span: Span }[];
  /** What is silenced: findings that begin inside. `undefined` for the whole file. */
  readonly range: Span | undefined;
  readonly form: 'next-line' | 'line' | 'block' | 'file' | 'annotation';
  readonly reason: string;
  /** A comment of another tool, honoured for our twins of its rules. */
  readonly foreign?: boolean;
}

const MARKER = 'twelve-factor-disable';
const DIRECTIVE =
  /(\/\/|\/\*|#|<!--)[ \t]*twelve-factor-(disable-next-line|disable-line|disable-file|disable|enable)(?![\w-])([^\r\n]*)/g;

/**
 * Finds the directives of a text. `isComment` tells whether an offset lies inside a comment: a marker inside a string
 * literal is no directive.
 */
export function findDirectives(
  text: string,
  kind: DocumentKind,
  isComment: (offset: number) => boolean = () => true,
): Directive[] {
  if (!text.includes(MARKER)) return [];
  const markers = kind === 'typescript' || kind === 'devcontainer' ? ['//', '/*'] : ['#'];
  const directives: Directive[] = [];
  const open: { span: Span; rules: Directive['rules']; reason: string }[] = [];
  for (const match of text.matchAll(DIRECTIVE)) {
    const [whole, marker = '', form = '', rest = ''] = match;
    if (!markers.includes(marker) || !isComment(match.index)) continue;
    if (kind !== 'typescript' && !startsLine(text, match.index) && form !== 'disable-line') continue;
    const close = marker === '/*' ? rest.indexOf('*/') : -1;
    const body = close < 0 ? rest : rest.slice(0, close);
    const end = match.index + whole.length - rest.length + (close < 0 ? rest.length : close + 2);
    const { rules, reason } = parseBody(body, match.index + whole.length - rest.length);
    const span = { start: match.index, end };
    if (form === 'disable-file') directives.push({ span, rules, reason, form: 'file', range: undefined });
    else if (form === 'disable-line') {
      directives.push({ span, rules, reason, form: 'line', range: lineAround(text, span.start) });
    } else if (form === 'disable-next-line') {
      directives.push({ span, rules, reason, form: 'next-line', range: lineAfter(text, span.end, kind) });
    } else if (form === 'disable') open.push({ span, rules, reason });
    else closeBlocks(open, rules, span.start, directives);
  }
  for (const block of open) {
    directives.push({ ...block, form: 'block', range: { start: block.span.start, end: text.length + 1 } });
  }
  return directives.sort((a, b) => a.span.start - b.span.start);
}

/** The annotation `twelve-factor/ignore` speaks of the resource that carries it; without a rule's name it says nothing. */
export function annotationDirectives({ resources }: KubernetesDocument): Directive[] {
  return resources.flatMap(({ ignores, span: range }) =>
    ignores.flatMap(({ value, valueSpan, span }): Directive[] => {
      if (value === undefined || valueSpan === undefined) return [];
      const { rules, reason } = parseBody(value, valueSpan.start);
      return rules.length === 0 ? [] : [{ span, rules, reason, form: 'annotation', range }];
    }),
  );
}

export function silences(directive: Directive, rule: string, offset: number): boolean {
  if (directive.rules.length > 0 && !directive.rules.some(({ id }) => id === rule)) return false;
  return directive.range === undefined || (directive.range.start <= offset && offset < directive.range.end);
}

function parseBody(body: string, offset: number): { rules: { id: string; span: Span }[]; reason: string } {
  const separator = body.search(/(?:^|\s)--(?:\s|$)/);
  const list = separator < 0 ? body : body.slice(0, separator);
  const reason =
    separator < 0
      ? ''
      : body
          .slice(separator)
          .replace(/^\s*--\s*/, '')
          .trim();
  const ids = [...list.matchAll(/[\w-]+\/[\w-]+|unused-suppression/g)];
  // Words that are no rule's name must not mean "all rules": they are taken for misspelt names.
  const words = ids.length > 0 ? ids : [...list.matchAll(/[A-Za-z][\w-]*/g)];
  const rules = words.map((match) => ({
    id: match[0],
    span: { start: offset + match.index, end: offset + match.index + match[0].length },
  }));
  return { rules, reason };
}

function closeBlocks(
  open: { span: Span; rules: Directive['rules']; reason: string }[],
  rules: Directive['rules'],
  end: number,
  directives: Directive[],
): void {
  const wanted = new Set(rules.map(({ id }) => id));
  for (let index = open.length - 1; index >= 0; index--) {
    const block = open[index];
    if (block === undefined) continue;
    const matches = wanted.size === 0 || (block.rules.length > 0 && block.rules.every(({ id }) => wanted.has(id)));
    if (!matches) continue;
    open.splice(index, 1);
    directives.push({ ...block, form: 'block', range: { start: block.span.start, end } });
  }
}

function startsLine(text: string, offset: number): boolean {
  const start = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  return text.slice(start, offset).trim() === '';
}

export function lineAround(text: string, offset: number): Span {
  return { start: text.lastIndexOf('\n', offset - 1) + 1, end: lineEnd(text, offset) + 1 };
}

/** The next line that is not blank and, in line-oriented files, no further comment. */
export function lineAfter(text: string, offset: number, kind: DocumentKind): Span {
  let start = lineEnd(text, offset) + 1;
  while (start < text.length) {
    const line = text.slice(start, lineEnd(text, start)).trim();
    const isComment =
      kind === 'typescript' || kind === 'devcontainer' ? /^(?:\/\/|\/\*.*\*\/$)/.test(line) : line.startsWith('#');
    if (line !== '' && !isComment) break;
    start = lineEnd(text, start) + 1;
  }
  let end = lineEnd(text, start);
  // A Dockerfile instruction goes on behind its escape character; the comment speaks of all of it.
  while (kind === 'dockerfile' && end < text.length && /[\\`][ \t]*\r?$/.test(text.slice(start, end))) {
    end = lineEnd(text, end + 1);
  }
  return { start, end: end + 1 };
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
}
