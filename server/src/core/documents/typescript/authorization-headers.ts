import { ts } from 'ts-morph';
import { decodeBase64 } from '../../knowledge/entropy';
import { KEYED_SETTERS } from '../../knowledge/non-secret-places';
import { classifyValue } from '../../knowledge/value-classes';
import { isStringLiteralLike, memberName, propertyName } from './ast';
import type { Bindings } from './bindings';
import { type LiteralValue, literalsOf } from './literals';

/**
 * The credentials that an `Authorization` header is given as literals: `{ Authorization: 'Bearer …' }`,
 * `.set('Authorization', 'Basic ' + btoa('user:password'))`. Stand-ins and words are none.
 */
export function authorizationOf(
  node: ts.PropertyAssignment | ts.CallExpression,
  bindings: Bindings,
): readonly LiteralValue[] {
  const value = headerValue(node);
  if (value === undefined) return [];
  const whole = literalsOf(value, bindings);
  if (whole.length > 0) return whole.filter(({ text }) => holdsCredential(text));
  const joined = bindings.resolve(value);
  if (!ts.isBinaryExpression(joined) || joined.operatorToken.kind !== ts.SyntaxKind.PlusToken) return [];
  const scheme = bindings.staticString(joined.left);
  if (scheme === undefined || !/^(?:Basic|Bearer|Token) $/i.test(scheme)) return [];
  return literalsOf(joined.right, bindings).filter(({ text }) => isCredential(scheme.trim(), text));
}

function headerValue(node: ts.PropertyAssignment | ts.CallExpression): ts.Expression | undefined {
  if (ts.isPropertyAssignment(node)) return isHeader(propertyName(node.name)) ? node.initializer : undefined;
  const [key, value] = node.arguments;
  if (!isStringLiteralLike(key) || !isHeader(key.text) || !KEYED_SETTERS.has(memberName(node.expression) ?? ''))
    return undefined;
  return value;
}

function isHeader(name: string | undefined): boolean {
  return name !== undefined && /^(?:proxy-)?authorization$/i.test(name);
}

function holdsCredential(text: string): boolean {
  const [, scheme = '', rest = ''] = /^(Basic|Bearer|Token) +(\S.*)$/i.exec(text) ?? [];
  return rest !== '' && isCredential(scheme, rest);
}

function isCredential(scheme: string, text: string): boolean {
  if (/^basic$/i.test(scheme)) {
    const pair = text.includes(':') ? text : decodeBase64(text);
    const password = /^[\x20-\x7E]+:([\x20-\x7E]+)$/.exec(pair)?.[1];
    return password !== undefined && isReal(password, 'password');
  }
  return isReal(text, 'token') && classifyValue(text, 'token') !== 'plain';
}

function isReal(text: string, name: string): boolean {
  return /^(?:token|secretish|plain)$/.test(classifyValue(text, name));
}
