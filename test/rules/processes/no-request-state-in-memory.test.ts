import rule from '../../../server/src/rules/06-processes/no-request-state-in-memory';
import { ruleTester } from '../../support/rule-tester';

const MESSAGE = (name: string): string =>
  `info: Requests keep data in "${name}", which this process alone knows and the next restart loses.`;

ruleTester(rule, {
  keeps: [
    {
      name: 'a table that nobody writes',
      code: "import express from 'express';\nconst plans = { free: 1 };\nexport const app = express();\napp.get('/:plan', (req, res) => res.json(plans[req.params.plan]));\n",
    },
    {
      name: 'a memo of what a service answers',
      code: "import { load } from './load';\nconst users = new Map();\nexport async function show(req, res) {\n  const { id } = req.params;\n  if (!users.has(id)) users.set(id, await load(id));\n  res.json(users.get(id));\n}\n",
    },
    {
      name: 'made when it is first needed',
      code: "import { connect } from './db';\nlet db;\nexport async function show(req, res) {\n  if (!db) db = await connect(req.hostname);\n  res.json(await db.find(req.query));\n}\n",
    },
    {
      name: 'counts that no handler reads',
      code: 'const hits = {};\nexport function count(req, res, next) {\n  if (!hits[req.path]) hits[req.path] = 0;\n  hits[req.path]++;\n  next();\n}\n',
    },
    {
      name: 'metrics',
      code: 'const metrics = new Map();\nexport function count(req, res) {\n  metrics.set(req.path, Date.now());\n  res.json([...metrics]);\n}\n',
    },
    {
      name: 'open connections',
      code: 'const viewers = [];\nexport function stream(req, res) {\n  viewers.push({ id: req.query.id, res });\n  res.write(String(viewers.length));\n}\n',
    },
    {
      name: 'no longer than the request',
      code: 'const running = new Set();\nexport async function run(req, res) {\n  if (running.has(req.body.id)) return res.sendStatus(409);\n  running.add(req.body.id);\n  try {\n    await work();\n  } finally {\n    running.delete(req.body.id);\n  }\n  res.end();\n}\n',
    },
    {
      name: 'a cache that may be lost',
      code: 'const pageCache = {};\nexport function page(req, res) {\n  pageCache[req.url] = req.body;\n  res.json(pageCache);\n}\n',
    },
    {
      name: 'a variable of the function',
      code: 'const items = [];\nexport function page(req, res) {\n  const items = [];\n  items.push(req.body);\n  res.json(items);\n}\n',
    },
    {
      name: 'data that is no request',
      code: 'const seen = new Set();\nexport function track(event, options) {\n  if (seen.has(event.id)) return;\n  seen.add(event.id);\n}\n',
    },
    {
      name: 'a test',
      code: '=== test/server.ts ===\nconst items = [];\nexport function page(req, res) {\n  items.push(req.body);\n  res.json(items);\n}\n',
    },
    {
      name: 'suppressed with a reason',
      code: '// twelve-factor-disable-next-line processes/no-request-state-in-memory -- a toy\nconst items = [];\nexport function page(req, res) {\n  items.push(req.body);\n  res.json(items);\n}\n',
    },
  ],
  breaks: [
    {
      name: 'a list that requests add to',
      code: `
        import express from 'express';
        const users = [];
        //    ^^^^^ ${MESSAGE('users')}
        const app = express();
        app.post('/users', (request) => {
          const user = { id: Date.now(), ...request.body };
          users.push(user);
        });
        app.get('/users', (req, res) => res.json(users));
      `,
    },
    {
      name: 'attempts by address',
      code: `
        import type { Request, Response } from 'express';
        export const attempts = new Map<string, number>();
        //           ^^^^^^^^ ${MESSAGE('attempts')}
        export function login(request: Request, response: Response): void {
          const tried = attempts.get(request.ip) ?? 0;
          if (tried > 5) response.sendStatus(429);
          attempts.set(request.ip, tried + 1);
        }
      `,
    },
    {
      name: 'through a function of the file',
      code: `
        import { Router } from 'express';
        const codes: Record<string, string> = {};
        //    ^^^^^ ${MESSAGE('codes')}
        function remember(email: string): void {
          codes[email] = randomUUID();
        }
        export const router = Router();
        router.post('/code', (req, res) => {
          remember(req.body.email);
          res.end();
        });
        router.post('/check', (req, res) => {
          res.json(codes[req.body.email] === req.body.code);
        });
      `,
    },
    {
      name: 'one value for everybody',
      code: `
        let currentUser;
        //  ^^^^^^^^^^^ ${MESSAGE('currentUser')}
        exports.login = (req, res) => {
          currentUser = req.body.user;
          res.end();
        };
        exports.me = (req, res) => res.json(currentUser);
      `,
    },
    {
      name: 'a controller of Nest',
      code: `
        import { Body, Controller, Get, Post } from '@nestjs/common';
        const orders = new Set();
        //    ^^^^^^ ${MESSAGE('orders')}
        @Controller()
        export class Orders {
          @Post() create(@Body() order: unknown) { orders.add(order); }
          @Get() all() { return [...orders]; }
        }
      `,
    },
    {
      name: 'development only, with CRLF and a BOM',
      code: `\uFEFFexport const smile = '😀';\r\nconst seen = [];\r\n//    ^^^^ hint: Requests keep data in "seen", which this process alone knows and the next restart loses.\nexport function page(req, res) {\r\n  if (process.env.NODE_ENV !== 'production') seen.push(req.body);\r\n  res.json(seen);\r\n}\r\n`,
    },
  ],
});
