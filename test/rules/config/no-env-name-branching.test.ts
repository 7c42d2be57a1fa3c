import rule from '../../../server/src/rules/03-config/no-env-name-branching';
import { ruleTester } from '../../support/rule-tester';

const local = ['post', 'gres://', 'localhost/app'].join('');

ruleTester(rule, {
  keeps: [
    {
      name: 'a body that only logs, throws or asserts',
      code: "if (process.env.NODE_ENV !== 'production') console.log('up');\nif (process.env.NODE_ENV === 'production' && !process.env.SECRET) throw new Error('no secret');\n",
    },
    {
      name: 'the detail of an error',
      code: "export const body = (error: Error) => ({ stack: process.env.NODE_ENV === 'development' ? error.stack : undefined });\n",
    },
    {
      name: 'pretty printing, levels and formats',
      code: "const isProduction = process.env.NODE_ENV === 'production';\nexport const options = { level: isProduction ? 'info' : 'debug', format: isProduction ? 'combined' : 'dev', indent: isProduction ? 0 : 2 };\n",
    },
    {
      name: 'development tools',
      code: "import express from 'express';\nimport errorHandler from 'errorhandler';\nconst app = express();\nif (process.env.NODE_ENV === 'development') app.use(errorHandler());\nif (app.get('env') !== 'production') require('./swagger')(app);\n",
    },
    {
      name: 'tests',
      code: "import cors from 'cors';\nif (process.env.NODE_ENV !== 'test') app.use(cors());\nexport const url = process.env.NODE_ENV === 'test' ? 'http://test.acme.io' : 'http://acme.io';\n",
    },
    {
      name: 'a browser build',
      code: "=== client/api.ts ===\nexport const url = process.env.NODE_ENV === 'production' ? 'https://api.acme.io' : 'https://dev.acme.io';\n",
    },
    {
      name: 'a tool configuration',
      code: "=== webpack.config.ts ===\nexport default { output: { publicPath: process.env.NODE_ENV === 'production' ? 'https://cdn.acme.io' : 'https://dev.acme.io' } };\n",
    },
    {
      name: 'a library',
      bare: true,
      code: '=== package.json ===\n{ "name": "lib", "version": "1.0.0", "main": "index.js", "files": ["index.js"], "publishConfig": {} }\n=== index.js ===\nexports.url = process.env.NODE_ENV === "production" ? "https://api.acme.io" : "https://dev.acme.io";\n',
    },
    {
      name: 'one side from the environment',
      code: "export const url = process.env.NODE_ENV === 'production' ? process.env.API_URL : 'http://localhost:3000';\n",
    },
    {
      name: 'the protocol and the mode',
      code: "export const url = `${process.env.NODE_ENV === 'development' ? 'http' : 'https'}://${host}`;\nexport const mode = process.env.NODE_ENV === 'production' ? 'production' : 'development';\n",
    },
    {
      name: 'where compiled files are',
      code: "export const entities = process.env.NODE_ENV === 'production' ? 'dist/**/*.js' : 'src/**/*.ts';\n",
    },
    {
      name: 'a name that is not known to speak of the deploy',
      code: "export function url(isProduction: boolean, env: string) {\n  if (env === 'production') return 'https://a.acme.io';\n  return isProduction ? 'https://api.acme.io' : 'https://dev.acme.io';\n}\n",
    },
    {
      name: 'the same in both parts',
      code: "import cors from 'cors';\nif (process.env.NODE_ENV === 'production') app.use(cors(strict));\nelse app.use(cors());\n",
    },
    {
      name: 'what runs at another time',
      code: "import Redis from 'ioredis';\nif (process.env.NODE_ENV === 'production') app.get('/x', () => new Redis(process.env.REDIS_URL));\n",
    },
    {
      name: 'a variable of its own',
      code: "import cors from 'cors';\nif (process.env.CORS_ENABLED === 'true') app.use(cors());\n",
    },
    {
      name: 'suppressed with a reason',
      code: "// twelve-factor-disable-next-line config/no-env-name-branching -- the platform has no other\nexport const url = process.env.NODE_ENV === 'production' ? 'https://a.acme.io' : 'https://b.acme.io';\n",
    },
  ],
  breaks: [
    {
      name: 'the scheme of addresses, by a flag that is imported',
      code: `
        import { env } from './env';
        export function siteUrl() {
          const protocol = !env.isDev ? 'https://' : 'http://';
          //               ^^^^^^^^^^ info: "env.isDev" decides on "protocol", which is a setting of its own.
          return protocol + env.DOMAIN;
        }
      `,
    },
    {
      name: 'an address, whose value for development moves to .env',
      code: `
        === src/db.ts ===
        export const databaseUrl = process.env.NODE_ENV === 'production' ? 'postgres://db.acme.io/app' : '${local}';
        //                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: "NODE_ENV" decides on "databaseUrl": no deploy can be given another one.
        === .gitignore ===
        .env
        === .env ===
        PORT=1
        === .env.example ===
        PORT=
      `,
      fixed: {
        'src/db.ts': 'export const databaseUrl = process.env.DATABASE_URL;\n',
        '.env': `PORT=1\nDATABASE_URL=${local}\n`,
        '.env.example': 'PORT=\nDATABASE_URL=\n',
      },
      fixTitle: "Ask DATABASE_URL in place of the deploy's name",
    },
    {
      name: 'a limit, in an if with an else',
      code: `
        let poolSize = 1;
        if (process.env.APP_ENV === 'prod') {
        //  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: "APP_ENV" decides on "poolSize", which is a setting of its own.
          poolSize = 20;
        } else {
          poolSize = 2;
        }
        export { poolSize };
      `,
    },
    {
      name: 'values that a function returns from a switch',
      code: `
        export function apiHost() {
          switch (process.env.STAGE) {
          //      ^^^^^^^^^^^^^^^^^ warning: "process.env.STAGE" decides on "apiHost": no deploy can be given another one.
            case 'production':
              return 'api.acme.io';
            default:
              return 'api.dev.acme.io';
          }
        }
      `,
    },
    {
      name: 'tables of ids, by an imported function',
      code: `
        import { isProd } from './env';
        const LIVE = { log: '103696749012467712' };
        const LOCAL = { log: '926931785219207301' };
        export const CHANNELS = isProd() ? LIVE : LOCAL;
        //                      ^^^^^^^^ info: "isProd" decides on "log", which is a setting of its own.
      `,
    },
    {
      name: 'CORS outside of production',
      code: `
        import cors from 'cors';
        if (process.env.NODE_ENV !== 'production') app.use(cors());
        //  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: "NODE_ENV" switches CORS.
      `,
      fixed: {
        'src/index.ts': "import cors from 'cors';\nif (process.env.CORS_ENABLED === 'true') app.use(cors());\n",
        '.env.example': 'CORS_ENABLED=\n',
      },
      fixTitle: "Ask CORS_ENABLED in place of the deploy's name",
    },
    {
      name: 'a limiter of its own, and what hangs on the other part',
      code: `
        import { authLimiter } from './limits';
        import config from './config';
        if (config.env === 'production') {
        //  ^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: "config.env" switches a rate limit.
          app.use('/auth', authLimiter);
        }
      `,
    },
    {
      name: 'the trust in a proxy, where something else has a say as well',
      code: `
        import env from './env';
        if (env.isProduction && env.BEHIND_PROXY) app.set('trust proxy', 1);
        //  ^^^^^^^^^^^^^^^^ info: "env.isProduction" switches the trust in a proxy.
      `,
      fixed: {
        'src/index.ts':
          "import env from './env';\nif ((process.env.TRUST_PROXY === 'true') && env.BEHIND_PROXY) app.set('trust proxy', 1);\n",
        '.env.example': 'TRUST_PROXY=\n',
      },
    },
    {
      name: 'the client of a service',
      code: `
        import nodemailer from 'nodemailer';
        export const mail = () => {
          if (process.env.NODE_ENV === 'production') return nodemailer.createTransport(process.env.SMTP_URL);
          //  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: "NODE_ENV" switches the use of "nodemailer".
        };
      `,
    },
    {
      name: 'secure cookies, with CRLF and characters outside the basic plane',
      code: "const smile = '😀';\r\nexport const cookie = { secure: process.env.NODE_ENV === 'production' };\r\n//                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: \"NODE_ENV\" switches secure cookies or connections.\n",
    },
    {
      name: 'an option that is off in one part',
      code: `
        export const pool = { ssl: process.env.NODE_ENV === 'production' ? { rejectUnauthorized: true } : false };
        //                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: "NODE_ENV" switches TLS.
      `,
    },
    {
      name: 'a config module that offers a flag: one hint',
      code: `
        === src/config/index.ts ===
        export const config = {
          port: process.env.PORT,
          isProduction: process.env.NODE_ENV === 'production',
        //^^^^^^^^^^^^ hint: "isProduction" offers the name of the deploy to code that branches on it.
          isDevelopment: process.env.NODE_ENV === 'development',
        };
      `,
    },
    {
      name: 'a slip of the keys',
      code: `
        export const verbose = process.env.NODE_ENV !== 'prodution';
        //                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: "NODE_ENV" is compared with a name that looks like a slip of "production".
      `,
    },
    {
      name: 'in a workspace package of a service',
      bare: true,
      code: `
        === package.json ===
        { "private": true, "workspaces": ["apps/*", "packages/*"] }
        === apps/api/package.json ===
        { "name": "api", "private": true, "dependencies": { "express": "5", "mail": "*" } }
        === packages/mail/package.json ===
        { "name": "mail", "private": true }
        === packages/mail/index.ts ===
        export const host = process.env.NODE_ENV === 'production' ? 'smtp.acme.io' : 'mail.dev.acme.io';
        //                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: "NODE_ENV" decides on "host": no deploy can be given another one.
      `,
    },
  ],
});
