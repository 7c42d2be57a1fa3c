import { ts } from 'ts-morph';
import { isFunctionLike, memberName, unwrap } from './ast';
import type { Bindings } from './bindings';

/** A statement that calls an imported function when the module is loaded or its server listens. */
export interface StartCall {
  /** What is underlined: the callee. */
  readonly at: ts.Identifier;
  /** As the import names the module. */
  readonly specifier: string;
}

export function startCallOf(statement: ts.ExpressionStatement, bindings: Bindings): StartCall | undefined {
  const call = calledFirst(statement.expression);
  if (call === undefined || !ts.isIdentifier(call.expression) || !runsAtStart(statement)) return undefined;
  const reference = bindings.importOf(call.expression);
  return reference && { at: call.expression, specifier: reference.module };
}

/** The name that a call calls when the module is loaded or its server listens: `db.connect()` gives `connect`. */
export function startedNameOf(call: ts.CallExpression): string | undefined {
  const { expression: callee } = call;
  const name = ts.isIdentifier(callee) ? callee.text : memberName(callee);
  if (name === undefined || CHAIN.test(name)) return undefined;
  let { parent } = call;
  while (isCarrier(parent)) ({ parent } = parent);
  const isStarted = ts.isExpressionStatement(parent) || ts.isVariableDeclaration(parent);
  return isStarted && runsAtStart(parent) ? name : undefined;
}

/** `await start()`, `void start()`, `start().catch(report)`. */
function isCarrier(node: ts.Node): boolean {
  if (ts.isAwaitExpression(node) || ts.isVoidExpression(node) || ts.isParenthesizedExpression(node)) return true;
  if (ts.isPropertyAccessExpression(node)) return CHAIN.test(node.name.text);
  return ts.isCallExpression(node) && CHAIN.test(memberName(node.expression) ?? '');
}

const CHAIN = /^(?:then|catch|finally)$/;

/** `start()`, `await start()`, `void start()`, `start().catch(report)`. */
function calledFirst(expression: ts.Expression): ts.CallExpression | undefined {
  const node = unwrap(expression);
  if (ts.isAwaitExpression(node) || ts.isVoidExpression(node)) return calledFirst(node.expression);
  if (!ts.isCallExpression(node)) return undefined;
  const { expression: callee } = node;
  const isChained = ts.isPropertyAccessExpression(callee) && CHAIN.test(callee.name.text);
  return isChained ? calledFirst(callee.expression) : node;
}

/**
 * True for a place under no condition, and in no function but those that a module runs itself: one at its top that it may
 * call, one that is called where it stands, or what waits for `listen`.
 */
export function runsAtStart(statement: ts.Node): boolean {
  for (let node = statement.parent; !ts.isSourceFile(node); node = node.parent) {
    if (ts.isFunctionDeclaration(node)) return ts.isSourceFile(node.parent);
    if (isFunctionLike(node)) {
      const { parent } = node;
      if (ts.isVariableDeclaration(parent)) return ts.isSourceFile(parent.parent.parent.parent);
      const isCalled = ts.isParenthesizedExpression(parent) && ts.isCallExpression(parent.parent);
      const waits =
        ts.isCallExpression(parent) && /^(?:listen|then|once|ready)$/.test(memberName(parent.expression) ?? '');
      if (!isCalled && !waits) return false;
    }
    if (ts.isIfStatement(node) || ts.isConditionalExpression(node) || ts.isClassLike(node)) return false;
  }
  return true;
}
