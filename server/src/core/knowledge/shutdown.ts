/** Signals a platform sends to ask a process to stop; Kubernetes, Docker and Heroku all send SIGTERM. */
export const TERMINATION_SIGNAL = 'SIGTERM';

/** What a terminal sends on Ctrl-C. */
export const INTERRUPT_SIGNAL = 'SIGINT';

/** Interfaces of `@nestjs/common` whose methods run at a signal, once `enableShutdownHooks` was called. */
export const NEST_SHUTDOWN_HOOKS: ReadonlySet<string> = new Set(['OnApplicationShutdown', 'BeforeApplicationShutdown']);

/** Libraries that install the handler themselves (RULES IX-3). */
export const SHUTDOWN_LIBRARIES: ReadonlySet<string> = new Set([
  '@godaddy/terminus',
  '@nestjs/terminus-shutdown',
  'lightship',
  'http-terminator',
  'stoppable',
  'http-graceful-shutdown',
  'http-shutdown',
  'close-with-grace',
  'fastify-graceful-shutdown',
  'fastify-graceful',
  '@fastify/close-with-grace',
  'exit-hook',
  'async-exit-hook',
  'signal-exit',
  'node-graceful',
  'node-graceful-shutdown',
  '@tygra/nestjs-graceful-shutdown',
  'nestjs-graceful-shutdown',
  'express-graceful-exit',
  'express-graceful-shutdown',
  'grace',
  'graceful-cluster',
  'death',
  'shutdown-cleanup',
  'killable',
  'server-destroy',
  '@moebius/http-graceful-shutdown',
  '@elysiajs/graceful-shutdown',
  'hapi-pulse',
  'hapi-shutdown',
  'hapi-graceful-shutdown-plugin',
  'exiting',
  '@mgcrea/fastify-graceful-exit',
  'koa-graceful-shutdown',
  'graceful-http',
  'gracefulize',
  '@gquittet/graceful-server',
  'moleculer',
  'fastify-cli',
]);

/** Calls that make a framework close itself on SIGTERM. */
export const SHUTDOWN_METHODS: ReadonlySet<string> = new Set(['enableShutdownHooks', 'gracefulShutdown']);

/** How a server is closed when the process is asked to stop. */
export interface ServerClosing {
  /**
   * - `result`: what the call gives is a Node server, with `close(callback)`
   * - `receiver`: so is what `listen` was called on
   * - `member`: so is the member `server` of what it was called on
   * - `promise`: what it was called on has an asynchronous `close()`
   * - `hooks`: Nest, which installs the handler itself when asked
   */
  readonly by: 'result' | 'receiver' | 'member' | 'promise' | 'hooks';
}

/** Keyed by the framework of a listen call; others are not known well enough to write a handler. */
export const SERVER_CLOSINGS: ReadonlyMap<string, ServerClosing> = new Map([
  ['express', { by: 'result' }],
  ['koa', { by: 'result' }],
  ['connect', { by: 'result' }],
  ['@hono/node-server', { by: 'result' }],
  ['http', { by: 'receiver' }],
  ['https', { by: 'receiver' }],
  ['http2', { by: 'receiver' }],
  ['net', { by: 'receiver' }],
  ['restify', { by: 'receiver' }],
  ['polka', { by: 'member' }],
  ['fastify', { by: 'promise' }],
  ['@nestjs/core', { by: 'hooks' }],
]);

/** Clients of backing services and the method that ends them in order. */
export const CLIENT_CLOSINGS: readonly {
  readonly module: RegExp;
  /** Of the constructor or factory. */
  readonly member: RegExp;
  readonly method: string;
}[] = [
  { module: /^pg$/, member: /^(?:Pool|Client)$/, method: 'end' },
  { module: /^postgres$/, member: /^$/, method: 'end' },
  { module: /^mysql2\/promise$/, member: /^create(?:Pool|Connection)$/, method: 'end' },
  { module: /^mariadb$/, member: /^createPool$/, method: 'end' },
  { module: /^(?:redis|@redis\/client)$/, member: /^createClient$/, method: 'quit' },
  { module: /^ioredis$/, member: /^(?:Redis|Cluster)?$/, method: 'quit' },
  { module: /^mongodb$/, member: /^MongoClient$/, method: 'close' },
  { module: /^@prisma\/client$/, member: /^PrismaClient$/, method: '$disconnect' },
  { module: /^knex$/, member: /^(?:knex)?$/, method: 'destroy' },
  { module: /^sequelize(?:-typescript)?$/, member: /^Sequelize$/, method: 'close' },
  { module: /^typeorm$/, member: /^DataSource$/, method: 'destroy' },
  { module: /^bullmq$/, member: /^(?:Worker|Queue|QueueEvents|FlowProducer)$/, method: 'close' },
  { module: /^bull$/, member: /^$/, method: 'close' },
  { module: /^amqplib$/, member: /^connect$/, method: 'close' },
  { module: /^nats$/, member: /^connect$/, method: 'drain' },
];

/** `mongoose.connect(…)` opens what the module itself closes. */
export const MODULE_CLOSINGS: readonly { readonly module: string; readonly opens: RegExp; readonly method: string }[] =
  [{ module: 'mongoose', opens: /^connect$/, method: 'disconnect' }];

/** Names of modules that say they see to it. */
export const SHUTDOWN_NAME = /graceful|shutdown|terminat|lifecycle/i;
