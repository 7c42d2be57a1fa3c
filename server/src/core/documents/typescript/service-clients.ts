import { ts } from 'ts-morph';
import { HOST_OPTIONS } from '../../knowledge/environment-getters';
import { type ServiceClient, serviceClientOf } from '../../knowledge/service-clients';
import { propertyOf, some } from './ast';
import type { Bindings } from './bindings';
import { readsEnvironment } from './environment-reads';
import { variableOf } from './environment-variables';

/** A call that makes a client of a backing service. */
export interface ClientSite {
  readonly client: ServiceClient;
  /** What can hold the address: positional texts, and the options that name it. */
  readonly addresses: readonly ts.Expression[];
}

/** `undefined` for calls of other things, and for clients that only check signatures. */
export function clientSiteOf(node: ts.CallExpression | ts.NewExpression, bindings: Bindings): ClientSite | undefined {
  const reference = bindings.importOf(node.expression);
  if (reference === undefined) return undefined;
  const { module, member } = reference;
  const client = serviceClientOf(reference) ?? serviceClientOf({ module, member: member.replace(/Async$/, '') });
  if (client === undefined || client.family === 'auth') return undefined;
  const addresses = (node.arguments ?? []).flatMap((argument) => {
    const object = bindings.resolve(argument);
    if (!ts.isObjectLiteralExpression(object)) return [argument];
    return ADDRESS_OPTIONS.flatMap((name) => propertyOf(object, name)?.value ?? []);
  });
  return { client, addresses };
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

const ADDRESS_OPTIONS: readonly string[] = [...HOST_OPTIONS, 'connection', 'redis', 'nodes', 'brokers', 'servers'];
