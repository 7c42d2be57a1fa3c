import { splitName } from './names';

/**
 * Which services can stand in for one another without being the same (RULES X-1): by the words of options such as
 * `dialect`, by the package that makes the client, and by the names of classes of a project's own.
 */
export type ServiceGroup = 'database' | 'store' | 'storage' | 'mail';

export interface ServiceKind {
  readonly group: ServiceGroup;
  /** Equal for services that speak the same protocol. */
  readonly kind: string;
  /** The other side may be the real one; this one is a stand-in that a deploy has not got. */
  readonly standIn: boolean;
}

/** What a group is called at the end of a sentence. */
export const GROUP_NAMES: Readonly<Record<ServiceGroup, string>> = {
  database: 'the database',
  store: 'the store',
  storage: 'the file storage',
  mail: 'the mail transport',
};

/** Options whose text says which kind of service is used. */
export const KIND_OPTIONS =
  /^(?:dialect|type|client|provider|driver|connector|adapter|engine|backend|store|storage|disk|cache|cacheStore|db|database|dbType|dbClient|queue|transport|mailer)$/i;

const WORDS: ReadonlyMap<string, ServiceKind> = table([
  ['database', 'SQLite', true, ['sqlite', 'sqlite3', 'better-sqlite3', 'sqljs', 'libsql']],
  ['database', 'PostgreSQL', false, ['postgres', 'postgresql', 'pg', 'cockroachdb', 'aurora-postgres']],
  ['database', 'MySQL', false, ['mysql', 'mysql2', 'mariadb', 'aurora-mysql']],
  ['database', 'SQL Server', false, ['mssql', 'sqlserver', 'tedious']],
  ['database', 'MongoDB', false, ['mongodb', 'mongo']],
  ['store', 'memory', true, ['memory', 'in-memory', 'inmemory', 'lru', 'map', 'node-cache']],
  ['store', 'Redis', false, ['redis', 'ioredis', 'valkey', 'keydb']],
  ['store', 'Memcached', false, ['memcached', 'memcache']],
  ['storage', 'the local disk', true, ['local', 'disk', 'fs', 'filesystem', 'file']],
  ['storage', 'S3', false, ['s3', 'aws', 'aws-s3', 'minio']],
  ['storage', 'Google Cloud Storage', false, ['gcs', 'gcp', 'google']],
  ['storage', 'Azure Blob Storage', false, ['azure', 'azure-blob']],
  ['mail', 'the console', true, ['console', 'log', 'preview', 'json', 'ethereal', 'maildev']],
  ['mail', 'SMTP', false, ['smtp']],
  ['mail', 'a mail service', false, ['ses', 'sendgrid', 'mailgun', 'postmark', 'resend']],
]);

/** What a text means as the value of such an option. */
export function kindOfWord(text: string): ServiceKind | undefined {
  return WORDS.get(text.toLowerCase());
}

const MODULES: ReadonlyMap<string, ServiceKind> = table([
  [
    'database',
    'SQLite',
    true,
    ['sqlite3', 'better-sqlite3', 'sqlite', 'sql.js', 'drizzle-orm/better-sqlite3', 'bun:sqlite'],
  ],
  [
    'database',
    'PostgreSQL',
    false,
    ['pg', 'postgres', 'pg-promise', 'drizzle-orm/node-postgres', 'drizzle-orm/postgres-js'],
  ],
  ['database', 'MySQL', false, ['mysql', 'mysql2', 'mysql2/promise', 'mariadb', 'drizzle-orm/mysql2']],
  ['database', 'MongoDB', false, ['mongodb', 'mongoose']],
  [
    'database',
    'memory',
    true,
    ['nedb', 'nedb-promises', '@seald-io/nedb', 'lokijs', 'mongodb-memory-server', 'pg-mem', 'lowdb'],
  ],
  [
    'store',
    'memory',
    true,
    ['memorystore', 'lru-cache', 'node-cache', 'quick-lru', 'session-memory-store', 'keyv/memory'],
  ],
  ['store', 'the local disk', true, ['session-file-store', 'connect-sqlite3']],
  [
    'store',
    'Redis',
    false,
    [
      'redis',
      'ioredis',
      'connect-redis',
      'rate-limit-redis',
      '@keyv/redis',
      'cache-manager-redis-store',
      'cache-manager-ioredis',
    ],
  ],
  ['store', 'Memcached', false, ['memcached', 'memjs', 'connect-memcached']],
  ['store', 'MongoDB', false, ['connect-mongo', 'connect-mongodb-session']],
  ['store', 'PostgreSQL', false, ['connect-pg-simple']],
  ['storage', 'S3', false, ['@aws-sdk/client-s3', 'minio', 'multer-s3']],
  ['storage', 'Google Cloud Storage', false, ['@google-cloud/storage', 'multer-google-storage']],
  ['storage', 'Azure Blob Storage', false, ['@azure/storage-blob']],
  ['mail', 'a mail service', false, ['@sendgrid/mail', 'mailgun.js', 'postmark', 'resend', '@aws-sdk/client-ses']],
]);

/** Members that say more than their package: where the memory is, beside stores that are outside of the process. */
const MEMBERS: ReadonlyMap<string, ServiceKind> = new Map([
  ['express-session MemoryStore', { group: 'store', kind: 'memory', standIn: true }],
  ['multer diskStorage', { group: 'storage', kind: 'the local disk', standIn: true }],
]);

/** What a call or `new` of an import makes. */
export function kindOfImport({ module, member }: { module: string; member: string }): ServiceKind | undefined {
  return MEMBERS.get(`${module} ${member}`) ?? MODULES.get(module);
}

/** First words of classes that stand in for a service: `MockMailer`, `InMemoryCache`, `LocalStorage`. */
const STAND_IN = /^(?:mock|fake|stub|dummy|noop|null|in memory|memory|local|disk|file|file system|console)(?: |$)/;

/** Last words of classes that speak to one. */
const SERVICE_CLASS =
  /^(?:storage|store|mailer|mail|client|cache|queue|provider|adapter|gateway|bus|repository|uploader|sender|service|driver|publisher)$/;

/**
 * Two classes that are two kinds of the same thing, one of them a stand-in: `S3Storage` and `LocalStorage`. Names of a
 * project's own are all there is to go by; they have to end alike.
 */
export function isStandInPair(first: string, second: string): boolean {
  const [a, b] = [splitName(first), splitName(second)];
  const last = a.at(-1) ?? '';
  if (first === second || last !== b.at(-1) || !SERVICE_CLASS.test(last)) return false;
  return STAND_IN.test(a.join(' ')) !== STAND_IN.test(b.join(' '));
}

function table(
  rows: readonly (readonly [ServiceGroup, string, boolean, readonly string[]])[],
): ReadonlyMap<string, ServiceKind> {
  return new Map(
    rows.flatMap(([group, kind, standIn, words]) => words.map((word) => [word, { group, kind, standIn }] as const)),
  );
}
