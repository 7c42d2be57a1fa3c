import { ts } from 'ts-morph';
import { hasUnknownProperties, propertyOf, spanOf } from '../../core/documents/typescript/ast';
import type { Bindings } from '../../core/documents/typescript/bindings';
import { isGuardedByDevelopment } from '../../core/documents/typescript/guards';
import {
  DESTINATIONS,
  FILE_TRANSPORTS,
  LOG4JS_FILE_APPENDERS,
  PINO_FILE_TARGETS,
  PINO_MAYBE_FILE_TARGETS,
  STANDARD_STREAM_PATH,
} from '../../core/knowledge/log-transports';
import { defineRule } from '../../core/rule/define-rule';
import { fixOf } from '../../core/rule/fix';
import { addedPackageOf, listed } from '../../core/rule/list-options';
import { standardOutputEdits } from '../../refactor/standard-output';

export default defineRule({
  id: 'logs/no-file-log-transport',
  summary: 'A logger writes to a file.',
  why: 'A file inside a container dies with it and fills its disk before; nobody who follows the output of the process sees what it says. Storing and routing the stream is the work of the environment.',
  remedy: 'Write to stdout and let the platform collect it; drop the file transport.',
  messages: {
    file: '"{{library}}" writes the log to a file instead of stdout.',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'services' },
  ...listed({
    entry: ['package', 'packages'],
    example: '@acme/*',
    subjects: ['module'],
    add: 'Packages whose calls write the log to a file, as globs (`@acme/file-logger`).',
  }),
  typescript: {
    needles: [
      'winston',
      'pino',
      'bunyan',
      'log4js',
      'rotating-file-stream',
      'file-stream-rotator',
      'sonic-boom',
      'simple-node-logger',
      'tslog',
    ],
    perStatement: true,
    create: (file) => {
      const { bindings } = file;
      const report = (node: ts.Node, library: string, because: string, module = library): void => {
        const severity = isGuardedByDevelopment(node, bindings) ? ({ severity: 'hint' } as const) : {};
        file.report(
          node,
          'file',
          { library, module },
          { ...severity, because, fixable: standardOutputEdits(file.tree, spanOf(node)) !== undefined },
        );
      };
      const check = (node: ts.CallExpression | ts.NewExpression): void => {
        const reference = bindings.importOf(node.expression);
        if (reference === undefined) return;
        const transport = FILE_TRANSPORTS.find(
          ({ module, members }) => module === reference.module && members.includes(reference.member),
        );
        if (transport !== undefined && !writesToStandardStream(node, bindings)) {
          report(
            node,
            transport.library,
            `"${reference.member || reference.module}" of "${reference.module}" is a file transport`,
            reference.module,
          );
        }
        const added = addedPackageOf(node.expression, bindings, file.options);
        if (added !== undefined) report(node, added, 'the configuration names this package as one that writes files');
        const destination = DESTINATIONS.find(
          ({ module, member }) => module === reference.module && member === reference.member,
        );
        if (destination !== undefined && isFileDestination(node.arguments?.[0], destination.options, bindings)) {
          report(node, destination.library, 'its destination is a path');
        }
        if (
          reference.module === 'pino' &&
          (reference.member === '' || reference.member === 'pino' || reference.member === 'transport')
        ) {
          for (const target of fileTargets(node, bindings))
            report(target, 'pino', 'the target of this transport is a file');
          attestStandardOutput(node);
        }
        if (reference.module === 'bunyan' && reference.member === 'createLogger') {
          for (const stream of bunyanFiles(node, bindings)) report(stream, 'bunyan', 'this stream has a path');
        }
        if (reference.module === 'log4js' && reference.member === 'configure') {
          for (const appender of log4jsFiles(node, bindings))
            report(appender, 'log4js', 'this appender writes to a file');
        }
        if (reference.module === 'winston' && reference.member === 'transports.Console') {
          file.attest(node, 'The winston logger writes to stdout.');
        }
      };
      const attestStandardOutput = (node: ts.CallExpression | ts.NewExpression): void => {
        const [first, second] = node.arguments ?? [];
        const options = first === undefined ? undefined : bindings.resolve(first);
        const plain =
          options === undefined ||
          (ts.isObjectLiteralExpression(options) &&
            propertyOf(options, 'transport') === undefined &&
            !hasUnknownProperties(options));
        if (plain && second === undefined && bindings.importOf(node.expression)?.member !== 'transport') {
          file.attest(node, 'The pino logger writes to stdout.');
        }
      };
      return { CallExpression: check, NewExpression: check };
    },
  },
  fix(context) {
    const change = standardOutputEdits(context.tree(), context.finding.span);
    if (change === undefined) return undefined;
    const title = change.kind === 'remove' ? 'Remove the file transport' : 'Write to stdout';
    return fixOf(title, 'suggestion', context.file, change.edits);
  },
});

