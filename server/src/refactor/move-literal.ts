import { ts } from 'ts-morph';
import { joinPath } from '../core/documents/kinds';
import { isStringLiteralLike, nodeWithSpan } from '../core/documents/typescript/ast';
import { Bindings } from '../core/documents/typescript/bindings';
import type { EnvironmentFallback } from '../core/documents/typescript/environment-fallbacks';
import { literalText } from '../core/documents/typescript/literals';
import type { Fix, FixContext } from '../core/rule/fix';
import type { Edit } from '../core/text/edits';
import type { Span } from '../core/text/span';
import { localValues, recordVariable } from './environment-files';
import { fallbackAt, removalOf } from './remove-fallback';
import { suggestName, usableName } from './variable-name';

export interface MoveLiteralOptions {
  /** The literal; the finding's span when absent. */
  readonly span?: Span;
  /** A name that the caller knows to be conventional (`SESSION_SECRET`); else one is derived from the code. */
  readonly name?: string;
  /** A name for a literal that the code calls nothing. */
  readonly fallbackName?: string;
  /** What the example file shows; empty unless the value is the same for everybody (a port). */
  readonly example?: string;
}

/**
 * "Move literal to environment variable" in its plain form: the literal becomes `process.env.NAME`, the value goes into
 * a git-ignored `.env`, the bare name into `.env.example`. `undefined` when the place holds no literal that can be moved.
 */
export function moveLiteral(context: FixContext, options: MoveLiteralOptions = {}): Fix | undefined {
  const tree = context.tree();
  const node = nodeWithSpan(tree, options.span ?? context.finding.span);
  if (node === undefined || !ts.isExpression(node) || !canMove(node)) return undefined;
  const value = literalValue(node);
  if (value === undefined) return undefined;
  const fallback = fallbackAt(tree, { start: node.getStart(tree), end: node.end });
  if (fallback !== undefined) return moveFallback(context, fallback, value);
  const wanted = options.name ?? suggestName(node, value, new Bindings(tree)) ?? options.fallbackName ?? '';
  const name = freeName(usableName(wanted) ?? 'APP_SECRET', value, localValues(context));
  const change = recordVariable(context, { name, value, example: options.example ?? '' });
  const edits = new Map(change.edits);
  edits.set(context.file, [codeEdit(node, tree, name)]);
  return {
    title: `Move literal to environment variable ${name}`,
    safety: 'suggestion',
    edits,
    creates: change.creates,
    carriesValue: change.carriesValue,
    ...explanation(context, name, value, change.carriesValue),
  };
}

/** The variable is there already: its fallback moves to `.env`, and the bare read stays. */
function moveFallback(context: FixContext, fallback: EnvironmentFallback, value: string): Fix | undefined {
  const { name } = fallback;
  const removal = removalOf(fallback);
  if (removal === undefined) return undefined;
  const change = recordVariable(context, { name, value, example: '' });
  return {
    title: `Move the fallback of ${name} to the environment`,
    safety: 'suggestion',
    edits: new Map(change.edits).set(context.file, [removal]),
    creates: change.creates,
    carriesValue: change.carriesValue,
    ...explanation(context, name, value, change.carriesValue),
  };
}

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

/** The read that replaces a literal; a number stays a number and a boolean a boolean. */
export function readOf(node: ts.Expression, name: string): string {
  const read = `process.env.${name}`;
  if (ts.isNumericLiteral(node)) return `Number(${read})`;
  if (node.kind !== ts.SyntaxKind.TrueKeyword && node.kind !== ts.SyntaxKind.FalseKeyword) return read;
  const standsAlone = !ts.isExpression(node.parent) || ts.isParenthesizedExpression(node.parent) || isListed(node);
  return standsAlone ? `${read} === 'true'` : `(${read} === 'true')`;
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

function isListed(node: ts.Expression): boolean {
  return (
    ts.isCallExpression(node.parent) || ts.isNewExpression(node.parent) || ts.isArrayLiteralExpression(node.parent)
  );
}

/** `as const` goes with its literal; words on either side are kept apart (`return'x'`). */
function codeEdit(node: ts.Expression, tree: ts.SourceFile, name: string): Edit {
  const read = readOf(node, name);
  const { parent } = node;
  if (ts.isJsxAttribute(parent)) return { span: { start: node.getStart(tree), end: node.end }, text: `{${read}}` };
  const isConst = ts.isAsExpression(parent) && parent.type.getText(tree) === 'const';
  const replaced = isConst ? parent : node;
  const span = { start: replaced.getStart(tree), end: replaced.end };
  const before = /[\w$]/.test(tree.text.charAt(span.start - 1)) ? ' ' : '';
  const after = /[\w$]/.test(tree.text.charAt(span.end)) ? ' ' : '';
  return { span, text: `${before}${read}${after}` };
}

/** A key with the same value is reused; one with another value is somebody else's. */
function freeName(wanted: string, value: string, taken: ReadonlyMap<string, string>): string {
  for (let count = 1; ; count++) {
    const name = count === 1 ? wanted : `${wanted}_${count}`;
    const held = taken.get(name);
    if (held === undefined || held === '' || held === value) return name;
  }
}

/** Asks only where the value would be lost. */
function explanation(
  context: FixContext,
  name: string,
  value: string,
  isWritten: boolean,
): Pick<Fix, 'note' | 'needsConfirmation'> {
  const local = joinPath(context.packageRoot, '.env');
  if (isWritten) return { note: `Writes the value to ${local}, which git ignores, and ${name} to the example file.` };
  if (localValues(context).get(name) === value) return { note: `${local} already has ${name} with this value.` };
  const loss = `Writes the value nowhere, because ${local} may be tracked: set ${name} in every deploy before you apply this.`;
  return { needsConfirmation: loss };
}
