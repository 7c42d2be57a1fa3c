/** Libraries with which a process takes jobs and messages from a queue or a stream. */
export const CONSUMER_LIBRARIES: ReadonlySet<string> = new Set([
  'amqp-connection-manager',
  'amqplib',
  'amqplib/callback_api',
  'agenda',
  'bee-queue',
  'bull',
  'bullmq',
  'graphile-worker',
  'kafkajs',
  'kafka-node',
  'node-rdkafka',
  'nats',
  'pg-boss',
  'rascal',
  'rhea',
  'sqs-consumer',
]);
