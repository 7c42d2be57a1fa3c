import rule from '../../../server/src/rules/09-disposability/no-auto-ack-consumer';
import { ruleTester } from '../../support/rule-tester';

const CONSUME = 'Messages count as done when they are delivered: one that is being worked on is lost with the process.';
const NEST = 'Messages count as done when they are delivered: "noAck" has Nest lose those it works on when it stops.';
const CHANNEL =
  "import amqp from 'amqplib';\nconst connection = await amqp.connect(process.env.AMQP_URL);\nconst channel = await connection.createChannel();\n";
const KAFKA = "import { Kafka } from 'kafkajs';\nconst consumer = new Kafka({}).consumer({});\n";

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
        //  ^^^^^^^^^^^^^ warning: "work" is not awaited: the offset is committed before the message is worked on.
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
