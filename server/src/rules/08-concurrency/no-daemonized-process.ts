import { ts } from 'ts-morph';
import type { ShellCommand } from '../../core/documents/shell/split';
import { propertyOf, some } from '../../core/documents/typescript/ast';
import type { Bindings } from '../../core/documents/typescript/bindings';
import { isProcess } from '../../core/documents/typescript/environment-reads';
import { fileWriteOf } from '../../core/documents/typescript/file-writes';
import {
  DAEMON_LIBRARIES,
  DETACHING_WRAPPERS,
  PM2_START,
  PROCESS_ID_FILE,
  SERVICE_START,
  STAYS_IN_FOREGROUND,
} from '../../core/knowledge/daemons';
import { defineRule } from '../../core/rule/define-rule';
import { fixOf } from '../../core/rule/fix';
import { addedProgramOf, isAdded, type ListOptions, listed } from '../../core/rule/list-options';
import { placeOf, releaseCommands } from '../../core/workspace/release-commands';
import type { StartCommand, StartStep } from '../../core/workspace/start-commands';
import { commandAt } from '../../refactor/command-at';
import { foregroundEdits } from '../../refactor/foreground';

export default defineRule({
  id: 'concurrency/no-daemonized-process',
  summary: 'A process goes into the background by itself.',
  why: 'The platform that started it sees it end at once: it restarts it in vain or takes the whole app for stopped, sees no crash of the one in the background, and neither its output nor its signals reach it.',
  remedy: 'Run the app in the foreground and leave starting, restarting and stopping to the platform.',
  messages: {
    wrapper: '"{{name}}" detaches the process from the platform that starts it.',
    background: 'The "&" at the end puts the process into the background, and the command ends without it.',
    manager: '"{{name}}" starts the process in the background, and the command ends without it.',
    library: '"{{name}}" makes a daemon of the process.',
    respawn: 'The process starts a detached copy of itself, of which the platform knows nothing.',
    pid: 'The process writes its number into a file; the platform that starts it knows it.',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'services', serverless: false },
  ...listed({
    entry: ['package or program', 'packages and programs'],
    example: '@acme/*',
    subjects: ['name'],
    add: 'Packages whose calls make a daemon of a process, and programs that start one and end, as globs (`@acme/daemon`, `acme start`).',
  }),
  typescript: {
    needles: [
      ...[...DAEMON_LIBRARIES].map((name) => `'${name}'`),
      ...[...DAEMON_LIBRARIES].map((name) => `"${name}"`),
      'detached',
      '.pid',
    ],
    perStatement: true,
    create: (file) => {
      const { bindings } = file;
      const checkLibrary = (node: ts.CallExpression | ts.NewExpression): void => {
        const module = bindings.importOf(node.expression)?.module;
        if (module === undefined || !(DAEMON_LIBRARIES.has(module) || isAdded(module, file.options))) return;
        file.report(
          node.expression,
          'library',
          { name: module },
          { fixable: false, because: `that is what "${module}" is for` },
        );
      };
      return {
        NewExpression: checkLibrary,
        CallExpression(call) {
          checkLibrary(call);
          if (isRespawn(call, bindings)) {
            file.report(
              call.expression,
              'respawn',
              {},
              { fixable: false, because: 'it starts its own entry with "detached: true"' },
            );
          }
          const write = fileWriteOf(call, bindings);
          if (
            write !== undefined &&
            holdsProcessId(call, bindings) &&
            PROCESS_ID_FILE.test(pathEnd(write.path, bindings))
          ) {
            file.report(
              call.expression,
              'pid',
              {},
              { severity: 'info', fixable: false, because: 'the path ends in ".pid" and the content is "process.pid"' },
            );
          }
        },
      };
    },
  },
  app(context) {
    const { app } = context;
    for (const start of releaseCommands(app)) {
      for (const step of start.steps) {
        const { at, related } = placeOf(start, step);
        const found = daemonOf(start, step, context.optionsFor(at.file));
        if (found === undefined) continue;
        const isWritten = at.file === step.at.file && at.span.start === step.command.span.start;
        context.report(
          at,
          found.message,
          { name: found.name },
          {
            related,
            fixable: found.message !== 'manager' && isWritten && start.steps.length === 1 && start.origin !== 'compose',
            because: `the ${start.processType} process is started with it`,
          },
        );
      }
    }
  },
  fix(context) {
    const { finding, file, text } = context;
    const placed = commandAt(file, text, finding.span);
    const edits = placed && foregroundEdits(text, placed);
    return edits && fixOf('Run it in the foreground', 'suggestion', file, edits);
  },
});

