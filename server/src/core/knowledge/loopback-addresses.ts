import { parseConnectionString } from './connection-string';
import type { ServiceImage } from './service-images';

export interface LoopbackAddress {
  /** As written. */
  readonly host: string;
  /** Offset of the host in the value. */
  readonly hostStart: number;
  readonly port: number | undefined;
  /** Of the scheme, or of the variable's name; `database` for any of them; `undefined` when only the port could tell. */
  readonly family: ServiceImage['family'] | 'database' | undefined;
}

const LOOPBACK = /^(?:localhost|127\.0\.0\.1|\[?::1\]?)$/i;
const HOST_NAME = /(?:^|_)(?:HOST|HOSTNAME|SERVER|SERVERS|ADDR|ADDRESS|ENDPOINT|NODES?|BROKERS?)$/i;

/** What the first word of a variable's name says. */
const FAMILY_OF_NAME: readonly (readonly [words: RegExp, family: NonNullable<LoopbackAddress['family']>])[] = [
  [/(?:^|_)(?:POSTGRES|POSTGRESQL|PG|PGSQL)(?:_|$)|^PGHOST$/i, 'postgres'],
  [/(?:^|_)(?:MYSQL)(?:_|$)/i, 'mysql'],
  [/(?:^|_)(?:MARIADB)(?:_|$)/i, 'mariadb'],
  [/(?:^|_)(?:MONGO|MONGODB)(?:_|$)/i, 'mongodb'],
  [/(?:^|_)(?:REDIS|VALKEY)(?:_|$)/i, 'redis'],
  [/(?:^|_)(?:RABBITMQ|RABBIT|AMQP)(?:_|$)/i, 'amqp'],
  [/(?:^|_)(?:KAFKA)(?:_|$)/i, 'kafka'],
  [/(?:^|_)(?:ELASTIC|ELASTICSEARCH|OPENSEARCH)(?:_|$)/i, 'elasticsearch'],
  [/(?:^|_)(?:MINIO|S3)(?:_|$)/i, 'minio'],
  [/(?:^|_)(?:MEMCACHED?)(?:_|$)/i, 'memcached'],
];
/** For people and browsers outside of the network of the containers. */
const OUTSIDE = /(?:^|_)(?:EXTERNAL|PUBLIC|BROWSER|CLIENT|FRONTEND|ADVERTISED|LISTENERS?)(?:_|$)/i;
const DATABASE_NAME = /^(?:DB|DATABASE|TYPEORM|SQL)_/i;

/** An address of a backing service on this machine; `undefined` for any other value. Web addresses count with a telling name. */
export function readLoopback(name: string, value: string): LoopbackAddress | undefined {
  if (OUTSIDE.test(name)) return undefined;
  const connection = parseConnectionString(value);
  if (connection !== undefined) {
    const { host, hostSpan, port, family } = connection;
    if (host === undefined || hostSpan === undefined || !LOOPBACK.test(host)) return undefined;
    return { host: value.slice(hostSpan.start, hostSpan.end), hostStart: hostSpan.start, port: numberOf(port), family };
  }
  const named = FAMILY_OF_NAME.find(([words]) => words.test(name))?.[1];
  const web = /^https?:\/\/([^/:\s]+)(?::(\d{2,5}))?(?:\/|$)/i.exec(value);
  if (web !== null) {
    const [, host = '', port] = web;
    // Object stores hand out addresses for browsers.
    const isService = named === 'elasticsearch';
    return isService && LOOPBACK.test(host) && port !== undefined
      ? { host, hostStart: value.indexOf(host), port: Number(port), family: named }
      : undefined;
  }
  const plain = /^([^/:\s,]+)(?::(\d{2,5}))?$/.exec(value);
  const [, host = '', port] = plain ?? [];
  const family = named ?? (DATABASE_NAME.test(name) ? 'database' : undefined);
  if (family === undefined || !LOOPBACK.test(host) || !(HOST_NAME.test(name) || name.toUpperCase() === 'PGHOST'))
    return undefined;
  return { host, hostStart: 0, port: numberOf(port), family };
}

function numberOf(port: string | undefined): number | undefined {
  return /^\d{1,5}$/.test(port ?? '') ? Number(port) : undefined;
}
