import rule from '../../../server/src/rules/03-config/no-named-env-groups';
import { ruleTester } from '../../support/rule-tester';

ruleTester(rule, {
  keeps: [
    {
      name: 'leaves that read the environment',
      code: 'const groups = { development: { url: process.env.DEV_URL }, production: { url: process.env.URL } };\nexport const url = groups[process.env.NODE_ENV];\n',
    },
    {
      name: 'levels of a log',
      code: "const levels = { development: 'debug', production: 'info' };\nexport const level = levels[process.env.NODE_ENV];\n",
    },
    {
      name: 'only tests differ',
      code: "const groups = { test: { host: 'localhost' }, development: { host: 'db.acme.io' }, production: { host: 'db.acme.io' } };\nexport const host = groups[process.env.NODE_ENV].host;\n",
    },
    {
      name: 'an env file for tests only',
      code: "import dotenv from 'dotenv';\ndotenv.config({ path: process.env.NODE_ENV === 'test' ? '.env.test' : '.env' });\n",
    },
    {
      name: 'modes of a browser build',
      code: "=== client/settings.ts ===\nconst groups = { development: { apiUrl: 'http://localhost:1' }, production: { apiUrl: 'https://api.acme.io' } };\nexport const url = groups[process.env.NODE_ENV].apiUrl;\n",
    },
    {
      name: 'env blocks of a tool',
      code: '=== babel.config.js ===\nmodule.exports = { env: { development: { plugins: [] }, production: { plugins: ["transform-remove-console"] } } };\n',
    },
    {
      name: 'an object that nothing picks from, outside of a config module',
      code: "export const links = { staging: { url: 'https://staging.acme.io' }, production: { url: 'https://acme.io' } };\n",
    },
    {
      name: 'keys that name no deploy',
      code: "const groups = { blue: { host: 'a.acme.io' }, green: { host: 'b.acme.io' } };\nexport const host = groups[process.env.NODE_ENV];\n",
    },
    {
      name: 'a path from elsewhere',
      code: "import dotenv from 'dotenv';\ndotenv.config({ path: process.env.ENV_FILE });\nexport const load = (name: string) => require(`./plugins/${name}`);\n",
    },
    {
      name: 'suppressed with a reason',
      code: "import dotenv from 'dotenv';\n// twelve-factor-disable-next-line config/no-named-env-groups -- moves next month\ndotenv.config({ path: `.env.${process.env.NODE_ENV}` });\n",
    },
  ],
  breaks: [
    {
      name: 'groups that the deploy picks from',
      code: `
        const groups = {
          development: { db: { host: 'localhost' } },
        //^^^^^^^^^^^ info: The groups "development" and "production" hold another "host" each: config of deploys is written into the code.
          production: { db: { host: 'db.acme.io' } },
          test: { db: { host: 'test-db' } },
        };
        export const group = groups[process.env.NODE_ENV || 'development'];
      `,
    },
    {
      name: 'addresses themselves',
      code: `
        const env = process.env.APP_ENV;
        export const apiUrl = { staging: 'https://staging.acme.io', production: 'https://acme.io' }[env];
        //                      ^^^^^^^ info: The groups "staging" and "production" hold another "apiUrl" each: config of deploys is written into the code.
      `,
    },
    {
      name: 'a config module that exports them',
      code: `
        === config/config.js ===
        module.exports = {
          development: { username: 'root', database: 'shop', host: '127.0.0.1' },
        //^^^^^^^^^^^ info: The groups "development" and "production" hold another "username" each: config of deploys is written into the code.
          production: { username: 'shop', database: 'shop', host: 'db.acme.io' },
        };
      `,
    },
    {
      name: 'the file of a tool: a hint',
      code: `
        === knexfile.js ===
        module.exports = {
          development: { client: 'pg', connection: { host: 'localhost' } },
        //^^^^^^^^^^^ hint: The groups "development" and "production" hold another "host" each: config of deploys is written into the code.
          production: { client: 'pg', connection: { host: 'db.acme.io' } },
        };
      `,
    },
    {
      name: 'an env file for each deploy, through a constant and a function',
      code: `
        import { config } from 'dotenv';
        import { join } from 'node:path';
        const path = join(__dirname, fileFor(process.env.NODE_ENV));
        config({ path });
        //       ^^^^ info: "NODE_ENV" says which env file is read: config comes in one group for each deploy.
      `,
    },
    {
      name: 'the same with Nest, with CRLF and characters outside the basic plane',
      code: "import { ConfigModule } from '@nestjs/config';\r\nexport const smile = '😀';\r\nexport const module = ConfigModule.forRoot({ envFilePath: [`.env.${process.env.NODE_ENV}`, '.env'] });\r\n//                                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: \"NODE_ENV\" says which env file is read: config comes in one group for each deploy.\n",
    },
    {
      name: 'a module for each deploy, in a workspace package',
      bare: true,
      code: `
        === package.json ===
        { "private": true, "workspaces": ["apps/*"] }
        === apps/api/package.json ===
        { "name": "api", "private": true, "dependencies": { "express": "5" } }
        === apps/api/index.js ===
        const env = process.env.NODE_ENV || 'development';
        module.exports = require('./settings/' + env);
        //                       ^^^^^^^^^^^^^^^^^^^ info: "NODE_ENV" says which module is loaded: config comes in one group for each deploy.
      `,
    },
  ],
});
