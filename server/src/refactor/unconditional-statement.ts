import { ts } from 'ts-morph';
import { ancestor, nodeWithSpan } from '../core/documents/typescript/ast';
import type { Edit } from '../core/text/edits';
import type { Span } from '../core/text/span';

/**
 * Lifts the one statement of an `if` without `else` out of it. `undefined` where the `if` holds more, where it is an
 * `else` itself, or where a comment would be lost.
 */
export function unconditionalEdits(tree: ts.SourceFile, span: Span): Edit[] | undefined {
  const node = nodeWithSpan(tree, span);
  const choice = node && ancestor(node, ts.isIfStatement);
  if (choice === undefined || choice.elseStatement !== undefined || ts.isIfStatement(choice.parent)) return undefined;
  const list = ts.isBlock(choice.thenStatement) ? choice.thenStatement.statements : [choice.thenStatement];
  const [only] = list;
  if (only === undefined || list.length !== 1 || !ts.isExpressionStatement(only)) return undefined;
  const start = choice.getStart(tree);
  const outside = tree.text.slice(start, only.getStart(tree)) + tree.text.slice(only.end, choice.end);
  if (/\/\/|\/\*/.test(outside)) return undefined;
  const depth = columnOf(tree.text, only.getStart(tree)) - columnOf(tree.text, start);
  const text = only
    .getText(tree)
    .replace(/\r?\n[ \t]*/g, (lead) => (depth > 0 && outside.includes('\n') ? lead.slice(0, -depth) : lead));
  return [{ span: { start, end: choice.end }, text }];
}

function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}
