import rule from '../../../server/src/rules/06-processes/no-request-state-in-memory';
import { ruleTester } from '../../support/rule-tester';

const MESSAGE = (name: string): string =>
  `info: Requests keep data in "${name}", which this process alone knows and the next restart loses.`;

ruleTester(rule, {
  keeps: [
    {
      name: 'a table of handlers that others fill, and keys that are loaded at the start',
      code: "import express from 'express';\nconst actions = new Map();\nexport function addAction(name, run) { actions.set(name, run); }\nconst apiKeys = new Map();\nexport function loadApiKeys(list) { for (const key of list) apiKeys.set(key.id, key); }\nexport const app = express();\napp.post('/:name', (req, res) => { actions.get(req.params.name)(req.body); res.json(apiKeys.has(req.headers['x-key'])); });\n",
    },
    {
      name: 'keys that a function issues and no request is checked against',
      code: 'const apiKeys = new Map();\nexport function issue(userId) { const key = make(); apiKeys.set(key, { key, userId }); return key; }\n',
    },
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
      name: 'a registry that is filled when the modules are loaded',
      code: "=== src/commands.ts ===\nconst commands = new Map();\nexport const register = (name, run) => commands.set(name, run);\nexport const find = (name) => commands.get(name);\n=== src/app.ts ===\nimport { find, register } from './commands';\nregister('ping', () => 'pong');\nexport const run = (req, res) => res.json(find(req.params.name));\n",
    },
    {
      name: 'a function that is given nothing of the request',
      code: "=== src/settings.ts ===\nconst values = {};\nexport const set = (name, value) => { values[name] = value; };\nexport const get = (name) => values[name];\n=== src/app.ts ===\nimport { get, set } from './settings';\nexport const show = (req, res) => { set('mode', 'on'); res.json(get('mode')); };\n",
    },
    {
      name: 'a class that each request makes anew',
      code: 'export class Basket {\n  items = [];\n  add(item) { this.items.push(item); }\n  all() { return this.items; }\n}\nexport function order(req, res) {\n  const basket = new Basket();\n  basket.add(req.body);\n  res.json(basket.all());\n}\n',
    },
    {
      name: 'a provider of each request',
      code: "=== src/cart.ts ===\nimport { Injectable, Scope } from '@nestjs/common';\n@Injectable({ scope: Scope.REQUEST })\nexport class Cart {\n  private items = [];\n  add(item) { this.items.push(item); return this.items; }\n}\n=== src/cart.controller.ts ===\nimport { Body, Controller, Post } from '@nestjs/common';\nimport { Cart } from './cart';\n@Controller()\nexport class CartController {\n  constructor(private readonly cart: Cart) {}\n  @Post() add(@Body() item: unknown) { return this.cart.add(item); }\n}\n",
    },
    {
      name: 'events of the connection of a bot',
      code: "import { Client } from 'discord.js';\nconst client = new Client({ intents: [] });\nlet last;\nclient.on('error', (error) => { last = error; });\nclient.on('messageCreate', () => console.log(last));\n",
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
      name: 'keys that are issued at run time',
      code: `
        import { hash } from './hash';
        const apiKeys = new Map();
        //    ^^^^^^^ info: Requests are checked against "apiKeys", which this process alone knows and the next restart loses.
        export async function issue(userId) {
          const key = await hash(userId);
          apiKeys.set(key, { key, userId });
          return key;
        }
        export function check(req, res, next) {
          const known = apiKeys.get(req.headers['x-api-key']);
          if (known === undefined) return res.sendStatus(401);
          next();
        }
      `,
    },
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
      name: 'handlers of another file',
      code: `
        === src/cooldown.ts ===
        const waiting = {};
        //    ^^^^^^^ ${MESSAGE('waiting')}
        const cooldown = {
          add: (id) => {
            waiting[id] = true;
          },
          has: (id) => waiting[id] === true,
        };
        export default cooldown;
        === src/bot.ts ===
        import { Client } from 'discord.js';
        import cooldown from './cooldown.js';
        const client = new Client({ intents: [] });
        client.on('messageCreate', async (message) => {
          const { id } = message.author;
          if (cooldown.has(id)) return;
          cooldown.add(id);
        });
      `,
    },
    {
      name: 'a function of an event, called from wherever',
      code: `
        import type { Message } from 'discord.js';
        const moderated: Set<string> = new Set();
        //    ^^^^^^^^^ ${MESSAGE('moderated')}
        export const track = (message: Message) => moderated.add(message.id);
        export const wasTracked = (message: Message | undefined) => moderated.has(message.id);
      `,
    },
    {
      name: 'a command of a bot',
      code: `
        const { SlashCommandBuilder } = require('discord.js');
        const scores = {};
        //    ^^^^^^ ${MESSAGE('scores')}
        module.exports = {
          data: new SlashCommandBuilder(),
          async execute(interaction) {
            scores[interaction.user.id] = (scores[interaction.user.id] ?? 0) + 1;
            await interaction.reply(String(scores[interaction.user.id]));
          },
        };
      `,
    },
    {
      name: 'a service that Nest injects',
      code: `
        === src/cats.service.ts ===
        import { Injectable } from '@nestjs/common';
        @Injectable()
        export class CatsService {
          private readonly cats: unknown[] = [];
          //               ^^^^ ${MESSAGE('CatsService.cats')}
          create(cat: unknown) { this.cats.push(cat); }
          findAll() { return this.cats; }
        }
        === src/cats.controller.ts ===
        import { Body, Controller, Get, Post } from '@nestjs/common';
        import { CatsService } from './cats.service';
        @Controller('cats')
        export class CatsController {
          constructor(private readonly service: CatsService) {}
          @Post() create(@Body() cat: unknown) { this.service.create(cat); }
          @Get() all() { return this.service.findAll(); }
        }
      `,
    },
    {
      name: 'a static field, and an instance behind an index file',
      code: `
        === src/store/store.js ===
        class Store {
          static names = new Map();
          //     ^^^^^ ${MESSAGE('Store.names')}
          static add(id, name) { Store.names.set(id, name); }
          static get(id) { return this.names.get(id); }
        }
        exports.Store = Store;
        === src/store/index.js ===
        module.exports = require('./store');
        === src/app.js ===
        const { Store } = require('./store');
        exports.put = (req, res) => {
          Store.add(req.params.id, req.body.name);
          res.end();
        };
        exports.show = (req, res) => res.send(Store.get(req.params.id));
      `,
    },
    {
      name: 'development only, with CRLF and a BOM',
      code: `\uFEFFexport const smile = '😀';\r\nconst seen = [];\r\n//    ^^^^ hint: Requests keep data in "seen", which this process alone knows and the next restart loses.\nexport function page(req, res) {\r\n  if (process.env.NODE_ENV !== 'production') seen.push(req.body);\r\n  res.json(seen);\r\n}\r\n`,
    },
  ],
});
