import { ts } from 'ts-morph';
import { EXAMPLE_NAMES } from '../../knowledge/non-secret-places';
import { memberName, passesValueOn, propertyName } from './ast';
import type { Bindings } from './bindings';
import { isRecorded } from './sample-data';
import type { IdentifiersNamed } from './secret-places';

/** True for a string that shows or tests a value rather than using it: placeholders, help texts, `startsWith('redis://x')`. */
export function isSampleString(node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isLiteralTypeNode(parent) || isRecorded(node)) return true;
  if (ts.isPropertyAssignment(parent)) return SAMPLE_NAMES.test(propertyName(parent.name) ?? '');
  if (ts.isJsxAttribute(parent)) return SAMPLE_NAMES.test(parent.name.getText());
  if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name)) return SAMPLE_NAMES.test(parent.name.text);
  if (ts.isCallExpression(parent)) {
    const name = ts.isIdentifier(parent.expression) ? parent.expression.text : memberName(parent.expression);
    return name !== undefined && SHOWING_CALLS.has(name);
  }
  return ts.isCaseClause(parent);
}

/**
 * True for a text that somebody is shown as an example of what to type: the placeholder of a field, the example of a
 * schema, and a constant of the file that feeds nothing else.
 */
export function isShownAsExample(
  expression: ts.Expression,
  bindings: Bindings,
  identifiers: IdentifiersNamed,
  depth = 0,
): boolean {
  if (depth > 3) return false;
  for (let current: ts.Node = expression; current.parent !== undefined; current = current.parent) {
    const { parent } = current;
    if (ts.isJsxAttribute(parent)) return EXAMPLE_NAMES.test(parent.name.getText());
    if (ts.isPropertyAssignment(parent) || ts.isBindingElement(parent)) {
      return EXAMPLE_NAMES.test(
        propertyName(ts.isBindingElement(parent) ? (parent.propertyName ?? parent.name) : parent.name) ?? '',
      );
    }
    if (ts.isShorthandPropertyAssignment(parent)) return EXAMPLE_NAMES.test(parent.name.text);
    if (ts.isVariableDeclaration(parent)) return feedsExamples(parent, bindings, identifiers, depth);
    if (!passesValueOn(parent) && !ts.isJsxExpression(parent) && !isJoined(parent)) return false;
  }
  return false;
}

/** What is exported may be used anywhere. */
function feedsExamples(
  { name, parent }: ts.VariableDeclaration,
  bindings: Bindings,
  identifiers: IdentifiersNamed,
  depth: number,
): boolean {
  const declaration = ts.isIdentifier(name) ? bindings.declarationOf(name) : undefined;
  if (!ts.isIdentifier(name) || declaration?.kind !== 'const') return false;
  if (ts.isVariableStatement(parent.parent) && parent.parent.modifiers !== undefined) return false;
  const uses = identifiers(name.text).filter((node) => node !== name && bindings.declarationOf(node) === declaration);
  return uses.length > 0 && uses.every((use) => isShownAsExample(use, bindings, identifiers, depth + 1));
}

/** `[…].join('\n')`, `a + b`, `a || b`. */
function isJoined(node: ts.Node): boolean {
  if (ts.isBinaryExpression(node)) return JOINING.has(node.operatorToken.kind);
  if (ts.isCallExpression(node)) return JOINERS.has(memberName(node.expression) ?? '');
  return ts.isPropertyAccessExpression(node) && JOINERS.has(node.name.text);
}

const JOINING: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.PlusToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
]);
const JOINERS: ReadonlySet<string> = new Set(['join', 'trim', 'trimStart', 'trimEnd']);

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
