import { ts } from 'ts-morph';
import { nodeWithSpan } from '../core/documents/typescript/ast';
import { Bindings } from '../core/documents/typescript/bindings';
import { literalOf, placeNameOf } from '../core/documents/typescript/deploy-choices';
import { deploysOf, deployTestOf } from '../core/documents/typescript/deploy-conditions';
import { screamingSnake } from '../core/knowledge/names';
import type { Fix, FixContext } from '../core/rule/fix';
import type { Edit } from '../core/text/edits';
import { type EnvironmentVariable, recordVariable } from './environment-files';
import { styleOf } from './source-style';
import { usableName } from './variable-name';

/**
 * The condition becomes `process.env.NAME === 'true'`, or its opposite where what it switches hangs on the condition's
 * failing (`holds` is false).
 */
export function readInPlaceOfTest(context: FixContext, variable: { name: string; holds: boolean }): Fix | undefined {
  const tree = context.tree();
  const node = nodeWithSpan(tree, context.finding.span);
  if (node === undefined) return undefined;
  const { quote } = styleOf(tree);
  const operator = variable.holds ? '===' : '!==';
  const text = `process.env.${variable.name} ${operator} ${quote}true${quote}`;
  const isInside = ts.isPrefixUnaryExpression(node.parent) || ts.isBinaryExpression(node.parent);
  const edit = { span: context.finding.span, text: isInside ? `(${text})` : text };
  return fixWith(context, edit, { name: variable.name, value: undefined, example: '' });
}

/** `isProduction ? a : b` becomes a read; what development has goes to `.env`. */
export function readInPlaceOfChoice(context: FixContext): Fix | undefined {
  const tree = context.tree();
  const test = nodeWithSpan(tree, context.finding.span);
  let node: ts.Node | undefined = test?.parent;
  while (node !== undefined && ts.isParenthesizedExpression(node)) node = node.parent;
  if (test === undefined || !ts.isExpression(test) || node === undefined || !ts.isConditionalExpression(node)) {
    return undefined;
  }
  const bindings = new Bindings(tree);
  const asked = deployTestOf(test, bindings);
  const name = usableName(screamingSnake(placeNameOf(node)));
  const isProduction = asked !== undefined && deploysOf(asked) === 'production';
  const value = literalOf(bindings.resolve(isProduction ? node.whenFalse : node.whenTrue));
  if (asked === undefined || name === undefined || value === undefined) return undefined;
  const read = `process.env.${name}`;
  const text = typeof value === 'number' ? `Number(${read})` : read;
  const edit = { span: { start: node.getStart(tree), end: node.end }, text };
  const local = deploysOf(asked) === undefined ? undefined : String(value);
  return fixWith(context, edit, { name, value: local, example: '' });
}

function fixWith(context: FixContext, edit: Edit, variable: EnvironmentVariable): Fix {
  const change = recordVariable(context, variable);
  return {
    title: `Ask ${variable.name} in place of the deploy's name`,
    safety: 'suggestion',
    edits: new Map(change.edits).set(context.file, [edit]),
    creates: change.creates,
    carriesValue: change.carriesValue,
    needsConfirmation: `Set ${variable.name} in every deploy before you apply this.`,
  };
}
