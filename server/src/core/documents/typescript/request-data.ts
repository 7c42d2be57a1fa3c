import { ts } from 'ts-morph';
import { RESPONSE_PARAMETER } from '../../knowledge/handlers';
import {
  CONNECTION_PROPERTIES,
  CONVERSIONS,
  CONVERTING_MEMBERS,
  OWN_VALUES,
  VALIDATING_MEMBERS,
} from '../../knowledge/request-handlers';
import { isFunctionLike, memberName, some, unwrap } from './ast';
import type { Bindings } from './bindings';
import { stateKeyOf } from './module-states';

/** Names that hold a request or data of it, inside one function. */
export type RequestNames = ReadonlySet<string>;

/**
 * True when the value is data of the request itself, in whatever form; what a function or a service answers to it is
 * something else, since it can be asked again.
 */
export function isRequestData(expression: ts.Expression, names: RequestNames): boolean {
  const node = unwrap(expression);
  const of = (part: ts.Expression | undefined): boolean => part !== undefined && isRequestData(part, names);
  if (ts.isIdentifier(node)) return names.has(node.text);
  if (ts.isPropertyAccessExpression(node)) return !CONNECTION_PROPERTIES.has(node.name.text) && of(node.expression);
  if (ts.isElementAccessExpression(node) || ts.isAwaitExpression(node)) return of(node.expression);
  if (ts.isSpreadElement(node)) return of(node.expression);
  if (ts.isTemplateExpression(node)) return node.templateSpans.some((span) => of(span.expression));
  if (ts.isBinaryExpression(node)) return isJoining(node.operatorToken.kind) && (of(node.left) || of(node.right));
  if (ts.isConditionalExpression(node)) return of(node.whenTrue) || of(node.whenFalse);
  if (ts.isArrayLiteralExpression(node)) return node.elements.some(of);
  if (ts.isObjectLiteralExpression(node)) return node.properties.some((property) => of(propertyValue(property)));
  if (ts.isNewExpression(node))
    return (node.arguments ?? []).some((argument) => !isRequestItself(argument, names) && of(argument));
  return ts.isCallExpression(node) && isConversion(node, of);
}

function isConversion(call: ts.CallExpression, of: (part: ts.Expression | undefined) => boolean): boolean {
  const callee = unwrap(call.expression);
  if (ts.isIdentifier(callee)) return CONVERSIONS.has(callee.text) && of(call.arguments[0]);
  const name = memberName(callee);
  if (name === undefined || !(ts.isPropertyAccessExpression(callee) || ts.isElementAccessExpression(callee)))
    return false;
  if (CONVERTING_MEMBERS.has(name) && of(callee.expression)) return true;
  return VALIDATING_MEMBERS.has(name) && of(call.arguments[0]);
}

/** `a + b`, `a || b`, `a ?? b` have a part of what they join; comparisons have not. */
function isJoining(operator: ts.SyntaxKind): boolean {
  return (
    operator === ts.SyntaxKind.PlusToken ||
    operator === ts.SyntaxKind.BarBarToken ||
    operator === ts.SyntaxKind.QuestionQuestionToken ||
    operator === ts.SyntaxKind.AmpersandAmpersandToken
  );
}

function propertyValue(property: ts.ObjectLiteralElementLike): ts.Expression | undefined {
  if (ts.isPropertyAssignment(property)) return property.initializer;
  if (ts.isShorthandPropertyAssignment(property)) return property.name;
  return ts.isSpreadAssignment(property) ? property.expression : undefined;
}

function isRequestItself(expression: ts.Expression, names: RequestNames): boolean {
  const node = unwrap(expression);
  return ts.isIdentifier(node) && names.has(node.text) && /^_?(?:req|request|ctx|context|c)$/.test(node.text);
}

/** True when the value holds a connection, a call-back or the request whole: it cannot leave the process anyway. */
export function isBoundToProcess(expression: ts.Expression, names: RequestNames): boolean {
  if (isRequestItself(expression, names)) return true;
  return some(expression, (node) => {
    if (isFunctionLike(node)) return true;
    if (ts.isIdentifier(node))
      return RESPONSE_PARAMETER.test(node.text) || /^(?:resolve|reject|socket|ws|next)$/.test(node.text);
    return ts.isPropertyAccessExpression(node) && /^(?:socket|connection|raw)$/.test(node.name.text);
  });
}

/** True when the value comes from the process alone: literals, the time, a count, what `state` held before. */
export function isOwnValue(expression: ts.Expression, state: string, bindings: Bindings, depth = 0): boolean {
  if (depth > 6) return false;
  const node = unwrap(expression);
  const of = (part: ts.Expression | undefined): boolean =>
    part !== undefined && isOwnValue(part, state, bindings, depth + 1);
  if (rootName(node) === state) return true;
  if (ts.isLiteralExpression(node) || ts.isPrefixUnaryExpression(node)) return true;
  if (node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword) return true;
  if (ts.isBinaryExpression(node)) return of(node.left) && of(node.right);
  if (ts.isArrayLiteralExpression(node)) return node.elements.every(of);
  if (ts.isObjectLiteralExpression(node)) return node.properties.every((property) => of(propertyValue(property)));
  if (ts.isNewExpression(node))
    return /^(?:Date|Map|Set)$/.test(node.expression.getText()) && (node.arguments ?? []).every(of);
  if (ts.isCallExpression(node)) return OWN_VALUES.test(node.expression.getText());
  if (!ts.isIdentifier(node)) return false;
  const declaration = bindings.declarationOf(node);
  return declaration?.kind === 'const' && of(declaration.initializer);
}

/** The name at the root of `state.a[b].get(c)`: of a variable, or of a field of its class (`Store.users`). */
export function rootName(expression: ts.Expression): string | undefined {
  let current = unwrap(expression);
  for (;;) {
    if (ts.isIdentifier(current)) return current.text;
    if (ts.isPropertyAccessExpression(current)) {
      const field = stateKeyOf(current);
      if (field !== undefined) return field;
      current = unwrap(current.expression);
    } else if (ts.isElementAccessExpression(current)) current = unwrap(current.expression);
    else if (ts.isCallExpression(current) && memberName(unwrap(current.expression)) === 'get')
      current = unwrap(current.expression);
    else return undefined;
  }
}