function writesToStandardStream(node: ts.CallExpression | ts.NewExpression, bindings: Bindings): boolean {
  const options = node.arguments?.[0] && bindings.resolve(node.arguments[0]);
  if (options === undefined || !ts.isObjectLiteralExpression(options)) return false;
  const name = bindings.staticString(propertyOf(options, 'filename')?.value);
  return name !== undefined && STANDARD_STREAM_PATH.test(name);
}

function isFileDestination(
  argument: ts.Expression | undefined,
  options: readonly string[],
  bindings: Bindings,
): boolean {
  const value = argument && bindings.resolve(argument);
  if (value === undefined) return false;
  if (ts.isObjectLiteralExpression(value)) {
    return options.some((name) => isPath(propertyOf(value, name)?.value, bindings));
  }
  return isPath(value, bindings);
}

function isPath(expression: ts.Expression | undefined, bindings: Bindings): boolean {
  const text = bindings.staticString(expression);
  if (text !== undefined) return !/^[12]$/.test(text) && !STANDARD_STREAM_PATH.test(text);
  // `path.join(…, 'app.log')` and templates that end in a file name are paths although their start is not known.
  const node = expression && bindings.resolve(expression);
  if (node === undefined) return false;
  if (ts.isTemplateExpression(node)) return /\.log$/.test(node.templateSpans.at(-1)?.literal.text ?? '');
  const reference = ts.isCallExpression(node) ? bindings.importOf(node.expression) : undefined;
  return reference?.module === 'path' && /^(?:posix\.)?(?:join|resolve)$/.test(reference.member);
}

function fileTargets(node: ts.CallExpression | ts.NewExpression, bindings: Bindings): ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (expression: ts.Expression | undefined): void => {
    const value = expression && bindings.resolve(expression);
    if (value === undefined) return;
    if (ts.isArrayLiteralExpression(value)) for (const element of value.elements) visit(element);
    if (!ts.isObjectLiteralExpression(value)) return;
    const target = bindings.staticString(propertyOf(value, 'target')?.value);
    if (target !== undefined && isFileTarget(target, value, bindings)) found.push(value);
    for (const name of ['transport', 'targets', 'pipeline']) visit(propertyOf(value, name)?.value);
  };
  visit(node.arguments?.[0]);
  return found;
}

function isFileTarget(target: string, entry: ts.ObjectLiteralExpression, bindings: Bindings): boolean {
  if (PINO_FILE_TARGETS.has(target)) return true;
  if (!PINO_MAYBE_FILE_TARGETS.has(target)) return false;
  const value = propertyOf(entry, 'options')?.value;
  const options = value && bindings.resolve(value);
  if (options === undefined || !ts.isObjectLiteralExpression(options)) return false;
  return isPath(propertyOf(options, 'destination')?.value, bindings);
}

function bunyanFiles(node: ts.CallExpression | ts.NewExpression, bindings: Bindings): ts.Node[] {
  return listUnder(node, 'streams', bindings).filter((element): element is ts.ObjectLiteralExpression => {
    if (!ts.isObjectLiteralExpression(element)) return false;
    const path = propertyOf(element, 'path')?.value;
    return path !== undefined && !STANDARD_STREAM_PATH.test(bindings.staticString(path) ?? '');
  });
}

function log4jsFiles(node: ts.CallExpression | ts.NewExpression, bindings: Bindings): ts.Node[] {
  const options = node.arguments?.[0] && bindings.resolve(node.arguments[0]);
  if (options === undefined || !ts.isObjectLiteralExpression(options)) return [];
  const appenders = propertyOf(options, 'appenders')?.value;
  const value = appenders && bindings.resolve(appenders);
  if (value === undefined || !ts.isObjectLiteralExpression(value)) return [];
  return value.properties.flatMap((property) => {
    const entry = ts.isPropertyAssignment(property) ? bindings.resolve(property.initializer) : undefined;
    if (entry === undefined || !ts.isObjectLiteralExpression(entry)) return [];
    const type = bindings.staticString(propertyOf(entry, 'type')?.value);
    return type !== undefined && LOG4JS_FILE_APPENDERS.has(type) ? [entry] : [];
  });
}

function listUnder(
  node: ts.CallExpression | ts.NewExpression,
  name: string,
  bindings: Bindings,
): readonly ts.Expression[] {
  const options = node.arguments?.[0] && bindings.resolve(node.arguments[0]);
  if (options === undefined || !ts.isObjectLiteralExpression(options)) return [];
  const value = propertyOf(options, name)?.value;
  const list = value && bindings.resolve(value);
  return list !== undefined && ts.isArrayLiteralExpression(list) ? list.elements : [];
}
