/** Methods of an emitter that register a listener. */
export const LISTENER_METHODS: ReadonlySet<string> = new Set([
  'on',
  'once',
  'addListener',
  'prependListener',
  'prependOnceListener',
]);

/** Events after which Node ends the process, unless somebody listens. */
export const FATAL_EVENTS: ReadonlySet<string> = new Set(['uncaughtException', 'unhandledRejection']);

/** Members of `process` that end it. `kill` counts when it names the process itself. */
export const EXIT_METHODS: ReadonlySet<string> = new Set(['exit', 'reallyExit', 'abort']);

/** Methods that tell somebody and do nothing else, whatever they are called on. */
export const REPORTING_METHODS: ReadonlySet<string> = new Set([
  'log',
  'error',
  'warn',
  'warning',
  'info',
  'debug',
  'trace',
  'verbose',
  'silly',
  'http',
  'notice',
  'captureException',
  'captureMessage',
  'captureEvent',
  'addBreadcrumb',
  'noticeError',
  'recordException',
  'trackException',
  'reportError',
  'logError',
  'sendError',
]);

/** Methods with these names only report when what they are called on is a logger by its name. */
export const LOGGER_METHODS: ReadonlySet<string> = new Set([
  'fatal',
  'crit',
  'critical',
  'alert',
  'emerg',
  'write',
  'child',
]);

/** Functions that only report, by the name they are called with. */
export const REPORTING_FUNCTIONS: ReadonlySet<string> = new Set([
  'log',
  'logger',
  'debug',
  'logError',
  'captureException',
  'captureMessage',
]);

/** Methods without an effect outside of their own values. */
export const PURE_METHODS: ReadonlySet<string> = new Set([
  'toString',
  'toISOString',
  'toLocaleString',
  'toJSON',
  'toUpperCase',
  'toLowerCase',
  'includes',
  'startsWith',
  'endsWith',
  'indexOf',
  'join',
  'split',
  'slice',
  'substring',
  'replace',
  'trim',
  'padStart',
  'concat',
  'stringify',
  'inspect',
  'format',
  'now',
  'getTime',
  'keys',
  'entries',
  'isArray',
  'uptime',
  'memoryUsage',
  'unref',
]);

/** Global functions and constructors without an effect outside of their own values. */
export const PURE_GLOBALS: ReadonlySet<string> = new Set(['String', 'Number', 'Boolean', 'Error', 'TypeError', 'Date']);

/** Functions that run what they are given later. */
export const TIMER_FUNCTIONS: ReadonlySet<string> = new Set(['setTimeout', 'setImmediate']);
