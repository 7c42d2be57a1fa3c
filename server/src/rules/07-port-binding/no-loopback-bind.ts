import { baseName, joinPath } from '../../core/documents/kinds';
import { spanOf } from '../../core/documents/typescript/ast';
import { LISTEN_NEEDLES, listenCallOf } from '../../core/documents/typescript/listen-calls';
import { loopbackListenOf } from '../../core/documents/typescript/loopback-listens';
import { type LoopbackCommand, loopbackCommandOf } from '../../core/knowledge/bind-hosts';
import type { AppContext, Collected } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import { fixOf } from '../../core/rule/fix';
import type { AppModel } from '../../core/workspace/app-model';
import { releaseCommands, unreleasedScripts } from '../../core/workspace/release-commands';
import type { StartCommand, StartStep } from '../../core/workspace/start-commands';
import { openCommand, openListen } from '../../refactor/bind-host';
import { environmentCompanions } from '../../refactor/environment-files';

type Messages = 'literal' | 'unset' | 'command';

export default defineRule<Messages, undefined>({
  id: 'port-binding/no-loopback-bind',
  summary: 'A server that runs in a container listens on its own loopback address only.',
  why: 'Inside a container "localhost" is the container itself: the published port, the router of the platform and the health check all knock from outside and find nobody.',
  remedy: 'Listen on 0.0.0.0, or take the host from the environment with that as its default.',
  messages: {
    literal: 'The server listens on {{host}} only; nothing outside of its container can reach it.',
    unset: '"{{framework}}" listens on localhost when no host is given; nothing outside of its container can reach it.',
    command: '"{{program}}" listens on {{host}} only; nothing outside of its container can reach it.',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'services', serverless: false },
  typescript: {
    needles: [...LISTEN_NEEDLES, "'vite'", '"vite"', 'vitest/config', 'astro/config'],
    perStatement: true,
    create: (file) => {
      const check = (node: Parameters<typeof listenCallOf>[0]): void => {
        const listen = listenCallOf(node, file.bindings);
        if (listen === undefined) return;
        const found = loopbackListenOf(listen, file.bindings);
        if (found === undefined) {
          file.collect(listen.call.expression, { kind: 'open' });
          return;
        }
        const host = found.kind === 'literal' ? (file.bindings.staticString(found.at) ?? '') : 'localhost';
        file.collect(found.at, { kind: found.kind, host, framework: listen.framework });
      };
      return {
        CallExpression: check,
        NewExpression: check,
        endOfFile() {
          if (/^(?:vite|astro)\.config\./.test(baseName(file.file))) {
            file.collect(spanOf(file.tree), { kind: 'config', host: /\bhost\b/.test(file.text) });
          }
        },
      };
    },
  },
  app(context) {
    checkListens(context);
    checkCommands(context);
  },
  companions: (finding, app) =>
    finding.messageId === 'command' ? [] : environmentCompanions(app.packageOf(finding.file)?.root ?? app.root),
  fix(context) {
    const { finding, file, text } = context;
    if (finding.messageId !== 'command') return openListen(context);
    const edit = openCommand(text, finding.span, String(finding.data['open']));
    return edit && fixOf('Listen on every interface', 'suggestion', file, [edit]);
  },
});

function checkListens(context: AppContext<Messages, undefined>): void {
  const { app } = context;
  const collected = context.collected().filter(({ file }) => isRun(app, file));
  const open = collected.filter(({ data }) => data['kind'] === 'open');
  for (const entry of collected) {
    const { data } = entry;
    if (data['kind'] !== 'literal' && data['kind'] !== 'unset') continue;
    // Where another listener is there for the outside, this one is for the inside.
    if (open.some(({ file }) => app.packageOf(file) === app.packageOf(entry.file))) continue;
    const container = containerOf(app, entry);
    const [dockerfile] = app.dockerfiles.filter(({ development }) => !development);
    context.report(
      entry,
      data['kind'],
      { host: String(data['host']), framework: String(data['framework']) },
      {
        severity: container === undefined ? 'hint' : 'warning',
        because:
          container === undefined
            ? 'it matters as soon as the server runs in a container; none was found'
            : `"${container}" runs this package where only other hosts call it`,
        ...(dockerfile !== undefined && {
          related: [
            {
              file: dockerfile.file,
              span: { start: 0, end: 0 },
              message: 'The package runs in a container of this image.',
            },
          ],
        }),
      },
    );
  }
}

function isRun(app: AppModel, file: string): boolean {
  return [...app.rolesOf(file)].every((role) => role === 'config-module');
}

/** The file that says the package runs in a container or on a platform; `undefined` when nothing does. */
function containerOf(app: AppModel, { file }: Collected): string | undefined {
  const root = app.packageOf(file)?.root ?? app.root;
  const image = app.dockerfiles.find(
    ({ development, context, file: path }) =>
      !development && (isAbove(context, root) || app.packageOf(path)?.root === root),
  );
  return image?.file ?? app.factsOf('procfile')[0]?.file;
}

function isAbove(directory: string, root: string): boolean {
  return directory === '' || root === directory || root.startsWith(`${directory}/`);
}

function checkCommands(context: AppContext<Messages, undefined>): void {
  const { app } = context;
  const configs = new Map(
    context.collected().flatMap(({ file, data }) => (data['kind'] === 'config' ? [[file, data['host'] === true]] : [])),
  );
  const released = releaseCommands(app);
  const told = new Set<string>();
  for (const start of [...released, ...unreleasedScripts(app)]) {
    for (const step of start.steps) {
      const found = loopbackCommandOf(step.command);
      const key = `${step.at.file}:${step.command.span.start}`;
      if (found === undefined || told.has(key) || mayBeConfigured(app, step, found, configs)) continue;
      told.add(key);
      const isReleased = start.origin !== 'script' && released.includes(start);
      context.report(
        { file: step.at.file, span: step.command.span },
        'command',
        { program: found.label, host: found.host ?? 'localhost', open: found.open },
        {
          severity: isReleased ? 'warning' : 'hint',
          fixable: isPlainText(app, start, step),
          ...(step.at.file !== start.at.file && {
            related: [{ ...start.at, message: `The ${start.processType} process runs it.` }],
          }),
          because:
            found.host === undefined
              ? `"${found.label}" takes localhost when no host is given`
              : 'the host is given as an option of the command',
        },
      );
    }
  }
}

/** A configuration file of the tool that speaks of a host, or that could not be read. */
function mayBeConfigured(
  app: AppModel,
  step: StartStep,
  { configFile }: LoopbackCommand,
  configs: ReadonlyMap<string, boolean>,
): boolean {
  if (configFile === undefined) return false;
  const paths = ['ts', 'js', 'mts', 'mjs', 'cjs', 'cts'].map((ext) => joinPath(step.directory, configFile + ext));
  return paths.some((path) => app.exists(path) && configs.get(path) !== false);
}

/** True where the command stands as a person would type it: in a script, a Procfile, a shell form. */
function isPlainText(app: AppModel, start: StartCommand, step: StartStep): boolean {
  if (step.at.file !== start.dockerfile) return start.origin !== 'compose' || step.at.file !== start.at.file;
  const image = app.dockerfiles.find(({ file }) => file === step.at.file);
  const instructions = image?.document.stages.flatMap((stage) => stage.instructions) ?? [];
  return instructions.some(
    (one) =>
      one.type === 'command' &&
      one.form === 'shell' &&
      one.span.start <= step.command.span.start &&
      step.command.span.end <= one.span.end,
  );
}
