import { ts } from 'ts-morph';
import { ancestor, isFunctionLike, some, unwrap } from './ast';
import { stateKeyOf } from './module-states';
import { rootName } from './request-data';

/** Something is put into the variable `name`. */
export interface StateWrite {
  readonly name: string;
  /** What says where: `state[key]`, `state.set(key, …)`. */
  readonly keys: readonly ts.Expression[];
  readonly values: readonly ts.Expression[];
  /** True when the same function takes it out again, or writes only what is not there yet. */
  readonly isTransient: boolean;
}

const ADDING: ReadonlySet<string> = new Set(['add', 'push', 'unshift']);
const REMOVING: ReadonlySet<string> = new Set(['clear', 'delete', 'pop', 'shift', 'splice']);

export function writeOf(node: ts.Node): StateWrite | undefined {
  if (ts.isCallExpression(node)) return writeOfCall(node);
  if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind)) {
    const name = rootName(node.left);
    if (name === undefined) return undefined;
    const keys = keysOf(node.left);
    // A part with a fixed name is a variable of its own.
    return { name, keys, values: [node.right], isTransient: isFirstTimeOnly(node, name) || isReleased(node, name) };
  }
  if ((ts.isPostfixUnaryExpression(node) || ts.isPrefixUnaryExpression(node)) && isStep(node.operator)) {
    const name = rootName(node.operand);
    return name === undefined ? undefined : { name, keys: keysOf(node.operand), values: [], isTransient: false };
  }
  return undefined;
}

function writeOfCall(call: ts.CallExpression): StateWrite | undefined {
  const callee = unwrap(call.expression);
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  const name = rootName(callee.expression);
  const [first, ...rest] = call.arguments;
  if (name === undefined || first === undefined) return undefined;
  const isTransient = isReleased(call, name);
  if (ADDING.has(callee.name.text)) return { name, keys: [], values: [first, ...rest], isTransient };
  if (callee.name.text !== 'set' || rest.length === 0) return undefined;
  return { name, keys: [first], values: rest, isTransient };
}

/** False where the state `text` is the target of a write, or part of one, or only asked before one. */
export function isReadOf(use: ts.Identifier | ts.PropertyAccessExpression, text: string): boolean {
  const { parent } = use;
  if (ts.isPropertyAccessExpression(parent) && parent.name === use) return false;
  if ((ts.isPropertyAssignment(parent) || ts.isVariableDeclaration(parent)) && parent.name === use) return false;
  for (let node: ts.Node = use; !isFunctionLike(node) && !ts.isSourceFile(node); node = node.parent) {
    if (ts.isStatement(node) && !ts.isIfStatement(node)) return true;
    if (writeOf(node)?.name === text || isRemoval(node, text)) return false;
    if (ts.isIfStatement(node)) return !(isWriteOnly(node.thenStatement, text) && node.elseStatement === undefined);
    if (ts.isIfStatement(node.parent) && node !== node.parent.expression) return true;
  }
  return true;
}

function isRemoval(node: ts.Node, name: string): boolean {
  if (ts.isDeleteExpression(node)) return rootName(node.expression) === name;
  if (!ts.isCallExpression(node)) return false;
  const callee = unwrap(node.expression);
  return (
    ts.isPropertyAccessExpression(callee) && REMOVING.has(callee.name.text) && rootName(callee.expression) === name
  );
}

/** `if (!counts[key]) counts[key] = 0;` */
function isWriteOnly(statement: ts.Statement, name: string): boolean {
  const list = ts.isBlock(statement) ? statement.statements : [statement];
  return list.every((entry) => {
    if (!ts.isExpressionStatement(entry)) return false;
    return writeOf(entry.expression)?.name === name || isRemoval(entry.expression, name);
  });
}

/** `if (!state) state = …`, `state ??= …`: whoever comes first sets it. */
function isFirstTimeOnly(node: ts.BinaryExpression, name: string): boolean {
  if (stateKeyOf(unwrap(node.left)) !== name) return false;
  const { kind } = node.operatorToken;
  if (kind === ts.SyntaxKind.QuestionQuestionEqualsToken || kind === ts.SyntaxKind.BarBarEqualsToken) return true;
  const condition = ancestor(node, ts.isIfStatement)?.expression;
  return condition !== undefined && some(condition, (part) => stateKeyOf(part) === name);
}

/** Taken out in a `finally` or a call-back of the same function: it lasts no longer than the request. */
function isReleased(node: ts.Node, name: string): boolean {
  let outer: ts.Node = node;
  for (let current: ts.Node | undefined = node.parent; current !== undefined; current = current.parent) {
    if (isFunctionLike(current)) outer = current;
  }
  return some(outer, (part) => {
    if (!isRemoval(part, name)) return false;
    const callback = ancestor(part, isFunctionLike);
    if (callback !== undefined && callback !== outer) return true;
    return ancestor(part, ts.isTryStatement)?.finallyBlock?.pos === ancestor(part, ts.isBlock)?.pos;
  });
}

function keysOf(target: ts.Expression): ts.Expression[] {
  const keys: ts.Expression[] = [];
  for (let node = unwrap(target); ; ) {
    if (ts.isElementAccessExpression(node)) keys.push(node.argumentExpression);
    if (ts.isElementAccessExpression(node) || ts.isPropertyAccessExpression(node)) node = unwrap(node.expression);
    else return keys;
  }
}

function isAssignment(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

function isStep(operator: ts.SyntaxKind): boolean {
  return operator === ts.SyntaxKind.PlusPlusToken || operator === ts.SyntaxKind.MinusMinusToken;
}
