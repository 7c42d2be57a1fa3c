import rule from '../../../server/src/rules/07-port-binding/no-hardcoded-port';
import { ruleTester } from '../../support/rule-tester';

const fixed = (port: number): string => `Port ${port} is fixed in the code; the platform cannot assign another one.`;

ruleTester(rule, {
  keeps: [
    "import express from 'express';\nexpress().listen(process.env.PORT || 3000);\n",
    "import express from 'express';\nconst port = Number(process.env['PORT'] ?? 3000);\nexpress().listen(port);\n",
    "import express from 'express';\nconst { PORT = 3000 } = process.env;\nexpress().listen(PORT);\n",
    {
      name: 'a config module',
      code: "import express from 'express';\nimport { config } from './config';\nexpress().listen(config.port);\n",
    },
    {
      name: 'a parameter',
      code: "import express from 'express';\nexport const start = (port: number) => express().listen(port);\n",
    },
    { name: 'port 0', code: "import http from 'node:http';\nhttp.createServer().listen(0);\n" },
    { name: 'a socket', code: "import http from 'node:http';\nhttp.createServer().listen('/tmp/app.sock');\n" },
    { name: 'a test', file: 'test/server.ts', code: "import express from 'express';\nexpress().listen(3000);\n" },
    { name: 'a listener of another kind', code: 'const bus = { listen(channel: number) {} };\nbus.listen(3000);\n' },
    {
      name: 'a WebSocket server on the port of another',
      code: "import { WebSocketServer } from 'ws';\nnew WebSocketServer({ server: other });\n",
    },
    {
      name: 'functions',
      code: '=== index.ts ===\nimport express from \'express\';\nexpress().listen(3000);\n=== package.json ===\n{ "name": "a", "private": true, "dependencies": { "express": "5" } }\n=== serverless.yml ===\nservice: a\n',
    },
    { name: 'a front end', file: 'client/server.tsx', code: 'app.listen(3000);\n' },
    {
      name: 'a published command with a preview server',
      code: '=== src/preview.ts ===\nimport http from \'node:http\';\nhttp.createServer().listen(3000);\n=== package.json ===\n{ "name": "a", "version": "1.0.0", "bin": { "a": "dist/cli.js" }, "files": ["dist"] }\n',
    },
    {
      name: 'a suppression',
      code: "import express from 'express';\n// twelve-factor-disable-next-line port-binding/no-hardcoded-port -- a probe that only the sidecar asks\nexpress().listen(3000);\n",
    },
  ],
  breaks: [
    {
      name: 'a second listener beside one that the environment gives its port',
      code: `
        import express from 'express';
        express().listen(Number(process.env.PORT) || 3000);
        express().listen(9100);
        //               ^^^^ hint: Port 9100 is fixed in the code; the platform cannot assign another one.
      `,
    },
    {
      code: `
        import express from 'express';
        const app = express();
        app.listen(3000);
        //         ^^^^ warning: ${fixed(3000)}
        === .env.example ===
        NAME=
      `,
      fixed: {
        'src/index.ts':
          "import express from 'express';\nconst app = express();\napp.listen(Number(process.env.PORT) || 3000);\n",
        '.env.example': 'NAME=\nPORT=3000\n',
      },
      fixTitle: 'Read the port from PORT',
    },
    {
      name: 'through a constant',
      code: `import express from 'express';\nconst PORT = 8080;\nexpress().listen(PORT);\n//               ^^^^ warning: ${fixed(8080)}\n`,
    },
    {
      name: 'Fastify options',
      code: `import Fastify from 'fastify';\nconst app = Fastify();\nawait app.listen({ port: 4000, host: '::' });\n//                       ^^^^ warning: ${fixed(4000)}\n`,
    },
    {
      name: 'Nest in a function',
      code: `import { NestFactory } from '@nestjs/core';\nasync function main() {\n  const app = await NestFactory.create({});\n  await app.listen(3000);\n//                 ^^^^ warning: ${fixed(3000)}\n}\n`,
    },
    {
      name: 'an app from another file',
      code: `import { app } from './app';\napp.listen('3000');\n//         ^^^^^^ warning: ${fixed(3000)}\n`,
    },
    {
      name: 'hapi',
      code: `import Hapi from '@hapi/hapi';\nHapi.server({ port: 3000 });\n//                  ^^^^ warning: ${fixed(3000)}\n`,
    },
    {
      name: 'require and a chain',
      code: `require('http').createServer().listen(80);\n//                                    ^^ warning: ${fixed(80)}\n`,
    },
    {
      name: 'an example',
      file: 'examples/server.ts',
      code: `import express from 'express';\nexpress().listen(3000);\n//               ^^^^ hint: ${fixed(3000)}\n`,
    },
    {
      name: 'the file that a start script runs, whatever its folder is called',
      code: `
        === bin/www.js ===
        #!/usr/bin/env node
        require('http').createServer(require('../app')).listen(3000);
        //                                                     ^^^^ warning: ${fixed(3000)}
        === package.json ===
        { "name": "a", "private": true, "scripts": { "start": "node ./bin/www.js" }, "dependencies": { "express": "5" } }
      `,
    },
    {
      name: 'a service of a monorepo',
      code: `
        === services/api/src/main.ts ===
        import express from 'express';
        express().listen(3000);
        //               ^^^^ warning: ${fixed(3000)}
        === services/api/package.json ===
        { "name": "api", "private": true, "dependencies": { "express": "5" } }
        === package.json ===
        { "name": "root", "private": true }
      `,
    },
    {
      name: 'CRLF, BOM and an emoji before it',
      code: `\uFEFFimport express from 'express';\r\nconst rocket = '🚀'; express().listen(3000);\r\n//                                    ^^^^ warning: ${fixed(3000)}\n`,
    },
  ],
});
