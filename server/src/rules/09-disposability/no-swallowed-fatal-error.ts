import { ts } from 'ts-morph';
import type { FilePath } from '../../core/documents/kinds';
import { nodeWithSpan, unwrap } from '../../core/documents/typescript/ast';
import { effectsOfHandler } from '../../core/documents/typescript/handler-effects';
import { processListenerOf } from '../../core/documents/typescript/process-events';
import { FATAL_EVENTS } from '../../core/knowledge/process-events';
import { defineRule } from '../../core/rule/define-rule';
import type { Location } from '../../core/rule/finding';
import { fixOf } from '../../core/rule/fix';
import { filesOfProcess } from '../../core/workspace/process-files';
import { exitAtEnd } from '../../refactor/exit-at-end';

export default defineRule({
  id: 'disposability/no-swallowed-fatal-error',
  summary: 'A handler of fatal errors logs them and lets the process go on.',
  why: 'After an uncaught error nobody knows what state the process is in: locks are held, connections are half used, requests hang. Crash-only design ends such a process and lets the platform start a fresh one; a handler that only logs keeps the broken one alive and healthy-looking.',
  remedy: 'Log the error, then end the process: `process.exit(1)`, or close the server first.',
  messages: {
    exception: 'Uncaught exceptions are only reported here; the process goes on in an unknown state.',
    rejection: 'Unhandled rejections are only reported here; the process goes on in an unknown state.',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'services' },
  typescript: {
    needles: [...FATAL_EVENTS],
    perStatement: true,
    create: (file) => ({
      CallExpression(call) {
        const listener = processListenerOf(call, file.bindings);
        const events = listener?.events.filter((event) => FATAL_EVENTS.has(event)) ?? [];
        const [at] = call.arguments;
        if (listener === undefined || at === undefined || events.length === 0) return;
        const { works, exits } = effectsOfHandler(listener.handler, file.bindings);
        file.collect(at, { events, swallows: !works && !exits });
      },
    }),
  },
  app(context) {
    const sites = context.collected().map(({ file, span, data }) => ({
      file,
      span,
      events: Array.isArray(data['events']) ? data['events'].map(String) : [],
      swallows: data['swallows'] === true,
    }));
    const told = new Map<FilePath, Location>();
    for (const { file, span, events, swallows } of sites) {
      if (!swallows) continue;
      // Another listener of the same process may end it.
      const process = filesOfProcess(context.app, file);
      const open = events.filter(
        (event) => !sites.some((other) => !other.swallows && other.events.includes(event) && process.has(other.file)),
      );
      const [event] = open;
      if (event === undefined) continue;
      const first = told.get(file);
      context.report(
        { file, span },
        event === 'uncaughtException' ? 'exception' : 'rejection',
        {},
        {
          because: `a listener of "${event}" keeps Node from ending the process, and all this one does is report`,
          // The listeners of one file are mended together.
          ...(first !== undefined && { echo: true, related: [{ ...first, message: 'told here' }] }),
        },
      );
      told.set(file, first ?? { file, span });
    }
  },
  fix(context) {
    const tree = context.tree();
    const at = nodeWithSpan(tree, context.finding.span);
    const call = at?.parent;
    if (call === undefined || !ts.isCallExpression(call)) return undefined;
    const handler = call.arguments[1];
    const edits = handler && exitAtEnd(tree, unwrap(handler));
    return edits && fixOf('End the process after the report', 'suggestion', context.file, edits);
  },
});
