/** Signals a platform sends to ask a process to stop; Kubernetes, Docker and Heroku all send SIGTERM. */
export const TERMINATION_SIGNAL = 'SIGTERM';

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
  'moleculer',
  'fastify-cli',
]);

/** Calls that make a framework close itself on SIGTERM. */
export const SHUTDOWN_METHODS: ReadonlySet<string> = new Set(['enableShutdownHooks', 'gracefulShutdown']);
