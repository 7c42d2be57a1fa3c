import { ts } from 'ts-morph';
import { ancestor, memberName, nodeWithSpan, propertyOf, unwrap } from '../../core/documents/typescript/ast';
import type { Bindings } from '../../core/documents/typescript/bindings';
import { AMQP_CLIENTS, NEST_CONSUMERS, REPLY_QUEUE } from '../../core/knowledge/acknowledgements';
import { defineRule } from '../../core/rule/define-rule';
import { fixOf } from '../../core/rule/fix';
import { acknowledgeAtEnd, canAcknowledge } from '../../refactor/acknowledge';

export default defineRule({
  id: 'disposability/no-auto-ack-consumer',
  summary: 'A consumer takes messages as done before it has worked on them.',
  why: 'The broker forgets a message the moment it is delivered. A process that is killed, deployed or crashes in the middle of its work loses it for good; with an acknowledgement at the end the broker gives it to another process.',
  remedy: 'Consume with acknowledgements (`noAck: false`) and acknowledge each message when its work is done.',
  messages: {
    consume: 'Messages count as done when they are delivered: one that is being worked on is lost with the process.',
    nest: 'Messages count as done when they are delivered: "noAck" has Nest lose those it works on when it stops.',
    forget: '"{{name}}" is not awaited: the offset is committed before the message is worked on.',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'likely',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'services' },
  typescript: {
    needles: ['noAck', 'eachMessage'],
    perStatement: true,
    create: (file) => ({
      CallExpression(call) {
        const option = consumerOption(call, file.bindings);
        if (option === undefined) return;
        file.report(
          option,
          'consume',
          {},
          {
            fixable: canAcknowledge(call),
            because: 'the options of this consumer say "noAck: true"',
          },
        );
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
        const call = forgottenCall(property, file.bindings);
        if (call === undefined) return;
        file.report(
          call,
          'forget',
          { name: call.expression.getText() },
          {
            because: 'the function is asynchronous, and the handler returns without waiting for it',
          },
        );
      },
    }),
  },
  fix(context) {
    const tree = context.tree();
    const node = nodeWithSpan(tree, context.finding.span);
    if (node === undefined) return undefined;
    if (context.finding.messageId === 'forget') {
      const start = node.getStart(tree);
      return fixOf('Wait for it', 'suggestion', context.file, [{ span: { start, end: start }, text: 'await ' }]);
    }
    const call = ancestor(node, ts.isCallExpression);
    const edits = call && acknowledgeAtEnd(tree, call, node);
    return edits && fixOf('Acknowledge the message when its work is done', 'suggestion', context.file, edits);
  },
});

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
  if (text !== undefined && /reply|callback|temp|exclusive/i.test(text)) return false;
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

/** In `consumer.run({ eachMessage })`: a call of an asynchronous function of this file that nobody waits for. */
function forgottenCall(property: ts.PropertyAssignment, bindings: Bindings): ts.CallExpression | undefined {
  if (property.name.getText() !== 'eachMessage' || !ts.isObjectLiteralExpression(property.parent)) return undefined;
  const handler = unwrap(property.initializer);
  if (!ts.isArrowFunction(handler) || !ts.isBlock(handler.body) || !isAsync(handler)) return undefined;
  if (propertyOf(property.parent, 'autoCommit') !== undefined) return undefined;
  const { parent: run } = property.parent;
  if (!ts.isCallExpression(run) || memberName(run.expression) !== 'run') return undefined;
  for (const statement of handler.body.statements) {
    if (!ts.isExpressionStatement(statement) || !ts.isCallExpression(statement.expression)) continue;
    const { expression: call } = statement;
    if (!ts.isIdentifier(call.expression)) continue;
    const declaration = bindings.declarationOf(call.expression);
    const target =
      declaration?.kind === 'function'
        ? declaration.node
        : declaration?.kind === 'const'
          ? unwrap(declaration.initializer)
          : undefined;
    if (target !== undefined && isAsync(target)) return call;
  }
  return undefined;
}

function isAsync(node: ts.Node): boolean {
  if (!ts.isFunctionDeclaration(node) && !ts.isArrowFunction(node) && !ts.isFunctionExpression(node)) return false;
  return node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) === true;
}
