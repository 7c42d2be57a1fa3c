import rule from '../../../server/src/rules/11-logs/no-file-log-transport';
import { ruleTester } from '../../support/rule-tester';

ruleTester(rule, {
  keeps: [
    { name: 'pino on stdout', code: "import pino from 'pino';\nexport default pino(pino.destination(1));\n" },
    {
      name: 'pino.destination with descriptor options',
      code: "import pino from 'pino';\nexport default pino(pino.destination({ dest: 2, sync: false }));\n",
    },
    {
      name: 'pino/file without a destination',
      code: "import pino from 'pino';\nexport default pino({ transport: { target: 'pino/file' } });\n",
    },
    {
      name: 'pino/file to stdout',
      code: "import pino from 'pino';\nexport default pino({ transport: { target: 'pino/file', options: { destination: '1' } } });\n",
    },
    {
      name: 'a winston file transport on a standard stream',
      code: "import winston from 'winston';\nexport default new winston.transports.File({ filename: '/dev/stdout' });\n",
    },
    {
      name: 'a destination from the environment',
      code: "import pino from 'pino';\nexport default pino(pino.destination(process.env.LOG_FILE));\n",
    },
    {
      name: 'a local class called File',
      code: 'class File {}\nconst transports = { File };\nexport default new transports.File();\n',
    },
    {
      name: 'a test',
      code: "=== src/logger.spec.ts ===\nimport winston from 'winston';\nnew winston.transports.File({ filename: 'a.log' });\n",
    },
    {
      name: 'a command-line tool',
      code: `
        === src/index.ts ===
        import winston from 'winston';
        new winston.transports.File({ filename: 'a.log' });
        === package.json ===
        { "name": "tool", "private": true, "bin": "dist/index.js", "dependencies": { "winston": "3" } }
      `,
    },
    {
      name: 'a desktop app',
      code: `
        === src/main.ts ===
        import winston from 'winston';
        new winston.transports.File({ filename: 'a.log' });
        === package.json ===
        { "name": "app", "private": true, "devDependencies": { "electron": "30" }, "dependencies": { "express": "5" } }
      `,
    },
    {
      name: 'bunyan on stdout',
      code: "import bunyan from 'bunyan';\nexport default bunyan.createLogger({ name: 'x', streams: [{ stream: process.stdout }] });\n",
    },
  ],
  breaks: [
    {
      name: 'the only transport is turned to stdout, with its folder',
      code: `
        const { createLogger, transports } = require('winston');
        const fs = require('fs');

        fs.mkdirSync('logs', { recursive: true });

        module.exports = createLogger({ transports: [new transports.File({ filename: 'logs/app.log', level: 'info' })] });
        //                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: "winston" writes the log to a file instead of stdout.
      `,
      fixTitle: 'Write to stdout',
      fixed: `
        const { createLogger, transports } = require('winston');

        module.exports = createLogger({ transports: [new transports.Console({ level: 'info' })] });
      `,
    },
    {
      name: 'beside a console transport',
      code: `
        import { createLogger, transports } from 'winston';
        export default createLogger({
          transports: [
            new transports.File({ filename: 'error.log', level: 'error' }), // errors
        //  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: "winston" writes the log to a file instead of stdout.
            // shown to people
            new transports.Console(),
          ],
        });
      `,
      fixed: `
        import { createLogger, transports } from 'winston';
        export default createLogger({
          transports: [
            // shown to people
            new transports.Console(),
          ],
        });
      `,
      fixTitle: 'Remove the file transport',
    },
    {
      name: 'a rotating file under an alias',
      code: `
        const Rotate = require('winston-daily-rotate-file');
        const Transport = Rotate;
        module.exports = new Transport({ filename: 'app-%DATE%.log' });
        //               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: "winston" writes the log to a file instead of stdout.
      `,
    },
    `
      import pino from 'pino';
      export default pino(pino.destination({ dest: './app.log' }));
      //                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ "pino" writes the log to a file instead of stdout.
    `,
    `
      import path from 'path';
      import { pino } from 'pino';
      export default pino({ transport: { targets: [
        { target: 'pino-pretty' },
        { target: 'pino/file', options: { destination: path.join(__dirname, 'app.log') } },
      //^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ "pino" writes the log to a file instead of stdout.
      ] } });
    `,
    `
      import bunyan from 'bunyan';
      export default bunyan.createLogger({ name: 'x', streams: [{ path: '/var/log/x.log' }] });
      //                                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^ "bunyan" writes the log to a file instead of stdout.
    `,
    `
      import log4js from 'log4js';
      log4js.configure({ appenders: { out: { type: 'stdout' }, app: { type: 'file', filename: 'app.log' } } });
      //                                                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ "log4js" writes the log to a file instead of stdout.
    `,
    {
      name: 'only outside production',
      code: `
        import winston from 'winston';
        if (process.env.NODE_ENV === 'development') {
          winston.add(new winston.transports.File({ filename: 'dev.log' }));
          //          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint: "winston" writes the log to a file instead of stdout.
        }
      `,
    },
  ],
});
