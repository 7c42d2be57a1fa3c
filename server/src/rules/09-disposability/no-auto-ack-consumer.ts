import { ts } from 'ts-morph';
import { earlyAcknowledgementOf, forgottenWorkOf } from '../../core/documents/typescript/acknowledgements';
import {
  ancestor,
  hasUnknownProperties,
  memberName,
  nodeWithSpan,
  propertyOf,
  unwrap,
} from '../../core/documents/typescript/ast';
import type { Bindings } from '../../core/documents/typescript/bindings';
import {
  AMQP_CLIENTS,
  JOB_QUEUES,
  NEST_CONSUMERS,
  PASSING_QUEUE_NAME,
  REPLY_QUEUE,
} from '../../core/knowledge/acknowledgements';
import type { TypeScriptFile } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import { fixOf } from '../../core/rule/fix';
import { type ListOptions, listed } from '../../core/rule/list-options';
import { acknowledgeAtEnd, acknowledgeLater, canAcknowledge } from '../../refactor/acknowledge';

type Messages = 'consume' | 'nest' | 'forget' | 'early' | 'failed';

export default defineRule<Messages, ListOptions>({
  id: 'disposability/no-auto-ack-consumer',
  summary: 'A consumer takes messages as done before it has worked on them.',
  why: 'The broker forgets a message the moment it is delivered. A process that is killed, deployed or crashes in the middle of its work loses it for good; with an acknowledgement at the end the broker gives it to another process.',
  remedy: 'Consume with acknowledgements (`noAck: false`) and acknowledge each message when its work is done.',
  messages: {
    consume: 'Messages count as done when they are delivered: one that is being worked on is lost with the process.',
    nest: 'Messages count as done when they are delivered: "noAck" has Nest lose those it works on when it stops.',
    forget: '"{{name}}" is not awaited: the message counts as done before it is worked on.',
    early: 'The message is {{how}} before it is worked on: a process that ends meanwhile loses it.',
    failed: 'A job that fails, for instance because its process is killed, is neither tried again nor kept.',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'likely',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'services' },
  ...listed({
    entry: ['queue', 'queues'],
    example: 'metrics*',
    subjects: ['queue'],
  }),
  typescript: {
    needles: [
      'noAck',
      'eachMessage',
      'eachBatch',
      'handleMessage',
      'DeleteMessageCommand',
      'deleteMessage',
      'removeOnFail',
      '.ack(',
    ],
    create: (file) => ({
      CallExpression(call) {
        const early = earlyAcknowledgementOf(call, file.bindings);
        if (early !== undefined) {
          const because = 'work on the message is awaited further down, and nothing is before it';
          file.report(
            early.statement,
            'early',
            { how: early.by === 'delete' ? 'deleted' : 'acknowledged' },
            { because },
          );
        }
        const option = consumerOption(call, file.bindings);
        if (option === undefined) return;
        const queue = file.bindings.staticString(call.arguments[0]);
        file.report(option, 'consume', queue === undefined ? {} : { queue }, {
          fixable: canAcknowledge(call),
          because: 'the options of this consumer say "noAck: true"',
        });
      },
      PropertyAssignment(property) {
        if (isNestOption(property, file.bindings)) {
          file.report(
            property,
            'nest',
            {},
            { fixable: false, because: 'the options of this microservice say "noAck: true"' },
          );
        }
        if (mayQueueJobs(file) && isLostOnFailure(property, file)) {
          const because = 'it is tried once, and what fails is removed';
          file.report(property, 'failed', {}, { severity: 'hint', fixable: false, because });
        }
        checkForgotten(file, property);
      },
      MethodDeclaration: (method) => checkForgotten(file, method),
    }),
  },
  fix(context) {
    const tree = context.tree();
    const node = nodeWithSpan(tree, context.finding.span);
    if (node === undefined) return undefined;
    if (context.finding.messageId === 'early') {
      const edits = ts.isExpressionStatement(node) ? acknowledgeLater(tree, node) : undefined;
      return edits && fixOf('Do so when its work is done', 'suggestion', context.file, edits);
    }
    if (context.finding.messageId === 'forget') {
      const start = node.getStart(tree);
      return fixOf('Wait for it', 'suggestion', context.file, [{ span: { start, end: start }, text: 'await ' }]);
    }
    const call = ancestor(node, ts.isCallExpression);
    const edits = call && acknowledgeAtEnd(tree, call, node);
    return edits && fixOf('Acknowledge the message when its work is done', 'suggestion', context.file, edits);
  },
});

type File = TypeScriptFile<Messages, ListOptions>;

