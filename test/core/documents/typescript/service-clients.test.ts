import assert from 'node:assert/strict';
import { ts } from 'ts-morph';
import { some } from '../../../../server/src/core/documents/typescript/ast';
import { clientSiteOf } from '../../../../server/src/core/documents/typescript/service-clients';
import { SERVICE_CLIENTS } from '../../../../server/src/core/knowledge/service-clients';
import { typescript } from '../../../support/typescript';

function addressesIn(text: string): string[] {
  const { tree, bindings } = typescript(text);
  const found: string[] = [];
  some(tree, (node) => {
    if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return false;
    const site = clientSiteOf(node, bindings);
    if (site !== undefined) {
      const addresses = site.addresses.map(({ value, option }) => `${option}=${value.getText()}`);
      found.push([`${site.client.prefix}/${site.client.family}`, ...addresses].join(' '));
    }
    return false;
  });
  return found;
}

describe('service clients', () => {
  for (const [text, expected] of Object.entries({
    "import { Pool } from 'pg'; new Pool({ host: h, port: 1 });": 'DATABASE/database =({ host: h, port: 1 }) host=h',
    "import mysql from 'mysql2'; mysql.createPool(url);": 'DATABASE/database =url',
    "import mongoose from 'mongoose'; mongoose.connect('u', { user: 'x' });": "MONGODB/database ='u'",
    "import knex from 'knex'; knex({ client: 'pg', connection: { host: h } });":
      "DATABASE/database =({ client: 'pg', connection: { host: h } }) connection=({ host: h }) connection.host=h",
    "import { createClient } from 'redis'; createClient({ socket: { host: h } });":
      'REDIS/cache =({ socket: { host: h } }) socket.host=h',
    "import { Cluster } from 'ioredis'; new Cluster([{ host: a }, { host: b, port: 1 }]);": 'REDIS/cache host=a host=b',
    "import { Kafka } from 'kafkajs'; new Kafka({ clientId: 'x', brokers: [a, b] });":
      'KAFKA/queue brokers=a brokers=b',
    "import { Queue } from 'bullmq'; new Queue('mail', { connection: { host: h } });": 'REDIS/queue connection.host=h',
    "import { Client } from '@elastic/elasticsearch'; new Client({ node: n });": 'ELASTICSEARCH/search node=n',
    "import { Client } from 'cassandra-driver'; new Client({ contactPoints: [a], keyspace: 'k' });":
      'CASSANDRA/database contactPoints=a',
    "import { S3Client } from '@aws-sdk/client-s3'; new S3Client({ region: 'r', endpoint: e });":
      'AWS/storage endpoint=e',
    "import { PrismaClient } from '@prisma/client'; new PrismaClient({ datasources: { db: { url: u } } });":
      'DATABASE/database datasources.db.url=u',
    "import { MailerModule } from '@nestjs-modules/mailer'; MailerModule.forRoot({ transport: { host: h } });":
      'SMTP/mail transport=({ host: h }) transport.host=h',
    "import { ClientsModule } from '@nestjs/microservices'; ClientsModule.register([x]);": 'SERVICE/queue',
    "import axios from 'axios'; axios.create({ baseURL: u });": 'API/api baseURL=u',
    "import { ApolloGateway } from '@apollo/gateway'; new ApolloGateway({ serviceList: [{ name: 'a', url: u }] });":
      'SUBGRAPH/api url=u',
    "import { BullModule } from '@nestjs/bull'; BullModule.forRootAsync({ useFactory });": 'REDIS/queue',
  })) {
    it(text, () => assert.deepEqual(addressesIn(text), [expected.replace(/=\((\{.*?\})\)(?= |$)/g, '=$1')]));
  }

  it('leaves sessions, tokens and namesakes alone', () => {
    assert.deepEqual(addressesIn("import jwt from 'jsonwebtoken'; jwt.sign(a, b); new Pool({ host: 'x' });"), []);
  });

  it('lists no package with one member twice, and only places that begin with an argument', () => {
    const keys = SERVICE_CLIENTS.flatMap(({ module, members }) => members.map((member) => `${module}#${member}`));
    assert.equal(new Set(keys).size, keys.length);
    for (const { address, module } of SERVICE_CLIENTS) {
      for (const place of address) assert.match(place, /^(?:\d|\*)(?:\.[A-Za-z]+)*$/, module);
    }
  });
});
