import { ts } from 'ts-morph';
import { isStringLiteralLike, some, unwrap } from '../core/documents/typescript/ast';
import { Bindings } from '../core/documents/typescript/bindings';
import { isExitCall } from '../core/documents/typescript/handler-effects';
import { listenCallOf } from '../core/documents/typescript/listen-calls';
import { type ProcessListener, processListenerOf } from '../core/documents/typescript/process-events';
import { INTERRUPT_SIGNAL, TERMINATION_SIGNAL } from '../core/knowledge/shutdown';
import type { Edit } from '../core/text/edits';
import { serverClosing } from './graceful-shutdown';
import { styleOf } from './source-style';

type Closing = NonNullable<ReturnType<typeof serverClosing>>;

/** Lets the one exit of a listener that is written in place wait until the server of the same file is closed. */
export function closeBeforeExit(tree: ts.SourceFile, call: ts.CallExpression): Edit[] | undefined {
  const bindings = new Bindings(tree);
  const listener = processListenerOf(call, bindings);
  const exit = listener && soleExit(listener, bindings);
  const closing = listener && closingFor(listener, tree, bindings);
  if (exit === undefined || closing === undefined) return undefined;
  const then = `() => ${exit.getText(tree)}`;
  const text = closing.by === 'callback' ? `${closing.call}(${then})` : `void ${closing.call}().then(${then})`;
  return [{ span: { start: exit.getStart(tree), end: exit.end }, text }];
}

export function canCloseBeforeExit(listener: ProcessListener, tree: ts.SourceFile, bindings: Bindings): boolean {
  return soleExit(listener, bindings) !== undefined && closingFor(listener, tree, bindings) !== undefined;
}

/** Registers the listener of SIGINT for SIGTERM as well. */
export function handleBothSignals(tree: ts.SourceFile, call: ts.CallExpression): Edit[] | undefined {
  const [signal] = call.arguments;
  if (!isStringLiteralLike(signal) || !ts.isExpressionStatement(call.parent)) return undefined;
  const { quote } = styleOf(tree);
  const list = [INTERRUPT_SIGNAL, TERMINATION_SIGNAL].map((name) => quote + name + quote).join(', ');
  const start = call.getStart(tree);
  return [
    { span: { start, end: start }, text: `for (const signal of [${list}]) ` },
    { span: { start: signal.getStart(tree), end: signal.end }, text: 'signal' },
  ];
}

/** The exit of a function literal that has one only, as a statement or as what the arrow gives. */
function soleExit({ handler }: ProcessListener, bindings: Bindings): ts.CallExpression | undefined {
  const node = unwrap(handler);
  if (!ts.isArrowFunction(node) && !ts.isFunctionExpression(node)) return undefined;
  const exits: ts.CallExpression[] = [];
  some(node.body, (child) => {
    if (ts.isCallExpression(child) && isExitCall(child, bindings)) exits.push(child);
    return false;
  });
  const [exit] = exits;
  if (exit === undefined || exits.length > 1) return undefined;
  return ts.isExpressionStatement(exit.parent) || exit.parent === node ? exit : undefined;
}

/** The server of the file, when its name can be seen from the listener. */
function closingFor({ call }: ProcessListener, tree: ts.SourceFile, bindings: Bindings): Closing | undefined {
  let found: Closing | undefined;
  some(tree, (node) => {
    if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return false;
    const listen = listenCallOf(node, bindings);
    const closing = listen?.certain === true ? serverClosing(listen, tree) : undefined;
    if (closing === undefined || !isWithin(call, closing.statement.parent)) return false;
    found = closing;
    return true;
  });
  return found;
}

function isWithin(node: ts.Node, block: ts.Node): boolean {
  for (let current: ts.Node | undefined = node; current !== undefined; current = current.parent) {
    if (current === block) return true;
  }
  return false;
}
