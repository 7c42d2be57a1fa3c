import { ts } from 'ts-morph';
import type { FilePath } from '../../core/documents/kinds';
import { some } from '../../core/documents/typescript/ast';
import {
  type BackgroundWork,
  backgroundWorkOf,
  decoratedWorkOf,
} from '../../core/documents/typescript/background-work';
import { isGuardedByDevelopment } from '../../core/documents/typescript/guards';
import { startCallOf } from '../../core/documents/typescript/start-calls';
import {
  BACKGROUND_APIS,
  BACKGROUND_DECORATORS,
  COPY_NUMBER,
  ROLE_SWITCH,
  ROLE_SWITCH_NEEDLES,
  WORKER_NAME,
} from '../../core/knowledge/background-work';
import { CHAT_CLIENTS } from '../../core/knowledge/chat-clients';
import { ROUTER_MODULES } from '../../core/knowledge/handlers';
import type { AppContext, Collected } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import { listed } from '../../core/rule/list-options';
import type { AppModel } from '../../core/workspace/app-model';
import { inOrder, listeningFiles, reasonToServe, startersOf } from '../../core/workspace/served-files';
import { type ComposePlace, extensibleServices, serviceOfImage } from '../../refactor/migration-service';
import { commandFor, workerProcessFix } from '../../refactor/worker-process';

export default defineRule({
  id: 'concurrency/no-background-work-in-web-process',
  summary: 'The process that answers requests also runs scheduled work, consumes a queue or keeps a chat client.',
  why: 'With a second web process every schedule fires twice; the two kinds of work cannot be scaled apart, and a long job takes time from the requests or is cut off by a deploy of the web.',
  remedy: 'Start schedulers and consumers from an entry of their own, as a process type beside `web`.',
  messages: {
    schedule: '"{{name}}" runs scheduled work in the process that serves requests.',
    consumer: '"{{name}}" consumes a queue in the process that serves requests.',
    chat: '"{{name}}" keeps a chat client in the process that serves requests.',
    started: '"{{name}}" starts a chat client in the process that serves requests.',
    copy: 'Only pm2 sets "NODE_APP_INSTANCE": on any other platform every process is the first one, and each runs this.',
  },
  severity: 'info',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'services', serverless: false },
  ...listed({
    entry: ['package', 'packages'],
    example: '@acme/*',
    subjects: ['module'],
    add: 'Packages whose calls start scheduled work or a consumer, as globs (`@acme/scheduler`).',
  }),
  typescript: {
    needles: [
      'setInterval',
      ...BACKGROUND_APIS.map(({ module }) => module),
      ...CHAT_CLIENTS.map(({ module }) => module),
      ...BACKGROUND_DECORATORS.map(({ module }) => module),
      ...ROLE_SWITCH_NEEDLES,
      COPY_NUMBER,
    ],
    perStatement: true,
    create: (file) => {
      const collect = (work: BackgroundWork | undefined): void => {
        if (work === undefined) return;
        const { at, name, module, kind, locks, atLoad } = work;
        file.collect(at, { kind, name, module, locks, atLoad, development: isGuardedByDevelopment(at, file.bindings) });
      };
      const check = (node: ts.CallExpression | ts.NewExpression): void =>
        collect(backgroundWorkOf(node, file.file, file.bindings, file.options));
      return {
        CallExpression: check,
        NewExpression: check,
        ExpressionStatement(node) {
          const start = startCallOf(node, file.bindings);
          if (start !== undefined)
            file.collect(start.at, { kind: 'start', specifier: start.specifier, name: start.at.text });
        },
        IfStatement({ expression }) {
          if (readsCopyNumber(expression)) file.collect(expression, { kind: 'copy' });
        },
        Decorator: (node) => collect(decoratedWorkOf(node, file.bindings)),
        endOfFile() {
          const choice = ROLE_SWITCH.exec(file.text);
          if (choice === null) return;
          file.collect({ start: choice.index, end: choice.index + choice[0].length }, { kind: 'switch' });
        },
      };
    },
  },
  compose(file) {
    for (const { name, span } of extensibleServices(file.text)) file.collect(span, { kind: 'service', service: name });
  },
  app(context) {
    const { app } = context;
    const collected = context.collected();
    const services = collected.flatMap(({ file, data }) =>
      data['kind'] === 'service' ? [{ compose: file, service: String(data['service']) }] : [],
    );
    const switching = collected.filter(({ data }) => data['kind'] === 'switch').map(({ file }) => file);
    const served = webFiles(app);
    for (const { file, span, data } of collected) {
      const kind = data['kind'];
      if (kind === 'copy' && served.has(file)) {
        context.report({ file, span }, 'copy', {}, { fixable: false, because: reasonToServe(app, file) });
      }
      if ((kind !== 'schedule' && kind !== 'consumer' && kind !== 'chat') || !served.has(file)) continue;
      if (switching.some((other) => app.reachableFrom([other]).has(file) || isConfigOf(other, file, app))) continue;
      if (data['atLoad'] !== true && !isOnlyServed(file, served, app)) continue;
      if (kind === 'chat' && !servesMuch(served, app)) continue;
      const isLight = data['locks'] === true || data['development'] === true;
      const because = `${reasonToServe(app, file)}${data['locks'] === true ? '; a lock keeps several processes from doing it at once' : ''}`;
      const lighter = isLight ? { severity: 'hint' as const } : {};
      const module = String(data['module']);
      // What makes a client is called by whoever wants one; where the server starts it, the two are mixed.
      const start = kind === 'chat' && data['atLoad'] !== true ? startOf(file, context) : undefined;
      if (start !== undefined) {
        const related = [{ file, span, message: `"${String(data['name'])}" does it` }];
        const found = { name: String(start.data['name']), module };
        context.report(start, 'started', found, { fixable: false, ...lighter, related, because });
        continue;
      }
      const home = data['atLoad'] === true ? ownProcessOf(file, app, services) : undefined;
      const found = { name: String(data['name']), module, ...home };
      context.report({ file, span }, kind, found, { fixable: home !== undefined, ...lighter, because });
    }
  },
  companions: ({ data }) => (data['importer'] === undefined ? [] : [String(data['importer']), String(data['start'])]),
  fix: (context) => workerProcessFix(context),
});

