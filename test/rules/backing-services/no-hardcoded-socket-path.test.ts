import rule from '../../../server/src/rules/04-backing-services/no-hardcoded-socket-path';
import { ruleTester } from '../../support/rule-tester';

const client = 'The path of a socket is written into the code; the service must run on the same machine.';
const configuration = { preset: 'strict' } as const;

ruleTester(rule, {
  keeps: [
    {
      configuration,
      name: 'a path from the environment',
      code: "import mysql from 'mysql2';\nmysql.createPool({ socketPath: process.env.DB_SOCKET ?? '/var/run/mysqld/mysqld.sock' });\nmysql.createPool({ socketPath: `/cloudsql/${process.env.INSTANCE}` });\n",
    },
    {
      configuration,
      name: 'a server on a socket, and files',
      code: "import http from 'node:http';\nimport fs from 'node:fs';\nhttp.createServer().listen('/var/run/app.sock');\nfs.unlinkSync('/tmp/app.sock');\n",
    },
    {
      configuration,
      name: 'a command line tool',
      code: "import { program } from 'commander';\nimport Docker from 'dockerode';\nnew Docker({ socketPath: '/var/run/docker.sock' });\n",
    },
    { configuration, name: 'a test', code: "=== test/db.ts ===\nconst options = { socketPath: '/tmp/mysql.sock' };\n" },
    {
      configuration,
      name: 'a suppression',
      code: "// twelve-factor-disable-next-line backing-services/no-hardcoded-socket-path -- the agent of the node\nconst options = { socketPath: '/var/run/agent.sock' };\n",
    },
    {
      configuration,
      name: 'sockets of other things',
      code: '=== compose.yml ===\nservices:\n  app:\n    build: .\n    volumes:\n      - /var/run/docker.sock:/var/run/docker.sock\n      - ./tmp:/tmp\n  db:\n    image: mysql:8\n    volumes:\n      - /var/run/mysqld:/var/run/mysqld\n',
    },
  ],
  breaks: [
    {
      configuration,
      name: 'a client of a database',
      code: `
        import mysql from 'mysql2/promise';
        mysql.createPool({ socketPath: '/var/run/mysqld/mysqld.sock', user: process.env.DB_USER });
        //                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: ${client}
      `,
      fixTitle: 'Move literal to environment variable DATABASE_SOCKET_PATH',
    },
    {
      configuration,
      name: 'other ways to say it',
      code: `
        import { Pool } from 'pg';
        import Redis from 'ioredis';
        new Pool({ host: '/var/run/postgresql' });
        //               ^^^^^^^^^^^^^^^^^^^^^ ${client}
        new Redis('/tmp/redis.sock');
        //        ^^^^^^^^^^^^^^^^^ ${client}
      `,
    },
    {
      configuration,
      name: 'the option of any client',
      code: `
        request({ socketPath: '/var/run/docker.sock', path: '/info' });
        //                    ^^^^^^^^^^^^^^^^^^^^^^ ${client}
      `,
    },
    {
      configuration,
      name: 'an instance of Cloud SQL',
      code: `
        === services/api/src/db.ts ===
        import { Client } from 'pg';
        new Client({ host: '/cloudsql/acme:europe-west1:orders' });
        //                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ${client}
        === services/api/package.json ===
        { "name": "api", "private": true, "dependencies": { "express": "5" } }
      `,
    },
    {
      configuration,
      name: 'a mounted socket',
      code: `=== compose.yml ===
services:
  app:
    build: .
    volumes:
      - /var/run/mysqld:/var/run/mysqld
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: The service "app" reaches a database of the host through a mounted socket.
`,
    },
  ],
});
