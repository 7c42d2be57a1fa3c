import { ts } from 'ts-morph';
import { screamingSnake } from '../../knowledge/names';
import { ancestor, isFunctionLike, isStringLiteralLike, memberName, some, unwrap } from './ast';
import type { Bindings } from './bindings';

/** What a module may refuse: a value that stands in for a variable of the environment. */
export interface StandIn {
  readonly variable: string;
  readonly text: string;
  /** The literal. */
  readonly node: ts.Expression;
}

/**
 * True where the module compares the variable with just this value and stops if they are equal:
 * `if (isProduction && JWT_SECRET === 'dev') throw …`. Goes through the whole file.
 */
export function isRefused(standIn: StandIn, tree: ts.SourceFile, bindings: Bindings): boolean {
  return some(tree, (node) => {
    if (!ts.isIfStatement(node) || !stops(node)) return false;
    return some(node.expression, (part) => ts.isExpression(part) && isComparison(part, standIn, bindings));
  });
}

function isComparison(part: ts.Expression, standIn: StandIn, bindings: Bindings): boolean {
  if (ts.isBinaryExpression(part) && EQUALITIES.has(part.operatorToken.kind)) {
    const { left, right } = part;
    return isPair(left, right, standIn, bindings) || isPair(right, left, standIn, bindings);
  }
  if (!ts.isCallExpression(part) || !ts.isPropertyAccessExpression(part.expression)) return false;
  const [argument] = part.arguments;
  const list = LIST_TESTS.has(part.expression.name.text) ? listOf(part.expression.expression, bindings) : undefined;
  if (argument === undefined || list === undefined) return false;
  return list.elements.some((element) => isPair(argument, element, standIn, bindings));
}

/** A constant that is compared is the value itself; of a literal the other side must be the variable. */
function isPair(
  subject: ts.Expression,
  value: ts.Expression,
  { variable, text, node }: StandIn,
  bindings: Bindings,
): boolean {
  const resolved = unwrap(bindings.resolve(value));
  if (!isStringLiteralLike(resolved) || resolved.text !== text) return false;
  if (resolved === unwrap(node)) return true;
  const plain = unwrap(subject);
  const name = ts.isIdentifier(plain) ? plain.text : memberName(plain);
  return name !== undefined && `_${variable}`.endsWith(`_${screamingSnake(name)}`);
}

/** `[…]` and `new Set([…])`. */
function listOf(expression: ts.Expression, bindings: Bindings): ts.ArrayLiteralExpression | undefined {
  const node = unwrap(bindings.resolve(expression));
  const inner = ts.isNewExpression(node) ? node.arguments?.[0] : node;
  return inner !== undefined && ts.isArrayLiteralExpression(inner) ? inner : undefined;
}

/** At once, or at the end of the function that gathers what is wrong. */
function stops(condition: ts.IfStatement): boolean {
  if (some(condition.thenStatement, isStop)) return true;
  const around = ancestor(condition, isFunctionLike);
  return (
    around?.body !== undefined &&
    some(condition.thenStatement, isPush) &&
    some(around.body, (node) => node.pos > condition.end && isStop(node))
  );
}

function isStop(node: ts.Node): boolean {
  if (ts.isThrowStatement(node)) return true;
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
  const { expression, name } = node.expression;
  return name.text === 'exit' && ts.isIdentifier(expression) && expression.text === 'process';
}

function isPush(node: ts.Node): boolean {
  return ts.isCallExpression(node) && memberName(node.expression) === 'push';
}

const EQUALITIES: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsEqualsToken,
]);
const LIST_TESTS: ReadonlySet<string> = new Set(['includes', 'has']);
