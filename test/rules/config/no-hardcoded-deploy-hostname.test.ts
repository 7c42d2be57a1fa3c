import rule from '../../../server/src/rules/03-config/no-hardcoded-deploy-hostname';
import { ruleTester } from '../../support/rule-tester';

const own = (use: string): string => `The ${use} is a literal; it fits one deploy only.`;

ruleTester(rule, {
  keeps: [
    {
      name: 'the environment',
      code: "import cors from 'cors';\ncors({ origin: process.env.CORS_ORIGIN });\ncors({ origin: config.origin });\n",
    },
    {
      name: 'everybody, a pattern, this machine, documentation',
      code: "import cors from 'cors';\ncors({ origin: '*' });\ncors({ origin: /acme\\.io$/ });\ncors({ origin: 'http://localhost:3000' });\ncors({ origin: ['https://app.example.com', true] });\n",
    },
    {
      name: 'hosts of others',
      code: "const google = { redirect_uri: 'https://accounts.google.com/o/oauth2' };\nimport cors from 'cors';\ncors({ origin: 'https://studio.apollographql.com' });\n",
    },
    {
      name: 'a path, and what is put together',
      code: "const options = { callbackURL: '/auth/callback' };\nconst more = { callbackURL: `https://${host}/auth/callback` };\n",
    },
    { name: 'the domain of a cookie from elsewhere', code: "response.cookie('id', id, { domain: req.hostname });\n" },
    {
      name: 'another option of the name',
      code: "map.set({ origin: 'https://app.acme.io', domain: 'acme.io' });\nconst origins = ['https://app.acme.io'];\n",
    },
    { name: 'a test', code: "=== test/a.ts ===\nconst options = { callbackURL: 'https://app.acme.io/callback' };\n" },
    {
      name: 'a suppression',
      code: "// twelve-factor-disable-next-line config/no-hardcoded-deploy-hostname -- one deploy, for ever\nconst options = { callbackURL: 'https://app.acme.io/callback' };\n",
    },
  ],
  breaks: [
    {
      name: 'an origin',
      code: `
        import cors from 'cors';
        app.use(cors({ origin: 'https://app.acme.io', credentials: true }));
        //                     ^^^^^^^^^^^^^^^^^^^^^ info: ${own('CORS origin')}
      `,
      fixTitle: 'Move literal to environment variable CORS_ORIGIN',
      fixed: {
        'src/index.ts':
          "import cors from 'cors';\napp.use(cors({ origin: process.env.CORS_ORIGIN, credentials: true }));\n",
        '.env': 'CORS_ORIGIN=https://app.acme.io\n',
        '.env.example': 'CORS_ORIGIN=\n',
        '.gitignore': '.env\n',
      },
    },
    {
      name: 'a list is one finding',
      code: `
        import { Server } from 'socket.io';
        new Server(server, { cors: { origin: ['http://localhost:3000', 'https://app.acme.io', 'https://admin.acme.io'] } });
        //                                                             ^^^^^^^^^^^^^^^^^^^^^ ${own('CORS origin')}
      `,
    },
    {
      name: 'a list that a function reads',
      code: `
        const allowedOrigins = ['https://app.acme.io'];
        //                      ^^^^^^^^^^^^^^^^^^^^^ ${own('CORS origin')}
      `,
    },
    {
      name: 'Nest, Fastify and a header',
      code: `
        import fastifyCors from '@fastify/cors';
        nest.enableCors({ origin: 'https://a.acme.io' });
        //                        ^^^^^^^^^^^^^^^^^^^ ${own('CORS origin')}
        fastify.register(fastifyCors, { origin: 'https://b.acme.io' });
        //                                      ^^^^^^^^^^^^^^^^^^^ ${own('CORS origin')}
        res.setHeader('Access-Control-Allow-Origin', 'https://c.acme.io');
        //                                           ^^^^^^^^^^^^^^^^^^^ ${own('CORS origin')}
      `,
    },
    {
      name: 'the domain of a cookie',
      code: `
        import session from 'express-session';
        session({ cookie: { domain: '.acme.io' } });
        //                          ^^^^^^^^^^ ${own('cookie domain')}
        res.cookie('id', id, { domain: 'acme.io' });
        //                             ^^^^^^^^^ ${own('cookie domain')}
      `,
      fixTitle: 'Move literal to environment variable COOKIE_DOMAIN',
    },
    {
      name: 'where others come back to',
      code: `
        new Strategy({ clientID, callbackURL: 'https://app.acme.io/auth/callback' });
        //                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ${own('callback URL')}
        checkout.create({ success_url: 'https://app.acme.io/paid' });
        //                             ^^^^^^^^^^^^^^^^^^^^^^^^^^ ${own('callback URL')}
      `,
    },
    {
      name: 'a fallback',
      code: `
        import cors from 'cors';
        cors({ origin: process.env.ORIGIN || 'https://app.acme.io' });
        //                                   ^^^^^^^^^^^^^^^^^^^^^ hint: ${own('CORS origin')}
      `,
    },
    {
      name: 'a service of a monorepo',
      code: `
        === services/api/src/auth.ts ===
        export const options = { redirect_uri: 'https://app.acme.io/back' };
        //                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^ ${own('callback URL')}
        === services/api/package.json ===
        { "name": "api", "private": true, "dependencies": { "express": "5" } }
        === package.json ===
        { "name": "root", "private": true }
      `,
    },
  ],
});
