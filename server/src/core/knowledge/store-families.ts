/** Kinds of databases, caches and queues: which of them serve one purpose, and which speak one protocol. */
import { matchesGlob } from './names';
import { serviceScheme } from './service-schemes';

export type StoreFamily =
  | 'postgres'
  | 'mysql'
  | 'mongodb'
  | 'sqlserver'
  | 'oracle'
  | 'sqlite'
  | 'redis'
  | 'memcached'
  | 'amqp'
  | 'kafka'
  | 'nats'
  | 'mqtt';

export type StorePurpose = 'database' | 'cache' | 'queue';

const PURPOSES: Readonly<Record<StoreFamily, StorePurpose>> = {
  postgres: 'database',
  mysql: 'database',
  mongodb: 'database',
  sqlserver: 'database',
  oracle: 'database',
  sqlite: 'database',
  redis: 'cache',
  memcached: 'cache',
  amqp: 'queue',
  kafka: 'queue',
  nats: 'queue',
  mqtt: 'queue',
};

/** How people call them. */
export const STORE_NAMES: Readonly<Record<StoreFamily, string>> = {
  postgres: 'PostgreSQL',
  mysql: 'MySQL',
  mongodb: 'MongoDB',
  sqlserver: 'SQL Server',
  oracle: 'Oracle',
  sqlite: 'SQLite',
  redis: 'Redis',
  memcached: 'Memcached',
  amqp: 'RabbitMQ',
  kafka: 'Kafka',
  nats: 'NATS',
  mqtt: 'MQTT',
};

export function purposeOf(family: StoreFamily): StorePurpose {
  return PURPOSES[family];
}

/** Families of one wire protocol are one: what speaks to the one speaks to the other. */
export function storeFamily(family: string): StoreFamily | undefined {
  if (family === 'cockroach') return 'postgres';
  if (family === 'mariadb') return 'mysql';
  return Object.hasOwn(PURPOSES, family) ? (family as StoreFamily) : undefined;
}

/** Drivers that speak to one kind of store only; object mappers speak to several. */
const DRIVERS: ReadonlyMap<string, StoreFamily> = new Map([
  ...['pg', 'pg-promise', 'postgres', '@neondatabase/serverless', 'pg-native'].map(
    (name) => [name, 'postgres'] as const,
  ),
  ...['mysql', 'mysql2', 'mariadb'].map((name) => [name, 'mysql'] as const),
  ...['mongodb', 'mongoose', '@nestjs/mongoose', '@typegoose/typegoose'].map((name) => [name, 'mongodb'] as const),
  ...['mssql', 'tedious'].map((name) => [name, 'sqlserver'] as const),
  ['oracledb', 'oracle'],
  ...['sqlite3', 'better-sqlite3', 'sqlite', '@libsql/client', 'sql.js'].map((name) => [name, 'sqlite'] as const),
]);

/** Packages that speak to a database without a driver of its own in the manifest. */
export const BRINGS_DRIVERS =
  /prisma|drizzle|supabase|payload|directus|strapi|keystone|mikro-orm|waterline|objection|hasura|duckdb/;

export function driverFamily(dependency: string): StoreFamily | undefined {
  return DRIVERS.get(dependency);
}

/** What configurations of knex, Sequelize and TypeORM call the kind of database. */
export function dialectFamily(dialect: string): StoreFamily | undefined {
  if (/^(?:pg|postgres|postgresql|cockroachdb|pgnative)$/.test(dialect)) return 'postgres';
  if (/^(?:mysql2?|mariadb|aurora-mysql)$/.test(dialect)) return 'mysql';
  if (/^(?:(?:better-)?sqlite3?|sqljs|libsql)$/.test(dialect)) return 'sqlite';
  if (/^(?:mssql|tedious)$/.test(dialect)) return 'sqlserver';
  if (dialect === 'sqlserver') return 'sqlserver';
  if (dialect === 'oracledb' || dialect === 'oracle') return 'oracle';
  return dialect === 'mongodb' ? 'mongodb' : undefined;
}

/** Variables that name the kind of database: `DB_CLIENT`, `DATABASE_TYPE`, `TYPEORM_CONNECTION`. */
const KIND_VARIABLE =
  /(?:^|_)(?:DB|DATABASE|SQL|KNEX|TYPEORM|SEQUELIZE)_?(?:CLIENT|DIALECT|TYPE|DRIVER|ENGINE|CONNECTION|PROVIDER|KIND)$/;

/** The kind of store that a URL leads to, by its scheme alone; Prisma's accelerator hides it. */
export function storeFamilyOfUrl(name: string, value: string): StoreFamily | undefined {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(value)?.[1]?.toLowerCase();
  if (scheme === undefined || scheme.startsWith('prisma')) return undefined;
  if (scheme === 'sqlite' || (scheme === 'file' && /DATABASE|(?:^|_)DB(?:_|$)/i.test(name))) return 'sqlite';
  const family = value.startsWith(`${value.slice(0, scheme.length)}://`) ? serviceScheme(scheme)?.family : undefined;
  return family === undefined ? undefined : storeFamily(family);
}

/** What a variable of this name says of a store: by a URL, or by a word where the name asks for a kind. */
export function familyOfSetting(name: string, value: string): StoreFamily | undefined {
  return storeFamilyOfUrl(name, value) ?? (KIND_VARIABLE.test(name) ? dialectFamily(value) : undefined);
}

/** What a project says itself: the family, then a glob of packages or images (`postgres=@acme/orders-db`). */
export function addedFamilyIn(entry: string): { readonly family: StoreFamily; readonly glob: string } | undefined {
  const [, name = '', glob = ''] = /^([a-z]+)=(\S+)$/.exec(entry) ?? [];
  const family = storeFamily(name);
  return family === undefined || glob === '' ? undefined : { family, glob };
}

export function addedFamilyOf(name: string, entries: readonly string[]): StoreFamily | undefined {
  return entries.map(addedFamilyIn).find((added) => added !== undefined && matchesGlob(name, added.glob))?.family;
}

/** How an entry may begin. */
export const STORE_FAMILIES: readonly string[] = Object.keys(PURPOSES);
