/**
 * Where libraries take secrets (RULES III-2). Sources: the libraries' own documentation, Sonar's S6437 signatures and the
 * semgrep rules on hard-coded session and JWT secrets. A library missing here is unknown, and rules stay silent about it.
 */

/**
 * What the secret does: `signing` lets whoever knows it forge sessions and tokens, `login` and `key` open a service. `session`
 * signs the number of a session that the server keeps, which is random: who forges the signature has to guess that as well.
 */
export type SecretUse = 'signing' | 'session' | 'encryption' | 'login' | 'key' | 'digest';

export interface SecretSink {
  /** Packages, as imported; a `*` stands for any text (`@aws-sdk/client-*`). */
  readonly modules: readonly string[];
  /** Members that are called or constructed; `''` is the default export. */
  readonly members: readonly string[];
  /** A method of what the member makes: `login` for `new Client().login(token)`. */
  readonly method?: string;
  /** Where the secret stands: index of the argument, then the path inside it (`0.auth.pass`). `plugin`: see below. */
  readonly places: readonly string[];
  readonly use: SecretUse;
  /** The variable that conventionally holds it. */
  readonly variable: string;
}

export const SECRET_SINKS: readonly SecretSink[] = [
  // Sessions and cookies.
  sink('express-session', '', '0.secret', 'session', 'SESSION_SECRET'),
  sink('cookie-session', '', '0.secret 0.keys', 'signing', 'SESSION_SECRET'),
  sink('cookie-parser', '', '0', 'signing', 'COOKIE_SECRET'),
  sink('cookie-signature', 'sign unsign', '1', 'signing', 'COOKIE_SECRET'),
  sink('koa-session', '', '0.key.secret', 'signing', 'SESSION_SECRET'),
  sink('iron-session', 'getIronSession sealData unsealData', '*.password', 'encryption', 'SESSION_SECRET'),
  sink(
    'iron-session/next iron-session/express',
    'withIronSessionApiRoute withIronSessionSsr ironSession',
    '*.password',
    'encryption',
    'SESSION_SECRET',
  ),
  sink('hono/cookie', 'setSignedCookie', '3', 'signing', 'COOKIE_SECRET'),
  sink('hono/cookie', 'getSignedCookie', '1', 'signing', 'COOKIE_SECRET'),
  sink('client-sessions', '', '0.secret', 'encryption', 'SESSION_SECRET'),
  sink('keygrip', '', '0', 'signing', 'COOKIE_SECRET'),
  sink(
    '@remix-run/node react-router @react-router/node',
    'createCookieSessionStorage createSessionStorage',
    '0.cookie.secrets',
    'signing',
    'SESSION_SECRET',
  ),
  // Tokens.
  sink('jsonwebtoken', 'sign verify', '1', 'signing', 'JWT_SECRET'),
  sink('jwt-simple', 'encode decode', '1', 'signing', 'JWT_SECRET'),
  sink('@nestjs/jwt', 'JwtModule.register', '0.secret 0.privateKey 0.secretOrPrivateKey', 'signing', 'JWT_SECRET'),
  sink('passport-jwt', 'Strategy', '0.secretOrKey', 'signing', 'JWT_SECRET'),
  sink('express-jwt', ' expressjwt', '0.secret', 'signing', 'JWT_SECRET'),
  sink('koa-jwt', '', '0.secret', 'signing', 'JWT_SECRET'),
  sink('hono/jwt', 'jwt', '0.secret', 'signing', 'JWT_SECRET'),
  sink('hono/jwt', 'sign verify', '1', 'signing', 'JWT_SECRET'),
  sink('jose', 'jwtVerify jwtDecrypt', '1', 'signing', 'JWT_SECRET'),
  made('jose', 'SignJWT', 'sign', '0', 'signing', 'JWT_SECRET'),
  made('jose', 'EncryptJWT', 'encrypt', '0', 'encryption', 'JWT_SECRET'),
  sink(
    'next-auth @auth/core @auth/express',
    ' NextAuth Auth ExpressAuth',
    '0.secret 1.secret 2.secret',
    'signing',
    'AUTH_SECRET',
  ),
  sink('next-auth/jwt', 'getToken encode decode', '0.secret', 'signing', 'AUTH_SECRET'),
  sink('better-auth', 'betterAuth', '0.secret', 'signing', 'AUTH_SECRET'),
  sink('passport-*', ' Strategy OAuth2Strategy', '0.clientSecret 0.consumerSecret', 'key', 'OAUTH_CLIENT_SECRET'),
  sink('next-auth/providers/*', '', '0.clientSecret', 'key', 'OAUTH_CLIENT_SECRET'),
  // Cryptography.
  sink('crypto', 'createCipheriv createDecipheriv', '1', 'encryption', 'ENCRYPTION_KEY'),
  sink('crypto', 'createSecretKey', '0', 'encryption', 'ENCRYPTION_KEY'),
  sink('crypto', 'createHmac', '1', 'digest', 'HMAC_KEY'),
  sink('crypto-js', 'AES.encrypt AES.decrypt TripleDES.encrypt TripleDES.decrypt', '1', 'encryption', 'ENCRYPTION_KEY'),
  sink('crypto-js', 'HmacSHA1 HmacSHA256 HmacSHA512', '1', 'digest', 'HMAC_KEY'),
  sink('crypto-js/aes', 'encrypt decrypt', '1', 'encryption', 'ENCRYPTION_KEY'),
  // Databases and caches.
  sink('pg', 'Pool Client native.Pool native.Client', '0.password', 'login', 'DATABASE_PASSWORD'),
  sink('postgres', '', '0.password 0.pass 1.password 1.pass', 'login', 'DATABASE_PASSWORD'),
  sink('pg-promise', '', '0.password', 'login', 'DATABASE_PASSWORD'),
  sink(
    'mysql mysql2 mysql2/promise mariadb',
    'createConnection createPool',
    '0.password',
    'login',
    'DATABASE_PASSWORD',
  ),
  sink('mssql', 'connect ConnectionPool', '0.password', 'login', 'DATABASE_PASSWORD'),
  sink('tedious', 'Connection', '0.authentication.options.password', 'login', 'DATABASE_PASSWORD'),
  sink('oracledb', 'getConnection createPool', '0.password', 'login', 'DATABASE_PASSWORD'),
  sink('typeorm', 'DataSource createConnection', '0.password', 'login', 'DATABASE_PASSWORD'),
  sink('@nestjs/typeorm', 'TypeOrmModule.forRoot', '0.password', 'login', 'DATABASE_PASSWORD'),
  sink('@nestjs/sequelize', 'SequelizeModule.forRoot', '0.password', 'login', 'DATABASE_PASSWORD'),
  sink('sequelize sequelize-typescript', ' Sequelize', '0.password 2', 'login', 'DATABASE_PASSWORD'),
  sink('knex', ' knex', '0.connection.password', 'login', 'DATABASE_PASSWORD'),
  sink(
    '@mikro-orm/core @mikro-orm/postgresql @mikro-orm/mysql',
    'MikroORM.init defineConfig',
    '0.password',
    'login',
    'DATABASE_PASSWORD',
  ),
  sink('mongodb', 'MongoClient MongoClient.connect', '1.auth.password', 'login', 'MONGODB_PASSWORD'),
  sink('mongoose', 'connect createConnection', '1.pass 1.auth.password', 'login', 'MONGODB_PASSWORD'),
  sink('@nestjs/mongoose', 'MongooseModule.forRoot', '1.pass 1.auth.password', 'login', 'MONGODB_PASSWORD'),
  sink('cassandra-driver', 'Client', '0.credentials.password', 'login', 'CASSANDRA_PASSWORD'),
  sink('neo4j-driver', 'auth.basic', '1', 'login', 'NEO4J_PASSWORD'),
  sink('@clickhouse/client', 'createClient', '0.password', 'login', 'CLICKHOUSE_PASSWORD'),
  sink(
    'redis @redis/client',
    'createClient createCluster',
    '0.password 0.defaults.password',
    'login',
    'REDIS_PASSWORD',
  ),
  sink('ioredis', ' Redis', '0.password 1.password 2.password', 'login', 'REDIS_PASSWORD'),
  sink('ioredis', 'Cluster Redis.Cluster', '1.redisOptions.password', 'login', 'REDIS_PASSWORD'),
  // Queues.
  sink('bull', '', '1.redis.password 2.redis.password', 'login', 'REDIS_PASSWORD'),
  sink('bullmq', 'Queue Worker QueueEvents FlowProducer', '*.connection.password', 'login', 'REDIS_PASSWORD'),
  sink('@nestjs/bull', 'BullModule.forRoot', '0.redis.password', 'login', 'REDIS_PASSWORD'),
  sink('@nestjs/bullmq', 'BullModule.forRoot', '0.connection.password', 'login', 'REDIS_PASSWORD'),
  sink('amqplib amqplib/callback_api', 'connect', '0.password', 'login', 'AMQP_PASSWORD'),
  sink('kafkajs', 'Kafka', '0.sasl.password 0.sasl.secretAccessKey', 'login', 'KAFKA_PASSWORD'),
  sink('nats', 'connect', '0.pass 0.token', 'login', 'NATS_PASSWORD'),
  sink('mqtt', 'connect connectAsync', '0.password 1.password', 'login', 'MQTT_PASSWORD'),
  // Search, mail, directories, files.
  sink(
    '@elastic/elasticsearch @opensearch-project/opensearch',
    'Client',
    '0.auth.password 0.auth.apiKey',
    'login',
    'ELASTICSEARCH_PASSWORD',
  ),
  sink('meilisearch', 'MeiliSearch Meilisearch', '0.apiKey', 'key', 'MEILISEARCH_API_KEY'),
  sink('typesense', 'Client', '0.apiKey', 'key', 'TYPESENSE_API_KEY'),
  sink(
    'nodemailer',
    'createTransport',
    '0.auth.pass 0.auth.clientSecret 0.auth.refreshToken',
    'login',
    'SMTP_PASSWORD',
  ),
  sink('@nestjs-modules/mailer', 'MailerModule.forRoot', '0.transport.auth.pass', 'login', 'SMTP_PASSWORD'),
  sink('imapflow', 'ImapFlow', '0.auth.pass', 'login', 'IMAP_PASSWORD'),
  sink('imap', '', '0.password', 'login', 'IMAP_PASSWORD'),
  made('ldapjs', 'createClient', 'bind', '1', 'login', 'LDAP_PASSWORD'),
  sink('passport-ldapauth', '', '0.server.bindCredentials', 'login', 'LDAP_PASSWORD'),
  made('ssh2-sftp-client', '', 'connect', '0.password 0.passphrase 0.privateKey', 'login', 'SFTP_PASSWORD'),
  made('ssh2', 'Client', 'connect', '0.password 0.passphrase 0.privateKey', 'login', 'SSH_PASSWORD'),
  // Clouds.
  sink(
    '@aws-sdk/client-* @aws-sdk/s3-request-presigner',
    '*',
    '0.credentials.secretAccessKey 0.credentials.sessionToken',
    'key',
    'AWS_SECRET_ACCESS_KEY',
  ),
  sink(
    'aws-sdk',
    'config.update S3 SQS SNS SES DynamoDB DynamoDB.DocumentClient Lambda Credentials',
    '0.secretAccessKey 0.credentials.secretAccessKey',
    'key',
    'AWS_SECRET_ACCESS_KEY',
  ),
  sink('minio', 'Client', '0.secretKey', 'key', 'MINIO_SECRET_KEY'),
  sink('cloudinary', 'config v2.config', '0.api_secret', 'key', 'CLOUDINARY_API_SECRET'),
  sink('firebase-admin', 'credential.cert', '0.private_key 0.privateKey', 'key', 'FIREBASE_PRIVATE_KEY'),
  sink('firebase-admin/app', 'cert', '0.private_key 0.privateKey', 'key', 'FIREBASE_PRIVATE_KEY'),
  sink('@google-cloud/*', '*', '0.credentials.private_key', 'key', 'GOOGLE_PRIVATE_KEY'),
  sink('@azure/identity', 'ClientSecretCredential', '2', 'key', 'AZURE_CLIENT_SECRET'),
  sink('@azure/storage-blob', 'StorageSharedKeyCredential', '1', 'key', 'AZURE_STORAGE_KEY'),
  // Services reached by a key.
  sink('stripe', ' Stripe', '0', 'key', 'STRIPE_SECRET_KEY'),
  made('stripe', ' Stripe', 'webhooks.constructEvent', '2', 'key', 'STRIPE_WEBHOOK_SECRET'),
  sink('openai', ' OpenAI AzureOpenAI', '0.apiKey', 'key', 'OPENAI_API_KEY'),
  sink('@anthropic-ai/sdk', ' Anthropic', '0.apiKey', 'key', 'ANTHROPIC_API_KEY'),
  sink('@google/generative-ai', 'GoogleGenerativeAI', '0', 'key', 'GOOGLE_API_KEY'),
  sink('@google/genai', 'GoogleGenAI', '0.apiKey', 'key', 'GOOGLE_API_KEY'),
  sink('groq-sdk', ' Groq', '0.apiKey', 'key', 'GROQ_API_KEY'),
  sink('twilio', ' Twilio', '1', 'key', 'TWILIO_AUTH_TOKEN'),
  sink('@sendgrid/mail @sendgrid/client', 'setApiKey', '0', 'key', 'SENDGRID_API_KEY'),
  sink('postmark', 'ServerClient', '0', 'key', 'POSTMARK_TOKEN'),
  sink('resend', 'Resend', '0', 'key', 'RESEND_API_KEY'),
  sink('mailgun-js', '', '0.apiKey', 'key', 'MAILGUN_API_KEY'),
  made('mailgun.js', '', 'client', '0.key', 'key', 'MAILGUN_API_KEY'),
  sink('@octokit/rest @octokit/core octokit', 'Octokit', '0.auth', 'key', 'GITHUB_TOKEN'),
  sink('@slack/bolt', 'App', '0.token 0.signingSecret 0.appToken', 'key', 'SLACK_TOKEN'),
  sink('@slack/web-api', 'WebClient', '0', 'key', 'SLACK_TOKEN'),
  made('discord.js', 'Client', 'login', '0', 'key', 'DISCORD_TOKEN'),
  made('discord.js', 'REST', 'setToken', '0', 'key', 'DISCORD_TOKEN'),
  sink('telegraf', 'Telegraf', '0', 'key', 'TELEGRAM_TOKEN'),
  sink('node-telegram-bot-api', '', '0', 'key', 'TELEGRAM_TOKEN'),
  sink('grammy', 'Bot', '0', 'key', 'TELEGRAM_TOKEN'),
  sink('pusher', '', '0.secret', 'key', 'PUSHER_SECRET'),
  sink('razorpay', '', '0.key_secret', 'key', 'RAZORPAY_KEY_SECRET'),
];

