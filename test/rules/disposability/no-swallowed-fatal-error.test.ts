import rule from '../../../server/src/rules/09-disposability/no-swallowed-fatal-error';
import { ruleTester } from '../../support/rule-tester';

const EXCEPTION = 'Uncaught exceptions are only reported here; the process goes on in an unknown state.';
const REJECTION = 'Unhandled rejections are only reported here; the process goes on in an unknown state.';

ruleTester(rule, {
  keeps: [
    {
      name: 'an exit',
      code: `process.on('uncaughtException', (error) => {\n  console.error(error);\n  process.exit(1);\n});`,
    },
    {
      name: 'an exit after the log is flushed',
      code: `process.on('uncaughtException', (error) => {\n  console.error(error);\n  setTimeout(() => process.exit(1), 500).unref();\n});`,
    },
    {
      name: 'a shutdown function',
      code: `import { shutdown } from './shutdown';\nprocess.on('uncaughtException', (error) => {\n  console.error(error);\n  shutdown(1);\n});`,
    },
    {
      name: 'a function of this file that exits',
      code: `function fail(error: unknown): never {\n  console.error(error);\n  process.exit(1);\n}\nprocess.on('uncaughtException', fail);`,
    },
    {
      name: 'what cannot be seen into',
      code: `import { onFatal } from './fatal';\nprocess.on('uncaughtException', onFatal);\nprocess.on('unhandledRejection', (reason) => monitor.report(reason));`,
    },
    {
      name: 'an abort',
      code: `process.on('uncaughtException', (error) => { console.error(error); process.abort(); });`,
    },
    { name: 'a rethrow', code: `process.on('unhandledRejection', (reason) => {\n  throw reason;\n});` },
    {
      name: 'the exit code',
      code: `process.on('uncaughtException', (error) => { console.error(error); process.exitCode = 1; });`,
    },
    {
      name: 'handed on as an event',
      code: `process.on('unhandledRejection', (reason) => { process.emit('uncaughtException', reason); });`,
    },
    {
      name: 'a listener that only watches',
      code: `process.on('uncaughtExceptionMonitor', (error) => console.error(error));`,
    },
    {
      name: 'another listener that ends the process',
      code: `process.on('uncaughtException', (error) => console.error(error));\nprocess.on('uncaughtException', () => process.exit(1));`,
    },
    {
      name: 'another listener in a module of the process',
      code: `=== src/index.ts ===\nimport './fatal';\nprocess.on('uncaughtException', (error) => console.error(error));\n=== src/fatal.ts ===\nprocess.on('uncaughtException', () => process.exit(1));\n`,
    },
    { name: 'another emitter', code: `bus.on('uncaughtException', (error) => console.error(error));` },
    { name: 'an event made at run time', code: `process.on(name, (error) => console.error(error));` },
    {
      name: 'a test',
      code: `=== test/setup.ts ===\nprocess.on('unhandledRejection', (error) => console.error(error));\n`,
    },
    {
      name: 'a script',
      code: `=== scripts/seed.ts ===\nprocess.on('unhandledRejection', (error) => console.error(error));\n`,
    },
    {
      name: 'a desktop application',
      code: `=== src/main.ts ===\nprocess.on('uncaughtException', (error) => console.error(error));\n=== package.json ===\n{ "name": "x", "private": true, "devDependencies": { "electron": "30" } }\n`,
    },
    {
      name: 'switched off in place',
      code: `// twelve-factor-disable-next-line disposability/no-swallowed-fatal-error -- the watchdog restarts it\nprocess.on('uncaughtException', (error) => console.error(error));`,
    },
  ],
  breaks: [
    {
      name: 'both events in one file are one finding and a hint',
      code: `
        process.on('uncaughtException', (error) => console.error(error));
        //         ^^^^^^^^^^^^^^^^^^^ warning: Uncaught exceptions are only reported here; the process goes on in an unknown state.
        process.on('unhandledRejection', (error) => console.error(error));
        //         ^^^^^^^^^^^^^^^^^^^^ hint: Unhandled rejections are only reported here; the process goes on in an unknown state.
        require('express')().listen(process.env.PORT);
      `,
    },
    {
      name: 'a log line',
      code: `
        process.on('uncaughtException', (error) => {
        //         ^^^^^^^^^^^^^^^^^^^ warning: ${EXCEPTION}
          logger.error('uncaught 🧨', error);
        });
      `,
      fixed: `
        process.on('uncaughtException', (error) => {
          logger.error('uncaught 🧨', error);
          process.exit(1);
        });
      `,
      fixTitle: 'End the process after the report',
    },
    {
      name: 'an arrow that gives the report',
      code: `
        process.on('unhandledRejection', (reason) => console.error(reason));
        //         ^^^^^^^^^^^^^^^^^^^^ warning: ${REJECTION}
      `,
      fixed: `
        process.on('unhandledRejection', (reason) => {
          console.error(reason);
          process.exit(1);
        });
      `,
    },
    {
      name: 'a function with other callers',
      code: `
        import * as Sentry from '@sentry/node';
        const onError = (error: unknown) => {
          if (error instanceof Error) Sentry.captureException(error);
        };
        bot.on('error', onError);
        process.on('uncaughtException', onError);
        //         ^^^^^^^^^^^^^^^^^^^ warning: ${EXCEPTION}
      `,
      fixed: `
        import * as Sentry from '@sentry/node';
        const onError = (error: unknown) => {
          if (error instanceof Error) Sentry.captureException(error);
        };
        bot.on('error', onError);
        process.on('uncaughtException', (error) => {
          onError(error);
          process.exit(1);
        });
      `,
    },
    {
      name: 'both at once, and nothing done',
      code: `
        for (const event of ['uncaughtException', 'unhandledRejection']) {
          process.on(event, () => {});
        //           ^^^^^ warning: ${EXCEPTION}
        }
      `,
      fixed: `
        for (const event of ['uncaughtException', 'unhandledRejection']) {
          process.on(event, () => {
            process.exit(1);
          });
        }
      `,
    },
    {
      name: 'a bound method, a module of node',
      code: `
        const { on } = require('events');
        const process = require('node:process');
        process.once('uncaughtException', logger.error.bind(logger));
        //           ^^^^^^^^^^^^^^^^^^^ warning: ${EXCEPTION}
      `,
      fixed: `
        const { on } = require('events');
        const process = require('node:process');
        process.once('uncaughtException', (error) => {
          logger.error(error);
          process.exit(1);
        });
      `,
    },
    {
      name: 'one line, Windows line breaks',
      code:
        'process.on("unhandledRejection", (reason) => { console.error(reason); });\r\n//         ^^^^^^^^^^^^^^^^^^^^ warning: ' +
        REJECTION +
        '\n',
      fixed: 'process.on("unhandledRejection", (reason) => { console.error(reason); process.exit(1); });\r\n',
    },
  ],
});
