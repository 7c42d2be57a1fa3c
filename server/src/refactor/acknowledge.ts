import { ts } from 'ts-morph';
import { nodeWithSpan, some, spanOf, unwrap } from '../core/documents/typescript/ast';
import type { Edit } from '../core/text/edits';
import { removeWithLines } from './line-removal';
import { indentationAt, styleOf } from './source-style';

interface Consumer {
  readonly channel: string;
  readonly message: string;
  readonly body: ts.Block;
}

/** Has `consume` wait for acknowledgements, and gives one where the handler ends. */
export function acknowledgeAtEnd(tree: ts.SourceFile, call: ts.CallExpression, option: ts.Node): Edit[] | undefined {
  const consumer = consumerOf(call);
  const last = consumer?.body.statements.at(-1);
  const value = nodeWithSpan(tree, spanOf(option));
  if (consumer === undefined || last === undefined || value === undefined || !ts.isPropertyAssignment(value))
    return undefined;
  const { semicolon, lineBreak } = styleOf(tree);
  const indent = indentationAt(tree.text, last.getStart(tree));
  const line = `${lineBreak}${indent}if (${consumer.message}) ${consumer.channel}.ack(${consumer.message})${semicolon}`;
  return [
    { span: { start: last.end, end: last.end }, text: line },
    { span: { start: value.initializer.getStart(tree), end: value.initializer.end }, text: 'false' },
  ];
}

export function canAcknowledge(call: ts.CallExpression): boolean {
  return consumerOf(call) !== undefined;
}

/** A handler written in place that always comes to its end; one that returns early would not acknowledge. */
function consumerOf(call: ts.CallExpression): Consumer | undefined {
  const [, argument] = call.arguments;
  const handler = argument === undefined ? undefined : unwrap(argument);
  if (handler === undefined || !(ts.isArrowFunction(handler) || ts.isFunctionExpression(handler))) return undefined;
  const name = handler.parameters[0]?.name;
  if (name === undefined || !ts.isIdentifier(name) || !ts.isBlock(handler.body)) return undefined;
  if (!ts.isPropertyAccessExpression(call.expression)) return undefined;
  const channel = call.expression.expression.getText();
  const { body } = handler;
  if (!/^(?:this\.)?[\w$]+$/.test(channel) || body.statements.length === 0) return undefined;
  const isOneLine = !body.getText().includes('\n');
  return isOneLine || some(body, ts.isReturnStatement) ? undefined : { channel, message: name.text, body };
}

/** Moves the statement that acknowledges to the end of its block, before what leaves it. */
export function acknowledgeLater(tree: ts.SourceFile, statement: ts.ExpressionStatement): Edit[] | undefined {
  const block = statement.parent;
  if (!ts.isBlock(block)) return undefined;
  const last = block.statements.findLast((one) => !isLeaving(one));
  if (last === undefined || last === statement) return undefined;
  const { lineBreak } = styleOf(tree);
  const start = statement.getStart(tree);
  const indent = indentationAt(tree.text, start);
  return [
    removeWithLines(tree.text, { start, end: statement.end }),
    { span: { start: last.end, end: last.end }, text: `${lineBreak}${indent}${statement.getText(tree)}` },
  ];
}

function isLeaving(statement: ts.Statement): boolean {
  return ts.isReturnStatement(statement) || ts.isContinueStatement(statement) || ts.isBreakStatement(statement);
}