/** Plugins handed to `register(plugin, options)` (fastify) with the path of the secret in their options. */
export const SECRET_PLUGINS: readonly SecretSink[] = [
  sink('@fastify/jwt fastify-jwt', '', '1.secret', 'signing', 'JWT_SECRET'),
  sink('@fastify/cookie fastify-cookie', '', '1.secret', 'signing', 'COOKIE_SECRET'),
  sink('@fastify/session fastify-session', '', '1.secret', 'session', 'SESSION_SECRET'),
  sink('@fastify/secure-session', '', '1.key 1.secret', 'encryption', 'SESSION_SECRET'),
  sink('@fastify/oauth2', '', '1.credentials.client.secret', 'key', 'OAUTH_CLIENT_SECRET'),
  sink('@fastify/postgres @fastify/mysql', '', '1.password', 'login', 'DATABASE_PASSWORD'),
  sink('@fastify/redis', '', '1.password', 'login', 'REDIS_PASSWORD'),
];

/** Properties set on what a package makes: `app.keys = […]`. */
export const SECRET_PROPERTIES: readonly { module: string; property: string; use: SecretUse; variable: string }[] = [
  { module: 'koa', property: 'keys', use: 'signing', variable: 'COOKIE_SECRET' },
];

/** The sinks that a member of a package is. */
export function sinksOf(module: string, member: string): readonly SecretSink[] {
  const exact = EXACT_SINKS.get(module) ?? [];
  return [...exact, ...PATTERN_SINKS].filter((entry) => isSink(entry, module, member));
}

