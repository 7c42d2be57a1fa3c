import { ts } from 'ts-morph';
import type { Edit } from '../core/text/edits';
import { indentationAt, styleOf } from './source-style';

/**
 * Makes a listener end the process with a failure once it has done what it does. A function literal gets one more
 * statement; anything else is called from a new function, since its other callers must not exit.
 */
export function exitAtEnd(tree: ts.SourceFile, handler: ts.Expression): Edit[] {
  const { semicolon, lineBreak, indent: step } = styleOf(tree);
  const exit = `process.exit(1)${semicolon}`;
  const indent = indentationAt(tree.text, handler.getStart(tree));
  const block = (statement: string): string =>
    ['{', `${indent}${step}${statement}${semicolon}`, `${indent}${step}${exit}`, `${indent}}`].join(lineBreak);
  if (ts.isArrowFunction(handler) || ts.isFunctionExpression(handler)) {
    const { body } = handler;
    const span = { start: body.getStart(tree), end: body.end };
    if (!ts.isBlock(body)) return [{ span, text: block(body.getText(tree)) }];
    return [insertion(tree, body, exit, indent, step, lineBreak)];
  }
  const span = { start: handler.getStart(tree), end: handler.end };
  return [{ span, text: `(error) => ${block(`${calleeText(tree, handler)}(error)`)}` }];
}

function insertion(
  tree: ts.SourceFile,
  body: ts.Block,
  exit: string,
  indent: string,
  step: string,
  lineBreak: string,
): Edit {
  const last = body.statements.at(-1);
  const close = body.end - 1;
  const inside = tree.text.slice(body.getStart(tree) + 1, close);
  if (last === undefined && inside.trim() === '') {
    return {
      span: { start: close - inside.length, end: close },
      text: `${lineBreak}${indent}${step}${exit}${lineBreak}${indent}`,
    };
  }
  if (!inside.includes('\n')) {
    const gap = inside.startsWith(' ') ? ' ' : '';
    const end = close - (inside.length - inside.trimEnd().length);
    const separator = tree.text.charAt(end - 1) === ';' ? ' ' : '; ';
    return { span: { start: end, end: close }, text: `${separator}${exit}${gap}` };
  }
  const before = last === undefined ? `${indent}${step}` : indentationAt(tree.text, last.getStart(tree));
  const end = close - (inside.length - inside.trimEnd().length);
  return { span: { start: end, end }, text: `${lineBreak}${before}${exit}` };
}

/** `logger.error.bind(logger)` is called as `logger.error`. */
function calleeText(tree: ts.SourceFile, handler: ts.Expression): string {
  if (!ts.isCallExpression(handler) || !ts.isPropertyAccessExpression(handler.expression)) return handler.getText(tree);
  return handler.expression.expression.getText(tree);
}
