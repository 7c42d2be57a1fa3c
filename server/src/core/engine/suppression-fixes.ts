import { ts } from 'ts-morph';
import type { DocumentKind, FilePath } from '../documents/kinds';
import { nodeAt } from '../documents/typescript/ast';
import { parseTypeScript } from '../documents/typescript/parse';
import type { Finding } from '../rule/finding';
import { type Fix, fixOf } from '../rule/fix';
import { lineBreakOf } from '../text/edits';
import { findDirectives } from './suppressions';

/** What a person replaces: the reason is asked for, not enforced, unless settings say so. */
const REASON = '-- reason';

/** "Disable for this line": joins an existing directive above the line instead of adding a second one. */
export function disableForLine(finding: Finding, text: string, kind: DocumentKind): Fix | undefined {
  const marker = commentMarker(kind);
  if (marker === undefined) return undefined;
  const title = `Disable ${finding.rule} for this line`;
  const lineStart = startOfLine(text, finding.span.start, kind);
  const existing = findDirectives(text, kind).find(
    ({ form, range, rules }) => form === 'next-line' && rules.length > 0 && range?.start === lineStart,
  );
  const last = existing?.rules.at(-1);
  if (last !== undefined) {
    return fixOf(title, 'suggestion', finding.file, [
      { span: { start: last.span.end, end: last.span.end }, text: `, ${finding.rule}` },
    ]);
  }
  if (isInsideText(text, lineStart, kind)) return undefined;
  const place = kind === 'typescript' ? placeOfLine(finding.file, text, lineStart) : 'code';
  if (place === 'template') return undefined;
  const indentation = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? '';
  const directive = `twelve-factor-disable-next-line ${finding.rule} ${REASON}`;
  const comment = `${indentation}${place === 'jsx' ? `{/* ${directive} */}` : `${marker} ${directive}`}${lineBreakOf(text)}`;
  return fixOf(title, 'suggestion', finding.file, [{ span: { start: lineStart, end: lineStart }, text: comment }]);
}

export function disableForFile(finding: Finding, text: string, kind: DocumentKind): Fix | undefined {
  const marker = commentMarker(kind);
  if (marker === undefined) return undefined;
  const offset = topOfFile(text, kind);
  const comment = `${marker} twelve-factor-disable-file ${finding.rule} ${REASON}${lineBreakOf(text)}`;
  return fixOf(`Disable ${finding.rule} for this file`, 'suggestion', finding.file, [
    { span: { start: offset, end: offset }, text: comment },
  ]);
}

/** In the middle of a shell command, or in a YAML block: a comment there would become part of the text. */
function isInsideText(text: string, lineStart: number, kind: DocumentKind): boolean {
  const above = text.slice(0, lineStart).split('\n').slice(0, -1);
  if (kind === 'shell') return /\\\r?$/.test(above.at(-1) ?? '');
  if (kind !== 'compose' && kind !== 'workflow' && kind !== 'kubernetes') return false;
  const depthOf = (line: string): number => line.length - line.trimStart().length;
  const depth = depthOf(text.slice(lineStart).split('\n')[0] ?? '');
  const header = above.findLast((line) => line.trim() !== '' && depthOf(line) < depth);
  return header !== undefined && /[|>][+-]?\d?[+-]?\s*(?:#.*)?$/.test(header);
}

/** What a line that is put in before the offset becomes part of: of code, of a template's text, or of JSX children. */
function placeOfLine(file: FilePath, text: string, offset: number): 'code' | 'template' | 'jsx' {
  for (
    let node: ts.Node | undefined = nodeAt(parseTypeScript(file, text), offset);
    node !== undefined;
    node = node.parent
  ) {
    if (ts.isTemplateLiteralToken(node) && node.getStart() < offset) return 'template';
    if (ts.isJsxElement(node) && node.openingElement.end <= offset && offset <= node.closingElement.pos) return 'jsx';
    if (ts.isJsxFragment(node) && node.openingFragment.end <= offset && offset <= node.closingFragment.pos)
      return 'jsx';
    // A comment between the braces of an expression is one of code.
    if (ts.isJsxExpression(node) && node.getStart() < offset) return 'code';
  }
  return 'code';
}

const WITHOUT_COMMENTS: ReadonlySet<DocumentKind> = new Set([
  'manifest',
  'node-version',
  'app-json',
  'tsconfig',
  'lockfile',
]);

/** JSON and version files have no comments; a Procfile's `#` is part of no grammar, but every parser skips such lines. */
function commentMarker(kind: DocumentKind): string | undefined {
  if (kind === 'typescript' || kind === 'devcontainer') return '//';
  return WITHOUT_COMMENTS.has(kind) ? undefined : '#';
}

/**
 * Where a comment can stand above the finding: the line of its instruction. Inside a continued Dockerfile instruction
 * or a quoted value the comment goes above the first line.
 */
function startOfLine(text: string, offset: number, kind: DocumentKind): number {
  let start = text.lastIndexOf('\n', offset - 1) + 1;
  if (kind !== 'dockerfile') return start;
  while (start > 0) {
    const previous = text.lastIndexOf('\n', start - 2) + 1;
    if (!/[\\`][ \t]*\r?\n?$/.test(text.slice(previous, start))) break;
    start = previous;
  }
  return start;
}

/** Below a BOM, a hashbang, `'use strict'`-like directives' comment header and Dockerfile parser directives. */
function topOfFile(text: string, kind: DocumentKind): number {
  let offset = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const isFixed = kind === 'dockerfile' ? /^#[ \t]*(?:syntax|escape|check)[ \t]*=[^\n]*\n?/i : /^#![^\n]*\n?/;
  for (;;) {
    const match = isFixed.exec(text.slice(offset));
    if (match === null) return offset;
    offset += match[0].length;
  }
}
