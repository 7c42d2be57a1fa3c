import rule from '../../../server/src/rules/07-port-binding/no-loopback-bind';
import { ruleTester } from '../../support/rule-tester';

const image = '=== Dockerfile ===\nFROM node:24\nWORKDIR /app\nCOPY . .\nCMD ["node", "src/index.js"]\n';
const literal = (host: string): string =>
  `The server listens on ${host} only; nothing outside of its container can reach it.`;
const unset = (framework: string): string =>
  `"${framework}" listens on localhost when no host is given; nothing outside of its container can reach it.`;
const command = (program: string): string =>
  `"${program}" listens on localhost only; nothing outside of its container can reach it.`;

const manifest = (script: string): string => `=== package.json ===
{
  "name": "web",
  "private": true,
  "dependencies": { "next": "15" },
  "scripts": { "start": "${script}" }
}
`;

ruleTester(rule, {
  keeps: [
    {
      name: 'every interface, and no host for a framework that takes them all',
      code: `=== src/index.js ===\nimport express from 'express';\nimport Fastify from 'fastify';\nexpress().listen(3000);\nFastify().listen({ port: 3001, host: '0.0.0.0' });\n${image}`,
    },
    {
      name: 'a host from the environment',
      code: `=== src/index.js ===\nimport Fastify from 'fastify';\nFastify().listen({ port: 3000, host: process.env.HOST ?? 'localhost' });\n${image}`,
    },
    {
      name: 'options from elsewhere',
      code: `=== src/index.js ===\nimport Fastify from 'fastify';\nconst app = Fastify();\napp.listen(options);\napp.listen({ port: 3000, ...options });\napp.listen(port, host);\n${image}`,
    },
    {
      name: 'a second listener for metrics, and one on any free port',
      code: `=== src/index.js ===\nimport http from 'node:http';\nimport express from 'express';\nexpress().listen(process.env.PORT);\nhttp.createServer().listen(9100, '127.0.0.1');\nconst metricsServer = http.createServer();\nmetricsServer.listen(9101, 'localhost');\nhttp.createServer().listen(0, '127.0.0.1');\n${image}`,
    },
    {
      name: 'another process of the same package serves the outside',
      code: `=== src/index.js ===\nimport express from 'express';\nexpress().listen(process.env.PORT);\n=== src/control.js ===\nimport http from 'node:http';\nhttp.createServer().listen(7000, 'localhost');\n${image}`,
    },
    {
      name: 'only in development',
      code: `=== src/index.js ===\nimport express from 'express';\nif (process.env.NODE_ENV === 'development') express().listen(3000, 'localhost');\n${image}`,
    },
    {
      name: 'a test',
      code: `=== test/server.js ===\nimport express from 'express';\nexpress().listen(3000, 'localhost');\n${image}`,
    },
    {
      name: 'a command line tool',
      code: '=== src/login.js ===\nimport { program } from \'commander\';\nimport http from \'node:http\';\nhttp.createServer().listen(8976, \'localhost\');\n=== package.json ===\n{ "name": "tool", "version": "1.0.0", "bin": "dist/tool.js", "files": ["dist"] }\n',
    },
    {
      name: 'a desktop application',
      code: '=== src/main.js ===\nimport express from \'express\';\nexpress().listen(3000, \'localhost\');\n=== package.json ===\n{ "name": "app", "private": true, "dependencies": { "express": "5" }, "devDependencies": { "electron": "30" } }\n',
    },
    {
      name: 'a socket',
      code: `=== src/index.js ===\nimport Fastify from 'fastify';\nFastify().listen({ path: '/run/app.sock' });\n${image}`,
    },
    { name: 'a release that listens everywhere', code: manifest('next start -H 0.0.0.0') },
    { name: 'a host that the shell fills in', code: manifest('next start -H $HOST') },
    {
      name: 'a host in the configuration of the tool',
      code: `${manifest('vite preview')}=== vite.config.ts ===\nimport { defineConfig } from 'vite';\nexport default defineConfig({ preview: { host: true } });\n`,
    },
    {
      name: 'a suppression',
      code: `=== src/index.js ===\nimport express from 'express';\n// twelve-factor-disable-next-line port-binding/no-loopback-bind -- the proxy runs in the same pod\nexpress().listen(3000, '127.0.0.1');\n${image}`,
    },
  ],
  breaks: [
    {
      name: 'a literal host in a container',
      code:
        `
        === src/index.js ===
        import express from 'express';
        const app = express();
        app.listen(process.env.PORT, 'localhost', () => {});
        //                           ^^^^^^^^^^^ warning: ${literal('localhost')}
      `.replace(/\n {8}/g, '\n') + image,
      fixTitle: 'Read the host from HOST',
      fixed: {
        'src/index.js':
          "import express from 'express';\nconst app = express();\napp.listen(process.env.PORT, process.env.HOST ?? '0.0.0.0', () => {});\n",
        '.env.example': 'HOST=0.0.0.0\n',
      },
    },
    {
      name: 'the default of Fastify',
      code: `=== src/index.js ===
import Fastify from 'fastify';
const app = Fastify();
await app.listen({ port: Number(process.env.PORT) });
//               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: ${unset('fastify')}
${image}`,
    },
    {
      name: 'Nest on Fastify',
      code: `=== src/index.ts ===
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
const app = await NestFactory.create(AppModule, new FastifyAdapter());
await app.listen(process.env.PORT ?? 3000);
//               ^^^^^^^^^^^^^^^^^^^^^^^^ warning: ${unset('@nestjs/core')}
${image}`,
    },
    {
      name: 'an option, through a constant',
      code: `=== src/index.js ===
import http from 'node:http';
const host = '127.0.0.1';
//           ^^^^^^^^^^^ warning: ${literal('127.0.0.1')}
http.createServer().listen({ port: 3000, host });
${image}`,
    },
    {
      name: 'no container in sight',
      code: `
        import { WebSocketServer } from 'ws';
        new WebSocketServer({ port: 8080, host: '::1' });
        //                                      ^^^^^ hint: ${literal('::1')}
      `,
    },
    {
      name: 'a Procfile',
      code: `=== src/index.js ===
import express from 'express';
express().listen(process.env.PORT, 'localhost');
//                                 ^^^^^^^^^^^ warning: ${literal('localhost')}
=== Procfile ===
web: node src/index.js
`,
    },
    {
      name: 'a service of a monorepo',
      code: `=== services/api/src/index.js ===
import express from 'express';
express().listen(process.env.PORT, 'localhost');
//                                 ^^^^^^^^^^^ warning: ${literal('localhost')}
=== services/api/package.json ===
{ "name": "api", "private": true, "dependencies": { "express": "5" } }
=== services/api/Dockerfile ===
FROM node:24
CMD ["node", "src/index.js"]
=== package.json ===
{ "name": "root", "private": true }
`,
    },
    {
      name: 'the start command of an image',
      code: `=== Dockerfile ===
FROM node:24
CMD next start -H localhost
#   ^^^^^^^^^^^^^^^^^^^^^^^ warning: ${command('next start')}
`,
      fixTitle: 'Listen on every interface',
      fixed: { Dockerfile: 'FROM node:24\nCMD next start -H 0.0.0.0\n' },
    },
    {
      name: 'the script that an image starts',
      code: `=== package.json ===
{
  "name": "web",
  "private": true,
  "dependencies": { "express": "5" },
  "scripts": {
    "start": "vite preview"
//            ^^^^^^^^^^^^ warning: ${command('vite preview')}
  }
}
=== Dockerfile ===
FROM node:24
WORKDIR /app
COPY . .
CMD ["npm", "start"]
=== vite.config.ts ===
import { defineConfig } from 'vite';
export default defineConfig({});
`,
      fixTitle: 'Listen on every interface',
    },
    {
      name: 'a script that no release runs',
      code: `=== package.json ===
{
  "name": "web",
  "private": true,
  "dependencies": { "next": "15" },
  "scripts": {
    "start": "next start --hostname localhost"
//            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint: ${command('next start')}
  }
}
`,
    },
  ],
});
