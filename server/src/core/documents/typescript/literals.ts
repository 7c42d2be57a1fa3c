import { ts } from 'ts-morph';
import { isStringLiteralLike, memberName, nodeAt, unwrap } from './ast';
import type { Bindings } from './bindings';
import { readsEnvironment } from './environment-reads';

/** A literal that an expression can turn out to be. */
export interface LiteralValue {
  /** The literal, or the `+` chain of literals, that holds the text; stands elsewhere when a `const` was followed. */
  readonly node: ts.Expression;
  readonly text: string;
}

/**
 * The literals an expression can evaluate to: itself, what its `const` holds, the branches of a condition, the elements
 * of a list, what `Buffer.from` and the like encode. A fallback of an environment read is none of them: it has a rule of
 * its own. Anything dynamic gives nothing.
 */
export function literalsOf(expression: ts.Expression, bindings: Bindings, depth = 0): LiteralValue[] {
  if (depth > 6) return [];
  const node = bindings.resolve(expression);
  const text = literalText(node);
  if (text !== undefined) return [{ node, text }];
  const inner = (parts: readonly (ts.Expression | undefined)[]): LiteralValue[] =>
    parts.flatMap((part) => (part === undefined ? [] : literalsOf(part, bindings, depth + 1)));
  if (ts.isConditionalExpression(node)) {
    return readsEnvironment(node, bindings) ? [] : inner([node.whenTrue, node.whenFalse]);
  }
  if (ts.isBinaryExpression(node) && isFallbackOperator(node.operatorToken.kind)) {
    return readsEnvironment(node.left, bindings) ? [] : inner([node.left, node.right]);
  }
  if (ts.isArrayLiteralExpression(node)) return inner(node.elements);
  if (ts.isCallExpression(node)) return inner([encodedIn(node)]);
  return [];
}

/**
 * The same where every alternative is a literal; empty where one is dynamic, since a value from elsewhere can then take
 * the literal's place (`config.host ?? 'localhost'`).
 */
export function onlyLiteralsOf(expression: ts.Expression, bindings: Bindings, depth = 0): LiteralValue[] {
  if (depth > 6) return [];
  const node = bindings.resolve(expression);
  const parts = ts.isConditionalExpression(node)
    ? [node.whenTrue, node.whenFalse]
    : ts.isBinaryExpression(node) && isFallbackOperator(node.operatorToken.kind)
      ? [node.left, node.right]
      : undefined;
  if (parts === undefined) return ts.isArrayLiteralExpression(node) ? [] : literalsOf(node, bindings);
  const found = parts.map((part) => onlyLiteralsOf(part, bindings, depth + 1));
  return found.some(({ length }) => length === 0) ? [] : found.flat();
}

/** The text of a string literal, a template without holes, or a `+` chain of them; nothing is followed. */
export function literalText(node: ts.Expression): string | undefined {
  const plain = unwrap(node);
  if (isStringLiteralLike(plain)) return plain.text;
  if (!ts.isBinaryExpression(plain) || plain.operatorToken.kind !== ts.SyntaxKind.PlusToken) return undefined;
  const right = literalText(plain.right);
  const left = right === undefined ? undefined : literalText(plain.left);
  return left === undefined || right === undefined ? undefined : left + right;
}

/** The literal at an offset, with the `+` chain around it when all of it is literal; `undefined` elsewhere. */
export function literalAt(tree: ts.SourceFile, offset: number): ts.Expression | undefined {
  const node = nodeAt(tree, offset);
  if (offset < node.getStart(tree)) return undefined;
  if (ts.isTemplateHead(node)) return asExpression(node.parent);
  if (ts.isTemplateMiddle(node) || ts.isTemplateTail(node)) return asExpression(node.parent.parent);
  if (!isStringLiteralLike(node)) return undefined;
  let literal: ts.Expression = node;
  while (ts.isBinaryExpression(literal.parent) && literalText(literal.parent) !== undefined) literal = literal.parent;
  return literal;
}

/** True for a literal that is used where another, dynamic source gives nothing: `options.secret || 'dev'`. */
export function isBesideOtherSource(literal: ts.Expression): boolean {
  let node: ts.Node = literal;
  while (ts.isExpression(node.parent) && unwrap(node.parent) === unwrap(literal)) node = node.parent;
  const { parent } = node;
  if (!ts.isBinaryExpression(parent) || parent.right !== node) return false;
  return isFallbackOperator(parent.operatorToken.kind) && literalText(parent.left) === undefined;
}

export function isFallbackOperator(kind: ts.SyntaxKind): boolean {
  return kind === ts.SyntaxKind.BarBarToken || kind === ts.SyntaxKind.QuestionQuestionToken;
}

/** A template may stand in a type as well. */
function asExpression(node: ts.Node): ts.Expression | undefined {
  return ts.isTemplateExpression(node) ? node : undefined;
}

/** What `Buffer.from(x, 'hex')`, `new TextEncoder().encode(x)`, `btoa(x)` give in another form: the same text. */
export function encodedIn(call: ts.CallExpression): ts.Expression | undefined {
  const { expression } = call;
  if (ts.isIdentifier(expression)) return ENCODERS.has(expression.text) ? call.arguments[0] : undefined;
  if (!ts.isPropertyAccessExpression(expression)) return undefined;
  const name = memberName(expression);
  const receiver = unwrap(expression.expression);
  if (name === 'toString') return ts.isCallExpression(receiver) ? receiver : undefined;
  if (name === 'from') return ts.isIdentifier(receiver) && receiver.text === 'Buffer' ? call.arguments[0] : undefined;
  return name !== undefined && ENCODERS.has(name) ? call.arguments[0] : undefined;
}

const ENCODERS: ReadonlySet<string> = new Set(['encode', 'createSecretKey', 'String', 'btoa']);
