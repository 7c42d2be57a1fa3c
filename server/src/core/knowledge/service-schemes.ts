/** URL schemes of backing services: what they reach, and what their variable is usually called. */
export type ServiceFamily =
  | 'postgres'
  | 'mysql'
  | 'mariadb'
  | 'sqlserver'
  | 'oracle'
  | 'cockroach'
  | 'clickhouse'
  | 'cassandra'
  | 'mongodb'
  | 'neo4j'
  | 'redis'
  | 'memcached'
  | 'amqp'
  | 'nats'
  | 'kafka'
  | 'mqtt'
  | 'ldap'
  | 'smtp'
  | 'ftp'
  | 'libsql'
  | 'cloudinary';

export interface ServiceScheme {
  readonly family: ServiceFamily;
  /** The conventional environment variable, `DATABASE_URL` for every SQL database. */
  readonly variable: string;
  /** The port that is meant when a URL names none. */
  readonly port?: number;
}

/** Without `jdbc:` and `://`, in lower case. */
export const SERVICE_SCHEMES: Readonly<Record<string, ServiceScheme>> = {
  postgres: { family: 'postgres', variable: 'DATABASE_URL', port: 5432 },
  postgresql: { family: 'postgres', variable: 'DATABASE_URL', port: 5432 },
  'postgres+srv': { family: 'postgres', variable: 'DATABASE_URL' },
  'prisma+postgres': { family: 'postgres', variable: 'DATABASE_URL' },
  mysql: { family: 'mysql', variable: 'DATABASE_URL', port: 3306 },
  mysql2: { family: 'mysql', variable: 'DATABASE_URL', port: 3306 },
  mariadb: { family: 'mariadb', variable: 'DATABASE_URL', port: 3306 },
  mssql: { family: 'sqlserver', variable: 'DATABASE_URL', port: 1433 },
  sqlserver: { family: 'sqlserver', variable: 'DATABASE_URL', port: 1433 },
  oracle: { family: 'oracle', variable: 'DATABASE_URL', port: 1521 },
  cockroachdb: { family: 'cockroach', variable: 'DATABASE_URL', port: 26257 },
  clickhouse: { family: 'clickhouse', variable: 'CLICKHOUSE_URL', port: 9000 },
  cassandra: { family: 'cassandra', variable: 'CASSANDRA_URL', port: 9042 },
  libsql: { family: 'libsql', variable: 'DATABASE_URL' },
  mongodb: { family: 'mongodb', variable: 'MONGODB_URI', port: 27017 },
  'mongodb+srv': { family: 'mongodb', variable: 'MONGODB_URI' },
  neo4j: { family: 'neo4j', variable: 'NEO4J_URI', port: 7687 },
  'neo4j+s': { family: 'neo4j', variable: 'NEO4J_URI', port: 7687 },
  'neo4j+ssc': { family: 'neo4j', variable: 'NEO4J_URI', port: 7687 },
  bolt: { family: 'neo4j', variable: 'NEO4J_URI', port: 7687 },
  'bolt+s': { family: 'neo4j', variable: 'NEO4J_URI', port: 7687 },
  'bolt+ssc': { family: 'neo4j', variable: 'NEO4J_URI', port: 7687 },
  redis: { family: 'redis', variable: 'REDIS_URL', port: 6379 },
  rediss: { family: 'redis', variable: 'REDIS_URL', port: 6379 },
  valkey: { family: 'redis', variable: 'REDIS_URL', port: 6379 },
  memcached: { family: 'memcached', variable: 'MEMCACHED_URL', port: 11211 },
  memcache: { family: 'memcached', variable: 'MEMCACHED_URL', port: 11211 },
  amqp: { family: 'amqp', variable: 'AMQP_URL', port: 5672 },
  amqps: { family: 'amqp', variable: 'AMQP_URL', port: 5671 },
  nats: { family: 'nats', variable: 'NATS_URL', port: 4222 },
  kafka: { family: 'kafka', variable: 'KAFKA_BROKERS', port: 9092 },
  'kafka+ssl': { family: 'kafka', variable: 'KAFKA_BROKERS', port: 9093 },
  mqtt: { family: 'mqtt', variable: 'MQTT_URL', port: 1883 },
  mqtts: { family: 'mqtt', variable: 'MQTT_URL', port: 8883 },
  ldap: { family: 'ldap', variable: 'LDAP_URL', port: 389 },
  ldaps: { family: 'ldap', variable: 'LDAP_URL', port: 636 },
  smtp: { family: 'smtp', variable: 'SMTP_URL', port: 25 },
  smtps: { family: 'smtp', variable: 'SMTP_URL', port: 465 },
  ftp: { family: 'ftp', variable: 'FTP_URL', port: 21 },
  sftp: { family: 'ftp', variable: 'SFTP_URL', port: 22 },
  cloudinary: { family: 'cloudinary', variable: 'CLOUDINARY_URL' },
};

export function serviceScheme(scheme: string): ServiceScheme | undefined {
  const plain = scheme.toLowerCase().replace(/^jdbc:/, '');
  return Object.hasOwn(SERVICE_SCHEMES, plain) ? SERVICE_SCHEMES[plain] : undefined;
}
