import { ts } from 'ts-morph';
import { memberName, propertyName } from './ast';

/** True for a string that shows or tests a value rather than using it: placeholders, help texts, `startsWith('redis://x')`. */
export function isSampleString(node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isLiteralTypeNode(parent)) return true;
  if (ts.isPropertyAssignment(parent)) return SAMPLE_NAMES.test(propertyName(parent.name) ?? '');
  if (ts.isJsxAttribute(parent)) return SAMPLE_NAMES.test(parent.name.getText());
  if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name)) return SAMPLE_NAMES.test(parent.name.text);
  if (ts.isCallExpression(parent)) {
    const name = ts.isIdentifier(parent.expression) ? parent.expression.text : memberName(parent.expression);
    return name !== undefined && SHOWING_CALLS.has(name);
  }
  return ts.isCaseClause(parent);
}

const SAMPLE_NAMES =
  /^(?:\w*[eE]xamples?|\w*[pP]laceholder|\w*[dD]escription|\w*[hH]int|help\w*|docs?|message|title|label|\w*[sS]ample)$/;

const SHOWING_CALLS: ReadonlySet<string> = new Set([
  'startsWith',
  'endsWith',
  'includes',
  'indexOf',
  'match',
  'test',
  'split',
  'replace',
  'describe',
  'log',
  'info',
  'warn',
  'error',
  'debug',
  'example',
  'addHelpText',
]);
