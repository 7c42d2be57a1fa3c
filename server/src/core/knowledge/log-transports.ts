/**
 * Logging libraries and how each one writes to a file. Members are relative to the package, `''` being its default
 * export. A package missing here is unknown, and rules stay silent about it.
 */

/** `new X(…)` or `X(…)` that always writes to a file. */
export const FILE_TRANSPORTS: readonly {
  readonly module: string;
  readonly members: readonly string[];
  readonly library: string;
}[] = [
  { module: 'winston', members: ['transports.File'], library: 'winston' },
  { module: 'winston/lib/winston/transports/file', members: [''], library: 'winston' },
  { module: 'winston-daily-rotate-file', members: [''], library: 'winston' },
  { module: 'winston', members: ['transports.DailyRotateFile'], library: 'winston' },
  { module: 'rotating-file-stream', members: ['createStream', ''], library: 'rotating-file-stream' },
  { module: 'file-stream-rotator', members: ['getStream', ''], library: 'file-stream-rotator' },
  { module: 'bunyan-rotating-file-stream', members: [''], library: 'bunyan' },
  { module: 'pino-roll', members: [''], library: 'pino' },
  { module: 'pino-rotating-file', members: [''], library: 'pino' },
  {
    module: 'simple-node-logger',
    members: ['createRollingFileLogger', 'createSimpleFileLogger'],
    library: 'simple-node-logger',
  },
  { module: 'express-winston-file', members: [''], library: 'winston' },
];

/** Members whose first argument, or whose option, is the destination: a path means a file, 1 or 2 a standard stream. */
export const DESTINATIONS: readonly {
  readonly module: string;
  readonly member: string;
  /** Names of the option that holds the path; the first argument itself when it is no object. */
  readonly options: readonly string[];
  readonly library: string;
}[] = [
  { module: 'pino', member: 'destination', options: ['dest'], library: 'pino' },
  { module: 'sonic-boom', member: '', options: ['dest'], library: 'pino' },
  { module: 'sonic-boom', member: 'SonicBoom', options: ['dest'], library: 'pino' },
];

/** pino's transport targets that write to a file; `pino/file` only with a path as destination. */
export const PINO_FILE_TARGETS: ReadonlySet<string> = new Set(['pino-roll', 'pino-rotating-file', 'pino-rotate']);
export const PINO_MAYBE_FILE_TARGETS: ReadonlySet<string> = new Set(['pino/file', 'pino-pretty']);

/** log4js appender types that write to a file. */
export const LOG4JS_FILE_APPENDERS: ReadonlySet<string> = new Set(['file', 'dateFile', 'multiFile', 'fileSync']);

/** Paths that are the standard streams under another name. */
export const STANDARD_STREAM_PATH = /^(?:\/dev\/(?:stdout|stderr|fd\/[12]|null|tty)|\/proc\/(?:1|self)\/fd\/[12])$/;

/** A path that holds logs: `app.log`, `logs/x`, `/var/log/x`. */
export const LOG_PATH = /\.log(?:\.\d+|\.txt)?$|(?:^|[\\/])logs?[\\/]/i;

/** Options of a winston file transport that mean the same in its console transport. */
export const WINSTON_COMMON_OPTIONS: ReadonlySet<string> = new Set([
  'level',
  'format',
  'silent',
  'handleExceptions',
  'handleRejections',
]);

/** Options that only a file has: they go when a stream or appender is turned to stdout. */
export const BUNYAN_FILE_OPTIONS: ReadonlySet<string> = new Set([
  'type',
  'path',
  'period',
  'count',
  'closeOnExit',
  'totalFiles',
  'rotateExisting',
  'threshold',
  'totalSize',
  'gzip',
]);
export const LOG4JS_FILE_OPTIONS: ReadonlySet<string> = new Set([
  'filename',
  'maxLogSize',
  'backups',
  'numBackups',
  'daysToKeep',
  'compress',
  'keepFileExt',
  'fileNameSep',
  'pattern',
  'alwaysIncludePattern',
  'base',
  'property',
  'extension',
  'encoding',
  'mode',
  'flags',
  'removeColor',
  'useUnderscore',
]);

/** Factories of streams that write to a file: `process.stdout` is such a stream too. */
export const FILE_STREAM_FACTORIES: ReadonlySet<string> = new Set([
  'rotating-file-stream',
  'file-stream-rotator',
  'bunyan-rotating-file-stream',
]);

/** log4js appender types that are the output of the process. */
export const LOG4JS_STANDARD_APPENDERS: ReadonlySet<string> = new Set(['stdout', 'console', 'stderr']);
