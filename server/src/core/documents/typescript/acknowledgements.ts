import { ts } from 'ts-morph';
import { AMQP_CLIENTS, DELETE_CALL, HANDLER_OPTIONS, NO_WORK, SQS_CLIENTS } from '../../knowledge/acknowledgements';
import { ancestor, isFunctionLike, memberName, propertyName, propertyOf, some, unwrap } from './ast';
import type { Bindings } from './bindings';

/** A message that counts as done although work on it only begins then. */
export interface EarlyAcknowledgement {
  /** The statement that says so. */
  readonly statement: ts.ExpressionStatement;
  /** The last statement of the same block that waits for work on the message. */
  readonly work: ts.Statement;
  readonly by: 'delete' | 'ack';
}

/** `deleteMessage` of SQS, or `channel.ack`, before the first thing that is awaited with the message. */
export function earlyAcknowledgementOf(call: ts.CallExpression, bindings: Bindings): EarlyAcknowledgement | undefined {
  const found = acknowledgedBy(call, bindings);
  const statement = found && ownStatement(call);
  const block = statement?.parent;
  if (found === undefined || statement === undefined || block === undefined || !ts.isBlock(block)) return undefined;
  const at = block.statements.indexOf(statement);
  const names = derivedNames(block, found.message);
  const has = (one: ts.Statement, is: (node: ts.Node) => boolean): boolean =>
    !ts.isFunctionDeclaration(one) && some(one, is);
  if (block.statements.slice(0, at).some((one) => has(one, (node) => isWork(node, names)))) return undefined;
  const waits = (node: ts.Node): boolean => ts.isAwaitExpression(node) && isWork(unwrap(node.expression), names);
  const work = block.statements.slice(at + 1).findLast((one) => has(one, waits));
  return work && { statement, work, by: found.by };
}

/** Asynchronous work of a handler that nobody waits for: the message is done when the handler returns. */
export function forgottenWorkOf(
  node: ts.PropertyAssignment | ts.MethodDeclaration,
  bindings: Bindings,
): ts.CallExpression | undefined {
  const options = node.parent;
  const name = propertyName(node.name);
  const of = HANDLER_OPTIONS.find(({ option }) => option === name);
  if (of === undefined || !ts.isObjectLiteralExpression(options)) return undefined;
  const call = options.parent;
  if (!ts.isCallExpression(call) || memberName(call.expression) !== of.method) return undefined;
  // Who commits or deletes by himself may well know when.
  if (of.unless.some((option) => propertyOf(options, option)?.value?.kind === ts.SyntaxKind.FalseKeyword))
    return undefined;
  const handler = ts.isMethodDeclaration(node) ? node : unwrap(node.initializer);
  if (!isAsync(handler) || handler.body === undefined || !ts.isBlock(handler.body)) return undefined;
  return forgottenIn(handler.body, bindings);
}

function forgottenIn(block: ts.Block, bindings: Bindings): ts.CallExpression | undefined {
  let found: ts.CallExpression | undefined;
  const visit = (node: ts.Node): void => {
    if (found !== undefined || isFunctionLike(node)) return;
    const call = ts.isExpressionStatement(node) && ts.isCallExpression(node.expression) ? node.expression : undefined;
    if (call !== undefined && isAsyncCall(call, bindings)) found = call;
    else ts.forEachChild(node, visit);
  };
  ts.forEachChild(block, visit);
  return found;
}

/** A function of this file or a method of the same class that is asynchronous, or a loop over call-backs that are. */
function isAsyncCall(call: ts.CallExpression, bindings: Bindings): boolean {
  const callee = unwrap(call.expression);
  if (ts.isIdentifier(callee)) {
    const declaration = bindings.declarationOf(callee);
    if (declaration?.kind === 'function') return isAsync(declaration.node);
    return declaration?.kind === 'const' && isAsync(unwrap(declaration.initializer));
  }
  if (!ts.isPropertyAccessExpression(callee)) return false;
  const [callback] = call.arguments;
  if (callee.name.text === 'forEach') return callback !== undefined && isAsync(unwrap(callback));
  if (callee.expression.kind !== ts.SyntaxKind.ThisKeyword) return false;
  const members = ancestor(call, ts.isClassLike)?.members ?? [];
  return members.some(
    (one) => ts.isMethodDeclaration(one) && propertyName(one.name) === callee.name.text && isAsync(one),
  );
}

