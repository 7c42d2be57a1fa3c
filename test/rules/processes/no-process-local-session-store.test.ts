import rule from '../../../server/src/rules/06-processes/no-process-local-session-store';
import { ruleTester } from '../../support/rule-tester';

ruleTester(rule, {
  keeps: [
    {
      name: 'a store',
      code: "import session from 'express-session';\nimport RedisStore from 'connect-redis';\nsession({ store: new RedisStore({}), secret: process.env.S });\n",
    },
    {
      name: 'unknown options',
      code: "import session from 'express-session';\nimport options from './options';\nsession(options);\n",
    },
    {
      name: 'a spread',
      code: "import session from 'express-session';\nimport base from './base';\nsession({ ...base, secret: process.env.S });\n",
    },
    {
      name: 'a local variable called session',
      code: 'const session = (options: object) => options;\nsession({ secret: process.env.S });\n',
    },
    { name: 'a cookie session', code: "import session from 'cookie-session';\nsession({ keys: [process.env.K] });\n" },
    {
      name: 'the default of koa-session lives in the cookie',
      code: "import session from 'koa-session';\nsession({}, app);\n",
    },
    {
      name: 'a test',
      code: "=== test/app.ts ===\nimport session from 'express-session';\nsession({ secret: process.env.S });\n",
    },
    {
      name: 'a plugin with a store',
      code: "import session from '@fastify/session';\napp.register(session, { store, secret: process.env.S });\n",
    },
  ],
  breaks: [
    {
      name: 'beside sessions in an external store, which a deploy can have',
      code: `
        import session from 'express-session';
        import { RedisStore } from 'connect-redis';
        import express from 'express';
        const app = express();
        let works = false;
        if (process.env.REDIS_URL) {
          app.use(session({ store: new RedisStore({ client }), secret: process.env.SECRET }));
          works = true;
        }
        if (!works) app.use(session({ secret: process.env.SECRET }));
        //                  ^^^^^^^ hint: "express-session" has no store and keeps sessions in the memory of this process.
        app.listen(process.env.PORT);
      `,
    },
    {
      name: 'a store in Redis takes the place of the memory',
      code: `
        import express from 'express';
        import session from 'express-session';

        const app = express();
        app.use(
          session({
        //^^^^^^^ warning: "express-session" has no store and keeps sessions in the memory of this process.
            secret: process.env.SESSION_SECRET,
          }),
        );
      `,
      fixTitle: 'Keep sessions in Redis',
      fixed: {
        'src/index.ts': `
          import express from 'express';
          import session from 'express-session';
          import { RedisStore } from 'connect-redis';
          import { createClient } from 'redis';

          const app = express();
          const redisClient = createClient({ url: process.env.REDIS_URL });
          redisClient.on('error', console.error);
          redisClient.connect().catch(console.error);
          app.use(
            session({
              store: new RedisStore({ client: redisClient }),
              secret: process.env.SESSION_SECRET,
            }),
          );
        `,
        'package.json':
          '{\n  "name": "service",\n  "private": true,\n  "dependencies": { "connect-redis": "^9.0.0", "express": "^5.0.0", "redis": "^5.9.0" }\n}\n',
        '.env.example': 'REDIS_URL=\n',
      },
    },
    `
      import session from 'express-session';
      app.use(session({ secret: process.env.SECRET, resave: false }));
      //      ^^^^^^^ warning: "express-session" has no store and keeps sessions in the memory of this process.
    `,
    `
      const expressSession = require('express-session');
      const options = { secret: process.env.SECRET };
      module.exports = expressSession(options);
      //               ^^^^^^^^^^^^^^ "express-session" has no store and keeps sessions in the memory of this process.
    `,
    {
      name: 'one of two stores',
      code: `
        import session, { MemoryStore } from 'express-session';
        import { RedisStore } from 'connect-redis';
        let store;
        if (config.redis.enabled) store = new RedisStore({ client });
        else store = new MemoryStore();
        //           ^^^^^^^^^^^^^^^^^ hint: The session store keeps sessions in the memory of this process.
        export default session({ store, secret: process.env.SECRET });
      `,
    },
    `
      import session from 'express-session';
      export default session({ store: new session.MemoryStore(), secret: process.env.SECRET });
      //                              ^^^^^^^^^^^^^^^^^^^^^^^^^ The session store keeps sessions in the memory of this process.
    `,
    `
      import session from 'express-session';
      import connectLoki from 'connect-loki';
      const LokiStore = connectLoki(session);
      //                ^^^^^^^^^^^^^^^^^^^^ The session store "connect-loki" keeps sessions on the disk of this process.
      export default session({ store: new LokiStore({}), secret: process.env.SECRET });
    `,
    {
      name: 'a store set for production later in the file',
      code: `
        import session from 'express-session';
        import { store } from './store';
        const options: session.SessionOptions = { secret: process.env.SECRET ?? '' };
        if (process.env.NODE_ENV === 'production') options.store = store;
        app.use(session(options));
        //      ^^^^^^^ hint: "express-session" has no store and keeps sessions in the memory of this process.
      `,
    },
    `
      import session from '@fastify/session';
      app.register(session, { secret: process.env.SECRET });
      //<^^^^^^^^^ "@fastify/session" has no store and keeps sessions in the memory of this process.
    `,
    {
      name: 'replicas in compose',
      code: `
=== src/index.ts ===
import session from 'express-session';
app.use(session({ secret: process.env.SECRET }));
//      ^^^^^^^ error: "express-session" has no store and keeps sessions in the memory of this process.
=== compose.yml ===
services:
  web:
    build: .
    deploy:
      replicas: 3
`,
    },
    {
      name: 'a scale in compose',
      code: `
=== src/index.ts ===
import session from 'express-session';
app.use(session({ secret: process.env.SECRET }));
//      ^^^^^^^ error: "express-session" has no store and keeps sessions in the memory of this process.
=== compose.yml ===
services:
  web:
    build: .
    scale: 2
`,
    },
    {
      name: 'one replica, and several of development',
      code: `
=== src/index.ts ===
import session from 'express-session';
app.use(session({ secret: process.env.SECRET }));
//      ^^^^^^^ warning: "express-session" has no store and keeps sessions in the memory of this process.
=== compose.yml ===
services:
  web:
    build: .
    deploy:
      replicas: 1
=== compose.dev.yml ===
services:
  web:
    build: .
    scale: 4
`,
    },
    {
      name: 'replicas of a process that does not run the file',
      code: `
=== src/index.ts ===
import session from 'express-session';
app.use(session({ secret: process.env.SECRET }));
//      ^^^^^^^ warning: "express-session" has no store and keeps sessions in the memory of this process.
=== src/worker.ts ===
export {};
=== compose.yml ===
services:
  worker:
    build: .
    command: node src/worker.js
    scale: 4
`,
    },
    {
      name: 'instances of a process manager',
      code: `
=== src/index.ts ===
import session from 'express-session';
app.use(session({ secret: process.env.SECRET }));
//      ^^^^^^^ error: "express-session" has no store and keeps sessions in the memory of this process.
=== Dockerfile ===
FROM node:22
COPY . .
CMD ["pm2-runtime", "start", "src/index.js", "-i", "max"]
`,
    },
    {
      name: 'one instance of a process manager',
      code: `
=== src/index.ts ===
import session from 'express-session';
app.use(session({ secret: process.env.SECRET }));
//      ^^^^^^^ warning: "express-session" has no store and keeps sessions in the memory of this process.
=== Dockerfile ===
FROM node:22
COPY . .
CMD ["pm2-runtime", "start", "src/index.js", "-i", "1"]
`,
    },
    {
      name: 'a process that forks copies',
      code: `
=== src/index.ts ===
import session from 'express-session';
app.use(session({ secret: process.env.SECRET }));
//      ^^^^^^^ error: "express-session" has no store and keeps sessions in the memory of this process.
=== src/main.ts ===
import cluster from 'node:cluster';
if (cluster.isPrimary) cluster.fork();
`,
    },
    {
      name: 'a script that forks copies',
      code: `
=== src/index.ts ===
import session from 'express-session';
app.use(session({ secret: process.env.SECRET }));
//      ^^^^^^^ warning: "express-session" has no store and keeps sessions in the memory of this process.
=== scripts/load.ts ===
import cluster from 'node:cluster';
if (cluster.isPrimary) cluster.fork();
`,
    },
  ],
});
