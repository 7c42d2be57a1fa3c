import rule from '../../../server/src/rules/11-logs/no-log-routing-in-app';
import { ruleTester } from '../../support/rule-tester';

ruleTester(rule, {
  keeps: [
    {
      name: 'stdout',
      code: "import winston from 'winston';\nexport const log = winston.createLogger({ transports: [new winston.transports.Console()] });\n",
    },
    {
      name: 'a formatter',
      code: "import pino from 'pino';\nexport const log = pino({ transport: { target: 'pino-pretty' } });\n",
    },
    {
      name: 'an error tracker',
      code: "import * as Sentry from '@sentry/node';\nSentry.init({ dsn: process.env.SENTRY_DSN });\n",
    },
    {
      name: 'an exporter of telemetry',
      code: "import pino from 'pino';\nexport const log = pino({ transport: { target: 'pino-opentelemetry-transport' } });\n",
    },
    {
      name: 'a package that is not used',
      code: "import 'winston-loki';\nimport type Loki from 'winston-loki';\nexport type Transport = Loki;\n",
    },
    {
      name: 'a target that is not known',
      code: "import pino from 'pino';\nexport const log = pino({ transport: { target: process.env.LOG_TARGET } });\n",
    },
    {
      name: 'a type outside of log4js',
      code: "import log4js from 'log4js';\nexport const mail = { type: 'smtp' };\nexport const log = log4js.getLogger();\n",
    },
    {
      name: 'a test',
      code: "=== test/log.ts ===\nimport Loki from 'winston-loki';\nexport const log = new Loki({});\n",
    },
    {
      name: 'suppressed with a reason',
      code: "import Loki from 'winston-loki';\n// twelve-factor-disable-next-line logs/no-log-routing-in-app -- no agent on this host\nexport const log = new Loki({});\n",
    },
  ],
  breaks: [
    {
      name: 'a transport of winston',
      code: `
        import winston from 'winston';
        import LokiTransport from 'winston-loki';
        export const log = winston.createLogger({ transports: [new LokiTransport({ host: process.env.LOKI })] });
        //                                                         ^^^^^^^^^^^^^ info: "winston" sends the log to a service by way of "winston-loki".
      `,
    },
    {
      name: 'a target of pino',
      code: `
        const pino = require('pino');
        module.exports = pino({ transport: { targets: [{ target: 'pino-elasticsearch' }] } });
        //                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: "pino" sends the log to a service by way of "pino-elasticsearch".
      `,
    },
    {
      name: 'an appender of log4js',
      code: `
        import log4js from 'log4js';
        log4js.configure({ appenders: { mail: { type: '@log4js-node/smtp' } }, categories: {} });
        //                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: "log4js" sends the log to a service by way of "@log4js-node/smtp".
      `,
    },
    {
      name: 'development only, with CRLF and characters outside the basic plane',
      code: `import winston from 'winston';\r\nconst smile = '😀'; if (process.env.NODE_ENV === 'development') new winston.transports.Http();\r\n//                                                                  ^^^^^^^^^^^^^^^^^^^^^^^ hint: "winston" sends the log to a service by way of "winston".\n`,
    },
  ],
});
