import rule from '../../../server/src/rules/06-processes/no-memory-backed-store';
import { ruleTester } from '../../support/rule-tester';

const RATE = '"express-rate-limit" counts in the memory of this process; every other process counts anew.';

ruleTester(rule, {
  keeps: [
    {
      name: 'a store in Redis',
      code: "import { rateLimit } from 'express-rate-limit';\nimport { RedisStore } from 'rate-limit-redis';\nexport const limit = rateLimit({ max: 5, store: new RedisStore({}) });\n",
    },
    {
      name: 'options from elsewhere',
      code: "import rateLimit from 'express-rate-limit';\nimport { options } from './options';\nexport const limit = rateLimit(options);\nexport const other = rateLimit({ max: 1, ...options });\n",
    },
    {
      name: 'a store that is set later',
      code: "import rateLimit from 'express-rate-limit';\nconst options = { max: 1 };\nif (process.env.REDIS_URL) options.store = makeStore();\nexport const limit = rateLimit(options);\n",
    },
    {
      name: 'the insurance of a limiter in Redis',
      code: "import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';\nconst insurance = new RateLimiterMemory({ points: 1 });\nexport const limit = new RateLimiterRedis({ points: 1, insuranceLimiter: insurance });\nexport const other = new RateLimiterRedis({ insuranceLimiter: new RateLimiterMemory({}) });\n",
    },
    {
      name: 'a plugin with Redis',
      code: "import Fastify from 'fastify';\nimport limit from '@fastify/rate-limit';\nimport Redis from 'ioredis';\nconst app = Fastify();\napp.register(limit, { max: 1, redis: new Redis() });\n",
    },
    {
      name: 'a storage of Nest',
      code: "import { ThrottlerModule } from '@nestjs/throttler';\nexport const limit = ThrottlerModule.forRoot({ throttlers: [], storage: makeStorage() });\n",
    },
    {
      name: 'a guard of Nest that counts in its own way',
      code: "import { ThrottlerModule } from '@nestjs/throttler';\nexport const limit = ThrottlerModule.forRoot([]);\n",
    },
    {
      name: 'a choice between memory and a store',
      code: "import limit from 'express-rate-limit';\nimport { RedisStore } from 'rate-limit-redis';\nexport const one = process.env.REDIS_URL ? limit({ store: new RedisStore({}) }) : limit({ max: 1 });\n",
    },
    {
      name: 'a store that is set on every path, that comes in, or that the name of the deploy decides',
      code: "import limit from 'express-rate-limit';\nimport { makeStore } from './store';\nexport function one(redis, given) {\n  let store;\n  if (redis) store = makeStore(redis); else store = makeStore('redis://cache');\n  limit({ max: 1, ...(given && { store: given }), ...rest });\n  return limit({ max: 1, store });\n}\nexport const two = (store) => limit({ store });\nexport const three = limit({ store: process.env.NODE_ENV === 'production' ? makeStore() : undefined });\n",
    },
    {
      name: 'a broker in Redis',
      code: "import { RedisPubSub } from 'graphql-redis-subscriptions';\nexport const events = new RedisPubSub();\n",
    },
    { name: 'a class of that name', code: 'class PubSub {}\nexport const events = new PubSub();\n' },
    {
      name: 'a test',
      code: "=== test/app.ts ===\nimport { PubSub } from 'graphql-subscriptions';\nexport const events = new PubSub();\n",
    },
    {
      name: 'a cache of what can be worked out again',
      code: "import NodeCache from 'node-cache';\nconst cache = new NodeCache();\nexport const keep = (id: string, price: number) => cache.set(`price:${id}`, price);\n",
    },
    {
      name: 'a key that nobody knows',
      code: "import NodeCache from 'node-cache';\nconst cache = new NodeCache();\nexport const keep = (key: string, otp: string) => cache.set(key, otp);\n",
    },
    {
      name: 'a cache of Nest with a store',
      code: "=== src/app.module.ts ===\nimport { CacheModule } from '@nestjs/cache-manager';\nexport const cache = CacheModule.register({ stores: [makeStore()] });\n=== src/codes.ts ===\nimport { Cache } from 'cache-manager';\nexport class Codes {\n  constructor(private cache: Cache) {}\n  keep(phone: string, code: string) { return this.cache.set(`otp:${phone}`, code); }\n}\n",
    },
    {
      name: 'a cache of Nest whose options come from elsewhere',
      code: "=== src/app.module.ts ===\nimport { CacheModule } from '@nestjs/cache-manager';\nexport const cache = CacheModule.registerAsync({ useClass: Options });\n=== src/codes.ts ===\nimport { Cache } from 'cache-manager';\nexport class Codes {\n  constructor(private cache: Cache) {}\n  keep(phone: string, code: string) { return this.cache.set(`otp:${phone}`, code); }\n}\n",
    },
    {
      name: 'a table of states',
      code: "const authStates = new Map([['a', 1]]);\nexport const of = (name: string) => authStates.get(name);\n",
    },
    {
      name: 'the states of one call',
      code: 'export function check(all: string[]) {\n  const nonces = new Set<string>();\n  for (const one of all) nonces.add(one);\n  return (one: string) => nonces.has(one);\n}\n',
    },
    {
      name: 'sockets of a service of which nobody says how often it runs',
      code: "import { Server } from 'socket.io';\nexport const io = new Server(3000);\n",
    },
    {
      name: 'sockets with an adapter',
      code: "=== src/io.ts ===\nimport { Server } from 'socket.io';\nimport { createAdapter } from '@socket.io/redis-adapter';\nexport const io = new Server({ adapter: createAdapter(a, b) });\n=== compose.yml ===\nservices:\n  web:\n    build: .\n    scale: 3\n",
    },
    {
      name: 'suppressed with a reason',
      code: "import { PubSub } from 'graphql-subscriptions';\n// twelve-factor-disable-next-line processes/no-memory-backed-store -- one process\nexport const events = new PubSub();\n",
    },
  ],
  breaks: [
    {
      name: 'a code in a cache',
      code: `
        const NodeCache = require('node-cache');
        const cache = new NodeCache();
        exports.keep = (phone, code) => cache.set('otp:' + phone, code);
        //                              ^^^^^^^^^ info: "node-cache" keeps "otp" entries in the memory of this process; no other process finds them.
      `,
    },
    {
      name: 'a lock in the cache of Nest',
      code: `
        import { Cache } from 'cache-manager';
        export class Jobs {
          constructor(private readonly cache: Cache) {}
          async run(id: string) {
            await this.cache.set(\`lock:\${id}\`, 1);
            //    ^^^^^^^^^^^^^^ info: "@nestjs/cache-manager" keeps "lock" entries in the memory of this process; no other process finds them.
          }
        }
        === src/app.module.ts ===
        import { CacheModule } from '@nestjs/cache-manager';
        export const cache = CacheModule.register({ ttl: 5 });
      `,
    },
    {
      name: 'states of logins',
      code: `
        const oauthStates = new Map();
        //    ^^^^^^^^^^^ info: "oauthStates" lives in the memory of this process; who comes back to another process is unknown there.
        export const begin = (state) => oauthStates.set(state, Date.now());
        export const end = (state) => oauthStates.delete(state);
      `,
    },
    {
      name: 'sockets of several processes',
      code: `
        import { Server } from 'socket.io';
        export const io = new Server(3000);
        //                    ^^^^^^ warning: Without an adapter "socket.io" reaches only clients that are connected to the same process.
        === compose.yml ===
        services:
          web:
            build: .
            scale: 2
      `,
    },
    {
      name: 'two limiters get names of their own',
      code: `
        import rateLimit from 'express-rate-limit';

        export const login = rateLimit({ max: 5 });
        //                   ^^^^^^^^^ info: ${RATE}
        export const search = rateLimit({
        //                    ^^^^^^^^^ info: ${RATE}
          max: 50,
        });
      `,
      fixed: {
        'src/index.ts': [
          "import rateLimit from 'express-rate-limit';",
          "import { RedisStore } from 'rate-limit-redis';",
          "import { createClient } from 'redis';",
          '',
          'const redisClient = createClient({ url: process.env.REDIS_URL });',
          "redisClient.on('error', console.error);",
          'redisClient.connect().catch(console.error);',
          "export const login = rateLimit({ store: new RedisStore({ sendCommand: (...args: string[]) => redisClient.sendCommand(args), prefix: 'login:' }), max: 5 });",
          'export const search = rateLimit({',
          '  max: 50,',
          '});',
          '',
        ].join('\n'),
        'package.json':
          '{\n  "name": "service",\n  "private": true,\n  "dependencies": { "express": "^5.0.0", "rate-limit-redis": "^4.3.1", "redis": "^5.9.0" }\n}\n',
        '.env.example': 'REDIS_URL=\n',
      },
    },
    {
      name: 'a plugin counts by the client of its own library',
      code: `
        import Fastify from 'fastify';
        import limit from '@fastify/rate-limit';
        const app = Fastify();
        await app.register(limit);
        //    ^^^^^^^^^^^^ info: "@fastify/rate-limit" counts in the memory of this process; every other process counts anew.
        app.get('/', () => 1);
      `,
      fixed: {
        'src/index.ts': [
          "import Fastify from 'fastify';",
          "import limit from '@fastify/rate-limit';",
          "import { Redis } from 'ioredis';",
          'const app = Fastify();',
          'await app.register(limit, { redis: new Redis(process.env.REDIS_URL) });',
          "app.get('/', () => 1);",
          '',
        ].join('\n'),
        'package.json':
          '{\n  "name": "service",\n  "private": true,\n  "dependencies": { "express": "^5.0.0", "ioredis": "^5.8.0" }\n}\n',
        '.env.example': 'REDIS_URL=\n',
      },
    },
    {
      name: 'a store that only a switch sets',
      code: `
        import limit from 'express-rate-limit';
        import { RedisStore } from 'rate-limit-redis';
        import env from './env';
        export function limiter(max) {
          let store = undefined;
          //  ^^^^^ info: "express-rate-limit" counts in the memory of this process wherever no store is set up.
          if (env.REDIS_ENABLED) {
            store = new RedisStore({});
          }
          return limit({ max, ...(store && { store }) });
        }
      `,
    },
    {
      name: 'a store or nothing',
      code: `
        import limit from 'express-rate-limit';
        import { RedisStore } from 'rate-limit-redis';
        import { client } from './redis';
        export const limiter = limit({ max: 1, store: client ? new RedisStore({ client }) : undefined });
        //                                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: "express-rate-limit" counts in the memory of this process wherever no store is set up.
      `,
    },
    {
      name: 'a limiter without a store',
      code: `
        import express from 'express';
        import rateLimit from 'express-rate-limit';
        const app = express();
        app.use(rateLimit({ windowMs: 60_000, limit: 100 }));
        //      ^^^^^^^^^ info: ${RATE}
      `,
    },
    {
      name: 'a limiter of memory',
      code: `
        const { RateLimiterMemory } = require('rate-limiter-flexible');
        module.exports = new RateLimiterMemory({ points: 6 });
        //                   ^^^^^^^^^^^^^^^^^ info: "rate-limiter-flexible" counts in the memory of this process; every other process counts anew.
      `,
    },
    {
      name: 'a plugin',
      code: `
        import Fastify from 'fastify';
        const app = Fastify();
        await app.register(import('@fastify/rate-limit'), { max: 100 });
        //    ^^^^^^^^^^^^ info: "@fastify/rate-limit" counts in the memory of this process; every other process counts anew.
      `,
    },
    {
      name: 'a module of Nest',
      code: `
        import { ThrottlerGuard, ThrottlerModule } from '@nestjs/throttler';
        export const guard = { provide: 'APP_GUARD', useClass: ThrottlerGuard };
        export const limit = ThrottlerModule.forRoot([{ ttl: 60, limit: 10 }]);
        //                   ^^^^^^^^^^^^^^^^^^^^^^^ info: "@nestjs/throttler" counts in the memory of this process; every other process counts anew.
      `,
    },
    {
      name: 'events of subscriptions',
      code: `
        import { PubSub } from 'graphql-subscriptions';
        export const events = new PubSub();
        //                        ^^^^^^ info: "PubSub" of "graphql-subscriptions" reaches subscribers of this process only.
      `,
    },
    {
      name: 'a service that runs several times',
      code: `
=== src/index.ts ===
import rateLimit from 'express-rate-limit';
export const limit = rateLimit();
//                   ^^^^^^^^^ warning: ${RATE}
=== compose.yml ===
services:
  web:
    build: .
    deploy:
      replicas: 3
`,
    },
    {
      name: 'development only, with CRLF and characters outside the basic plane',
      code: `import limit from 'express-rate-limit';\r\nconst smile = '😀'; if (process.env.NODE_ENV === 'development') limit();\r\n//                                                              ^^^^^ hint: ${RATE}\n`,
    },
  ],
});
