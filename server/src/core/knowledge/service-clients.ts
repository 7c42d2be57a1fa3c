import { WordSearch } from '../text/word-search';

/**
 * Clients of backing services: how variables of theirs are called, and where their configuration sits (RULES §1.6).
 * A package missing here is unknown, and rules stay silent about it.
 */
export interface ServiceClient {
  readonly module: string;
  /** Callable or constructible members; `''` is the default export or the module. */
  readonly members: readonly string[];
  /** Prefix of conventional variable names: `DATABASE`, `REDIS`, … */
  readonly prefix: string;
  /** Kind of service, so that drift between deploys can be told. */
  readonly family:
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
}

export const SERVICE_CLIENTS: readonly ServiceClient[] = [
  { module: 'pg', members: ['Pool', 'Client', 'native.Pool', 'native.Client'], prefix: 'DATABASE', family: 'database' },
  { module: 'pg-promise', members: [''], prefix: 'DATABASE', family: 'database' },
  { module: 'postgres', members: [''], prefix: 'DATABASE', family: 'database' },
  { module: 'mysql', members: ['createConnection', 'createPool'], prefix: 'DATABASE', family: 'database' },
  { module: 'mysql2', members: ['createConnection', 'createPool'], prefix: 'DATABASE', family: 'database' },
  { module: 'mysql2/promise', members: ['createConnection', 'createPool'], prefix: 'DATABASE', family: 'database' },
  { module: 'mariadb', members: ['createConnection', 'createPool'], prefix: 'DATABASE', family: 'database' },
  { module: 'mssql', members: ['connect', 'ConnectionPool'], prefix: 'DATABASE', family: 'database' },
  { module: 'oracledb', members: ['getConnection', 'createPool'], prefix: 'DATABASE', family: 'database' },
  { module: 'mongodb', members: ['MongoClient', 'MongoClient.connect'], prefix: 'MONGODB', family: 'database' },
  { module: 'mongoose', members: ['connect', 'createConnection'], prefix: 'MONGODB', family: 'database' },
  { module: 'typeorm', members: ['DataSource', 'createConnection'], prefix: 'DATABASE', family: 'database' },
  { module: '@nestjs/typeorm', members: ['TypeOrmModule.forRoot'], prefix: 'DATABASE', family: 'database' },
  { module: '@nestjs/mongoose', members: ['MongooseModule.forRoot'], prefix: 'MONGODB', family: 'database' },
  { module: '@nestjs/sequelize', members: ['SequelizeModule.forRoot'], prefix: 'DATABASE', family: 'database' },
  { module: 'sequelize', members: ['', 'Sequelize'], prefix: 'DATABASE', family: 'database' },
  { module: 'sequelize-typescript', members: ['Sequelize'], prefix: 'DATABASE', family: 'database' },
  { module: 'knex', members: ['', 'knex'], prefix: 'DATABASE', family: 'database' },
  { module: '@mikro-orm/core', members: ['MikroORM.init'], prefix: 'DATABASE', family: 'database' },
  { module: 'drizzle-orm/node-postgres', members: ['drizzle'], prefix: 'DATABASE', family: 'database' },
  { module: 'drizzle-orm/mysql2', members: ['drizzle'], prefix: 'DATABASE', family: 'database' },
  { module: 'cassandra-driver', members: ['Client'], prefix: 'CASSANDRA', family: 'database' },
  { module: 'neo4j-driver', members: ['driver'], prefix: 'NEO4J', family: 'database' },
  { module: '@clickhouse/client', members: ['createClient'], prefix: 'CLICKHOUSE', family: 'database' },
  { module: 'redis', members: ['createClient', 'createCluster'], prefix: 'REDIS', family: 'cache' },
  { module: '@redis/client', members: ['createClient', 'createCluster'], prefix: 'REDIS', family: 'cache' },
  { module: 'ioredis', members: ['', 'Redis', 'Cluster', 'Redis.Cluster'], prefix: 'REDIS', family: 'cache' },
  { module: 'memcached', members: [''], prefix: 'MEMCACHED', family: 'cache' },
  { module: 'memjs', members: ['Client.create'], prefix: 'MEMCACHED', family: 'cache' },
  { module: '@elastic/elasticsearch', members: ['Client'], prefix: 'ELASTICSEARCH', family: 'search' },
  { module: '@opensearch-project/opensearch', members: ['Client'], prefix: 'OPENSEARCH', family: 'search' },
  { module: 'meilisearch', members: ['MeiliSearch', 'Meilisearch'], prefix: 'MEILISEARCH', family: 'search' },
  { module: 'typesense', members: ['Client'], prefix: 'TYPESENSE', family: 'search' },
  { module: 'algoliasearch', members: ['', 'algoliasearch'], prefix: 'ALGOLIA', family: 'search' },
  { module: 'amqplib', members: ['connect'], prefix: 'AMQP', family: 'queue' },
  { module: 'amqp-connection-manager', members: ['connect'], prefix: 'AMQP', family: 'queue' },
  { module: 'kafkajs', members: ['Kafka'], prefix: 'KAFKA', family: 'queue' },
  { module: 'nats', members: ['connect'], prefix: 'NATS', family: 'queue' },
  { module: 'mqtt', members: ['connect'], prefix: 'MQTT', family: 'queue' },
  { module: 'bullmq', members: ['Queue', 'Worker', 'QueueEvents', 'FlowProducer'], prefix: 'REDIS', family: 'queue' },
  { module: 'bull', members: [''], prefix: 'REDIS', family: 'queue' },
  { module: '@nestjs/bull', members: ['BullModule.forRoot'], prefix: 'REDIS', family: 'queue' },
  { module: '@nestjs/bullmq', members: ['BullModule.forRoot'], prefix: 'REDIS', family: 'queue' },
  { module: 'minio', members: ['Client'], prefix: 'MINIO', family: 'storage' },
  { module: '@aws-sdk/client-s3', members: ['S3Client', 'S3'], prefix: 'AWS', family: 'storage' },
  { module: '@aws-sdk/client-sqs', members: ['SQSClient', 'SQS'], prefix: 'AWS', family: 'queue' },
  { module: '@aws-sdk/client-sns', members: ['SNSClient', 'SNS'], prefix: 'AWS', family: 'queue' },
  { module: '@aws-sdk/client-ses', members: ['SESClient', 'SES'], prefix: 'AWS', family: 'mail' },
  { module: '@aws-sdk/client-dynamodb', members: ['DynamoDBClient', 'DynamoDB'], prefix: 'AWS', family: 'database' },
  {
    module: 'aws-sdk',
    members: ['S3', 'SQS', 'SNS', 'SES', 'DynamoDB', 'config.update'],
    prefix: 'AWS',
    family: 'storage',
  },
  { module: 'nodemailer', members: ['createTransport'], prefix: 'SMTP', family: 'mail' },
  { module: '@sendgrid/mail', members: ['setApiKey'], prefix: 'SENDGRID', family: 'mail' },
  { module: 'mailgun.js', members: ['', 'client'], prefix: 'MAILGUN', family: 'mail' },
  { module: 'postmark', members: ['ServerClient'], prefix: 'POSTMARK', family: 'mail' },
  { module: 'resend', members: ['Resend'], prefix: 'RESEND', family: 'mail' },
  { module: 'twilio', members: [''], prefix: 'TWILIO', family: 'api' },
  { module: 'stripe', members: ['', 'Stripe'], prefix: 'STRIPE', family: 'payment' },
  { module: 'openai', members: ['', 'OpenAI'], prefix: 'OPENAI', family: 'api' },
  { module: '@anthropic-ai/sdk', members: ['', 'Anthropic'], prefix: 'ANTHROPIC', family: 'api' },
  { module: 'cloudinary', members: ['v2.config', 'config'], prefix: 'CLOUDINARY', family: 'storage' },
  { module: 'ldapjs', members: ['createClient'], prefix: 'LDAP', family: 'directory' },
  { module: 'ssh2-sftp-client', members: [''], prefix: 'SFTP', family: 'storage' },
  { module: 'axios', members: ['create'], prefix: 'API', family: 'api' },
  { module: 'got', members: ['extend'], prefix: 'API', family: 'api' },
  { module: 'ky', members: ['create', 'extend'], prefix: 'API', family: 'api' },
  { module: 'express-session', members: [''], prefix: 'SESSION', family: 'auth' },
  { module: 'cookie-session', members: [''], prefix: 'SESSION', family: 'auth' },
  { module: 'cookie-parser', members: [''], prefix: 'COOKIE', family: 'auth' },
  { module: '@fastify/session', members: [''], prefix: 'SESSION', family: 'auth' },
  { module: '@fastify/cookie', members: [''], prefix: 'COOKIE', family: 'auth' },
  { module: '@fastify/jwt', members: [''], prefix: 'JWT', family: 'auth' },
  { module: '@fastify/secure-session', members: [''], prefix: 'SESSION', family: 'auth' },
  { module: 'jsonwebtoken', members: ['sign', 'verify'], prefix: 'JWT', family: 'auth' },
  { module: '@nestjs/jwt', members: ['JwtModule.register'], prefix: 'JWT', family: 'auth' },
  { module: 'passport-jwt', members: ['Strategy'], prefix: 'JWT', family: 'auth' },
  { module: 'hono/jwt', members: ['jwt', 'sign', 'verify'], prefix: 'JWT', family: 'auth' },
  { module: 'koa-session', members: [''], prefix: 'SESSION', family: 'auth' },
  { module: 'iron-session', members: ['getIronSession'], prefix: 'SESSION', family: 'auth' },
];

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
  return SERVICE_CLIENTS.find(
    ({ module, members }) => module === reference.module && members.includes(reference.member),
  );
}