export function pluginSinksOf(module: string, member: string): readonly SecretSink[] {
  return SECRET_PLUGINS.filter((entry) => isSink(entry, module, member));
}

export function isSink({ modules, members }: SecretSink, module: string, member: string): boolean {
  return modules.some((name) => matches(name, module)) && members.some((name) => matches(name, member));
}

const PATTERN_SINKS: readonly SecretSink[] = SECRET_SINKS.filter(({ modules }) =>
  modules.some((name) => name.includes('*')),
);

const EXACT_SINKS: ReadonlyMap<string, readonly SecretSink[]> = byModule();

function byModule(): Map<string, SecretSink[]> {
  const index = new Map<string, SecretSink[]>();
  for (const entry of SECRET_SINKS) {
    if (PATTERN_SINKS.includes(entry)) continue;
    for (const name of entry.modules) index.set(name, [...(index.get(name) ?? []), entry]);
  }
  return index;
}

function sink(modules: string, members: string, places: string, use: SecretUse, variable: string): SecretSink {
  return { modules: modules.split(' '), members: members.split(' '), places: places.split(' '), use, variable };
}

function made(
  modules: string,
  members: string,
  method: string,
  places: string,
  use: SecretUse,
  variable: string,
): SecretSink {
  return { ...sink(modules, members, places, use, variable), method };
}

function matches(pattern: string, text: string): boolean {
  const star = pattern.indexOf('*');
  return star < 0 ? pattern === text : text.startsWith(pattern.slice(0, star));
}
