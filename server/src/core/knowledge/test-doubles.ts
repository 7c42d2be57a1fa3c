/**
 * Stand-ins for backing services, made for tests. Members are relative to the package, `''` being its default export; a
 * package missing here is unknown, and rules stay silent about it.
 */
export const TEST_DOUBLES: readonly {
  readonly module: string;
  readonly members: readonly string[];
  readonly of: string;
}[] = [
  {
    module: 'mongodb-memory-server',
    members: ['MongoMemoryServer', 'MongoMemoryServer.create', 'MongoMemoryReplSet', 'MongoMemoryReplSet.create'],
    of: 'MongoDB',
  },
  {
    module: 'mongodb-memory-server-core',
    members: ['MongoMemoryServer', 'MongoMemoryServer.create', 'MongoMemoryReplSet.create'],
    of: 'MongoDB',
  },
  { module: 'pg-mem', members: ['newDb'], of: 'PostgreSQL' },
  { module: 'ioredis-mock', members: ['', 'Cluster'], of: 'Redis' },
  { module: 'redis-mock', members: ['createClient'], of: 'Redis' },
  { module: 'redis-memory-server', members: ['', 'RedisMemoryServer', 'RedisMemoryServer.create'], of: 'Redis' },
  { module: 'nock', members: [''], of: 'an HTTP service' },
  { module: 'msw/node', members: ['setupServer'], of: 'an HTTP service' },
  { module: 'axios-mock-adapter', members: [''], of: 'an HTTP service' },
  { module: 'aws-sdk-client-mock', members: ['mockClient'], of: 'AWS' },
  { module: 'nodemailer', members: ['createTestAccount'], of: 'a mail server' },
];
