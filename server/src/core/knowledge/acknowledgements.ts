/** Queues of replies: lost with the process that waits for them anyway. */
export const REPLY_QUEUE = /^amq\.rabbitmq\.reply-to$|(?:^|[._-])(?:reply|replies|rpc[._-]?reply|callback)(?:$|[._-])/i;

/** AMQP clients whose channels have `consume(queue, handler, options)`. */
export const AMQP_CLIENTS: ReadonlySet<string> = new Set([
  'amqplib',
  'amqplib/callback_api',
  'amqp-connection-manager',
]);

/** Calls that make a Nest consumer; `ClientsModule` and `ClientProxyFactory` only wait for replies. */
export const NEST_CONSUMERS: ReadonlySet<string> = new Set(['createMicroservice', 'connectMicroservice']);

/** Clients of Amazon SQS, and what takes a message off its queue for good. */
export const SQS_CLIENTS: ReadonlySet<string> = new Set(['@aws-sdk/client-sqs', 'aws-sdk']);
export const DELETE_CALL = { method: 'deleteMessage', command: 'DeleteMessageCommand' } as const;

/** Handlers among the options of a call: a message is done when they return, unless one of the other options is `false`. */
export const HANDLER_OPTIONS: readonly {
  readonly option: string;
  readonly method: string;
  readonly unless: readonly string[];
}[] = [
  { option: 'eachMessage', method: 'run', unless: ['autoCommit'] },
  { option: 'eachBatch', method: 'run', unless: ['autoCommit', 'eachBatchAutoResolve'] },
  { option: 'handleMessage', method: 'create', unless: ['shouldDeleteMessages'] },
  { option: 'handleMessageBatch', method: 'create', unless: ['shouldDeleteMessages'] },
];

/** Libraries whose jobs have `attempts` and `removeOnFail`. */
export const JOB_QUEUES: ReadonlySet<string> = new Set(['bull', 'bullmq', '@nestjs/bull', '@nestjs/bullmq']);

/** Calls that are given a message and do no work on it. */
export const NO_WORK = /^(?:JSON\.|console\.|String$|Buffer\.)|log(?:ger)?\b|metric|delete|\back\b/i;

/** Names in code of queues that end with their consumer. */
export const PASSING_QUEUE_NAME = /reply|callback|temp|exclusive/i;
