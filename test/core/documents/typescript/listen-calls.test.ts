import assert from 'node:assert/strict';
import type { ts } from 'ts-morph';
import { some } from '../../../../server/src/core/documents/typescript/ast';
import { type ListenCall, listenCallOf } from '../../../../server/src/core/documents/typescript/listen-calls';
import { typescript } from '../../../support/typescript';

function listensIn(text: string): string[] {
  const { tree, bindings } = typescript(text);
  const found: ListenCall[] = [];
  some(tree, (node: ts.Node) => {
    const listen = listenCallOf(node, bindings);
    if (listen !== undefined) found.push(listen);
    return false;
  });
  return found.map(({ framework, certain, port, host }) =>
    [framework || '?', certain ? '' : 'perhaps', port?.getText() ?? '', host?.getText() ?? '']
      .filter(Boolean)
      .join(' '),
  );
}

describe('listen calls', () => {
  for (const [text, expected] of Object.entries({
    "import express from 'express'; express().listen(3000);": 'express 3000',
    "const app = require('express')(); app.use(x); const s = app.listen(p, '0.0.0.0', done);": "express p '0.0.0.0'",
    "import http from 'node:http'; http.createServer(f).listen({ port: 80, host: 'h' });": "http 80 'h'",
    "import { createServer } from 'https'; createServer({}).listen(443);": 'https 443',
    "import Fastify from 'fastify'; const app = Fastify(); await app.listen({ port: 1 });": 'fastify 1',
    "import Koa from 'koa'; new Koa().listen(1);": 'koa 1',
    "import { NestFactory } from '@nestjs/core'; async function f() { const app = await NestFactory.create(M); await app.listen(1); }":
      '@nestjs/core 1',
    "import { serve } from '@hono/node-server'; serve({ fetch, port: 1 });": '@hono/node-server 1',
    "import { startStandaloneServer } from '@apollo/server/standalone'; startStandaloneServer(s, { listen: { port: 1 } });":
      '@apollo/server/standalone 1',
    "import Hapi from '@hapi/hapi'; Hapi.server({ port: 1 });": '@hapi/hapi 1',
    "import { WebSocketServer } from 'ws'; new WebSocketServer({ port: 1 });": 'ws 1',
    "import express from 'express'; function main() { const server = express().listen(1); const stop = () => server.close(); onStop(stop); }":
      'express 1',
    "import express from 'express'; async function main() { const server = express().listen(1); await new Promise((stop) => process.once('SIGTERM', stop)); server.close(); }":
      'express 1',
    'Bun.serve({ port: 1, fetch });': 'bun 1',
    "import { app } from './app'; app.listen(1);": '? perhaps 1',
    'export const start = (server) => server.listen(process.env.PORT);': '? perhaps process.env.PORT',
    'function build() { return x; } const app = build(); app.listen(1);': '? perhaps 1',
  })) {
    it(text, () => assert.deepEqual(listensIn(text), [expected]));
  }

  for (const text of [
    "import { WebSocketServer } from 'ws'; new WebSocketServer({ server });",
    "import bus from 'bus'; const app = bus(); app.listen(1);",
    "import http from 'http'; async function login() { const server = http.createServer(f); await new Promise((done) => server.listen(1, done)); await wait(); server.close(); }",
    "import express from 'express'; export async function withServer(app = express(), use) { const server = app.listen(1); try { await use(server); } finally { server.close(); } }",
    'channel.listen(1);',
    'app.listen((event) => {});',
    'const Bun = {}; Bun.serve({ port: 1 });',
    'listen(1);',
    "import express from 'express'; express().use(1);",
  ]) {
    it(`not ${text}`, () => assert.deepEqual(listensIn(text), []));
  }
});
