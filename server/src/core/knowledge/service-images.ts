/** What well-known images are, by the last part of their repository: services that an app leans on, and tools around it. */
import { baseName } from '../documents/kinds';
import type { ServiceFamily } from './service-schemes';

export interface ServiceImage {
  /**
   * - `store`: keeps data: databases, caches, queues, object stores
   * - `proxy`: stands before apps
   * - `agent`: collects logs, metrics and traces, on every machine or in one place
   */
  readonly role: 'store' | 'proxy' | 'agent';
  /** As URL schemes name it, or the name of the service where there is no scheme. */
  readonly family: ServiceFamily | 'elasticsearch' | 'minio' | 'other';
  /** Ports that it listens on by itself. */
  readonly ports: readonly number[];
}

const store = (family: ServiceImage['family'], ...ports: number[]): ServiceImage => ({ role: 'store', family, ports });
const PROXY: ServiceImage = { role: 'proxy', family: 'other', ports: [] };
const AGENT: ServiceImage = { role: 'agent', family: 'other', ports: [] };

const IMAGES: ReadonlyMap<string, ServiceImage> = new Map([
  ...['postgres', 'postgresql', 'postgis', 'timescaledb', 'timescaledb-ha', 'pgvector', 'supabase-postgres'].map(
    (name) => [name, store('postgres', 5432)] as const,
  ),
  ...['mysql', 'mysql-server', 'percona'].map((name) => [name, store('mysql', 3306)] as const),
  ['mariadb', store('mariadb', 3306)],
  ...['mongo', 'mongodb', 'mongodb-community-server'].map((name) => [name, store('mongodb', 27017)] as const),
  ...['redis', 'valkey', 'keydb', 'dragonfly', 'redis-stack', 'redis-stack-server'].map(
    (name) => [name, store('redis', 6379)] as const,
  ),
  ['memcached', store('memcached', 11211)],
  ['rabbitmq', store('amqp', 5672)],
  ['nats', store('nats', 4222)],
  ...['kafka', 'cp-kafka', 'redpanda', 'kafka-native'].map((name) => [name, store('kafka', 9092)] as const),
  ...['zookeeper', 'cp-zookeeper', 'etcd', 'consul', 'vault'].map((name) => [name, store('other')] as const),
  ...['elasticsearch', 'opensearch'].map((name) => [name, store('elasticsearch', 9200)] as const),
  ['minio', store('minio', 9000)],
  ...['cassandra', 'scylla'].map((name) => [name, store('cassandra', 9042)] as const),
  ...['clickhouse', 'clickhouse-server'].map((name) => [name, store('clickhouse', 8123, 9000)] as const),
  ['neo4j', store('neo4j', 7687)],
  ...['cockroach', 'cockroachdb'].map((name) => [name, store('cockroach', 26257)] as const),
  ...['mosquitto', 'eclipse-mosquitto', 'emqx'].map((name) => [name, store('mqtt', 1883)] as const),
  ...['influxdb', 'couchdb', 'meilisearch', 'typesense', 'weaviate', 'qdrant', 'localstack', 'dynamodb-local'].map(
    (name) => [name, store('other')] as const,
  ),
  ...['nginx', 'traefik', 'haproxy', 'caddy', 'envoy', 'kong', 'httpd', 'nginx-proxy', 'acme-companion', 'cloudflared']
    .concat(['swag', 'nginx-proxy-manager', 'nginx-unprivileged', 'oauth2-proxy'])
    .map((name) => [name, PROXY] as const),
  ...['fluentd', 'fluent-bit', 'promtail', 'loki', 'vector', 'filebeat', 'logstash', 'alloy', 'agent', 'telegraf']
    .concat(['metricbeat', 'otel-collector', 'opentelemetry-collector', 'opentelemetry-collector-contrib', 'jaeger'])
    .concat(['prometheus', 'grafana', 'kibana', 'all-in-one', 'cadvisor', 'node-exporter', 'netdata', 'dozzle'])
    .map((name) => [name, AGENT] as const),
]);

/** @param name of an image reference; `undefined` for images that nobody knows by name, apps above all */
export function serviceImageOf(name: string | undefined): ServiceImage | undefined {
  if (name === undefined) return undefined;
  const last = baseName(name);
  return IMAGES.get(last) ?? (/-exporter$|^(?:fluent|filebeat|datadog|newrelic)/.test(last) ? AGENT : undefined);
}
