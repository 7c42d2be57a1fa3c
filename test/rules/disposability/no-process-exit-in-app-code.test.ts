import rule from '../../../server/src/rules/09-disposability/no-process-exit-in-app-code';
import { ruleTester } from '../../support/rule-tester';

const REQUEST = 'Answering a request can end the process here, and with it all other requests.';
const JOB = 'Working on a job can end the process here, and with it all other jobs.';

ruleTester(rule, {
  keeps: [
    { name: 'the start fails', code: `main().catch((error) => {\n  console.error(error);\n  process.exit(1);\n});` },
    { name: 'a signal', code: `process.on('SIGTERM', () => server.close(() => process.exit(0)));` },
    {
      name: 'a signal that a request asks to listen for',
      code: `export function watch(req, res) {\n  process.once('SIGUSR2', () => process.exit(0));\n}`,
    },
    { name: 'a configuration that is not valid', code: `if (process.env.DATABASE_URL === undefined) process.exit(1);` },
    {
      name: 'a function that only the start calls',
      code: `async function connect() {\n  try {\n    await open();\n  } catch (error) {\n    process.exit(1);\n  }\n}\nconnect();\nexport const show = (req, res) => res.end();`,
    },
    {
      name: 'a function of another module that only the start calls',
      code: `=== src/db.ts ===\nexport async function connect() {\n  process.exit(1);\n}\n=== src/index.ts ===\nimport { connect } from './db';\nawait connect();\nexport const show = (req, res) => res.end();\n`,
    },
    {
      name: 'a call-back that the function only hands on',
      code: `=== src/db.ts ===\nexport function open(pool) {\n  pool.on('error', () => process.exit(1));\n}\n=== src/index.ts ===\nimport { open } from './db';\nexport const show = (req, res) => open(req.pool);\n`,
    },
    {
      name: 'a test calls it',
      code: `=== src/db.ts ===\nexport function fail() {\n  process.exit(1);\n}\n=== test/app.ts ===\nimport { fail } from '../src/db';\nexport const show = (req, res) => fail();\n`,
    },
    { name: 'a hashbang', code: `#!/usr/bin/env node\nexport function show(req, res) { process.exit(0); }` },
    {
      name: 'a command-line tool',
      code: `import { Command } from 'commander';\napp.get('/x', (req, res) => process.exit(0));`,
    },
    { name: 'a script', code: `=== scripts/preview.ts ===\napp.get('/x', (req, res) => process.exit(0));\n` },
    { name: 'a test', code: `=== src/app.test.ts ===\napp.get('/x', (req, res) => process.exit(0));\n` },
    {
      name: 'the thread of a worker',
      code: `import { parentPort } from 'node:worker_threads';\nexport const handle = (req, res) => process.exit(0);`,
    },
    { name: 'another process', code: `export const stop = (req, res) => process.kill(child.pid);` },
    {
      name: 'an object called process',
      code: `export const stop = (req, res) => { const process = jobs.get(req.id); process.exit(0); };`,
    },
    { name: 'a method known at run time', code: `export const stop = (req, res) => process[req.method]();` },
    {
      name: 'switched off in place',
      code: `export const restart = (req, res) => {\n  // twelve-factor-disable-next-line disposability/no-process-exit-in-app-code -- for the operator\n  process.exit(0);\n};`,
    },
  ],
  breaks: [
    {
      name: 'a function of another module that a handler calls',
      code: `
        export async function connect(url: string) {
          try {
            await open(url);
          } catch (error) {
            process.exit(1);
        //  ^^^^^^^^^^^^^^^ info: ${REQUEST}
          }
        }
        === src/routes.ts ===
        import { connect } from './index';
        export const show = async (req, res) => res.json(await connect(req.query.url));
      `,
    },
    {
      name: 'a service of Nest',
      code: `
        import { Injectable } from '@nestjs/common';
        @Injectable()
        export class Orders {
          load(id: string) {
            if (id === '') this.fail();
            open(id).catch(() => process.exit(1));
            //                   ^^^^^^^^^^^^^^^ info: ${REQUEST}
          }
        }
        === src/orders.controller.ts ===
        import { Controller, Get } from '@nestjs/common';
        import { Orders } from './index';
        @Controller()
        export class OrdersController {
          constructor(private readonly orders: Orders) {}
          @Get()
          all() { return this.orders.load(''); }
        }
      `,
    },
    {
      name: 'through a function of its own module',
      code: `
        const fail = () => process.exit(1);
        //                 ^^^^^^^^^^^^^^^ info: ${JOB}
        module.exports = { check(order) { if (!order) fail(); } };
        === src/worker.js ===
        const { Worker } = require('bullmq');
        const { check } = require('./index');
        new Worker('mail', async (job) => check(job.data));
      `,
      file: 'src/index.js',
    },
    {
      name: 'a message to a bot',
      code: `
        import { Client } from 'discord.js';
        const client = new Client({ intents: [] });
        client.on('error', () => process.exit(1));
        client.on('messageCreate', (message) => {
          if (message.content === '!stop') process.exit(0);
          //                               ^^^^^^^^^^^^^^^ info: An event can end the process here, and with it the work on all others.
        });
      `,
    },
    {
      name: 'a handler that gives up',
      code: `
        import express from 'express';
        const app = express();
        app.get('/orders', async (req, res) => {
          try {
            res.json(await orders());
          } catch (error) {
            console.error('💥', error);
            process.exit(1);
        //  ^^^^^^^^^^^^^^^ info: ${REQUEST}
          }
        });
      `,
      fixed: `
        import express from 'express';
        const app = express();
        app.get('/orders', async (req, res) => {
          try {
            res.json(await orders());
          } catch (error) {
            console.error('💥', error);
            throw error;
          }
        });
      `,
      fixTitle: 'Throw "error" instead',
    },
    {
      name: 'a function that a handler calls',
      code: `
        function fail(message: string): never {
          console.error(message);
            process.exit(1);
          //^^^^^^^^^^^^^^^ info: ${REQUEST}
        }
        export const show = (req, res) => {
          if (!req.query.id) fail('no id');
        };
      `,
    },
    {
      name: 'a worker of a queue',
      code: `
        import { Worker } from 'bullmq';
        new Worker('mail', async (job) => {
          if (!job.data.to) process.abort();
          //                ^^^^^^^^^^^^^^^ info: ${JOB}
        });
      `,
    },
    {
      name: 'a controller of Nest',
      code: `
        import { Controller, Post } from '@nestjs/common';
        @Controller('admin')
        export class AdminController {
          @Post('restart')
          restart() {
            process.kill(process.pid, 'SIGTERM');
        //  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: ${REQUEST}
          }
        }
      `,
    },
  ],
});
