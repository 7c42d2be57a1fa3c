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
