import { ts } from 'ts-morph';
import type { DocumentKind } from '../documents/kinds';
import { enclosingSymbols, nodeAt, statementOf } from '../documents/typescript/ast';
import { classifyValue } from '../knowledge/value-classes';
import type { Span } from '../text/span';

/**
 * What identifies a finding beside its rule and file: enclosing symbols and the statement with every literal replaced
 * by its class. Moving lines or renaming neighbours changes nothing, and nothing of a secret can be read off it.
 */
export function typescriptAnchor(tree: ts.SourceFile, span: Span): string {
  const node = nodeAt(tree, span.start);
  const statement = ancestorOrSelf(node, ts.isPropertyAssignment) ?? statementOf(node);
  const words: string[] = [];
  const visit = (child: ts.Node): void => {
    if (words.length > MAX_WORDS) return;
    if (ts.isStringLiteralLike(child)) words.push('"string"');
    else if (ts.isNumericLiteral(child)) words.push('0');
    else if (ts.isRegularExpressionLiteral(child)) words.push('/regexp/');
    else if (ts.isTemplateHead(child) || ts.isTemplateMiddle(child) || ts.isTemplateTail(child))
      words.push('`template`');
    else if (ts.isJsxText(child)) words.push('text');
    else if (ts.isIdentifier(child) || ts.isPrivateIdentifier(child)) words.push(child.text);
    else {
      words.push(String(child.kind));
      ts.forEachChild(child, visit);
    }
  };
  visit(statement);
  return `${enclosingSymbols(node).join('.')}|${words.slice(0, MAX_WORDS).join(' ')}`;
}

const MAX_WORDS = 80;

/** Inside a large object literal the property is what stays the same when others come and go. */
function ancestorOrSelf<T extends ts.Node>(node: ts.Node, is: (node: ts.Node) => node is T): T | undefined {
  for (let current: ts.Node | undefined = node; current !== undefined; current = current.parent) {
    if (is(current)) return current;
    if (ts.isStatement(current)) return undefined;
  }
  return undefined;
}

/**
 * For line-oriented documents: the first two words of the line without quoted text, digits, what looks like a secret and
 * what follows a `=` or `:`. Of an environment file only the name: whatever else stands there may be a value.
 */
export function lineAnchor(text: string, span: Span, kind: DocumentKind): string {
  const start = text.lastIndexOf('\n', span.start - 1) + 1;
  const end = text.indexOf('\n', span.start);
  const line = text.slice(start, end < 0 ? text.length : end);
  if (kind === 'dotenv') return /^\s*(?:export\s+)?([\w.-]+)\s*=/.exec(line)?.[1] ?? 'line';
  return line
    .replace(/"[^"]*"|'[^']*'|`[^`]*`/g, '"string"')
    .replace(/([=:]\s*)\S.*$/, '$1value')
    .trim()
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => (/^(?:token|secretish)$/.test(classifyValue(word)) ? 'secret' : word.replace(/\d+/g, '0')))
    .join(' ');
}

/** A 64-bit hash as 16 hexadecimal digits (cyrb53-like mixing, two lanes of 32 bits); not cryptographic. */
export function hash(text: string): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (high >>> 0).toString(16).padStart(8, '0') + (low >>> 0).toString(16).padStart(8, '0');
}
