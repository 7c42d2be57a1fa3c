import { ts } from 'ts-morph';
import type { FilePath } from '../../core/documents/kinds';
import { nodeWithSpan } from '../../core/documents/typescript/ast';
import type { Bindings } from '../../core/documents/typescript/bindings';
import { effectsOfHandler, terminationOf } from '../../core/documents/typescript/handler-effects';
import { type ProcessListener, processListenerOf } from '../../core/documents/typescript/process-events';
import { CONSUMER_LIBRARIES } from '../../core/knowledge/consumers';
import { INTERRUPT_SIGNAL, NEST_SHUTDOWN_HOOKS, TERMINATION_SIGNAL } from '../../core/knowledge/shutdown';
import type { AppContext, Collected } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import { fixOf } from '../../core/rule/fix';
import type { AppModel } from '../../core/workspace/app-model';
import { filesOfProcess } from '../../core/workspace/process-files';
import { canCloseBeforeExit, closeBeforeExit, handleBothSignals } from '../../refactor/close-before-exit';

type MessageId = 'exit' | 'ignored' | 'interrupt' | 'hook';

export default defineRule({
  id: 'disposability/no-abrupt-shutdown',
  summary: 'A handler of the stop signal ends the process, or ignores the signal, without closing anything.',
  why: 'SIGTERM is the moment to stop accepting, finish what is running and give jobs back. A handler that exits at once cuts all of this off; one that only logs, or listens to SIGINT alone, leaves the process to be killed when the grace period is over.',
  remedy: 'On SIGTERM close the server and the consumers, wait for what is running, then exit.',
  messages: {
    exit: 'This SIGTERM handler ends the process and closes nothing: what is running is cut off.',
    ignored: 'This SIGTERM handler only reports: the process goes on until it is killed.',
    interrupt: 'Only SIGINT is handled; platforms stop a process with SIGTERM.',
    hook: 'Nest calls this shutdown hook on SIGTERM only after "enableShutdownHooks()".',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'likely',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'services', serverless: false },
  typescript: {
    needles: [TERMINATION_SIGNAL, INTERRUPT_SIGNAL, ...NEST_SHUTDOWN_HOOKS],
    perStatement: true,
    create: (file) => ({
      CallExpression(call) {
        const listener = processListenerOf(call, file.bindings);
        const [at] = call.arguments;
        if (listener === undefined || at === undefined) return;
        const kind = kindOf(listener, file.bindings);
        if (kind === undefined) return;
        const fixable =
          kind === 'interrupt' || (kind === 'exit' && canCloseBeforeExit(listener, file.tree, file.bindings));
        file.collect(at, { kind, fixable });
      },
      HeritageClause(clause) {
        if (clause.token !== ts.SyntaxKind.ImplementsKeyword) return;
        for (const { expression } of clause.types) {
          const reference = file.bindings.importOf(expression);
          if (reference?.module === '@nestjs/common' && NEST_SHUTDOWN_HOOKS.has(reference.member)) {
            file.collect(expression, { kind: 'hook', fixable: false });
          }
        }
      },
    }),
  },
  app(context) {
    const handled = context.collected().filter(({ data }) => data['kind'] === 'handled');
    const told = new Map<FilePath, Collected>();
    for (const site of context.collected()) {
      const { kind } = site.data;
      if (kind === 'exit' || kind === 'ignored') reportHandler(context, site, kind, handled);
      else if (kind === 'interrupt') reportInterrupt(context, site);
      else if (kind === 'hook') reportHook(context, site, told);
    }
  },
  fix(context) {
    const tree = context.tree();
    const call = nodeWithSpan(tree, context.finding.span)?.parent;
    if (call === undefined || !ts.isCallExpression(call)) return undefined;
    if (context.finding.messageId === 'interrupt') {
      const edits = handleBothSignals(tree, call);
      return edits && fixOf('Handle SIGTERM as well', 'suggestion', context.file, edits);
    }
    const edits = closeBeforeExit(tree, call);
    return edits && fixOf('Close the server before the process ends', 'suggestion', context.file, edits);
  },
});

/** `handled`: SIGTERM does some work, or cannot be seen into. */
function kindOf(listener: ProcessListener, bindings: Bindings): MessageId | 'handled' | undefined {
  const { call, events, handler } = listener;
  const termination = terminationOf(listener, bindings);
  if (termination !== undefined || !events.includes(INTERRUPT_SIGNAL)) return termination;
  // One that only exits or reports says nothing that Ctrl-C would not do.
  const { works } = effectsOfHandler(handler, bindings);
  return works && events.length === 1 && ts.isExpressionStatement(call.parent) ? 'interrupt' : undefined;
}

function reportHandler(
  { app, report }: AppContext<MessageId, undefined>,
  site: Collected,
  kind: 'exit' | 'ignored',
  handled: readonly Collected[],
): void {
  const process = filesOfProcess(app, site.file);
  const work = workOf(app, process);
  if (work === undefined || handled.some(({ file }) => process.has(file))) return;
  // The primary of a cluster serves nothing itself; libraries and Nest register handlers of their own.
  const isElsewhere = [...process].some((file) => {
    const facts = app.typescript(file);
    const inOrder = facts?.shutdowns.some(({ how }) => how !== 'handler') === true;
    return inOrder || facts?.imports.some(({ specifier }) => /^(?:node:)?cluster$/.test(specifier)) === true;
  });
  if (isElsewhere) return;
  report(
    site,
    kind,
    {},
    {
      fixable: site.data['fixable'] === true,
      because:
        kind === 'exit'
          ? `the handler reports and exits, while "${work}" may be at work`
          : `the handler neither closes nor exits, and its presence keeps Node from ending the process`,
    },
  );
}

function reportInterrupt({ app, report }: AppContext<MessageId, undefined>, site: Collected): void {
  const work = workOf(app, filesOfProcess(app, site.file));
  if (work === undefined) return;
  if (app.factsOf('typescript').some(({ facts }) => facts.shutdowns.length > 0)) return;
  report(site, 'interrupt', {}, { because: `nothing in the app handles SIGTERM, and "${work}" has to be closed` });
}

/** One call is missing, however many classes wait for it: the first one tells, as the value of `told`. */
function reportHook(
  { app, report }: AppContext<MessageId, undefined>,
  site: Collected,
  told: Map<FilePath, Collected>,
): void {
  const all = app.factsOf('typescript');
  if (all.some(({ facts }) => facts.shutdowns.length > 0)) return;
  const files = filesOfProcess(app, site.file);
  const server = [...files].find((file) =>
    app.typescript(file)?.listens.some(({ framework, certain }) => certain && framework === '@nestjs/core'),
  );
  if (server === undefined) return;
  const first = told.get(server);
  if (first === undefined) told.set(server, site);
  report(
    site,
    'hook',
    {},
    {
      fixable: false,
      because: `"${server}" starts the application without it`,
      ...(first !== undefined && {
        echo: true,
        related: [{ file: first.file, span: first.span, message: 'told here' }],
      }),
    },
  );
}

/** A file of the process that serves requests or takes jobs. */
function workOf(app: AppModel, process: ReadonlySet<FilePath>): FilePath | undefined {
  return [...process].find((file) => {
    const facts = app.typescript(file);
    if (facts?.listens.some(({ certain }) => certain)) return true;
    return facts?.imports.some(({ specifier, kind }) => kind !== 'type' && CONSUMER_LIBRARIES.has(specifier)) === true;
  });
}
