import rule from '../../../server/src/rules/10-dev-prod-parity/no-test-double-at-runtime';
import { ruleTester } from '../../support/rule-tester';

const SERVER =
  "=== src/server.ts ===\nimport express from 'express';\nimport './database';\nexpress().listen(process.env.PORT);\n";

ruleTester(rule, {
  keeps: [
    {
      name: 'a dependency of development',
      bare: true,
      code: '=== package.json ===\n{ "name": "api", "private": true, "dependencies": { "express": "5" }, "devDependencies": { "nock": "14" } }\n',
    },
    {
      name: 'a dependency of a library',
      bare: true,
      code: '=== package.json ===\n{ "name": "kit", "main": "index.js", "files": ["index.js"], "dependencies": { "nock": "14" } }\n',
    },
    { name: 'a file that nothing runs', code: "import { newDb } from 'pg-mem';\nexport const database = newDb();\n" },
    {
      name: 'a test',
      code: `=== test/database.ts ===\nimport { newDb } from 'pg-mem';\nexport const database = newDb();\n${SERVER}`,
    },
    {
      name: 'a script',
      code: `=== scripts/try.ts ===\nimport nock from 'nock';\nnock('https://api.example.com');\n${SERVER}`,
    },
    {
      name: 'a story',
      code: `=== src/list.stories.ts ===\nimport { setupServer } from 'msw/node';\nsetupServer();\n${SERVER}`,
    },
    {
      name: 'the real service',
      code: `=== src/database.ts ===\nimport Redis from 'ioredis';\nexport const redis = new Redis();\n${SERVER}`,
    },
    {
      name: 'a type',
      code: `=== src/database.ts ===\nimport type { MongoMemoryServer } from 'mongodb-memory-server';\nexport type Server = MongoMemoryServer;\n${SERVER}`,
    },
    {
      name: 'suppressed with a reason',
      code: `=== src/database.ts ===\nimport { newDb } from 'pg-mem';\n// twelve-factor-disable-next-line dev-prod-parity/no-test-double-at-runtime -- a demo\nexport const database = newDb();\n${SERVER}`,
    },
  ],
  breaks: [
    {
      name: 'a dependency of every release',
      bare: true,
      code: `=== package.json ===\n{\n  "name": "api",\n  "private": true,\n  "dependencies": {\n    "express": "^5.0.0",\n    "mongodb-memory-server": "^10.0.0"\n//  ^^^^^^^^^^^^^^^^^^^^^^^ warning: "mongodb-memory-server" stands in for MongoDB in tests, and is installed with every release.\n  },\n  "devDependencies": {\n    "vitest": "^3.0.0"\n  }\n}\n`,
      fixed:
        '{\n  "name": "api",\n  "private": true,\n  "dependencies": {\n    "express": "^5.0.0"\n  },\n  "devDependencies": {\n    "mongodb-memory-server": "^10.0.0",\n    "vitest": "^3.0.0"\n  }\n}\n',
      fixTitle: 'Move it to devDependencies',
    },
    {
      name: 'a database in memory',
      code: `=== src/database.ts ===\nimport { MongoMemoryServer } from 'mongodb-memory-server';\nexport const database = await MongoMemoryServer.create();\n//                            ^^^^^^^^^^^^^^^^^^^^^^^^ warning: "mongodb-memory-server" stands in for MongoDB in code that runs outside of tests.\n${SERVER}`,
    },
    {
      name: 'a mock of Redis',
      code: `=== src/database.ts ===\nconst Redis = require('ioredis-mock');\nmodule.exports = new Redis();\n//                   ^^^^^ warning: "ioredis-mock" stands in for Redis in code that runs outside of tests.\n${SERVER}`,
    },
    {
      name: 'a mail account for tests, development only',
      code: `=== src/database.ts ===\nimport nodemailer from 'nodemailer';\nif (process.env.NODE_ENV !== 'production') await nodemailer.createTestAccount();\n//                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint: "nodemailer" stands in for a mail server in code that runs outside of tests.\n${SERVER}`,
    },
    {
      name: 'with CRLF and characters outside the basic plane',
      code: `=== src/database.ts ===\nimport { newDb } from 'pg-mem';\r\nconst smile = '😀'; export const database = newDb();\r\n//                                          ^^^^^ warning: "pg-mem" stands in for PostgreSQL in code that runs outside of tests.\n${SERVER}`,
    },
  ],
});