function checkForgotten(file: File, handler: ts.PropertyAssignment | ts.MethodDeclaration): void {
  const call = forgottenWorkOf(handler, file.bindings);
  if (call === undefined) return;
  const isLoop = memberName(call.expression) === 'forEach';
  file.report(
    isLoop ? call.expression : call,
    'forget',
    { name: call.expression.getText() },
    {
      fixable: !isLoop,
      because: isLoop
        ? 'its call-backs are asynchronous, and "forEach" waits for none of them'
        : 'the function is asynchronous, and the handler returns without waiting for it',
    },
  );
}

function mayQueueJobs({ text }: File): boolean {
  return [...JOB_QUEUES].some((module) => text.includes(module));
}

/** `noAck: true` of `channel.consume(queue, handler, { noAck: true })`, replies and temporary queues aside. */
function consumerOption(call: ts.CallExpression, bindings: Bindings): ts.Node | undefined {
  if (!ts.isPropertyAccessExpression(call.expression) || call.expression.name.text !== 'consume') return undefined;
  const [queue, handler, options] = call.arguments;
  if (queue === undefined || handler === undefined || options === undefined) return undefined;
  const object = unwrap(options);
  if (!ts.isObjectLiteralExpression(object)) return undefined;
  const option = propertyOf(object, 'noAck');
  if (option?.value?.kind !== ts.SyntaxKind.TrueKeyword) return undefined;
  if (propertyOf(object, 'exclusive') !== undefined) return undefined;
  const creator = bindings.creatorOf(call.expression.expression);
  if (creator !== undefined && !AMQP_CLIENTS.has(creator.module)) return undefined;
  return isLastingQueue(queue, bindings) ? option.node : undefined;
}

/** A queue with a name of its own. One that the broker names, or that its `assertQueue` calls exclusive, ends with the process. */
function isLastingQueue(queue: ts.Expression, bindings: Bindings): boolean {
  const name = bindings.staticString(queue);
  if (name !== undefined) return name !== '' && !REPLY_QUEUE.test(name);
  const node = unwrap(queue);
  const root = ts.isPropertyAccessExpression(node) ? unwrap(node.expression) : node;
  const text = ts.isIdentifier(node) ? node.text : memberName(node);
  if (text !== undefined && PASSING_QUEUE_NAME.test(text)) return false;
  // `q.queue` is what `assertQueue` answered; where it was called with a name is told by the call.
  if (text !== 'queue' || !ts.isIdentifier(root) || root === node)
    return text !== undefined && /^[A-Z][A-Z0-9_]*$/.test(text);
  const declaration = bindings.declarationOf(root);
  const initializer = declaration?.kind === 'const' ? unwrap(declaration.initializer) : undefined;
  const asserted =
    initializer !== undefined && ts.isAwaitExpression(initializer) ? unwrap(initializer.expression) : undefined;
  if (asserted === undefined || !ts.isCallExpression(asserted)) return false;
  const [named, options] = asserted.arguments;
  const isNamed = (bindings.staticString(named) ?? '') !== '';
  return isNamed && (options === undefined || !/exclusive|autoDelete|expires/.test(options.getText()));
}

function isNestOption(property: ts.PropertyAssignment, bindings: Bindings): boolean {
  if (property.name.getText() !== 'noAck' || property.initializer.kind !== ts.SyntaxKind.TrueKeyword) return false;
  const outer = ancestor(property.parent, ts.isObjectLiteralExpression);
  const transport = outer && propertyOf(outer, 'transport')?.value;
  const reference = transport && bindings.importOf(transport);
  if (reference?.module !== '@nestjs/microservices' || reference.member !== 'Transport.RMQ') return false;
  const call = ancestor(property, ts.isCallExpression);
  const name = call && memberName(call.expression);
  return name !== undefined && NEST_CONSUMERS.has(name);
}

/** `{ attempts: 1, removeOnFail: true }` of a job, or of all jobs of a queue, where one attempt is what is left out. */
function isLostOnFailure(property: ts.PropertyAssignment, { bindings }: File): boolean {
  if (property.name.getText() !== 'removeOnFail' || property.initializer.kind !== ts.SyntaxKind.TrueKeyword)
    return false;
  const options = property.parent;
  if (hasUnknownProperties(options)) return false;
  const attempts = propertyOf(options, 'attempts');
  const isOnce = attempts?.value !== undefined && bindings.staticNumber(attempts.value) === 1;
  const { parent } = options;
  if (ts.isCallExpression(parent)) return isOnce && memberName(parent.expression) === 'add';
  const isDefault = ts.isPropertyAssignment(parent) && parent.name.getText() === 'defaultJobOptions';
  return isDefault && (isOnce || attempts === undefined);
}
