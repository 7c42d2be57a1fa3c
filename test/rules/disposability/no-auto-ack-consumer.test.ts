import rule from '../../../server/src/rules/09-disposability/no-auto-ack-consumer';
import { ruleTester } from '../../support/rule-tester';

const CONSUME = 'Messages count as done when they are delivered: one that is being worked on is lost with the process.';
const NEST = 'Messages count as done when they are delivered: "noAck" has Nest lose those it works on when it stops.';
const EARLY = (how: string): string =>
  `The message is ${how} before it is worked on: a process that ends meanwhile loses it.`;
const CHANNEL =
  "import amqp from 'amqplib';\nconst connection = await amqp.connect(process.env.AMQP_URL);\nconst channel = await connection.createChannel();\n";
const KAFKA = "import { Kafka } from 'kafkajs';\nconst consumer = new Kafka({}).consumer({});\n";

const SQS = "import { DeleteMessageCommand, SQSClient } from '@aws-sdk/client-sqs';\nconst sqs = new SQSClient({});\n";

ruleTester(rule, {
  keeps: [
    {
      name: 'acknowledged',
      code: `${CHANNEL}channel.consume('orders', (message) => {\n  work(message);\n  channel.ack(message);\n}, { noAck: false });`,
    },
    { name: 'the default', code: `${CHANNEL}channel.consume('orders', work);` },
    { name: 'direct replies', code: `${CHANNEL}channel.consume('amq.rabbitmq.reply-to', work, { noAck: true });` },
    {
      name: 'a queue of replies',
      code: `${CHANNEL}channel.consume('orders.reply', work, { noAck: true });\nchannel.consume(replyQueue, work, { noAck: true });`,
    },
    {
      name: 'a queue that the broker names',
      code: `${CHANNEL}const q = await channel.assertQueue('', { exclusive: true });\nchannel.consume(q.queue, work, { noAck: true });`,
    },
    {
      name: 'an exclusive queue',
      code: `${CHANNEL}const q = await channel.assertQueue('events', { exclusive: true });\nchannel.consume(q.queue, work, { noAck: true });`,
    },
    {
      name: 'an exclusive consumer',
      code: `${CHANNEL}channel.consume('events', work, { noAck: true, exclusive: true });`,
    },
    {
      name: 'a queue known at run time',
      code: `${CHANNEL}channel.consume(name, work, { noAck: true });\nchannel.consume('orders', work, options);\nchannel.consume('orders', work, { noAck: process.env.FAST === 'true' });`,
    },
    {
      name: 'another library',
      code: `import { Stream } from 'my-stream';\nnew Stream().consume('orders', work, { noAck: true });`,
    },
    {
      name: 'a client of Nest waits for replies',
      code: `import { ClientsModule, Transport } from '@nestjs/microservices';\nClientsModule.register([{ name: 'X', transport: Transport.RMQ, options: { queue: 'orders', noAck: true } }]);`,
    },
    {
      name: 'a kafka handler that waits',
      code: `${KAFKA}async function work(m: unknown) {}\nawait consumer.run({ eachMessage: async ({ message }) => {\n  await work(message);\n} });`,
    },
    {
      name: 'a kafka handler whose call may be synchronous',
      code: `${KAFKA}import { work } from './work';\nawait consumer.run({ eachMessage: async ({ message }) => {\n  work(message);\n} });`,
    },
    {
      name: 'deleted when the work is done',
      code: `${SQS}for (const message of Messages) {\n  await work(message);\n  await sqs.send(new DeleteMessageCommand({ ReceiptHandle: message.ReceiptHandle }));\n  await note(message);\n}`,
    },
    {
      name: 'deleted when what was read is worked on',
      code: `${SQS}for (const message of Messages) {\n  const order = JSON.parse(message.Body);\n  work(order);\n  await sqs.send(new DeleteMessageCommand({ ReceiptHandle: message.ReceiptHandle }));\n  await publish(order);\n}`,
    },
    {
      name: 'another message',
      code: `${SQS}export async function drop(receipt: string) {\n  await sqs.send(new DeleteMessageCommand({ ReceiptHandle: receipt }));\n  await work(receipt);\n}`,
    },
    {
      name: 'jobs that are tried again, or kept',
      code: "import { Queue } from 'bullmq';\nconst queue = new Queue('mail');\nqueue.add('a', {}, { attempts: 3, removeOnFail: true });\nqueue.add('b', {}, { attempts: 1, removeOnFail: 100 });\nqueue.add('c', {}, { removeOnFail: true });",
    },
    {
      name: 'a handler that returns its work',
      code: "import { Consumer } from 'sqs-consumer';\nasync function work(m: unknown) {}\nConsumer.create({ queueUrl: process.env.QUEUE, handleMessage: async (message) => {\n  return work(message);\n} });\nConsumer.create({ shouldDeleteMessages: false, handleMessage: async (message) => {\n  work(message);\n} });",
    },
    {
      name: 'a consumer that commits by itself',
      code: `${KAFKA}async function work(m: unknown) {}\nawait consumer.run({ autoCommit: false, eachMessage: async ({ message }) => {\n  work(message);\n} });`,
    },
    { name: 'a test', code: `=== test/queue.ts ===\n${CHANNEL}channel.consume('orders', work, { noAck: true });\n` },
    {
      name: 'switched off in place',
      code: `${CHANNEL}// twelve-factor-disable-next-line disposability/no-auto-ack-consumer -- telemetry\nchannel.consume('metrics', work, { noAck: true });`,
    },
  ],
  breaks: [
    {
      name: 'deleted before the work',
      code: `
        import { DeleteMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
        const sqs = new SQSClient({});
        export async function poll(messages: Message[]) {
          for (const message of messages) {
            const order = JSON.parse(message.Body);
            await sqs.send(new DeleteMessageCommand({ QueueUrl: process.env.QUEUE, ReceiptHandle: message.ReceiptHandle }));
        //  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: ${EARLY('deleted')}
            await handle(order);
          }
        }
      `,
      fixed: `
        import { DeleteMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
        const sqs = new SQSClient({});
        export async function poll(messages: Message[]) {
          for (const message of messages) {
            const order = JSON.parse(message.Body);
            await handle(order);
            await sqs.send(new DeleteMessageCommand({ QueueUrl: process.env.QUEUE, ReceiptHandle: message.ReceiptHandle }));
          }
        }
      `,
      fixTitle: 'Do so when its work is done',
    },
    {
      name: 'deleted by the older client',
      code: `
        const AWS = require('aws-sdk');
        const sqs = new AWS.SQS();
        async function run(message) {
          await sqs.deleteMessage({ QueueUrl: url, ReceiptHandle: message.ReceiptHandle }).promise();
        //^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: ${EARLY('deleted')}
          await handle(message);
        }
      `,
    },
    {
      name: 'acknowledged before the work',
      code: `
        import amqp from 'amqplib';
        export const start = (channel) =>
          channel.consume('orders', async (message) => {
            channel.ack(message);
        //  ^^^^^^^^^^^^^^^^^^^^^ warning: ${EARLY('acknowledged')}
            await handle(message);
          });
      `,
    },
    {
      name: 'work that nobody waits for',
      code: `
        import { Consumer } from 'sqs-consumer';
        async function work(message: unknown) {}
        Consumer.create({
          queueUrl: process.env.QUEUE,
          handleMessage: async (message) => {
            if (message.Body) work(message);
            //                ^^^^^^^^^^^^^ warning: "work" is not awaited: the message counts as done before it is worked on.
          },
        });
      `,
    },
    {
      name: 'a loop over a batch',
      code: `
        import { Kafka } from 'kafkajs';
        const consumer = new Kafka({}).consumer({});
        await consumer.run({
          async eachBatch({ batch }) {
            batch.messages.forEach(async (message) => {
        //  ^^^^^^^^^^^^^^^^^^^^^^ warning: "batch.messages.forEach" is not awaited: the message counts as done before it is worked on.
              await work(message);
            });
          },
        });
      `,
    },
    {
      name: 'jobs that are lost when they fail',
      code: `
        import { Queue } from 'bullmq';
        const queue = new Queue('mail', { defaultJobOptions: { removeOnFail: true } });
        //                                                     ^^^^^^^^^^^^^^^^^^ hint: A job that fails, for instance because its process is killed, is neither tried again nor kept.
        await queue.add('a', {}, { attempts: 1, removeOnFail: true });
        //                                      ^^^^^^^^^^^^^^^^^^ hint: A job that fails, for instance because its process is killed, is neither tried again nor kept.
      `,
    },
    {
      name: 'a queue with a name',
      code: `
        import amqp from 'amqplib';
        const connection = await amqp.connect(process.env.AMQP_URL);
        const channel = await connection.createChannel();
        await channel.consume(
          'orders 📦',
          async (message) => {
            await work(message);
          },
          { noAck: true },
        //  ^^^^^^^^^^^ warning: ${CONSUME}
        );
      `,
      fixed: `
        import amqp from 'amqplib';
        const connection = await amqp.connect(process.env.AMQP_URL);
        const channel = await connection.createChannel();
        await channel.consume(
          'orders 📦',
          async (message) => {
            await work(message);
            if (message) channel.ack(message);
          },
          { noAck: false },
        );
      `,
      fixTitle: 'Acknowledge the message when its work is done',
    },
    {
      name: 'a constant, the handler elsewhere',
      code: `
        const QUEUE = 'orders';
        export const start = (channel) => channel.consume(QUEUE, work, { noAck: true });
        //                                                               ^^^^^^^^^^^ warning: ${CONSUME}
      `,
    },
    {
      name: 'a queue asserted under a name',
      code: `
        import amqp from 'amqplib';
        const connection = await amqp.connect(process.env.AMQP_URL);
        const channel = await connection.createChannel();
        const asserted = await channel.assertQueue('orders', { durable: true });
        channel.consume(asserted.queue, work, { noAck: true });
        //                                      ^^^^^^^^^^^ warning: ${CONSUME}
      `,
    },
    {
      name: 'a microservice of Nest',
      code: `
        import { NestFactory } from '@nestjs/core';
        import { Transport } from '@nestjs/microservices';
        const app = await NestFactory.createMicroservice(AppModule, {
          transport: Transport.RMQ,
          options: { queue: 'orders', noAck: true },
        //                            ^^^^^^^^^^^ warning: ${NEST}
        });
      `,
    },
    {
      name: 'a kafka handler that does not wait',
      code: `
        import { Kafka } from 'kafkajs';
        const consumer = new Kafka({}).consumer({});
        async function work(message: unknown) {}
        await consumer.run({
          eachMessage: async ({ message }) => {
            work(message);
        //  ^^^^^^^^^^^^^ warning: "work" is not awaited: the message counts as done before it is worked on.
          },
        });
      `,
      fixed: `
        import { Kafka } from 'kafkajs';
        const consumer = new Kafka({}).consumer({});
        async function work(message: unknown) {}
        await consumer.run({
          eachMessage: async ({ message }) => {
            await work(message);
          },
        });
      `,
      fixTitle: 'Wait for it',
    },
  ],
});
