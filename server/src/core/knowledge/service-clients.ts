import { WordSearch } from '../text/word-search';

/**
 * Clients of backing services: how variables of theirs are called, and where their address sits (RULES §1.6).
 * A package missing here is unknown, and rules stay silent about it.
 */
export interface ServiceClient {
  readonly module: string;
  /** Callable or constructible members; `''` is the default export or the module. */
  readonly members: readonly string[];
  /** Prefix of conventional variable names: `DATABASE`, `REDIS`, … */
  readonly prefix: string;
  /** Kind of service, so that drift between deploys can be told. */
  readonly family: ServiceFamilyName;
  /**
   * Where the address stands: index of the argument, then the path inside it (`0.connection.host`); `*` is any argument.
   * Empty for services that have one address for everybody, and for libraries that only check signatures.
   */
  readonly address: readonly string[];
}

export type ServiceFamilyName =
  | 'database'
  | 'cache'
  | 'queue'
  | 'search'
  | 'mail'
  | 'storage'
  | 'payment'
  | 'api'
  | 'directory'
  | 'auth';

/** Options of the drivers and of what is built on them. */
const SQL = '0 0.host 0.server 0.connectionString 0.url 0.uri';
const ORM = '0 0.host 0.server 0.url 0.clientUrl 0.replication.master.host 0.replication.master.url';
const DRIZZLE = '0 0.connection 0.connection.connectionString 0.connection.url 0.connection.uri 0.connection.host';
const REDIS = '0 0.url 0.host 0.socket.host';
const BULLMQ = '1.connection.host 1.connection.url 2.connection.host 2.connection.url';

