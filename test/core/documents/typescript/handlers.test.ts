import assert from 'node:assert/strict';
import type { ts } from 'ts-morph';
import { some } from '../../../../server/src/core/documents/typescript/ast';
import { handlerKindOf } from '../../../../server/src/core/documents/typescript/handlers';
import { typescript } from '../../../support/typescript';

function kindsIn(text: string): string[] {
  const { tree, bindings } = typescript(text);
  const kinds: string[] = [];
  some(tree, (node: ts.Node) => {
    const kind = handlerKindOf(node, bindings);
    if (kind !== undefined) kinds.push(kind);
    return false;
  });
  return kinds;
}

describe('handlers', () => {
  for (const [text, expected] of Object.entries({
    "import express from 'express'; const app = express(); app.get('/', () => {});": ['request'],
    "import { Router } from 'express'; const r = Router(); r.post('/', check, wrap(async () => {}));": ['request'],
    "import Router from '@koa/router'; new Router().get('/', (ctx) => {});": ['request'],
    "import fastify from 'fastify'; fastify().get('/', { handler: () => {} });": ['request'],
    "export default (app) => app.get('/users', () => {});": ['request'],
    'export async function show(req, res) {}': ['request'],
    'app.use((error, req, res, next) => {});': ['request'],
    "import { Get } from '@nestjs/common'; class C { @Get('x') x() {} y() {} }": ['request'],
    "import { Worker } from 'bullmq'; new Worker('q', async () => {});": ['job'],
    "import { Worker } from 'bullmq'; async function work() {} new Worker('q', work);": ['job'],
    "import cron from 'node-cron'; cron.schedule('* * * * *', () => {});": ['job'],
    "import { Kafka } from 'kafkajs'; const c = new Kafka({}).consumer({}); await c.run({ eachMessage: async () => {} });":
      ['job'],
    "const map = new Map(); map.get('/x', () => {});": [],
    "import axios from 'axios'; axios.get('/x', () => {});": [],
    'list.forEach((entry) => {});': [],
    'main().catch((error) => {});': [],
  })) {
    it(text, () => assert.deepEqual(kindsIn(text), expected));
  }
});