function isAsync(
  node: ts.Node,
): node is ts.FunctionDeclaration | ts.ArrowFunction | ts.FunctionExpression | ts.MethodDeclaration {
  if (!isFunctionLike(node)) return false;
  return node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) === true;
}

/** The name of the message that a call takes off its queue. */
function acknowledgedBy(
  call: ts.CallExpression,
  bindings: Bindings,
): { readonly message: string; readonly by: 'delete' | 'ack' } | undefined {
  const callee = unwrap(call.expression);
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  const [argument] = call.arguments;
  if (callee.name.text === 'ack' && call.arguments.length === 1 && argument !== undefined) {
    const message = unwrap(argument);
    const handler = ancestor(call, isFunctionLike);
    const consume = handler?.parent;
    if (handler === undefined || !ts.isIdentifier(message) || consume === undefined || !ts.isCallExpression(consume))
      return undefined;
    const isConsumer = memberName(consume.expression) === 'consume' && mentions(consume, [...AMQP_CLIENTS], bindings);
    const [first] = handler.parameters;
    return isConsumer && first?.name.getText() === message.text ? { message: message.text, by: 'ack' } : undefined;
  }
  const input = deletionInput(call, bindings);
  const receipt = input && propertyOf(input, 'ReceiptHandle')?.value;
  const value = receipt && unwrap(receipt);
  if (value === undefined || !ts.isPropertyAccessExpression(value) || value.name.text !== 'ReceiptHandle')
    return undefined;
  const root = unwrap(value.expression);
  return ts.isIdentifier(root) ? { message: root.text, by: 'delete' } : undefined;
}

/** `sqs.deleteMessage({ … })`, `client.send(new DeleteMessageCommand({ … }))`. */
function deletionInput(call: ts.CallExpression, bindings: Bindings): ts.ObjectLiteralExpression | undefined {
  const [argument] = call.arguments;
  if (argument === undefined) return undefined;
  const given = bindings.resolve(argument);
  if (memberName(call.expression) === DELETE_CALL.method) {
    return ts.isObjectLiteralExpression(given) && mentions(call, [...SQS_CLIENTS], bindings) ? given : undefined;
  }
  if (!ts.isNewExpression(given)) return undefined;
  const reference = bindings.importOf(given.expression);
  if (reference?.member !== DELETE_CALL.command || !SQS_CLIENTS.has(reference.module)) return undefined;
  const input = given.arguments?.[0] && bindings.resolve(given.arguments[0]);
  return input !== undefined && ts.isObjectLiteralExpression(input) ? input : undefined;
}

/** The receiver was made by one of the packages, or, handed in from elsewhere, the file imports one. */
function mentions(call: ts.CallExpression, modules: readonly string[], bindings: Bindings): boolean {
  const callee = unwrap(call.expression);
  const creator = ts.isPropertyAccessExpression(callee) ? bindings.creatorOf(callee.expression) : undefined;
  if (creator !== undefined) return modules.includes(creator.module);
  const { text } = call.getSourceFile();
  return modules.some((module) => text.includes(`'${module}'`) || text.includes(`"${module}"`));
}

/** The statement that is nothing but the call, awaited or not. */
function ownStatement(call: ts.CallExpression): ts.ExpressionStatement | undefined {
  let node: ts.Node = call;
  while (
    ts.isAwaitExpression(node.parent) ||
    (ts.isPropertyAccessExpression(node.parent) && node.parent.name.text === 'promise') ||
    (ts.isCallExpression(node.parent) && node.parent.expression === node)
  ) {
    node = node.parent;
  }
  return ts.isExpressionStatement(node.parent) ? node.parent : undefined;
}

/** The message and what is taken out of it in the block. */
function derivedNames(block: ts.Block, message: string): ReadonlySet<string> {
  const names = new Set([message]);
  some(block, (node) => {
    if (!ts.isVariableDeclaration(node) || node.initializer === undefined) return false;
    if (!holds(node.initializer, names)) return false;
    for (const name of boundNames(node.name)) names.add(name);
    return false;
  });
  return names;
}

function boundNames(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : boundNames(element.name)));
}

/** `handle(message)`; what only reads or notes it is no work. */
function isWork(node: ts.Node, names: ReadonlySet<string>): boolean {
  if (!ts.isCallExpression(node) || NO_WORK.test(node.expression.getText())) return false;
  return node.arguments.some((argument) => holds(argument, names));
}

function holds(node: ts.Node, names: ReadonlySet<string>): boolean {
  return some(node, (part) => ts.isIdentifier(part) && names.has(part.text));
}
