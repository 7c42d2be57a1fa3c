import { ts } from 'ts-morph';
import { isStringLiteralLike, memberName, propertyName } from '../core/documents/typescript/ast';
import type { Bindings } from '../core/documents/typescript/bindings';
import { parseConnectionString } from '../core/knowledge/connection-string';
import { publicPrefixOf, screamingSnake, withoutPublicPrefix } from '../core/knowledge/names';
import { KEYED_SETTERS } from '../core/knowledge/non-secret-places';
import { RESERVED_VARIABLES } from '../core/knowledge/reserved-variables';
import { CLIENT_NAMES } from '../core/knowledge/service-clients';
import { serviceScheme } from '../core/knowledge/service-schemes';

/**
 * A name from what the code calls the value: the scheme of a connection string (`postgres:` is DATABASE_URL), else the
 * variable, property path or parameter it is given to, with the client's name before a word too general to stand alone.
 * `undefined` when the code calls it nothing.
 */
export function suggestName(node: ts.Expression, value: string, bindings: Bindings): string | undefined {
  const scheme = parseConnectionString(value)?.scheme;
  const known = scheme === undefined ? undefined : serviceScheme(scheme);
  if (known !== undefined) return known.variable;
  const { path, owner } = wordsAround(node, bindings);
  const words = path.filter((word) => word !== '' && !EMPTY_WORDS.test(word));
  const last = words.at(-1);
  if (last === undefined) return undefined;
  const parts = TOO_GENERAL.test(last) ? [owner, ...words.slice(-2)] : words.slice(-1);
  return usableName(screamingSnake(parts.filter((part) => part !== '').join('_')));
}

/**
 * A name that can be read in production: not one that a bundler would put into the browser, not one that the system sets
 * itself.
 */
export function usableName(name: string): string | undefined {
  const plain = publicPrefixOf(name) === undefined ? name : withoutPublicPrefix(name);
  if (!/^[A-Z_][A-Z0-9_]*$/.test(plain)) return undefined;
  return RESERVED_VARIABLES.has(plain) ? `APP_${plain}` : plain;
}

/** What stands around a value, from the outside in, and the client of a service that is given it. */
function wordsAround(node: ts.Expression, bindings: Bindings): { path: string[]; owner: string } {
  const path: string[] = [];
  for (let current: ts.Node = node; current.parent !== undefined; current = current.parent) {
    const { parent } = current;
    if (ts.isPropertyAssignment(parent) && parent.initializer === current)
      path.unshift(propertyName(parent.name) ?? '');
    else if (ts.isPropertyDeclaration(parent)) return { path: [propertyName(parent.name) ?? '', ...path], owner: '' };
    else if (ts.isVariableDeclaration(parent) || ts.isParameter(parent)) {
      return { path: [ts.isIdentifier(parent.name) ? parent.name.text : '', ...path], owner: '' };
    } else if (ts.isBindingElement(parent)) {
      const key = parent.propertyName ?? (ts.isIdentifier(parent.name) ? parent.name : undefined);
      return { path: [propertyName(key) ?? '', ...path], owner: '' };
    } else if (ts.isJsxAttribute(parent)) return { path: [parent.name.getText(), ...path], owner: '' };
    else if (ts.isBinaryExpression(parent) && (isAssignment(parent) || isComparison(parent))) {
      return { path: [...namesIn(parent.left === current ? parent.right : parent.left), ...path], owner: '' };
    } else if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) {
      const module = bindings.importOf(parent.expression)?.module;
      const [key] = parent.arguments ?? [];
      const method = memberName(parent.expression) ?? '';
      if (KEYED_SETTERS.has(method) && isStringLiteralLike(key) && key !== current) path.unshift(key.text);
      const owner = module === undefined ? undefined : CLIENT_NAMES.get(module);
      if (owner !== undefined || !ENCODING.test(method)) return { path, owner: owner ?? '' };
    } else if (ts.isStatement(parent)) break;
  }
  return { path, owner: '' };
}

/** Wrappers that name no one: `Buffer.from('…')`. */
const ENCODING = /^(?:from|encode|toString|trim)$/;

const EMPTY_WORDS =
  /^(?:(?!db$).{1,2}|default|options?|opts|config|settings|module|exports|this|values?|req|request|res|response|body|input|data|payload|params|query|headers)$/i;

/** Words that say nothing of whose value it is. */
const TOO_GENERAL =
  /^(?:password|passwd|pass|pwd|secret|token|key|keys|apiKey|api_key|user|username|host|hostname|port|url|uri|auth|authorization|credentials?|id|name)$/i;

function isAssignment(node: ts.BinaryExpression): boolean {
  return node.operatorToken.kind === ts.SyntaxKind.EqualsToken;
}

function isComparison(node: ts.BinaryExpression): boolean {
  return /^[!=]==?$/.test(node.operatorToken.getText());
}

function namesIn(target: ts.Expression): string[] {
  if (ts.isIdentifier(target)) return [target.text];
  const name = memberName(target);
  if (name === undefined || !ts.isPropertyAccessExpression(target)) return name === undefined ? [] : [name];
  return ts.isIdentifier(target.expression) ? [target.expression.text, name] : [name];
}
