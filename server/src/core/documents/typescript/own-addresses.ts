import { ts } from 'ts-morph';
import {
  CORS_USE,
  HEADER_METHODS,
  ORIGIN_HEADER,
  ORIGIN_LIST_NAME,
  OWN_ADDRESS_CALLS,
  OWN_ADDRESS_METHODS,
  OWN_ADDRESS_OPTIONS,
  OWN_ADDRESS_PLUGINS,
  type OwnAddressUse,
} from '../../knowledge/own-addresses';
import { valuesAt } from './argument-places';
import { memberName, propertyName, propertyOf } from './ast';
import type { Bindings } from './bindings';
import { isFallbackOperator } from './literals';

/** A value that is meant to be an address of the deploy itself, and what for. */
export interface OwnAddressPlace {
  readonly of: OwnAddressUse;
  readonly value: ts.Expression;
}

/** The places among the arguments of a call. */
export function ownAddressesOfCall(node: ts.CallExpression | ts.NewExpression, bindings: Bindings): OwnAddressPlace[] {
  const parameters = node.arguments ?? [];
  const at = (place: string, of: OwnAddressUse): OwnAddressPlace[] =>
    valuesAt(parameters, place, bindings).map(({ value }) => ({ of, value }));
  const reference = bindings.importOf(node.expression);
  if (reference !== undefined) {
    return OWN_ADDRESS_CALLS.filter(
      ({ module, members }) => module === reference.module && members.includes(reference.member),
    ).flatMap(({ place, of }) => at(place, of));
  }
  const method = memberName(node.expression);
  if (method === undefined) return [];
  const named = Object.hasOwn(OWN_ADDRESS_METHODS, method) ? OWN_ADDRESS_METHODS[method] : undefined;
  if (named !== undefined) return named.flatMap(({ place, of }) => at(place, of));
  const [first, second] = parameters;
  if (first === undefined || second === undefined) return [];
  if (method === 'register') {
    const plugin = bindings.importOf(first)?.module ?? '';
    const known = Object.hasOwn(OWN_ADDRESS_PLUGINS, plugin) ? OWN_ADDRESS_PLUGINS[plugin] : undefined;
    return known === undefined ? [] : at(known.place, known.of);
  }
  const isOrigin = HEADER_METHODS.has(method) && ORIGIN_HEADER.test(bindings.staticString(first) ?? '');
  return isOrigin ? [{ of: CORS_USE, value: second }] : [];
}

/** `callbackURL: …`, wherever it stands. */
export function ownAddressOfProperty(node: ts.PropertyAssignment): OwnAddressPlace | undefined {
  const name = propertyName(node.name) ?? '';
  const of = Object.hasOwn(OWN_ADDRESS_OPTIONS, name) ? OWN_ADDRESS_OPTIONS[name] : undefined;
  return of === undefined ? undefined : { of, value: node.initializer };
}

/** `const allowedOrigins = […]`: what a function of the project's own compares origins with. */
export function ownAddressOfVariable(node: ts.VariableDeclaration): OwnAddressPlace | undefined {
  if (node.initializer === undefined || !ts.isIdentifier(node.name) || !ORIGIN_LIST_NAME.test(node.name.text)) {
    return undefined;
  }
  return ts.isArrayLiteralExpression(node.initializer) ? { of: CORS_USE, value: node.initializer } : undefined;
}

/** What a value can turn out to be: elements of a list (of objects with a `url`), branches, the default of something else. */
export function alternativesOf(value: ts.Expression, bindings: Bindings): ts.Expression[] {
  const node = bindings.resolve(value);
  if (ts.isArrayLiteralExpression(node)) return node.elements.flatMap((element) => alternativesOf(element, bindings));
  if (ts.isConditionalExpression(node)) {
    return [node.whenTrue, node.whenFalse].flatMap((part) => alternativesOf(part, bindings));
  }
  if (ts.isBinaryExpression(node) && isFallbackOperator(node.operatorToken.kind)) {
    return alternativesOf(node.right, bindings);
  }
  if (!ts.isObjectLiteralExpression(node)) return [node];
  const url = propertyOf(node, 'url')?.value;
  return url === undefined ? [] : [bindings.resolve(url)];
}
