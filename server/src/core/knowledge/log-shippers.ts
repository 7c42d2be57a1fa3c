/**
 * Transports that carry the log of a process to a service over the network. Error trackers and OpenTelemetry exporters are
 * no log streams and are not here; a package missing here is unknown, and rules stay silent about it.
 */
export interface LogShipper {
  readonly module: string;
  /** What is called or made with `new`; `''` is the default export. */
  readonly members: readonly string[];
  readonly library: string;
}

export const LOG_SHIPPERS: readonly LogShipper[] = [
  { module: 'winston-mongodb', members: ['', 'MongoDB'], library: 'winston' },
  { module: 'winston-elasticsearch', members: ['ElasticsearchTransport', ''], library: 'winston' },
  { module: 'winston-cloudwatch', members: ['', 'WinstonCloudWatch'], library: 'winston' },
  { module: 'winston-aws-cloudwatch', members: [''], library: 'winston' },
  { module: 'winston-loki', members: [''], library: 'winston' },
  { module: 'winston-syslog', members: ['Syslog', ''], library: 'winston' },
  { module: 'winston-papertrail', members: ['Papertrail', 'PapertrailTransport', ''], library: 'winston' },
  { module: 'winston-loggly-bulk', members: ['Loggly'], library: 'winston' },
  { module: 'winston-splunk-httplogger', members: [''], library: 'winston' },
  { module: 'winston-logstash', members: [''], library: 'winston' },
  { module: 'winston-logstash/lib/winston-logstash-latest', members: [''], library: 'winston' },
  { module: 'winston-graylog2', members: [''], library: 'winston' },
  { module: 'winston-slack-webhook-transport', members: [''], library: 'winston' },
  { module: 'winston-telegram', members: [''], library: 'winston' },
  { module: 'winston-redis', members: [''], library: 'winston' },
  { module: 'datadog-winston', members: [''], library: 'winston' },
  { module: '@shelf/winston-datadog-logs-transport', members: [''], library: 'winston' },
  { module: '@logtail/winston', members: ['LogtailTransport'], library: 'winston' },
  { module: '@google-cloud/logging-winston', members: ['LoggingWinston'], library: 'winston' },
  { module: '@axiomhq/winston', members: ['WinstonTransport'], library: 'winston' },
  { module: 'winston', members: ['transports.Http'], library: 'winston' },
  { module: 'pino-elasticsearch', members: [''], library: 'pino' },
  { module: 'pino-loki', members: ['', 'pinoLoki'], library: 'pino' },
  { module: 'pino-datadog', members: ['createWriteStream', 'createWriteStreamSync'], library: 'pino' },
  { module: 'pino-cloudwatch', members: [''], library: 'pino' },
  { module: '@google-cloud/logging-bunyan', members: ['LoggingBunyan'], library: 'bunyan' },
  { module: 'bunyan-logstash', members: ['createStream'], library: 'bunyan' },
  { module: 'bunyan-logstash-tcp', members: ['createStream'], library: 'bunyan' },
  { module: 'bunyan-elasticsearch', members: [''], library: 'bunyan' },
  { module: 'bunyan-slack', members: [''], library: 'bunyan' },
  { module: 'gelf-stream', members: ['forBunyan'], library: 'bunyan' },
];

/** Names of pino's transport targets that send lines over the network. */
export const PINO_NETWORK_TARGETS: ReadonlySet<string> = new Set([
  'pino-elasticsearch',
  'pino-loki',
  'pino-datadog-transport',
  'pino-papertrail',
  'pino-syslog',
  'pino-mongodb',
  'pino-socket',
  'pino-http-send',
  'pino-logflare',
  'pino-slack-webhook',
  'pino-telegram-webhook',
  'pino-axiom',
  '@axiomhq/pino',
  '@logtail/pino',
]);

/** log4js appender types, and packages of appenders, that send lines over the network. */
export const LOG4JS_NETWORK_APPENDERS: ReadonlySet<string> = new Set([
  'smtp',
  'slack',
  'logstashUDP',
  'logstashHTTP',
  'gelf',
  'loggly',
  'hipchat',
  'mailgun',
  'rabbitmq',
  'redis',
  'tcp',
  '@log4js-node/smtp',
  '@log4js-node/slack',
  '@log4js-node/logstashudp',
  '@log4js-node/logstash-http',
  '@log4js-node/gelf',
  '@log4js-node/loggly',
  '@log4js-node/rabbitmq',
  '@log4js-node/redis',
]);
