import { ts } from 'ts-morph';
import {
  EXIT_METHODS,
  LOGGER_METHODS,
  PURE_GLOBALS,
  PURE_METHODS,
  REPORTING_FUNCTIONS,
  REPORTING_METHODS,
  TIMER_FUNCTIONS,
} from '../../knowledge/process-events';
import { TERMINATION_SIGNAL } from '../../knowledge/shutdown';
import { memberName, unwrap } from './ast';
import type { Bindings } from './bindings';
import { isProcess } from './environment-reads';
import type { ProcessListener } from './process-events';

/** What a function certainly does; functions of the same file are followed. */
export interface Effects {
  /** Something that is more than a report, or cannot be seen into: it may close, wait or exit. */
  readonly works: boolean;
  /** Ends the process on some path: `process.exit()`, `throw`. */
  readonly exits: boolean;
  /** Does part of it later. */
  readonly waits: boolean;
}

const UNSEEN: Effects = { works: true, exits: false, waits: false };
const MAX_DEPTH = 4;

/** What happens when the expression is called as a listener. */
export function effectsOfHandler(handler: ts.Expression, bindings: Bindings): Effects {
  const node = unwrap(handler);
  const bound = boundFunction(node);
  if (bound !== undefined) return effectsOfHandler(bound, bindings);
  if (ts.isPropertyAccessExpression(node)) {
    return isReportingMethod(node) ? { works: false, exits: false, waits: false } : UNSEEN;
  }
  const body = bodyOf(node, bindings);
  if (body === undefined) return UNSEEN;
  const found = { works: false, exits: false, waits: false };
  collect(body, bindings, found, 0);
  return found;
}

/** What a handler of SIGTERM does: some work (or it cannot be seen into), nothing but end the process, or not even that. */
export function terminationOf(
  { events, handler }: ProcessListener,
  bindings: Bindings,
): 'handled' | 'exit' | 'ignored' | undefined {
  if (!events.includes(TERMINATION_SIGNAL)) return undefined;
  const { works, exits, waits } = effectsOfHandler(handler, bindings);
  return works || waits ? 'handled' : exits ? 'exit' : 'ignored';
}

/** The body of a function literal, or of the function of this file that a name stands for. */
export function bodyOf(expression: ts.Expression, bindings: Bindings): ts.Node | undefined {
  const node = unwrap(expression);
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return node.body;
  if (!ts.isIdentifier(node)) return undefined;
  const declaration = bindings.declarationOf(node);
  if (declaration?.kind === 'function') {
    return ts.isFunctionDeclaration(declaration.node) ? declaration.node.body : undefined;
  }
  return declaration?.kind === 'const' ? bodyOf(declaration.initializer, bindings) : undefined;
}

/** True for `process.exit()`, `process.abort()` and a signal that the process sends to itself. */
export function isExitCall(call: ts.CallExpression, bindings: Bindings): boolean {
  const callee = unwrap(call.expression);
  const name = memberName(callee);
  if (name !== undefined && ts.isPropertyAccessExpression(callee) && isProcess(callee.expression, bindings)) {
    if (name !== 'kill') return EXIT_METHODS.has(name);
    const [target] = call.arguments;
    return (
      target !== undefined &&
      ts.isPropertyAccessExpression(target) &&
      target.name.text === 'pid' &&
      isProcess(target.expression, bindings)
    );
  }
  const reference = bindings.importOf(callee);
  return reference?.module === 'process' && EXIT_METHODS.has(reference.member);
}

function collect(
  node: ts.Node,
  bindings: Bindings,
  found: { -readonly [K in keyof Effects]: boolean },
  depth: number,
): void {
  if (ts.isThrowStatement(node)) found.exits = true;
  else if (ts.isCallExpression(node)) collectCall(node, bindings, found, depth);
  else if (ts.isNewExpression(node)) {
    if (!ts.isIdentifier(node.expression) || !PURE_GLOBALS.has(node.expression.text)) found.works = true;
  } else if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind)) found.works = true;
  else if (ts.isDeleteExpression(node) || ts.isTaggedTemplateExpression(node) || ts.isYieldExpression(node))
    found.works = true;
  if (found.works) return;
  ts.forEachChild(node, (child) => collect(child, bindings, found, depth));
}

function collectCall(
  call: ts.CallExpression,
  bindings: Bindings,
  found: { -readonly [K in keyof Effects]: boolean },
  depth: number,
): void {
  const callee = unwrap(call.expression);
  if (isExitCall(call, bindings)) {
    found.exits = true;
    return;
  }
  if (ts.isPropertyAccessExpression(callee)) {
    if (!isReportingMethod(callee) && !PURE_METHODS.has(callee.name.text)) found.works = true;
    return;
  }
  if (!ts.isIdentifier(callee)) {
    // A function that is called where it is written is looked at with what stands around it.
    if (!ts.isArrowFunction(callee) && !ts.isFunctionExpression(callee)) found.works = true;
    return;
  }
  if (TIMER_FUNCTIONS.has(callee.text) && bindings.declarationOf(callee) === undefined) {
    found.waits = true;
    const [later] = call.arguments;
    if (later === undefined || !(ts.isArrowFunction(later) || ts.isFunctionExpression(later))) found.works = true;
    return;
  }
  const body = bodyOf(callee, bindings);
  if (body !== undefined && depth < MAX_DEPTH) {
    collect(body, bindings, found, depth + 1);
    return;
  }
  if (!REPORTING_FUNCTIONS.has(callee.text) && !PURE_GLOBALS.has(callee.text)) found.works = true;
}

function isReportingMethod({ name, expression }: ts.PropertyAccessExpression): boolean {
  if (REPORTING_METHODS.has(name.text)) return true;
  const receiver = ts.isIdentifier(expression) ? expression.text : memberName(expression);
  return LOGGER_METHODS.has(name.text) && receiver !== undefined && /log|std(?:out|err)$/i.test(receiver);
}

/** `logger.error` in `logger.error.bind(logger)`. */
function boundFunction(node: ts.Expression): ts.Expression | undefined {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  return node.expression.name.text === 'bind' ? node.expression.expression : undefined;
}

function isAssignment(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}
