import rule from '../../../server/src/rules/10-dev-prod-parity/no-env-conditional-backing-service';
import { ruleTester } from '../../support/rule-tester';

ruleTester(rule, {
  keeps: [
    {
      name: 'a kind that the configuration allows',
      code: "export const options = { dialect: process.env.NODE_ENV === 'production' ? 'postgres' : 'sqlite' };\n",
      configuration: { rules: { [rule.id]: ['warning', { allow: ['SQLite'] }] } },
    },
    {
      name: 'two stand-ins of a project, and one without anything beside it',
      code: "import { A, B } from './mail';\nconst isProduction = process.env.NODE_ENV === 'production';\nexport const mail = isProduction ? new A() : new B();\nexport const none = isProduction ? undefined : new B();\n",
      configuration: { rules: { [rule.id]: ['warning', { add: ['A', 'B'] }] } },
    },
    {
      name: 'tests only',
      code: "export const options = { dialect: process.env.NODE_ENV === 'test' ? 'sqlite' : 'postgres' };\n",
    },
    {
      name: 'the same client at another address',
      code: "import Redis from 'ioredis';\nexport const client = process.env.NODE_ENV === 'production' ? new Redis(process.env.REDIS_URL) : new Redis();\n",
    },
    {
      name: 'services that speak the same protocol',
      code: "export const options = { type: process.env.NODE_ENV === 'production' ? 'cockroachdb' : 'postgres' };\n",
    },
    {
      name: 'a driver that a variable of its own chooses',
      code: "import { LocalStorage, S3Storage } from './storage';\nexport const storage = process.env.STORAGE_DRIVER === 's3' ? new S3Storage() : new LocalStorage();\n",
    },
    {
      name: 'a boolean of its own',
      code: "export const options = { store: process.env.USE_REDIS === 'true' ? 'redis' : 'memory' };\n",
    },
    {
      name: 'a test and a front end',
      code: "=== test/db.ts ===\nexport const options = { dialect: process.env.NODE_ENV === 'production' ? 'postgres' : 'sqlite' };\n=== client/db.ts ===\nexport const options = { dialect: process.env.NODE_ENV === 'production' ? 'postgres' : 'sqlite' };\n",
    },
    {
      name: 'data for development only',
      code: "import { Pool } from 'pg';\nconst pool = new Pool();\nif (process.env.NODE_ENV === 'development') pool.query('insert into users values (1)');\n",
    },
    {
      name: 'pretty printing of the log',
      code: "import { ConsoleFormatter, JsonFormatter } from './format';\nexport const format = process.env.NODE_ENV === 'production' ? new JsonFormatter() : new ConsoleFormatter();\nexport const transport = process.env.NODE_ENV !== 'production' ? { target: 'pino-pretty' } : undefined;\n",
    },
    {
      name: 'a condition that cannot be followed',
      code: "export const options = (isProduction: boolean) => ({ dialect: isProduction ? 'postgres' : 'sqlite' });\n",
    },
    {
      name: 'two classes of which neither is a stand-in',
      code: "import { FastQueue, SafeQueue } from './queue';\nexport const queue = process.env.NODE_ENV === 'production' ? new SafeQueue() : new FastQueue();\n",
    },
    {
      name: 'suppressed with a reason',
      code: "// twelve-factor-disable-next-line dev-prod-parity/no-env-conditional-backing-service -- no server there\nexport const options = { dialect: process.env.NODE_ENV === 'production' ? 'postgres' : 'sqlite' };\n",
    },
  ],
  breaks: [
    {
      name: 'a class that the configuration calls a stand-in',
      code: `
        import { DevPostman, PostOffice } from './mail';
        export const mail = process.env.NODE_ENV === 'production' ? new PostOffice() : new DevPostman();
        //                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: "NODE_ENV" picks "PostOffice" or "DevPostman".
      `,
      configuration: { rules: { [rule.id]: ['warning', { add: ['Dev*'] }] } },
    },
    {
      name: 'two dialects',
      code: `
        export const options = { dialect: process.env.NODE_ENV === 'production' ? 'postgres' : 'sqlite' };
        //                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: "NODE_ENV" picks PostgreSQL or SQLite as the database.
      `,
      fixed: `
        export const options = { dialect: 'postgres' };
      `,
      fixTitle: 'Use what production uses in every deploy',
    },
    {
      name: 'two option objects, held in constants',
      code: `
        import env from './env';
        const live = { client: 'mysql2', connection: process.env.DATABASE_URL };
        const local = { client: 'better-sqlite3', connection: { filename: 'dev.sqlite' } };
        export const options = env.isDevelopment ? local : live;
        //                     ^^^^^^^^^^^^^^^^^ warning: "env.isDevelopment" picks SQLite or MySQL as the database.
      `,
      fixed: `
        import env from './env';
        const live = { client: 'mysql2', connection: process.env.DATABASE_URL };
        const local = { client: 'better-sqlite3', connection: { filename: 'dev.sqlite' } };
        export const options = live;
      `,
    },
    {
      name: 'clients of two packages, in the parts of an if',
      code: `
        import Database from 'better-sqlite3';
        import { Pool } from 'pg';
        export let db;
        if (process.env.NODE_ENV === 'production') db = new Pool();
        //  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: "NODE_ENV" picks PostgreSQL or SQLite as the database.
        else db = new Database('dev.db');
      `,
    },
    {
      name: 'classes of its own, one of them a stand-in',
      code: `
        import { LocalStorage } from './local';
        import { S3Storage } from './s3';
        export function storage() {
          if (process.env.NODE_ENV === 'production') return new S3Storage();
          //  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: "NODE_ENV" picks "S3Storage" or "LocalStorage".
          return new LocalStorage();
        }
      `,
    },
    {
      name: 'a provider of Nest',
      code: `
        import { ConsoleMailer, SmtpMailer } from './mail';
        export const provider = { provide: 'MAIL', useClass: process.env.NODE_ENV === 'production' ? SmtpMailer : ConsoleMailer };
        //                                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: "NODE_ENV" picks "SmtpMailer" or "ConsoleMailer".
      `,
    },
    {
      name: 'a store that is set in production only, with CRLF and characters outside the basic plane',
      code: "import { RedisStore } from 'connect-redis';\r\nconst options = { name: '😀' };\r\nif (process.env.NODE_ENV === 'production') options.store = new RedisStore({ client });\r\n//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: Where \"NODE_ENV\" says otherwise, the store is the memory of the process and not Redis.\n",
    },
    {
      name: 'in a workspace package of a service',
      bare: true,
      code: `
        === package.json ===
        { "private": true, "workspaces": ["apps/*", "packages/*"] }
        === apps/api/package.json ===
        { "name": "api", "private": true, "dependencies": { "express": "5", "cache": "*" } }
        === packages/cache/package.json ===
        { "name": "cache", "private": true }
        === packages/cache/index.ts ===
        export const options = { store: process.env.APP_ENV === 'production' ? 'redis' : 'memory' };
        //                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: "APP_ENV" picks Redis or memory as the store.
      `,
    },
  ],
});
