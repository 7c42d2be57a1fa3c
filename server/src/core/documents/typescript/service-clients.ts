import { ts } from 'ts-morph';
import { LISTED_ADDRESS_OPTIONS, type ServiceClient, serviceClientOf } from '../../knowledge/service-clients';
import { type PlacedValue, valuesAt } from './argument-places';
import { propertyOf, some } from './ast';
import type { Bindings } from './bindings';
import { readsEnvironment } from './environment-reads';
import { variableOf } from './environment-variables';

/** A call that makes a client of a backing service. */
export interface ClientSite {
  readonly client: ServiceClient;
  /** What holds the address, as far as the table knows: positional texts and options, lists opened. */
  readonly addresses: readonly PlacedValue[];
}

/** `undefined` for calls of other things, and for clients that only check signatures. */
export function clientSiteOf(node: ts.CallExpression | ts.NewExpression, bindings: Bindings): ClientSite | undefined {
  const reference = bindings.importOf(node.expression);
  if (reference === undefined) return undefined;
  const { module, member } = reference;
  const client = serviceClientOf(reference) ?? serviceClientOf({ module, member: member.replace(/Async$/, '') });
  if (client === undefined || client.family === 'auth') return undefined;
  const placed = client.address.flatMap((place) => valuesAt(node.arguments ?? [], place, bindings));
  return { client, addresses: placed.flatMap((found) => listed(found, bindings)) };
}

/** A list is its elements; an element may be an object that has the address among its options. */
function listed({ value, option }: PlacedValue, bindings: Bindings): PlacedValue[] {
  const node = bindings.resolve(value);
  if (!ts.isArrayLiteralExpression(node)) return [{ value, option }];
  return node.elements.flatMap((element) => {
    const object = bindings.resolve(element);
    if (!ts.isObjectLiteralExpression(object)) return [{ value: element, option }];
    return LISTED_ADDRESS_OPTIONS.flatMap((name) => {
      const inside = propertyOf(object, name)?.value;
      return inside === undefined ? [] : [{ value: inside, option: name }];
    });
  });
}

/** True when any of it reads the environment, also through a configuration service. */
export function isConfigured(node: ts.CallExpression | ts.NewExpression, bindings: Bindings): boolean {
  return (node.arguments ?? []).some(
    (argument) =>
      readsEnvironment(argument, bindings) ||
      some(argument, (part) => ts.isCallExpression(part) && variableOf(part, bindings) !== undefined),
  );
}

/** Relative modules that something of the arguments is imported from. */
export function importedModules(node: ts.CallExpression | ts.NewExpression, bindings: Bindings): string[] {
  const found = new Set<string>();
  for (const argument of node.arguments ?? []) {
    some(argument, (part) => {
      const reference = ts.isIdentifier(part) ? bindings.importOf(part) : undefined;
      if (reference !== undefined && /^[.~@#]/.test(reference.module)) found.add(reference.module);
      return false;
    });
  }
  return [...found];
}
