import { ts } from 'ts-morph';
import { HOLE } from '../../knowledge/connection-string';
import { isStringLiteralLike, nodeAt, unwrap } from './ast';
import type { Bindings } from './bindings';

/** A string as far as the code tells it. */
export interface StaticTemplate {
  /** The literal, the template, or the whole `+` chain. */
  readonly node: ts.Expression;
  /** With a `HOLE` for every part that is not known. */
  readonly text: string;
}

/** The string expression around an offset that lies in one of its literal parts; `undefined` in comments and elsewhere. */
export function staticTemplateAt(tree: ts.SourceFile, offset: number, bindings: Bindings): StaticTemplate | undefined {
  const found = nodeAt(tree, offset);
  if (offset < found.getStart(tree)) return undefined;
  const literal = literalOf(found);
  if (literal === undefined) return undefined;
  let node: ts.Expression = literal;
  while (isJoined(node.parent)) node = node.parent;
  return { node, text: textOf(node, bindings) };
}

function literalOf(node: ts.Node): ts.Expression | undefined {
  if (ts.isTemplateHead(node)) return ts.isTemplateExpression(node.parent) ? node.parent : undefined;
  if (ts.isTemplateMiddle(node) || ts.isTemplateTail(node)) {
    return ts.isTemplateExpression(node.parent.parent) ? node.parent.parent : undefined;
  }
  return isStringLiteralLike(node) ? node : undefined;
}

function isJoined(node: ts.Node): node is ts.BinaryExpression {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken;
}

function textOf(expression: ts.Expression, bindings: Bindings): string {
  const known = bindings.staticString(expression);
  if (known !== undefined) return known;
  const node = unwrap(expression);
  if (isJoined(node)) return textOf(node.left, bindings) + textOf(node.right, bindings);
  if (!ts.isTemplateExpression(node)) return HOLE;
  const spans = node.templateSpans.map(({ expression: part, literal }) => textOf(part, bindings) + literal.text);
  return node.head.text + spans.join('');
}
