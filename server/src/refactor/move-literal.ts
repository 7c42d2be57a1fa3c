import { ts } from 'ts-morph';
import { isStringLiteralLike, nodeWithSpan, propertyName } from '../core/documents/typescript/ast';
import { Bindings } from '../core/documents/typescript/bindings';
import { screamingSnake } from '../core/knowledge/names';
import { CLIENT_NAMES } from '../core/knowledge/service-clients';
import { parseConnectionString } from '../core/knowledge/connection-string';
import { serviceScheme } from '../core/knowledge/service-schemes';
import type { Fix, FixContext } from '../core/rule/fix';
import type { Edit } from '../core/text/edits';
import type { Span } from '../core/text/span';
import { localValues, recordVariable } from './environment-files';

export interface MoveLiteralOptions {
  /** The literal; the finding's span when absent. */
  readonly span?: Span;
  /** A name that the caller knows to be conventional (`SESSION_SECRET`); else one is derived from the code. */
  readonly name?: string;
  /** What the example file shows; empty unless the value is the same for everybody (a port). */
  readonly example?: string;
}

/**
 * "Move literal to environment variable" in its plain form: the literal becomes `process.env.NAME`, the value goes into
 * a git-ignored `.env`, the bare name into `.env.example`. `undefined` when the place holds no literal.
 */
export function moveLiteral(context: FixContext, options: MoveLiteralOptions = {}): Fix | undefined {
  const tree = context.tree();
  const node = nodeWithSpan(tree, options.span ?? context.finding.span);
  if (node === undefined || !ts.isExpression(node)) return undefined;
  const value = literalValue(node);
  if (value === undefined) return undefined;
  const wanted = options.name ?? suggestName(node, value, new Bindings(tree));
  const name = freeName(wanted, value, localValues(context));
  const change = recordVariable(context, { name, value, example: options.example ?? '' });
  const edits = new Map(change.edits);
  edits.set(context.file, [codeEdit(node, tree, name)]);
  return {
    title: `Move literal to environment variable ${name}`,
    safety: 'suggestion',
    edits,
    creates: change.creates,
    carriesValue: change.carriesValue,
    needsConfirmation: 'Writes the environment files of the package.',
  };
}

/** The text a literal stands for; `undefined` for anything that is not one literal. */
export function literalValue(node: ts.Expression): string | undefined {
  if (isStringLiteralLike(node)) return node.text;
  if (ts.isNumericLiteral(node)) return node.text;
  if (node.kind === ts.SyntaxKind.TrueKeyword) return 'true';
  if (node.kind === ts.SyntaxKind.FalseKeyword) return 'false';
  return undefined;
}

/** The read that replaces a literal; a number stays a number and a boolean a boolean. */
export function readOf(node: ts.Expression, name: string): string {
  const read = `process.env.${name}`;
  if (ts.isNumericLiteral(node)) return `Number(${read})`;
  if (node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword) return `${read} === 'true'`;
  return read;
}

function codeEdit(node: ts.Expression, tree: ts.SourceFile, name: string): Edit {
  const read = readOf(node, name);
  const inJsx = ts.isJsxAttribute(node.parent);
  return { span: { start: node.getStart(tree), end: node.end }, text: inJsx ? `{${read}}` : read };
}

/** A key with the same value is reused; one with another value is somebody else's. */
function freeName(wanted: string, value: string, taken: ReadonlyMap<string, string>): string {
  for (let count = 1; ; count++) {
    const name = count === 1 ? wanted : `${wanted}_${count}`;
    const held = taken.get(name);
    if (held === undefined || held === '' || held === value) return name;
  }
}

/**
 * A name from what the code calls the value: the scheme of a connection string (`postgres:` is DATABASE_URL), else the
 * variable, property path or parameter it is given to, with the client's name before a word too general to stand alone.
 */
export function suggestName(node: ts.Expression, value: string, bindings: Bindings): string {
  const scheme = parseConnectionString(value)?.scheme;
  const known = scheme === undefined ? undefined : serviceScheme(scheme);
  if (known !== undefined) return known.variable;
  const path: string[] = [];
  let owner = '';
  for (let current: ts.Node = node; current.parent !== undefined; current = current.parent) {
    const { parent } = current;
    if (ts.isPropertyAssignment(parent) && parent.initializer === current) path.unshift(propertyName(parent.name) ?? '');
    else if (ts.isPropertyDeclaration(parent)) path.unshift(propertyName(parent.name) ?? '');
    else if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name)) {
      path.unshift(parent.name.text);
      break;
    } else if (ts.isParameter(parent) && ts.isIdentifier(parent.name)) {
      path.unshift(parent.name.text);
      break;
    } else if (ts.isBinaryExpression(parent) && parent.right === current && isAssignment(parent)) {
      path.unshift(...assignedNames(parent.left));
      break;
    } else if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) {
      const module = bindings.importOf(parent.expression)?.module;
      owner = (module === undefined ? undefined : CLIENT_NAMES.get(module)) ?? '';
      break;
    } else if (ts.isStatement(parent)) break;
  }
  const words = path.filter((word) => word !== '' && !/^(?:default|options?|config|settings|module|exports|this)$/i.test(word));
  const last = words.at(-1);
  const parts = last !== undefined && TOO_GENERAL.test(last) ? [owner, ...words.slice(-2)] : words.slice(-1);
  const name = screamingSnake(parts.filter((part) => part !== '').join('_'));
  return /^[A-Z_][A-Z0-9_]*$/.test(name) ? name : 'APP_SECRET';
}

/** Words that say nothing of whose value it is. */
const TOO_GENERAL =
  /^(?:password|passwd|pass|secret|token|key|apiKey|api_key|user|username|host|hostname|port|url|uri|value|auth|credentials?|id|name)$/i;

function isAssignment(node: ts.BinaryExpression): boolean {
  return node.operatorToken.kind === ts.SyntaxKind.EqualsToken;
}

function assignedNames(target: ts.Expression): string[] {
  if (ts.isIdentifier(target)) return [target.text];
  if (!ts.isPropertyAccessExpression(target)) return [];
  const object = ts.isIdentifier(target.expression) ? target.expression.text : '';
  return [object, target.name.text];
}
