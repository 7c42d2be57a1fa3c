/**
 * Session middlewares whose default keeps sessions in the process, and stores that keep them in its memory or on its
 * disk (RULES VI-1). Members are relative to the package, `''` being its default export.
 */
export const SESSION_MIDDLEWARES: readonly { readonly module: string; readonly member: string }[] = [
  { module: 'express-session', member: '' },
  { module: 'express-session', member: 'session' },
  { module: '@fastify/session', member: '' },
  { module: 'fastify-session', member: '' },
  { module: 'koa-generic-session', member: '' },
];

/** `fastify.register(plugin, options)` takes these plugins as a value instead of calling them. */
export const SESSION_PLUGINS: ReadonlySet<string> = new Set(['@fastify/session', 'fastify-session']);

export const PROCESS_LOCAL_STORES: ReadonlyMap<string, 'memory' | 'disk'> = new Map([
  ['memorystore', 'memory'],
  ['session-memory-store', 'memory'],
  ['express-session-memory', 'memory'],
  ['cluster-store', 'memory'],
  ['session-file-store', 'disk'],
  ['connect-lowdb', 'disk'],
  ['connect-loki', 'disk'],
  ['connect-sqlite3', 'disk'],
  ['better-sqlite3-session-store', 'disk'],
  ['nedb-session-store', 'disk'],
  ['express-nedb-session', 'disk'],
  ['tch-nedb-session', 'disk'],
  ['level-session-store', 'disk'],
  ['express-session-level', 'disk'],
  ['lowdb-session-store', 'disk'],
  ['express-session-rsdb', 'disk'],
]);

/** Middlewares that take the stores made for express-session. */
export const REDIS_STORE_MIDDLEWARES: ReadonlySet<string> = new Set([
  'express-session',
  '@fastify/session',
  'fastify-session',
]);

/** What a Redis store needs beside the middleware. The store of version 9 wants a client of version 5. */
export const REDIS_STORE_DEPENDENCIES = {
  store: { name: 'connect-redis', range: '^9.0.0' },
  /** For an app that has the client in version 4 already. */
  storeOfClient4: { name: 'connect-redis', range: '^8.1.0' },
  client: { name: 'redis', range: '^5.9.0' },
  variable: 'REDIS_URL',
} as const;
