import { ts } from 'ts-morph';
import { hostClass } from '../../knowledge/hosts';
import { isStandInKey, KEY_PAIRS, SERVER_OPTIONS } from '../../knowledge/stand-in-keys';
import { propertyOf } from './ast';
import type { Bindings } from './bindings';

/**
 * True for a word that only fills the place of a key: it says so itself, repeats the account beside it, or is for a server
 * other than the vendor's, which is then on this machine or named elsewhere.
 */
export function fillsPlaceOfKey(value: ts.Expression, text: string, bindings: Bindings): boolean {
  if (isStandInKey(text)) return true;
  return objectsAround(value, bindings).some(
    (object) => repeatsAccount(object, bindings) || isForOwnServer(object, bindings),
  );
}

/** The object literals around a value, up to the call that is given them. */
function objectsAround(value: ts.Expression, bindings: Bindings): ts.ObjectLiteralExpression[] {
  const found: ts.ObjectLiteralExpression[] = [];
  for (
    let current: ts.Node = value.parent;
    current !== undefined && !ts.isStatement(current);
    current = current.parent
  ) {
    if (ts.isObjectLiteralExpression(current)) found.push(current);
    if (!ts.isCallExpression(current) && !ts.isNewExpression(current)) continue;
    const options = (current.arguments ?? []).map((argument) => bindings.resolve(argument));
    return [...found, ...options.filter((option) => ts.isObjectLiteralExpression(option))];
  }
  return found;
}

function repeatsAccount(object: ts.ObjectLiteralExpression, bindings: Bindings): boolean {
  return KEY_PAIRS.some(([account, key]) => {
    const accountText = bindings.staticString(propertyOf(object, account)?.value);
    return accountText !== undefined && accountText === bindings.staticString(propertyOf(object, key)?.value);
  });
}

function isForOwnServer(object: ts.ObjectLiteralExpression, bindings: Bindings): boolean {
  return SERVER_OPTIONS.some((name) => {
    const value = propertyOf(object, name)?.value;
    if (value === undefined) return false;
    const text = bindings.staticString(value);
    // Regions are read from somewhere as a rule, addresses of a vendor's own API are not.
    if (text === undefined) return name !== 'region';
    const host = /^(?:[a-z][a-z0-9+.-]*:\/\/)?([^/:@\s]+)/i.exec(text)?.[1];
    return host !== undefined && hostClass(host) === 'local';
  });
}
