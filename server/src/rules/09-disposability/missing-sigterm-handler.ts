import type { ts } from 'ts-morph';
import type { FilePath } from '../../core/documents/kinds';
import { terminationOf } from '../../core/documents/typescript/handler-effects';
import { calleeSpan, LISTEN_NEEDLES, listenCallOf } from '../../core/documents/typescript/listen-calls';
import { processListenerOf } from '../../core/documents/typescript/process-events';
import { SHUTDOWN_NAME, TERMINATION_SIGNAL } from '../../core/knowledge/shutdown';
import { defineRule } from '../../core/rule/define-rule';
import type { Location } from '../../core/rule/finding';
import { fixOf } from '../../core/rule/fix';
import { isAllowed, type ListOptions, listed } from '../../core/rule/list-options';
import { contains } from '../../core/text/span';
import type { AppModel } from '../../core/workspace/app-model';
import type { ListenFact } from '../../core/workspace/facts';
import { splitSpecifier } from '../../core/workspace/modules';
import { entriesReaching } from '../../core/workspace/process-files';
import { startChain } from '../../core/workspace/start-chain';
import { canShutDown, shutdownEdits } from '../../refactor/graceful-shutdown';

export default defineRule({
  id: 'disposability/missing-sigterm-handler',
  summary: 'A server stops without finishing the requests it is answering.',
  why: 'The platform sends SIGTERM before it replaces a process. Without a handler Node ends at once (or, as PID 1, not at all until it is killed): open requests break and connections to backing services are torn.',
  remedy: 'Handle SIGTERM: stop accepting, finish what is running, close the connections, then exit.',
  messages: { missing: 'This server has no SIGTERM handler; a deploy cuts off the requests it is answering.' },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'likely',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'services', serverless: false },
  ...listed({
    entry: ['package', 'packages'],
    example: '@acme/*',
    subjects: [],
    allow: 'Packages that close the server on SIGTERM by themselves, as globs (`@acme/server`).',
  }),
  typescript: {
    needles: [...LISTEN_NEEDLES, TERMINATION_SIGNAL],
    perStatement: true,
    create: (file) => {
      const check = (node: ts.CallExpression | ts.NewExpression): void => {
        const listen = listenCallOf(node, file.bindings);
        if (listen?.certain !== true || !canShutDown(listen, file.tree)) return;
        file.collect(calleeSpan(listen), { fixable: true });
      };
      return {
        CallExpression(call) {
          check(call);
          const listener = processListenerOf(call, file.bindings);
          const kind = listener && terminationOf(listener, file.bindings);
          if (kind === 'exit' || kind === 'ignored') file.collect(call, { abrupt: true });
        },
        NewExpression: check,
      };
    },
  },
  app(context) {
    const { app } = context;
    const collected = context.collected();
    const abrupt = collected.filter(({ data }) => data['abrupt'] === true);
    const fixable = new Set(collected.map(({ file, span }) => `${file}:${span.start}:${span.end}`));
    // Servers of one ring of imports reach the same files.
    const known = new Map<FilePath, boolean>();
    const isOpenEnded = (file: FilePath): boolean => {
      const found = known.get(file) ?? mayHideHandler(app, file);
      known.set(file, found);
      return found;
    };
    const missing: FilePath[] = [];
    for (const { file, listens } of outermostFirst(app, listeningFiles(app))) {
      if (app.packageOf(file)?.managedServer === true) continue;
      const [listen] = listens;
      const entries = entriesReaching(app, file);
      const reachable = app.reachableFrom([file, ...entries]);
      const handled = shutdownIn(app, reachable, abrupt) ?? libraryIn(app, reachable, context.optionsFor(file));
      if (handled !== undefined)
        context.attest(handled, 'SIGTERM is handled, so that requests in progress can finish.');
      // A handler that only ends the process, or does nothing, is for another rule to report.
      if (handled !== undefined || abrupt.some((one) => reachable.has(one.file))) continue;
      // What cannot be followed may hold the handler.
      if (listen === undefined || [...reachable].some(isOpenEnded)) continue;
      // One process needs one handler, however many ports it opens.
      if (missing.some((other) => app.reachableFrom([other]).has(file))) continue;
      missing.push(file);
      const inContainer = app.dockerfiles.some(({ development }) => !development);
      const [entry] = entries;
      context.report(
        { file, span: listen.span },
        'missing',
        {},
        {
          severity: inContainer ? 'warning' : 'hint',
          related: startChain(app, file),
          fixable: fixable.has(`${file}:${listen.span.start}:${listen.span.end}`),
          because:
            entry === undefined || entry === file
              ? 'no file that this one imports registers a handler or a library that does'
              : `the start command runs "${entry}", and no file it imports registers a handler or a library that does`,
        },
      );
    }
  },
  fix(context) {
    const edits = shutdownEdits(context.tree(), context.finding.span);
    return edits && fixOf('Handle SIGTERM and close the server', 'suggestion', context.file, edits);
  },
});

/** Files that open a port in the service itself, with their listen calls. */
function listeningFiles(app: AppModel): { file: FilePath; listens: readonly ListenFact[] }[] {
  const found = app.factsOf('typescript').filter(({ file, facts }) => {
    if (facts.listens.length === 0) return false;
    return [...app.rolesOf(file)].every((role) => role === 'config-module');
  });
  return found.map(({ file, facts }) => ({ file, listens: facts.listens }));
}

/** Before the files that they import themselves. */
function outermostFirst<Found extends { readonly file: FilePath }>(app: AppModel, found: readonly Found[]): Found[] {
  const importers = ({ file }: Found): number => found.filter((one) => app.reachableFrom([one.file]).has(file)).length;
  return [...found].sort((a, b) => importers(a) - importers(b));
}

/** A handler, or a library that has one; `abrupt` are calls that register one of which nothing comes. */
function shutdownIn(app: AppModel, files: ReadonlySet<FilePath>, abrupt: readonly Location[]): Location | undefined {
  for (const file of files) {
    const own = abrupt.filter((one) => one.file === file);
    const shutdown = app.typescript(file)?.shutdowns.find(({ span }) => !own.some((one) => contains(one.span, span)));
    if (shutdown !== undefined) return { file, span: shutdown.span };
  }
  return undefined;
}

/** The import of a package that a user says does it. */
function libraryIn(app: AppModel, files: ReadonlySet<FilePath>, options: ListOptions): Location | undefined {
  if (options.allow.length === 0 && options.allowPatterns.length === 0) return undefined;
  for (const file of files) {
    const found = app
      .typescript(file)
      ?.imports.find(({ specifier, kind }) => kind !== 'type' && isAllowed(splitSpecifier(specifier)[0], options));
    if (found !== undefined) return { file, span: found.span };
  }
  return undefined;
}

/** True where an import says by its name that it may hold the handler, or cannot be followed; packages are not, on purpose. */
function mayHideHandler(app: AppModel, file: FilePath): boolean {
  const facts = app.typescript(file);
  if (!facts?.parsed) return false;
  if (facts.imports.some(({ specifier, kind }) => kind !== 'type' && SHUTDOWN_NAME.test(specifier))) return true;
  return app.unresolvedImportsOf(file).some((specifier) => !NO_CODE.test(specifier));
}

const NO_CODE = /\.(?:json|css|scss|svg|png|graphql|gql|node|wasm|sql|html|txt|md|yml|yaml|proto|hbs|ejs|pug)$/;
