import { ts } from 'ts-morph';
import { LISTENER_METHODS } from '../../knowledge/process-events';
import { isStringLiteralLike } from './ast';
import type { Bindings } from './bindings';
import { isProcess } from './environment-reads';

/** One registration of a listener on the process: `process.on('SIGTERM', close)`. */
export interface ProcessListener {
  readonly call: ts.CallExpression;
  /** Several where the call stands in a loop over literals. */
  readonly events: readonly string[];
  readonly handler: ts.Expression;
}

/** `undefined` for other calls, and where the event is not known. */
export function processListenerOf(call: ts.CallExpression, bindings: Bindings): ProcessListener | undefined {
  const callee = call.expression;
  if (!ts.isPropertyAccessExpression(callee) || !LISTENER_METHODS.has(callee.name.text)) return undefined;
  const [event, handler] = call.arguments;
  if (event === undefined || handler === undefined || !isProcess(callee.expression, bindings)) return undefined;
  const events = eventsOf(event, bindings);
  return events.length === 0 ? undefined : { call, events, handler };
}

function eventsOf(event: ts.Expression, bindings: Bindings): readonly string[] {
  const text = bindings.staticString(event);
  if (text !== undefined) return [text];
  if (!ts.isIdentifier(event)) return [];
  for (let node: ts.Node = event; node.parent !== undefined; node = node.parent) {
    const list = listBehind(node.parent, event.text);
    if (list === undefined) continue;
    const array = bindings.resolve(list);
    if (!ts.isArrayLiteralExpression(array)) return [];
    return array.elements.flatMap((element) => (isStringLiteralLike(element) ? [element.text] : []));
  }
  return [];
}

/** What `for (const name of list)` and `list.forEach((name) => …)` take their name from. */
function listBehind(node: ts.Node, name: string): ts.Expression | undefined {
  if (ts.isForOfStatement(node) && ts.isVariableDeclarationList(node.initializer)) {
    const [declaration] = node.initializer.declarations;
    return declaration?.name.getText() === name ? node.expression : undefined;
  }
  if (!ts.isArrowFunction(node) && !ts.isFunctionExpression(node)) return undefined;
  const { parent } = node;
  const isFirst = node.parameters[0]?.name.getText() === name;
  if (!isFirst || !ts.isCallExpression(parent) || !ts.isPropertyAccessExpression(parent.expression)) return undefined;
  return parent.expression.name.text === 'forEach' ? parent.expression.expression : undefined;
}
