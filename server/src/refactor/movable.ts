import { ts } from 'ts-morph';
import { isStringLiteralLike } from '../core/documents/typescript/ast';
import { literalText } from '../core/documents/typescript/literals';
import type { Edit } from '../core/text/edits';
import type { ValueType } from './config-home/home';
import { converted } from './config-home/read-like-others';

/** True for one literal (or a chain of string literals) in a place where the grammar allows any expression. */
export function canMove(node: ts.Expression): boolean {
  if (literalValue(node) === undefined) return false;
  const { parent } = node;
  if (parent === undefined || NO_EXPRESSION.some((is) => is(parent))) return false;
  if ('name' in parent && parent.name === node) return false;
  if (ts.isTypeAssertionExpression(parent) && parent.type.getText() === 'const') return false;
  if (!ts.isCallExpression(parent)) return true;
  const isModule = parent.expression.kind === ts.SyntaxKind.ImportKeyword || parent.expression.getText() === 'require';
  return !isModule;
}

/** The text a literal stands for; `undefined` for anything that is not one literal. */
export function literalValue(node: ts.Expression): string | undefined {
  if (ts.isNumericLiteral(node)) return node.text;
  if (node.kind === ts.SyntaxKind.TrueKeyword) return 'true';
  if (node.kind === ts.SyntaxKind.FalseKeyword) return 'false';
  return isStringLiteralLike(node) || ts.isBinaryExpression(node) ? literalText(node) : undefined;
}

/** A number stays a number and a boolean a boolean; web addresses can be checked as such. */
export function typeOf(node: ts.Expression, value: string, name: string): ValueType {
  if (ts.isNumericLiteral(node)) return /(?:^|_)PORT$/.test(name) && isPort(value) ? 'port' : 'number';
  if (node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword) return 'boolean';
  return /^https?:\/\/[\w.-]+(?::\d+)?(?:[/?#]\S*)?$/.test(value) ? 'url' : 'string';
}

function isPort(value: string): boolean {
  return /^\d+$/.test(value) && Number(value) > 0 && Number(value) < 65_536;
}

/** The read that replaces a literal where no module stands between the code and the environment. */
export function readOf(node: ts.Expression, environment: string, name: string, quote: string): string {
  const type = typeOf(node, '', name);
  const read = converted(`${environment}.${name}`, type, quote);
  return type !== 'boolean' || standsAlone(node) ? read : `(${read})`;
}

function standsAlone(node: ts.Expression): boolean {
  return !ts.isExpression(node.parent) || ts.isParenthesizedExpression(node.parent) || isListed(node);
}

function isListed(node: ts.Expression): boolean {
  return (
    ts.isCallExpression(node.parent) || ts.isNewExpression(node.parent) || ts.isArrayLiteralExpression(node.parent)
  );
}

/** `as const` goes with its literal; words on either side are kept apart (`return'x'`). */
export function replacement(node: ts.Expression, tree: ts.SourceFile, read: string): Edit {
  const { parent } = node;
  if (ts.isJsxAttribute(parent)) return { span: { start: node.getStart(tree), end: node.end }, text: `{${read}}` };
  const isConst = ts.isAsExpression(parent) && parent.type.getText(tree) === 'const';
  const replaced = isConst ? parent : node;
  const span = { start: replaced.getStart(tree), end: replaced.end };
  const before = /[\w$]/.test(tree.text.charAt(span.start - 1)) ? ' ' : '';
  const after = /[\w$]/.test(tree.text.charAt(span.end)) ? ' ' : '';
  return { span, text: `${before}${read}${after}` };
}

const NO_EXPRESSION: readonly ((node: ts.Node) => boolean)[] = [
  ts.isImportDeclaration,
  ts.isExportDeclaration,
  ts.isExternalModuleReference,
  ts.isImportAttribute,
  ts.isImportTypeNode,
  ts.isLiteralTypeNode,
  ts.isEnumMember,
  ts.isModuleDeclaration,
  ts.isTaggedTemplateExpression,
  ts.isExpressionStatement,
];
