import { ts } from 'ts-morph';
import {
  ancestor,
  isFunctionLike,
  memberName,
  propertyName,
  propertyOf,
  spanOf,
  unwrap,
} from '../../core/documents/typescript/ast';
import type { Bindings } from '../../core/documents/typescript/bindings';
import { deployOf, isGuardedByDevelopment, isGuardedByProduction } from '../../core/documents/typescript/guards';
import { defineRule } from '../../core/rule/define-rule';
import { fixOf } from '../../core/rule/fix';
import { unconditionalEdits } from '../../refactor/unconditional-statement';

export default defineRule({
  id: 'logs/no-stdout-logging-disabled-in-production',
  summary: 'In production the log does not go to stdout.',
  why: 'What follows the output of the process sees nothing just where it matters: the platform collects an empty stream, and what happened is known, if at all, from a file inside the container.',
  remedy: 'Write to stdout in every deploy; let the level and the format differ, not the stream.',
  messages: {
    transport: 'Only outside of production does "winston" write to stdout.',
    silent: '"{{option}}" keeps the log silent in production.',
    console: '"console.{{method}}" does nothing in production.',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'services' },
  typescript: {
    needles: [
      'transports.Console',
      'Console(',
      'silent',
      'enabled',
      'console.log',
      'console.info',
      'logger:',
      'useLogger',
    ],
    create: (file) => {
      const { bindings } = file;
      const consoles: ts.NewExpression[] = [];
      let makesLogger = false;
      return {
        NewExpression(node) {
          if (bindings.isImport(node.expression, 'winston', 'transports.Console')) consoles.push(node);
        },
        PropertyAssignment(property) {
          const option = silencedBy(property, bindings);
          if (option === undefined || !isGuardedByProduction(property, bindings)) return;
          file.report(
            property.initializer,
            'silent',
            { option },
            { because: `${ONLY_THERE} are these options used`, fixable: false },
          );
        },
        CallExpression(call) {
          if (
            memberName(call.expression) === 'useLogger' &&
            isFalse(call.arguments[0]) &&
            isGuardedByProduction(call, bindings)
          ) {
            file.report(
              call,
              'silent',
              { option: 'useLogger' },
              { because: `${ONLY_THERE} is it called`, fixable: false },
            );
          }
          const reference = bindings.importOf(call.expression);
          if (reference?.module === 'winston' && reference.member === 'createLogger') makesLogger = true;
          const silencing = silencingOption(reference?.module, reference?.member);
          const argument = call.arguments[silencing?.argument ?? 0];
          const options = argument && bindings.resolve(argument);
          const name = silencing?.name;
          if (name === undefined || options === undefined || !ts.isObjectLiteralExpression(options)) return;
          const value = propertyOf(options, name)?.value;
          const wanted = name === 'silent' ? 'production' : 'development';
          if (value === undefined) return;
          const isSilent = deployOf(unwrap(value), bindings) === wanted || isOffInProduction(value, bindings);
          if (!isSilent) return;
          file.report(value, 'silent', { option: name }, { because: 'its value follows the deploy', fixable: false });
        },
        BinaryExpression(node) {
          const { left, right } = node;
          if (node.operatorToken.kind !== ts.SyntaxKind.EqualsToken || !ts.isPropertyAccessExpression(left)) return;
          if (!bindings.isGlobal(left.expression, 'console') || !/^(?:log|info)$/.test(left.name.text)) return;
          const isEmpty =
            isFunctionLike(right) &&
            right.body !== undefined &&
            ts.isBlock(right.body) &&
            right.body.statements.length === 0;
          if (!isEmpty || !isGuardedByProduction(node, bindings)) return;
          file.report(
            left,
            'console',
            { method: left.name.text },
            { because: 'a function that does nothing takes its place', fixable: false },
          );
        },
        endOfFile() {
          const [first] = consoles;
          if (first === undefined || !makesLogger || !consoles.every((node) => isGuardedByDevelopment(node, bindings)))
            return;
          // Another stream may be stdout under a different name.
          if (/process\.stdout|transports\.Stream|['"]\/dev\/stdout/.test(file.text)) return;
          file.report(
            first,
            'transport',
            {},
            {
              because: 'no other transport to stdout stands in the file that makes the logger',
              fixable: unconditionalEdits(file.tree, spanOf(first)) !== undefined,
            },
          );
        },
      };
    },
  },
  fix(context) {
    const edits = unconditionalEdits(context.tree(), context.finding.span);
    return edits && fixOf('Write to stdout in every deploy', 'suggestion', context.file, edits);
  },
});

const ONLY_THERE = 'the condition around it says that in production alone';

/** `logger: false`, `silent: true`, `level: 'silent'` among the options of a logger, or of a framework that has one. */
function silencedBy(property: ts.PropertyAssignment, bindings: Bindings): string | undefined {
  const name = propertyName(property.name) ?? '';
  const value = unwrap(property.initializer);
  const isOff =
    name === 'silent'
      ? value.kind === ts.SyntaxKind.TrueKeyword
      : name === 'level'
        ? bindings.staticString(value) === 'silent'
        : (name === 'logger' || name === 'enabled') && isFalse(value);
  const call = isOff ? ancestor(property, ts.isCallExpression) : undefined;
  const reference = call && bindings.importOf(call.expression);
  const known = silencingOption(reference?.module, reference?.member);
  if (call === undefined || known === undefined) return undefined;
  const argument = call.arguments[known.argument];
  const isInside = argument !== undefined && argument.pos <= property.pos && property.end <= argument.end;
  const isOwn = name === known.name || (name === 'level' && known.name !== 'silent');
  return isInside && isOwn ? name : undefined;
}

function isFalse(expression: ts.Expression | undefined): boolean {
  return expression !== undefined && unwrap(expression).kind === ts.SyntaxKind.FalseKeyword;
}

interface Silencing {
  readonly name: 'silent' | 'enabled' | 'logger';
  /** Which argument holds the options. */
  readonly argument: number;
}

function silencingOption(module: string | undefined, member: string | undefined): Silencing | undefined {
  if (module === 'winston' && member === 'createLogger') return { name: 'silent', argument: 0 };
  if (module === 'pino' && (member === '' || member === 'pino')) return { name: 'enabled', argument: 0 };
  if (module === 'fastify' && /^(?:fastify|Fastify)?$/.test(member ?? '')) return { name: 'logger', argument: 0 };
  return module === '@nestjs/core' && member === 'NestFactory.create' ? { name: 'logger', argument: 1 } : undefined;
}

/** `isProduction ? false : …`, `isDevelopment ? … : false`, through constants. */
function isOffInProduction(value: ts.Expression, bindings: Bindings): boolean {
  const node = bindings.resolve(value);
  if (!ts.isConditionalExpression(node)) return false;
  const deploy = deployOf(unwrap(node.condition), bindings);
  const part = deploy === 'production' ? node.whenTrue : deploy === 'development' ? node.whenFalse : undefined;
  return part !== undefined && unwrap(part).kind === ts.SyntaxKind.FalseKeyword;
}