export const SERVICE_CLIENTS: readonly ServiceClient[] = [
  // Databases.
  ...clients('pg', 'Pool Client native.Pool native.Client', 'DATABASE', 'database', SQL),
  ...clients('pg-promise', '', 'DATABASE', 'database', SQL),
  ...clients('pg-pool', '', 'DATABASE', 'database', SQL),
  ...clients('postgres', '', 'DATABASE', 'database', `${SQL} 0.hostname`),
  ...clients('@neondatabase/serverless', 'neon Pool Client', 'DATABASE', 'database', SQL),
  ...clients('mysql mysql2 mysql2/promise mariadb', 'createConnection createPool', 'DATABASE', 'database', SQL),
  ...clients('mssql', 'connect ConnectionPool', 'DATABASE', 'database', SQL),
  ...clients('tedious', 'Connection', 'DATABASE', 'database', '0.server'),
  ...clients('oracledb', 'getConnection createPool', 'DATABASE', 'database', '0.connectString 0.connectionString'),
  ...clients('mongodb', 'MongoClient MongoClient.connect', 'MONGODB', 'database', '0'),
  ...clients('mongoose', 'connect createConnection', 'MONGODB', 'database', '0'),
  ...clients('typeorm', 'DataSource createConnection', 'DATABASE', 'database', ORM),
  ...clients('@nestjs/typeorm', 'TypeOrmModule.forRoot', 'DATABASE', 'database', ORM),
  ...clients('@nestjs/mongoose', 'MongooseModule.forRoot', 'MONGODB', 'database', '0'),
  ...clients('@nestjs/sequelize', 'SequelizeModule.forRoot', 'DATABASE', 'database', `${ORM} 0.uri`),
  ...clients('sequelize sequelize-typescript', ' Sequelize', 'DATABASE', 'database', '0 0.host 1.host 3.host'),
  ...clients('@sequelize/core', 'Sequelize', 'DATABASE', 'database', '0.url 0.host'),
  ...clients(
    'knex',
    ' knex',
    'DATABASE',
    'database',
    '0 0.connection 0.connection.host 0.connection.server 0.connection.connectionString',
  ),
  ...clients(
    '@mikro-orm/core @mikro-orm/postgresql @mikro-orm/mysql @mikro-orm/mariadb @mikro-orm/mongodb',
    'MikroORM.init defineConfig',
    'DATABASE',
    'database',
    ORM,
  ),
  ...clients('@mikro-orm/nestjs', 'MikroOrmModule.forRoot', 'DATABASE', 'database', ORM),
  ...clients(
    'drizzle-orm/node-postgres drizzle-orm/postgres-js drizzle-orm/mysql2',
    'drizzle',
    'DATABASE',
    'database',
    DRIZZLE,
  ),
  ...clients('@prisma/client', 'PrismaClient', 'DATABASE', 'database', '0.datasourceUrl 0.datasources.db.url'),
  ...clients('cassandra-driver', 'Client', 'CASSANDRA', 'database', '0.contactPoints'),
  ...clients('neo4j-driver', 'driver', 'NEO4J', 'database', '0'),
  ...clients('@clickhouse/client', 'createClient', 'CLICKHOUSE', 'database', '0.url 0.host'),
  ...clients('@influxdata/influxdb-client', 'InfluxDB', 'INFLUXDB', 'database', '0 0.url'),
  ...clients('@libsql/client', 'createClient', 'DATABASE', 'database', '0.url'),
  ...clients('@supabase/supabase-js', 'createClient', 'SUPABASE', 'database', '0'),
  // Caches.
  ...clients('redis @redis/client', 'createClient', 'REDIS', 'cache', REDIS),
  ...clients('redis @redis/client', 'createCluster', 'REDIS', 'cache', '0.rootNodes'),
  ...clients('ioredis', ' Redis', 'REDIS', 'cache', '0 0.host 1 1.host 0.sentinels'),
  ...clients('ioredis', 'Cluster Redis.Cluster', 'REDIS', 'cache', '0'),
  ...clients('@upstash/redis', 'Redis', 'REDIS', 'cache', '0.url'),
  ...clients('memcached', '', 'MEMCACHED', 'cache', '0'),
  ...clients('memjs', 'Client.create', 'MEMCACHED', 'cache', '0'),
  // Search.
  ...clients('@elastic/elasticsearch', 'Client', 'ELASTICSEARCH', 'search', '0.node 0.nodes'),
  ...clients('@opensearch-project/opensearch', 'Client', 'OPENSEARCH', 'search', '0.node 0.nodes'),
  ...clients('@nestjs/elasticsearch', 'ElasticsearchModule.register', 'ELASTICSEARCH', 'search', '0.node 0.nodes'),
  ...clients('meilisearch', 'MeiliSearch Meilisearch', 'MEILISEARCH', 'search', '0.host'),
  ...clients('typesense', 'Client', 'TYPESENSE', 'search', '0.nodes'),
  ...clients('algoliasearch', ' algoliasearch', 'ALGOLIA', 'search', ''),
  // Queues.
  ...clients('amqplib amqplib/callback_api', 'connect', 'AMQP', 'queue', '0 0.hostname'),
  ...clients('amqp-connection-manager', 'connect', 'AMQP', 'queue', '0'),
  ...clients('rabbitmq-client', 'Connection', 'AMQP', 'queue', '0 0.hosts 0.url'),
  ...clients('kafkajs', 'Kafka', 'KAFKA', 'queue', '0.brokers'),
  ...clients('nats @nats-io/transport-node', 'connect', 'NATS', 'queue', '0.servers'),
  ...clients('mqtt', 'connect connectAsync', 'MQTT', 'queue', '0 0.host 0.hostname 0.servers'),
  ...clients('bullmq', 'Queue QueueEvents Worker', 'REDIS', 'queue', BULLMQ),
  ...clients('bullmq', 'FlowProducer', 'REDIS', 'queue', '0.connection.host 0.connection.url'),
  ...clients('bull', '', 'REDIS', 'queue', '1 1.redis 1.redis.host 2.redis.host'),
  ...clients('bee-queue', '', 'REDIS', 'queue', '1.redis 1.redis.host 1.redis.url'),
  ...clients('@nestjs/bull', 'BullModule.forRoot', 'REDIS', 'queue', '0.redis 0.redis.host 0.url'),
  ...clients('@nestjs/bullmq', 'BullModule.forRoot', 'REDIS', 'queue', '0.connection.host 0.connection.url'),
  ...clients(
    '@nestjs/microservices',
    'ClientsModule.register ClientProxyFactory.create',
    'SERVICE',
    'queue',
    '0.options.urls 0.options.servers 0.options.host 0.options.url 0.options.client.brokers',
  ),
  ...clients('pg-boss', '', 'DATABASE', 'queue', '0 0.host 0.connectionString'),
  // Storage and the rest of the clouds.
  ...clients('minio', 'Client', 'MINIO', 'storage', '0.endPoint'),
  ...clients('@aws-sdk/client-s3', 'S3Client S3', 'AWS', 'storage', '0.endpoint'),
  ...clients('@aws-sdk/client-sqs', 'SQSClient SQS', 'AWS', 'queue', '0.endpoint'),
  ...clients('@aws-sdk/client-sns', 'SNSClient SNS', 'AWS', 'queue', '0.endpoint'),
  ...clients('@aws-sdk/client-ses', 'SESClient SES', 'AWS', 'mail', '0.endpoint'),
  ...clients('@aws-sdk/client-sesv2', 'SESv2Client SESv2', 'AWS', 'mail', '0.endpoint'),
  ...clients('@aws-sdk/client-dynamodb', 'DynamoDBClient DynamoDB', 'AWS', 'database', '0.endpoint'),
  ...clients('aws-sdk', 'S3 SQS SNS SES DynamoDB DynamoDB.DocumentClient', 'AWS', 'storage', '0.endpoint'),
  ...clients('aws-sdk', 'config.update', 'AWS', 'storage', '0.endpoint'),
  ...clients('aws-sdk', 'Endpoint', 'AWS', 'storage', '0'),
  ...clients('@google-cloud/storage', 'Storage', 'GCS', 'storage', '0.apiEndpoint'),
  ...clients('@google-cloud/pubsub', 'PubSub', 'PUBSUB', 'queue', '0.apiEndpoint'),
  ...clients(
    '@azure/storage-blob',
    'BlobServiceClient BlobServiceClient.fromConnectionString',
    'AZURE_STORAGE',
    'storage',
    '0',
  ),
  ...clients('@azure/service-bus', 'ServiceBusClient', 'AZURE_SERVICE_BUS', 'queue', '0'),
  ...clients('@azure/cosmos', 'CosmosClient', 'COSMOS', 'database', '0 0.endpoint'),
  ...clients('cloudinary', 'v2.config config', 'CLOUDINARY', 'storage', ''),
  // Mail.
  ...clients('nodemailer', 'createTransport', 'SMTP', 'mail', '0 0.host 0.url'),
  ...clients('@nestjs-modules/mailer', 'MailerModule.forRoot', 'SMTP', 'mail', '0.transport 0.transport.host'),
  ...clients('emailjs', 'SMTPClient', 'SMTP', 'mail', '0.host'),
  ...clients('@sendgrid/mail', 'setApiKey', 'SENDGRID', 'mail', ''),
  ...clients('mailgun.js', ' client', 'MAILGUN', 'mail', ''),
  ...clients('postmark', 'ServerClient', 'POSTMARK', 'mail', ''),
  ...clients('resend', 'Resend', 'RESEND', 'mail', ''),
  // Directories and file servers.
  ...clients('ldapjs', 'createClient', 'LDAP', 'directory', '0.url'),
  ...clients('ldapts', 'Client', 'LDAP', 'directory', '0.url'),
  ...clients('ssh2-sftp-client', '', 'SFTP', 'storage', ''),
  // APIs: most are the same for every deploy.
  ...clients('twilio', '', 'TWILIO', 'api', ''),
  ...clients('stripe', ' Stripe', 'STRIPE', 'payment', ''),
  ...clients('openai', ' OpenAI', 'OPENAI', 'api', '0.baseURL'),
  ...clients('@anthropic-ai/sdk', ' Anthropic', 'ANTHROPIC', 'api', '0.baseURL'),
  ...clients('axios', 'create', 'API', 'api', '0.baseURL'),
  ...clients('got', 'extend', 'API', 'api', '0.prefixUrl'),
  ...clients('ky', 'create extend', 'API', 'api', '0.prefixUrl'),
  ...clients('@apollo/gateway', 'IntrospectAndCompose', 'SUBGRAPH', 'api', '0.subgraphs'),
  ...clients('@apollo/gateway', 'ApolloGateway', 'SUBGRAPH', 'api', '0.serviceList'),
  // Sessions and tokens: no service, but their variables have names.
  ...clients('express-session cookie-session', '', 'SESSION', 'auth', ''),
  ...clients('cookie-parser @fastify/cookie', '', 'COOKIE', 'auth', ''),
  ...clients('@fastify/session @fastify/secure-session', '', 'SESSION', 'auth', ''),
  ...clients('@fastify/jwt', '', 'JWT', 'auth', ''),
  ...clients('jsonwebtoken', 'sign verify', 'JWT', 'auth', ''),
  ...clients('@nestjs/jwt', 'JwtModule.register', 'JWT', 'auth', ''),
  ...clients('passport-jwt', 'Strategy', 'JWT', 'auth', ''),
  ...clients('hono/jwt', 'jwt sign verify', 'JWT', 'auth', ''),
  ...clients('koa-session', '', 'SESSION', 'auth', ''),
  ...clients('iron-session', 'getIronSession', 'SESSION', 'auth', ''),
];

