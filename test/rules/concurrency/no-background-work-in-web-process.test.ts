import rule from '../../../server/src/rules/08-concurrency/no-background-work-in-web-process';
import { ruleTester } from '../../support/rule-tester';

const SERVER =
  "=== src/server.ts ===\nimport express from 'express';\nimport './work';\nexpress().listen(process.env.PORT);\n";
const work = (code: string, server = SERVER): string => `=== src/work.ts ===\n${code}\n${server}`;
const bot = (code: string): string =>
  `=== src/bot.ts ===\n${code}\n=== src/server.ts ===\nimport express from 'express';\nimport { routes } from './routes';\nimport './bot';\nexpress().use(routes).listen(process.env.PORT);\n=== src/routes.ts ===\nimport { Router } from 'express';\nexport const routes = Router();\n`;

ruleTester(rule, {
  keeps: [
    {
      name: 'a process of its own',
      code: work(
        "import cron from 'node-cron';\ncron.schedule('0 * * * *', run);",
        "=== src/server.ts ===\nimport express from 'express';\nexpress().listen(80);\n",
      ),
    },
    {
      name: 'a producer',
      code: work("import { Queue } from 'bullmq';\nexport const mails = new Queue('mails');"),
    },
    {
      name: 'a process that chooses what it is',
      code: work(
        "import cron from 'node-cron';\nif (process.env.ENABLE_CRON === 'true') cron.schedule('0 * * * *', run);",
      ),
    },
    {
      name: 'an entry that chooses what the process is',
      code: work(
        "import { Worker } from 'bullmq';\nnew Worker('mails', run);",
        "=== src/server.ts ===\nimport express from 'express';\nif (process.env.PROCESS_TYPE === 'worker') await import('./work');\nelse express().listen(80);\n",
      ),
    },
    {
      name: 'a worker with a port for its probes',
      code: "=== src/worker.ts ===\nimport express from 'express';\nimport { Worker } from 'bullmq';\nnew Worker('mails', run);\nexpress().listen(80);\n",
    },
    {
      name: 'a function that a worker calls',
      code: `=== src/work.ts ===\nimport { Worker } from 'bullmq';\nexport const start = () => new Worker('mails', run);\nexport const name = 'mails';\n=== src/jobs.ts ===\nimport { start } from './work';\nstart();\n${SERVER}`,
    },
    { name: 'a short interval', code: work('setInterval(async () => { await send(); }, 30_000);') },
    { name: 'an interval of unknown length', code: work('setInterval(async () => { await send(); }, period);') },
    { name: 'a heartbeat', code: work('setInterval(async () => { await sendHeartbeat(); }, 60_000);') },
    {
      name: 'a timer that keeps no process alive',
      code: work('setInterval(async () => { await send(); }, 60_000).unref();'),
    },
    { name: 'a thread', code: work("import { Worker } from 'node:worker_threads';\nnew Worker('./task.js');") },
    {
      name: 'a test',
      code: "=== test/server.ts ===\nimport cron from 'node-cron';\nimport express from 'express';\ncron.schedule('* * * * *', run);\nexpress().listen(80);\n",
    },
    {
      name: 'a bot with a port for its probes',
      code: `=== src/index.ts ===\nimport { Client } from 'discord.js';\nimport express from 'express';\nconst client = new Client({ intents: [] });\nclient.login(process.env.TOKEN);\nexpress().get('/health', (_request, response) => response.send('ok')).listen(80);\n`,
    },
    {
      name: 'a bot that is called by a webhook',
      code: `${bot("import { Telegraf } from 'telegraf';\nconst bot = new Telegraf(process.env.TOKEN);\nbot.launch({ webhook: { domain: process.env.DOMAIN } });")}`,
    },
    {
      name: 'a bot whose options cannot be seen',
      code: `${bot("import { Telegraf } from 'telegraf';\nconst bot = new Telegraf(process.env.TOKEN);\nbot.launch(options);\nconst Bot = require('node-telegram-bot-api');\nnew Bot(process.env.TOKEN);\nnew Bot(process.env.TOKEN, { polling: process.env.POLL ? true : false });")}`,
    },
    {
      name: 'suppressed with a reason',
      code: work(
        "import cron from 'node-cron';\n// twelve-factor-disable-next-line concurrency/no-background-work-in-web-process -- one process\ncron.schedule('0 * * * *', run);",
      ),
    },
  ],
  breaks: [
    {
      name: 'a chat client beside routes',
      code: `${bot('import { Client } from \'discord.js\';\nconst client = new Client({ intents: [] });\nclient.login(process.env.TOKEN);\n//<^^^^^^^^^ info: "client.login" keeps a chat client in the process that serves requests.')}`,
    },
    {
      name: 'a bot that asks for its messages',
      code: `${bot('const Bot = require(\'node-telegram-bot-api\');\nnew Bot(process.env.TOKEN, { polling: true });\n//  ^^^ info: "Bot" keeps a chat client in the process that serves requests.')}`,
    },
    {
      name: 'a chat client made in a function, where the server starts it',
      code: `
        === src/server.ts ===
        import { app } from './app';
        import { startSessions } from './sessions';
        app.listen(process.env.PORT);
        startSessions();
        //<^^^^^^^^^^ info: "startSessions" starts a chat client in the process that serves requests.
        === src/app.ts ===
        import express from 'express';
        import { routes } from './routes';
        export const app = express().use(routes);
        === src/routes.ts ===
        import { Router } from 'express';
        export const routes = Router();
        === src/sessions.ts ===
        import { connect } from './client';
        export const startSessions = () => connect();
        === src/client.ts ===
        import { Client, LocalAuth } from 'whatsapp-web.js';
        export const connect = () => new Promise((resolve) => {
          const client = new Client({ authStrategy: new LocalAuth() });
          client.initialize();
          client.on('ready', resolve);
        });
      `,
    },
    {
      name: 'a module that is there for its schedule gets a process of its own',
      code: `
        import cron from 'node-cron';
        cron.schedule('0 * * * *', run);
        //<^^^^^^^^^^ info: "cron.schedule" runs scheduled work in the process that serves requests.
        === src/server.ts ===
        import express from 'express';
        import './jobs/index';
        express().listen(process.env.PORT);
        === Procfile ===
        web: node --enable-source-maps dist/server.js
      `,
      file: 'src/jobs/index.ts',
      fixTitle: 'Run it as a "worker" process',
      fixed: {
        'src/server.ts': "import express from 'express';\nexpress().listen(process.env.PORT);\n",
        Procfile:
          'web: node --enable-source-maps dist/server.js\nworker: node --enable-source-maps dist/jobs/index.js\n',
      },
    },
    {
      name: 'a consumer of Kafka gets a service of its own',
      code: `
        const { Kafka } = require('kafkajs');
        const consumer = new Kafka({ brokers: [process.env.KAFKA] }).consumer({ groupId: 'mail' });
        consumer.run({ eachMessage: send });
        //<^^^^^^^^^ info: "consumer.run" consumes a queue in the process that serves requests.
        === server.js ===
        const express = require('express');
        require('./mail');
        express().listen(process.env.PORT);
        === Dockerfile ===
        FROM node:22
        COPY . .
        CMD ["node", "server.js"]
        === compose.yml ===
        services:
          app:
            build: .
            restart: always
            environment:
              KAFKA: \${KAFKA}
      `,
      file: 'mail.js',
      fixTitle: 'Run it as a "worker" service',
      fixed: {
        'server.js': "const express = require('express');\nexpress().listen(process.env.PORT);\n",
        'compose.yml':
          'services:\n  app:\n    build: .\n    restart: always\n    environment:\n      KAFKA: ${KAFKA}\n  worker:\n    build: .\n    command: ["node", "mail.js"]\n    environment:\n      KAFKA: ${KAFKA}\n    restart: always\n',
      },
    },
    {
      name: 'a consumer of SQS, started by a function',
      code: `
        === src/mails.ts ===
        import { Consumer } from 'sqs-consumer';
        const consumer = Consumer.create({ queueUrl: process.env.QUEUE_URL, handleMessage: work });
        export const start = () => consumer.start();
        //                         ^^^^^^^^^^^^^^ info: "consumer.start" consumes a queue in the process that serves requests.
        === src/server.ts ===
        import express from 'express';
        import { start } from './mails';
        start();
        express().listen(process.env.PORT);
      `,
    },
    {
      name: 'a timer in a file for schedules, behind the number of a copy that only pm2 sets',
      code: `
        === src/server.js ===
        const express = require('express');
        if (process.env.NODE_APP_INSTANCE === '0') require('./cron');
        //  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: Only pm2 sets "NODE_APP_INSTANCE": on any other platform every process is the first one, and each runs this.
        express().listen(process.env.PORT);
        === src/cron.js ===
        const db = require('./db');
        setInterval(() => {
        //<^^^^^^^^ info: "setInterval" runs scheduled work in the process that serves requests.
          db.links.remove({ expired: true }).catch(console.error);
        }, 30_000);
      `,
    },
    {
      name: 'a queue that exists under a condition',
      code: `
        === src/server.js ===
        const express = require('express');
        require('./queue');
        express().listen(process.env.PORT);
        === src/queue.js ===
        const Queue = require('bull');
        let mail;
        if (process.env.REDIS_URL) {
          mail = new Queue('mail', process.env.REDIS_URL);
          mail.process(4, require('./send'));
        //^^^^^^^^^^^^ info: "mail.process" consumes a queue in the process that serves requests.
        } else {
          mail = { add: (data) => require('./send')({ data }) };
        }
        module.exports = mail;
      `,
    },
    {
      name: 'a schedule',
      code: work(
        `import cron from 'node-cron';\ncron.schedule('0 * * * *', run);\n//<^^^^^^^^^^ info: "cron.schedule" runs scheduled work in the process that serves requests.`,
      ),
    },
    {
      name: 'a consumer in a function that only the server can call',
      code: work(
        `import { Worker } from 'bullmq';\nexport const start = () => new Worker('mails', run);\n//                             ^^^^^^ info: "Worker" consumes a queue in the process that serves requests.`,
      ),
    },
    {
      name: 'the processor of a queue',
      code: work(
        `const Queue = require('bull');\nconst mails = new Queue('mails');\nmails.process(run);\n//<^^^^^^^^^^ info: "mails.process" consumes a queue in the process that serves requests.`,
      ),
    },
    {
      name: 'a schedule of Nest',
      code: work(
        `import { Cron } from '@nestjs/schedule';\nexport class Reports {\n  @Cron('0 0 * * *') send() {}\n//^^^^^^^^^^^^^^^^^^ info: "@Cron" runs scheduled work in the process that serves requests.\n}`,
      ),
    },
    {
      name: 'a long interval',
      code: work(
        `setInterval(async () => { await sendMails(); }, 5 * 60 * 1000);\n//<^^^^^^^^ info: "setInterval" runs scheduled work in the process that serves requests.`,
      ),
    },
    {
      name: 'a schedule with a lock',
      code: work(
        `import cron from 'node-cron';\ncron.schedule('0 * * * *', () => withLock('mails', run));\n//<^^^^^^^^^^ hint: "cron.schedule" runs scheduled work in the process that serves requests.`,
      ),
    },
    {
      name: 'with CRLF, a BOM and characters outside the basic plane',
      code: `=== src/server.ts ===\n\uFEFFimport { CronJob } from 'cron';\r\nimport http from 'http';\r\nhttp.createServer().listen(80);\r\nconst smile = '😀'; new CronJob('0 0 * * *', run);\r\n//                      ^^^^^^^ info: "CronJob" runs scheduled work in the process that serves requests.\n`,
    },
  ],
});
