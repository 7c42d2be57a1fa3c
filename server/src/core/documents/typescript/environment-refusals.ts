import { ts } from 'ts-morph';
import { some, unwrap } from './ast';
import type { Bindings } from './bindings';
import { effectsOfHandler } from './handler-effects';

/** Where code that asks for a value does not go on without it. */

/** `!X` in a condition (also in `!X || !Y`) whose statement throws or exits. */
export function isNegatedGuard(negation: ts.PrefixUnaryExpression, bindings: Bindings): boolean {
  let node: ts.Node = negation;
  while (ts.isParenthesizedExpression(node.parent) || isEither(node.parent)) node = node.parent;
  const { parent } = node;
  return ts.isIfStatement(parent) && parent.expression === node && refuses(parent.thenStatement, bindings);
}

function isEither(node: ts.Node): boolean {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.BarBarToken;
}

/** Throws or ends the process. */
export function refuses(statement: ts.Statement, bindings: Bindings): boolean {
  const statements = ts.isBlock(statement) ? statement.statements : [statement];
  return statements.some((one) => {
    if (ts.isThrowStatement(one)) return !saysThatFeatureIsOff(one.expression);
    return ts.isExpressionStatement(one) && isRefusal(one.expression, bindings);
  });
}

/** `throw new HttpException('Chat is not configured', 400)`: what is asked for then is not had, and all else goes on. */
function saysThatFeatureIsOff(thrown: ts.Expression): boolean {
  const node = unwrap(thrown);
  if (!ts.isNewExpression(node) && !ts.isCallExpression(node)) return false;
  const said = node.arguments?.map((argument) => argument.getText()).join(' ') ?? '';
  return SWITCHED_OFF.test(said) || (ANSWERING_ERROR.test(node.expression.getText()) && NOT_SET_UP.test(said));
}

const SWITCHED_OFF = /\b(?:disabled|not (?:been )?enabled|(?:turned|switched) off)\b/i;
const NOT_SET_UP = /\bnot (?:been |yet )?(?:configured|set ?up|available|supported|enabled)\b|\bunavailable\b/i;
/** Errors that a server answers one request with. */
const ANSWERING_ERROR = /(?:Exception|(?:HTTP|TRPC|GraphQL|Api|Boom|Request|NotFound|Forbidden|Unavailable)\w*Error)$/i;

/** A call that throws or ends the process: `process.exit(1)`, `fail('…')` of this file. */
export function isRefusal(expression: ts.Expression, bindings: Bindings): boolean {
  if (!ts.isCallExpression(expression)) return false;
  if (/^process\s*\.\s*(?:exit|abort)$/.test(expression.expression.getText())) return true;
  if (ts.isArrowFunction(expression.expression) || ts.isParenthesizedExpression(expression.expression)) {
    return effectsOfHandler(expression.expression, bindings).exits;
  }
  const callee = expression.expression;
  return ts.isIdentifier(callee) && !mayGiveValue(callee, bindings) && effectsOfHandler(callee, bindings).exits;
}

/** `fromWindow('NAME', '')` throws where it finds nothing, and gives something else. */
function mayGiveValue(callee: ts.Identifier, bindings: Bindings): boolean {
  const declaration = bindings.declarationOf(callee);
  const found = declaration?.kind === 'const' ? unwrap(declaration.initializer) : undefined;
  const node = declaration?.kind === 'function' ? declaration.node : found;
  if (node === undefined) return false;
  return some(node, (one) => ts.isReturnStatement(one) && one.expression !== undefined && isValue(one.expression));
}

/** `return process.exit(1)` gives nothing. */
function isValue(expression: ts.Expression): boolean {
  return !/^process\s*\.\s*(?:exit|abort)\b/.test(expression.getText());
}