/** Options under which an element of a list of hosts keeps its own: `nodes: [{ host }]`, `rootNodes: [{ url }]`. */
export const LISTED_ADDRESS_OPTIONS: readonly string[] = ['host', 'url', 'node', 'hostname'];

/** Prefix of conventional variable names by package. */
export const CLIENT_NAMES: ReadonlyMap<string, string> = new Map(
  SERVICE_CLIENTS.map(({ module, prefix }) => [module, prefix]),
);

/** True for a text that imports a client of a backing service. */
export function mayMakeClient(text: string): boolean {
  return CLIENT_IMPORT.isIn(text);
}

const CLIENT_IMPORT = new WordSearch(
  SERVICE_CLIENTS.filter(({ family }) => family !== 'auth').flatMap(({ module }) => [`'${module}'`, `"${module}"`]),
);

/** The client a call or `new` makes, by the import its callee refers to. */
export function serviceClientOf(reference: { module: string; member: string } | undefined): ServiceClient | undefined {
  if (reference === undefined) return undefined;
  return BY_MODULE.get(reference.module)?.find(({ members }) => members.includes(reference.member));
}

const BY_MODULE: ReadonlyMap<string, readonly ServiceClient[]> = byModule();

function byModule(): Map<string, ServiceClient[]> {
  const index = new Map<string, ServiceClient[]>();
  for (const client of SERVICE_CLIENTS) index.set(client.module, [...(index.get(client.module) ?? []), client]);
  return index;
}

function clients(
  modules: string,
  members: string,
  prefix: string,
  family: ServiceFamilyName,
  address: string,
): ServiceClient[] {
  return modules.split(' ').map((module) => ({
    module,
    members: members.split(' '),
    prefix,
    family,
    address: address === '' ? [] : address.split(' '),
  }));
}
