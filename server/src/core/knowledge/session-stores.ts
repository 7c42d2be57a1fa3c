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
