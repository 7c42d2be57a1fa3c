import rule from '../../../server/src/rules/12-admin-processes/no-admin-endpoint-in-web-process';
import { ruleTester } from '../../support/rule-tester';

const STRICT = { preset: 'strict' } as const;
const served = (text: string): string =>
  `import express from 'express';\nconst app = express();\n${text}app.listen(process.env.PORT);\n`;

ruleTester(rule, {
  keeps: [
    {
      name: 'a path of that name with another purpose',
      configuration: STRICT,
      code: served("app.post('/password/reset', (req, res) => res.json(sendMail(req.body.email)));\n"),
    },
    {
      name: 'a handler that cannot be seen',
      configuration: STRICT,
      code: served("import { migrate } from './handlers';\napp.post('/migrate', migrate);\n"),
    },
    {
      name: 'a timer of the platform',
      configuration: STRICT,
      code: served("app.get('/cron/daily', async (req, res) => { await sendReports(); res.end(); });\n"),
    },
    {
      name: 'one row',
      configuration: STRICT,
      code: served(
        "app.post('/reset', async (req, res) => { await db.carts.deleteMany({ user: req.user.id }); res.end(); });\n",
      ),
    },
    {
      name: 'a console that no server runs',
      configuration: STRICT,
      code: "=== src/console.js ===\nrequire('repl').start('> ');\n",
    },
    {
      name: 'a test',
      configuration: STRICT,
      code: `=== test/server.js ===\n${served("app.post('/seed', async (req, res) => { await seed(); res.end(); });\n")}`,
    },
    {
      name: 'suppressed with a reason',
      configuration: STRICT,
      code: served(
        "// twelve-factor-disable-next-line admin-processes/no-admin-endpoint-in-web-process -- behind the firewall\napp.post('/seed', async (req, res) => { await seedDatabase(); res.end(); });\n",
      ),
    },
  ],
  breaks: [
    {
      name: 'a migration',
      configuration: STRICT,
      code: `
        import express from 'express';
        const app = express();
        app.post('/admin/migrate', async (req, res) => {
        //       ^^^^^^^^^^^^^^^^ info: A request to "/admin/migrate" runs "migrate" in the process that serves requests.
          await db.migrate();
          res.end();
        });
        app.listen(process.env.PORT);
      `,
    },
    {
      name: 'an empty table, through a function of the file, in one app of two',
      configuration: STRICT,
      code: `
        === apps/api/package.json ===
        { "name": "api", "private": true, "dependencies": { "express": "5" } }
        === apps/api/src/server.js ===
        import express from 'express';
        import router from './router';
        express().use(router).listen(process.env.PORT);
        === apps/api/src/router.js ===
        import { Router } from 'express';
        const empty = async () => { await db.orders.deleteMany({}); };
        const router = Router();
        router.delete('/reset', async (req, res) => res.json(await empty()));
        //            ^^^^^^^^ info: A request to "/reset" runs "deleteMany" in the process that serves requests.
        export default router;
        === apps/web/package.json ===
        { "name": "web", "private": true }
      `,
    },
    {
      name: 'a route of Nest',
      configuration: STRICT,
      code: `
        === src/main.ts ===
        import { NestFactory } from '@nestjs/core';
        import { SeedController } from './seed.controller';
        const app = await NestFactory.create(SeedController);
        await app.listen(process.env.PORT);
        === src/seed.controller.ts ===
        import { Controller, Get } from '@nestjs/common';
        @Controller()
        export class SeedController {
          @Get('seed')
          execute() { return this.service.runSeed(); }
        //^^^^^^^ info: A request to "seed" runs "runSeed" in the process that serves requests.
        }
      `,
    },
    {
      name: 'a console and code of a request',
      configuration: STRICT,
      code: `
        import express from 'express';
        import repl from 'node:repl';
        import vm from 'node:vm';
        const app = express();
        app.post('/run', (req, res) => res.json(vm.runInThisContext(req.body.code)));
        //                                      ^^^^^^^^^^^^^^^^^^^ info: "vm.runInThisContext" runs code in the process that serves requests whenever a request asks for it.
        app.listen(process.env.PORT);
        repl.start('> ');
      //^^^^^^^^^^ info: "repl.start" opens a console in the process that serves requests.
      `,
    },
    {
      name: 'in development only, with CRLF and a BOM',
      configuration: STRICT,
      code: `\uFEFFconst smile = '😀';\r\nconst app = require('express')();\r\nif (process.env.NODE_ENV !== 'production') {\r\n  app.get('/seed', (req, res) => res.json(seedAll()));\n  //      ^^^^^^^ hint: A request to "/seed" runs "seedAll" in the process that serves requests.\n}\r\napp.listen(process.env.PORT);\r\n`,
    },
  ],
});