/** The one call in an entry of the server that leads to what stands inside of a function. */
function startOf(file: FilePath, context: AppContext<string, unknown>): Collected | undefined {
  const { app } = context;
  const entries = new Set([...listeningFiles(app), ...startersOf(app, listeningFiles(app))]);
  entries.delete(file);
  for (const entry of entries) if (app.reachableFrom([entry]).has(file)) context.lookInto(entry);
  const calls = context.collected().filter(({ file: entry, data }) => {
    if (data['kind'] !== 'start' || !entries.has(entry)) return false;
    const target = app.modules.resolve(entry, String(data['specifier']));
    return target !== undefined && app.reachableFrom([target]).has(file);
  });
  return calls.length === 1 ? calls[0] : undefined;
}

/** A bot that opens a port for its probes alone is no web process: more than one file has to do with HTTP. */
function servesMuch(served: ReadonlySet<FilePath>, app: AppModel): boolean {
  const files = [...served].filter((file) =>
    app.typescript(file)?.imports.some(({ specifier, kind }) => kind !== 'type' && ROUTER_MODULES.has(specifier)),
  );
  return files.length > 1;
}

/**
 * What the fix needs to give a module a process of its own: the entry that loads it for nothing else, and a place where
 * that entry is started by one plain command.
 */
function ownProcessOf(
  file: FilePath,
  app: AppModel,
  services: readonly ComposePlace[],
): Readonly<Record<string, string | number>> | undefined {
  const importers = app.importersOf(file).filter((one) => !app.rolesOf(one).has('test'));
  const [importer] = importers;
  if (importer === undefined || importers.length > 1) return undefined;
  const [found, second] = (app.typescript(importer)?.imports ?? []).filter(
    ({ specifier, kind }) => kind !== 'type' && app.modules.resolve(importer, specifier) === file,
  );
  if (found?.bare !== true || second !== undefined) return undefined;
  for (const { origin, at, steps, entries, processType, dockerfile } of inOrder(app.startCommands)) {
    const [step] = steps;
    if (step === undefined || steps.length > 1 || step.scripts.length > 0 || !entries.includes(importer)) continue;
    const { words, wrappedWords } = step.command;
    const command = (wrappedWords ?? words).map(({ text }) => text).join(' ');
    if (commandFor(command, importer, file) === undefined) continue;
    const data = { importer, importAt: found.span.start, command };
    if (origin === 'procfile') return { ...data, start: at.file, process: processType };
    const place = origin === 'dockerfile' && dockerfile !== undefined && serviceOfImage(app, dockerfile, services);
    if (place) return { ...data, start: place.compose, process: place.service };
  }
  return undefined;
}

/** `process.env.NODE_APP_INSTANCE === '0'`, also by way of an object of settings. */
function readsCopyNumber(condition: ts.Expression): boolean {
  return some(condition, (node) => ts.isPropertyAccessExpression(node) && node.name.text === COPY_NUMBER);
}

/** Files that run in a process that serves requests; a worker that opens a port for its probes does not. */
function webFiles(app: AppModel): ReadonlySet<FilePath> {
  const listening = listeningFiles(app).filter((file) => !WORKER_NAME.test(file));
  const workers = new Set(
    app.startCommands.filter(({ processType }) => WORKER_NAME.test(processType)).flatMap(({ entries }) => entries),
  );
  const starters = startersOf(app, listening).filter((entry) => !WORKER_NAME.test(entry) && !workers.has(entry));
  return app.reachableFrom([...new Set([...listening.filter((file) => !workers.has(file)), ...starters])]);
}

/** A settings module that the file reads: what it chooses from may decide whether this work runs. */
function isConfigOf(settings: FilePath, file: FilePath, app: AppModel): boolean {
  return app.importersOf(settings).some((importer) => app.reachableFrom([importer]).has(file));
}

/** Work inside a function runs where somebody calls it: certain only if nobody but the web process can. */
function isOnlyServed(file: FilePath, served: ReadonlySet<FilePath>, app: AppModel): boolean {
  const importers = app.importersOf(file);
  return (
    importers.every((importer) => served.has(importer) || app.rolesOf(importer).has('test')) && !WORKER_NAME.test(file)
  );
}
