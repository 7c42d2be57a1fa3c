import rule from '../../../server/src/rules/11-logs/no-stdout-logging-disabled-in-production';
import { ruleTester } from '../../support/rule-tester';

ruleTester(rule, {
  keeps: [
    {
      name: 'silent while tests run, or always',
      code: "import Fastify from 'fastify';\nimport pino from 'pino';\nexport const log = process.env.NODE_ENV === 'test' ? pino({ level: 'silent' }) : pino();\nexport const server = Fastify({ logger: false });\nif (process.env.NODE_ENV === 'production') configure({ logger: false });\n",
    },
    {
      name: 'everywhere',
      code: "import winston from 'winston';\nexport const log = winston.createLogger({ transports: [new winston.transports.Console()] });\n",
    },
    {
      name: 'another format in production',
      code: "import winston from 'winston';\nconst isProduction = process.env.NODE_ENV === 'production';\nexport const log = winston.createLogger({ transports: [isProduction ? new winston.transports.Console() : new winston.transports.Console({ format })] });\n",
    },
    {
      name: 'another level',
      code: "import pino from 'pino';\nexport const log = pino({ level: process.env.NODE_ENV === 'production' ? 'info' : 'debug' });\n",
    },
    {
      name: 'silent in tests',
      code: "import winston from 'winston';\nexport const log = winston.createLogger({ silent: process.env.NODE_ENV === 'test' });\n",
    },
    {
      name: 'loggers of frameworks that write everywhere but in tests',
      code: "import Fastify from 'fastify';\nimport { NestFactory } from '@nestjs/core';\nexport const app = Fastify({ logger: process.env.NODE_ENV !== 'test' });\nNestFactory.create(AppModule, { logger: process.env.NODE_ENV === 'production' ? ['warn'] : ['log'] });\n",
    },
    {
      name: 'a stream that is stdout',
      code: "import winston from 'winston';\nconst log = winston.createLogger({ transports: [new winston.transports.Stream({ stream: process.stdout })] });\nif (process.env.NODE_ENV !== 'production') log.add(new winston.transports.Console());\n",
    },
    {
      name: 'a logger from elsewhere',
      code: "import winston from 'winston';\nimport { log } from './log';\nif (process.env.NODE_ENV !== 'production') log.add(new winston.transports.Console());\n",
    },
    {
      name: 'a front end',
      code: "=== client/app.tsx ===\nif (process.env.NODE_ENV === 'production') console.log = () => {};\n",
    },
    {
      name: 'a test',
      code: "=== test/setup.ts ===\nif (process.env.NODE_ENV === 'production') console.log = () => {};\n",
    },
    {
      name: 'suppressed with a reason',
      code: "// twelve-factor-disable-next-line logs/no-stdout-logging-disabled-in-production -- quiet\nif (process.env.NODE_ENV === 'production') console.log = () => {};\n",
    },
  ],
  breaks: [
    {
      name: 'options under a condition',
      code: `
        import { NestFactory } from '@nestjs/core';
        import Fastify from 'fastify';
        import pino from 'pino';
        const isProduction = process.env.NODE_ENV === 'production';
        export const app = isProduction ? await NestFactory.create(AppModule, { logger: false }) : await NestFactory.create(AppModule);
        //                                                                              ^^^^^ warning: "logger" keeps the log silent in production.
        export const server = Fastify({ ...(isProduction && { logger: false }) });
        //                                                            ^^^^^ warning: "logger" keeps the log silent in production.
        export const log = isProduction ? pino({ level: 'silent' }) : pino();
        //                                              ^^^^^^^^ warning: "level" keeps the log silent in production.
        if (isProduction) app.useLogger(false);
        //                ^^^^^^^^^^^^^^^^^^^^ warning: "useLogger" keeps the log silent in production.
      `,
    },
    {
      name: 'a transport outside of production only',
      code: `
        import winston from 'winston';
        const log = winston.createLogger({ transports: [] });
        if (process.env.NODE_ENV !== 'production') {
          log.add(new winston.transports.Console());
          //      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: Only outside of production does "winston" write to stdout.
        }
      `,
    },
    {
      name: 'the same in one line',
      code: `
        const { createLogger, transports } = require('winston');
        const log = createLogger({});
        if (process.env.NODE_ENV === 'development') log.add(new transports.Console({ level: 'debug' }));
        //                                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: Only outside of production does "winston" write to stdout.
      `,
      fixed: `
        const { createLogger, transports } = require('winston');
        const log = createLogger({});
        log.add(new transports.Console({ level: 'debug' }));
      `,
      fixTitle: 'Write to stdout in every deploy',
    },
    {
      name: 'a logger that is not enabled',
      code: `
        import pino from 'pino';
        export const log = pino({ enabled: process.env.NODE_ENV !== 'production' });
        //                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: "enabled" keeps the log silent in production.
      `,
    },
    {
      name: 'a logger of Nest that is off in production',
      code: `
        import { NestFactory } from '@nestjs/core';
        NestFactory.create(AppModule, { logger: process.env.NODE_ENV === 'production' ? false : ['log'] });
        //                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: "logger" keeps the log silent in production.
      `,
    },
    {
      name: 'a logger of Fastify for development only',
      code: `
        import Fastify from 'fastify';
        export const app = Fastify({ logger: process.env.NODE_ENV === 'development' });
        //                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: "logger" keeps the log silent in production.
      `,
    },
    {
      name: 'a console that does nothing, with CRLF and characters outside the basic plane',
      code: `export const smile = '😀';\r\nif (process.env.NODE_ENV === 'production') console.log = () => {};\r\n//                                         ^^^^^^^^^^^ warning: "console.log" does nothing in production.\n`,
    },
  ],
});