/** What takes a step of a start command out of the platform's hands. */
function daemonOf(
  start: StartCommand,
  step: StartStep,
  options: ListOptions,
): { readonly message: 'wrapper' | 'background' | 'manager'; readonly name: string } | undefined {
  const { command } = step;
  if (command.within !== undefined && command.within.length > 0) return undefined;
  const text = command.words.map((word) => word.text).join(' ');
  const wrapper = command.wrappers.find((name) => DETACHING_WRAPPERS.has(name));
  const isLast = start.steps.at(-1) === step;
  if (SERVICE_START.test(text)) return { message: 'manager', name: text };
  const added = addedProgramOf(command, options);
  if (added !== undefined && !keepsGoing(start, step)) return { message: 'manager', name: added };
  const isContainer = start.origin === 'dockerfile' || start.origin === 'compose';
  if (isContainer && PM2_START.test(text) && !keepsGoing(start, step)) return { message: 'manager', name: 'pm2 start' };
  if (wrapper !== undefined && (command.background ? isLast : true)) return { message: 'wrapper', name: wrapper };
  // A shell that goes on to other work, or waits, holds its background processes together.
  return command.background && isLast ? { message: 'background', name: '&' } : undefined;
}

/** `pm2 start app.js && pm2 logs`: something stays in the foreground. */
function keepsGoing(start: StartCommand, step: StartStep): boolean {
  const later: ShellCommand[] = start.steps.slice(start.steps.indexOf(step) + 1).map(({ command }) => command);
  return later.some(({ words }) => STAYS_IN_FOREGROUND.test(words.map(({ text }) => text).join(' ')));
}

/** `spawn(process.execPath, [__filename], { detached: true })` */
function isRespawn(call: ts.CallExpression, bindings: Bindings): boolean {
  const reference = bindings.importOf(call.expression);
  if (reference?.module !== 'child_process' || !/^(?:spawn|fork)$/.test(reference.member)) return false;
  const options = call.arguments.map((argument) => bindings.resolve(argument)).find(ts.isObjectLiteralExpression);
  if (options === undefined || propertyOf(options, 'detached')?.value?.kind !== ts.SyntaxKind.TrueKeyword) return false;
  return call.arguments.some((argument) =>
    some(argument, (node) => {
      if (ts.isIdentifier(node)) return bindings.isGlobal(node, '__filename');
      return (
        ts.isElementAccessExpression(node) &&
        /^process\.argv$/.test(node.expression.getText()) &&
        node.argumentExpression.getText() === '1'
      );
    }),
  );
}

function holdsProcessId(call: ts.CallExpression, bindings: Bindings): boolean {
  return call.arguments
    .slice(1)
    .some((argument) =>
      some(
        argument,
        (node) =>
          ts.isPropertyAccessExpression(node) && node.name.text === 'pid' && isProcess(node.expression, bindings),
      ),
    );
}

/** The known end of a path: the last literal of a join or a template. */
function pathEnd(path: ts.Expression, bindings: Bindings): string {
  const text = bindings.staticString(path);
  if (text !== undefined) return text;
  const node = bindings.resolve(path);
  if (ts.isTemplateExpression(node)) return node.templateSpans.at(-1)?.literal.text ?? '';
  if (ts.isCallExpression(node)) return bindings.staticString(node.arguments.at(-1)) ?? '';
  return '';
}
