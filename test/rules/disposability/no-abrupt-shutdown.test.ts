import rule from '../../../server/src/rules/09-disposability/no-abrupt-shutdown';
import { ruleTester } from '../../support/rule-tester';

const EXIT = 'This SIGTERM handler ends the process and closes nothing: what is running is cut off.';
const IGNORED = 'This SIGTERM handler only reports: the process goes on until it is killed.';
const INTERRUPT = 'Only SIGINT is handled; platforms stop a process with SIGTERM.';
const HOOK = 'Nest calls this shutdown hook on SIGTERM only after "enableShutdownHooks()".';
const SERVER = "import express from 'express';\nconst server = express().listen(1);\n";

ruleTester(rule, {
  keeps: [
    {
      name: 'the server is closed',
      code: `${SERVER}process.on('SIGTERM', () => server.close(() => process.exit(0)));`,
    },
    {
      name: 'a function of this file that closes',
      code: `${SERVER}const stop = async (signal: string) => {\n  console.log(signal);\n  await server.close();\n  process.exit(0);\n};\nprocess.on('SIGTERM', () => void stop('SIGTERM'));`,
    },
    {
      name: 'an imported function',
      code: `${SERVER}import { shutdown } from './shutdown';\nprocess.on('SIGTERM', shutdown);`,
    },
    {
      name: 'time to finish',
      code: `${SERVER}process.on('SIGTERM', () => { setTimeout(() => process.exit(0), 5000); });`,
    },
    {
      name: 'a flag that others look at',
      code: `${SERVER}let stopping = false;\nprocess.on('SIGTERM', () => { stopping = true; });`,
    },
    {
      name: 'no server and no consumer',
      code: `process.on('SIGTERM', () => process.exit(0));\nsetInterval(tick, 1000);`,
    },
    {
      name: 'a library does it',
      code: `${SERVER}import 'http-graceful-shutdown';\nprocess.on('SIGTERM', () => console.log('bye'));`,
    },
    {
      name: 'another handler of the process',
      code: `${SERVER}process.on('SIGTERM', () => console.log('bye'));\nprocess.on('SIGTERM', () => server.close());`,
    },
    {
      name: 'the primary of a cluster',
      code: `${SERVER}import cluster from 'node:cluster';\nprocess.on('SIGTERM', () => process.exit(0));`,
    },
    {
      name: 'SIGINT beside SIGTERM',
      code: `${SERVER}process.on('SIGINT', () => server.close());\nprocess.on('SIGTERM', () => server.close());`,
    },
    { name: 'SIGINT that only exits', code: `${SERVER}process.on('SIGINT', () => process.exit(0));` },
    {
      name: 'hooks of Nest that are called',
      code: `=== src/main.ts ===\nimport { NestFactory } from '@nestjs/core';\nimport { AppService } from './app.service';\nconst app = await NestFactory.create(AppService);\napp.enableShutdownHooks();\nawait app.listen(1);\n=== src/app.service.ts ===\nimport { OnApplicationShutdown } from '@nestjs/common';\nexport class AppService implements OnApplicationShutdown {\n  onApplicationShutdown() {}\n}\n`,
    },
    {
      name: 'an interface of that name',
      code: `${SERVER}interface OnApplicationShutdown {}\nclass A implements OnApplicationShutdown {}`,
    },
    { name: 'another emitter', code: `${SERVER}child.on('SIGTERM', () => process.exit(0));` },
    { name: 'a signal known at run time', code: `${SERVER}process.on(signal, () => process.exit(0));` },
    { name: 'a test', code: `=== test/server.ts ===\n${SERVER}process.on('SIGTERM', () => process.exit(0));\n` },
    {
      name: 'a command-line tool',
      code: `=== src/cli.ts ===\nimport { Command } from 'commander';\nimport express from 'express';\nexpress().listen(1);\nprocess.on('SIGINT', () => spinner.stop());\n`,
    },
    {
      name: 'switched off in place',
      code: `${SERVER}// twelve-factor-disable-next-line disposability/no-abrupt-shutdown -- nothing runs here\nprocess.on('SIGTERM', () => process.exit(0));`,
    },
  ],
  breaks: [
    {
      name: 'an exit at once',
      code: `
        import express from 'express';
        const server = express().listen(process.env.PORT);
        process.on('SIGTERM', () => {
        //         ^^^^^^^^^ warning: ${EXIT}
          console.log('SIGTERM 👋');
          process.exit(0);
        });
      `,
      fixed: `
        import express from 'express';
        const server = express().listen(process.env.PORT);
        process.on('SIGTERM', () => {
          console.log('SIGTERM 👋');
          server.close(() => process.exit(0));
        });
      `,
      fixTitle: 'Close the server before the process ends',
    },
    {
      name: 'Fastify, both signals',
      code: `
        import fastify from 'fastify';
        const app = fastify();
        await app.listen({ port: 3000 });
        for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit());
        //                                                     ^^^^^^ warning: ${EXIT}
      `,
      fixed: `
        import fastify from 'fastify';
        const app = fastify();
        await app.listen({ port: 3000 });
        for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void app.close().then(() => process.exit()));
      `,
    },
    {
      name: 'a worker, the handler a function with a name',
      code: `
        import { Worker } from 'bullmq';
        new Worker('mail', send);
        function stop(): void {
          console.log('bye');
          process.exit(0);
        }
        process.once('SIGTERM', stop);
        //           ^^^^^^^^^ warning: ${EXIT}
      `,
    },
    {
      name: 'the handle is not kept',
      code: `
        === src/app.ts ===
        import express from 'express';
        express().listen(3000);
        === src/index.ts ===
        import './app';
        process.on('SIGTERM', () => process.exit(0));
        //         ^^^^^^^^^ warning: ${EXIT}
      `,
    },
    {
      name: 'only a log line',
      code: `
        import express from 'express';
        express().listen(3000);
        process.on('SIGTERM', () => logger.info('SIGTERM'));
        //         ^^^^^^^^^ warning: ${IGNORED}
      `,
    },
    {
      name: 'the signal of a terminal only',
      code: `
        import express from 'express';
        const server = express().listen(3000);
        process.on('SIGINT', () => {
        //         ^^^^^^^^ warning: ${INTERRUPT}
          server.close();
        });
      `,
      fixed: `
        import express from 'express';
        const server = express().listen(3000);
        for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {
          server.close();
        });
      `,
      fixTitle: 'Handle SIGTERM as well',
    },
    {
      name: 'hooks of Nest that nobody calls',
      code: `
        === src/main.ts ===
        import { NestFactory } from '@nestjs/core';
        import { AppService } from './app.service';
        const app = await NestFactory.create(AppService);
        await app.listen(1);
        === src/app.service.ts ===
        import { OnApplicationShutdown } from '@nestjs/common';
        export class AppService implements OnApplicationShutdown {
        //                                 ^^^^^^^^^^^^^^^^^^^^^ warning: ${HOOK}
          onApplicationShutdown() {}
        }
        export class Jobs implements OnApplicationShutdown {
        //                           ^^^^^^^^^^^^^^^^^^^^^ hint: ${HOOK}
          onApplicationShutdown() {}
        }
      `,
    },
  ],
});
