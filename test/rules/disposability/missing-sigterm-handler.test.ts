import assert from 'node:assert/strict';
import rule from '../../../server/src/rules/09-disposability/missing-sigterm-handler';
import { analyze } from '../../support/analyze';
import { marked } from '../../support/marked';
import { ruleTester } from '../../support/rule-tester';

const IMAGE = '=== Dockerfile ===\nFROM node:22\nCMD ["node", "dist/server.js"]\n';
const MESSAGE = 'This server has no SIGTERM handler; a deploy cuts off the requests it is answering.';

ruleTester(rule, {
  keeps: [
    {
      name: 'a handler that only ends the process, which another rule reports',
      code: `=== src/server.ts ===\nimport express from 'express';\nexpress().listen(1);\nprocess.once('SIGTERM', () => process.exit(0));\n${IMAGE}`,
    },
    {
      name: 'a handler in the file',
      code: `=== src/server.ts ===\nimport express from 'express';\nconst server = express().listen(1);\nprocess.once('SIGTERM', () => server.close());\n${IMAGE}`,
    },
    {
      name: 'a handler in the entry that imports the server',
      code: `=== src/app.ts ===\nimport express from 'express';\nexport const server = express().listen(1);\n=== src/server.ts ===\nimport { server } from './app';\nfor (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => server.close());\n${IMAGE}`,
    },
    {
      name: 'a handler in a workspace package',
      code: `
        === src/server.ts ===
        import express from 'express';
        import { closeOnExit } from '@acme/lifecycle';
        closeOnExit(express().listen(1));
        === packages/lifecycle/package.json ===
        { "name": "@acme/lifecycle", "private": true }
        === packages/lifecycle/src/index.ts ===
        export const closeOnExit = (server: { close(): void }) => process.on('SIGTERM', () => server.close());
        ${IMAGE}
      `.replaceAll('\n        ', '\n'),
    },
    {
      name: 'a library',
      code: `=== src/server.ts ===\nimport express from 'express';\nimport closeWithGrace from 'close-with-grace';\nexpress().listen(1);\n${IMAGE}`,
    },
    {
      name: 'shutdown hooks of Nest',
      code: `=== src/server.ts ===\nimport { NestFactory } from '@nestjs/core';\nconst app = await NestFactory.create({});\napp.enableShutdownHooks();\nawait app.listen(1);\n${IMAGE}`,
    },
    {
      name: 'what cannot be followed',
      code: `=== src/server.ts ===\nimport express from 'express';\nimport './wiring';\nexpress().listen(1);\n${IMAGE}`,
    },
    {
      name: 'a local emitter',
      code: `=== src/server.ts ===\nconst bus = { listen(port: number) {} };\nbus.listen(1);\n${IMAGE}`,
    },
    { name: 'a test', code: `=== test/server.ts ===\nimport express from 'express';\nexpress().listen(1);\n` },
    {
      name: 'a framework that does it',
      code: `=== server.js ===\nconst { createServer } = require('http');\ncreateServer().listen(1);\n=== package.json ===\n{ "name": "x", "private": true, "dependencies": { "next": "15" } }\n`,
    },
  ],
  breaks: [
    {
      name: 'one process with two ports',
      code: `=== src/secure.ts ===\nimport https from 'https';\nexport const start = () => https.createServer().listen(443);\n=== src/server.ts ===\nimport express from 'express';\nimport { start } from './secure';\n${marked('express().listen(1);', 'express().listen', `warning: ${MESSAGE}`)}\nstart();\n${IMAGE}`,
    },
    {
      name: 'clients that the file makes are closed behind the server',
      code: `
        === src/server.ts ===
        import express from 'express';
        import { Pool } from 'pg';

        const pool = new Pool();
        export default express().listen(process.env.PORT);
        //             ^^^^^^^^^^^^^^^^ hint: ${MESSAGE}
      `,
      fixed: {
        'src/server.ts': `
          import express from 'express';
          import { Pool } from 'pg';

          const pool = new Pool();
          const server = express().listen(process.env.PORT);

          process.on('SIGTERM', () => {
            server.close(async () => {
              await pool.end();
              process.exit(0);
            });
            setTimeout(() => process.exit(1), 10_000).unref();
          });

          export default server;
        `,
      },
    },
    {
      name: 'express, its handle not kept',
      code: `
        === src/server.ts ===
        import express from 'express';

        const app = express();
        app.listen(process.env.PORT);
        //<^^^^^^^ warning: ${MESSAGE}
        ${IMAGE.replaceAll('\n', '\n        ')}
      `,
      fixed: {
        'src/server.ts': `
          import express from 'express';

          const app = express();
          const server = app.listen(process.env.PORT);

          process.on('SIGTERM', () => {
            server.close(() => process.exit(0));
            setTimeout(() => process.exit(1), 10_000).unref();
          });
        `,
      },
      fixTitle: 'Handle SIGTERM and close the server',
    },
    {
      name: 'killing a child is no handler',
      code: `
        === src/server.ts ===
        import http from 'node:http';
        const server = http.createServer().listen(8080);
        //             ^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: ${MESSAGE}
        child.kill('SIGTERM');
        ${IMAGE.replaceAll('\n', '\n        ')}
      `,
    },
    {
      name: 'Nest, inside a function',
      code: `
        === src/main.ts ===
        import { NestFactory } from '@nestjs/core';
        async function bootstrap() {
          const app = await NestFactory.create(AppModule);
          await app.listen(3000);
        //      ^^^^^^^^^^ hint: ${MESSAGE}
        }
        bootstrap();
      `,
      fixed: {
        'src/main.ts': `
          import { NestFactory } from '@nestjs/core';
          async function bootstrap() {
            const app = await NestFactory.create(AppModule);
            app.enableShutdownHooks();
            await app.listen(3000);
          }
          bootstrap();
        `,
      },
    },
    {
      name: 'Fastify',
      code: `
        === src/main.ts ===
        import fastify from 'fastify';
        const app = fastify();
        await app.listen({ port: 3000 });
        //    ^^^^^^^^^^ hint: ${MESSAGE}
      `,
      fixed: {
        'src/main.ts': `
          import fastify from 'fastify';
          const app = fastify();
          await app.listen({ port: 3000 });

          process.on('SIGTERM', () => {
            void app.close().then(() => process.exit(0));
          });
        `,
      },
    },
  ],
});

describe('disposability/missing-sigterm-handler as a witness', () => {
  const evidence = (handler: string): string[] =>
    analyze(
      {
        'package.json': '{ "private": true, "dependencies": { "express": "5" } }',
        'src/server.ts': `import express from 'express';\nconst server = express().listen(1);\n${handler}\n`,
      },
      { rules: [rule] },
    )
      .appReports()
      .flatMap((report) => report.evidence)
      .map(({ statement }) => statement);

  it('points to a handler that closes', () =>
    assert.deepEqual(evidence("process.on('SIGTERM', () => server.close());"), [
      'SIGTERM is handled, so that requests in progress can finish.',
    ]));

  it('takes no handler for one that only ends the process, or only reports', () => {
    assert.deepEqual(evidence("process.on('SIGTERM', () => process.exit(0));"), []);
    assert.deepEqual(evidence("process.on('SIGTERM', () => console.log('bye'));"), []);
  });
});
