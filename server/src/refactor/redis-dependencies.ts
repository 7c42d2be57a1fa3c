import { parseManifest } from '../core/documents/manifest/parse';
import { REDIS_STORE_DEPENDENCIES } from '../core/knowledge/session-stores';
import type { Edit } from '../core/text/edits';
import { addDependencies } from './manifest-edits';

/** Clients of Redis, the range to list, and the first major with the interface that fixes write against. */
export const REDIS_CLIENT = {
  redis: { ...REDIS_STORE_DEPENDENCIES.client, oldest: 4 },
  ioredis: { name: 'ioredis', range: '^5.8.0', oldest: 5 },
} as const;

/**
 * Lists the packages of a Redis session store in a package.json, the store in the version that fits a client that is
 * listed already. `undefined` when the listed versions speak another interface.
 */
export function redisDependencyEdits(manifest: string): Edit[] | undefined {
  const { dependencies } = parseManifest(manifest);
  const { store, storeOfClient4, client } = REDIS_STORE_DEPENDENCIES;
  const clientMajor = majorOf(dependencies.get(client.name)?.range);
  const storeMajor = majorOf(dependencies.get(store.name)?.range);
  // Before version 4 the client has no `connect()`, before version 8 the store no named export.
  if ((clientMajor ?? 5) < 4 || (storeMajor ?? 9) < 8) return undefined;
  return addDependencies(manifest, [clientMajor === 4 ? storeOfClient4 : store, client]);
}

/** The first number of a range; `undefined` for `latest`, addresses and the like. */
export function majorOf(range: string | undefined): number | undefined {
  const major = /^[\^~>=v\s]*(\d+)/.exec(range ?? '')?.[1];
  return major === undefined ? undefined : Number(major);
}
