import { commandsOfScript } from '../../core/documents/dockerfile/script-commands';
import { isReached, type ShellCommand, splitShell } from '../../core/documents/shell/split';
import { RELEASE_SCRIPT } from '../../core/knowledge/deploy-steps';
import { downloadedTools, unversionedInstaller } from '../../core/knowledge/downloaded-tools';
import { packageManagerOf } from '../../core/knowledge/lockfiles';
import type { AppContext, CollectedData } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import { fixOf } from '../../core/rule/fix';
import { isAdded, type ListOptions, listed } from '../../core/rule/list-options';
import type { Span } from '../../core/text/span';
import type { AppModel } from '../../core/workspace/app-model';

type Message = 'global' | 'run' | 'add' | 'installer';

export default defineRule({
  id: 'dependencies/no-unpinned-tool-run',
  summary: 'A build or a start downloads a tool without a version.',
  why: 'What the manifest and the lock file do not name is whatever the registry has that day. The same commit is then built with another tool tomorrow, and fails or, worse, does not.',
  remedy: 'Declare the tool as a dependency, or name its version where it is installed.',
  messages: {
    global: '"{{name}}" is installed in whatever version there is that day.',
    run: '"{{by}} {{name}}" downloads whatever version there is that day: no dependency brings it.',
    add: '"{{name}}" is added to the dependencies during the build, past manifest and lock file.',
    installer: 'The script of "{{name}}" installs whatever version there is that day.',
  },
  severity: 'info',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'packages', libraries: true },
  ...listed({
    entry: ['tool', 'tools'],
    example: '@acme/*',
    subjects: ['name'],
    add: 'Packages that a command such as `npx` downloads, named like their program, as globs (`acme-cli`).',
  }),
  dockerfile(file) {
    for (const { index, instructions } of file.document.stages) {
      for (const instruction of instructions) {
        if (instruction.type !== 'command' || instruction.isTrigger || instruction.keyword === 'HEALTHCHECK') continue;
        const place = { stage: index, build: instruction.keyword === 'RUN' };
        for (const script of instruction.scripts) if (script.exact) collectIn(commandsOfScript(script), file, place);
      }
    }
  },
  workflow(file) {
    for (const { steps } of file.document.jobs) {
      for (const { run } of steps) {
        if (run?.exact === true)
          collectIn(
            splitShell(
              run.text.replace(/\$\{\{.*?\}\}/g, (one) => `$${'E'.repeat(one.length - 1)}`),
              run.offset,
            ),
            file,
            {},
          );
      }
    }
  },
  manifest(file) {
    for (const { name, text, offset, escaped } of file.document.scripts.values()) {
      if (!escaped && RELEASE_SCRIPT.test(name)) collectIn(splitShell(text, offset), file, {});
    }
  },
  procfile(file) {
    for (const { command, commandSpan } of file.document.processes) {
      collectIn(splitShell(command, commandSpan.start), file, {});
    }
  },
  app(context) {
    const installed = new Set(
      context
        .collected()
        .flatMap(({ file, data }) => (data['kind'] === 'global' ? [`${file}|${String(data['name'])}`] : [])),
    );
    for (const { file, span, data } of context.collected()) {
      const { kind, name, by, stage, packages } = data;
      if (typeof kind !== 'string' || typeof name !== 'string' || !isMessage(kind)) continue;
      const known = Array.isArray(packages) ? packages : [];
      if (kind === 'run' && (isDeclared(known, context.app) || installed.has(`${file}|${name}`))) continue;
      const version = kind === 'global' || kind === 'run' ? versionOf(name, context.app) : undefined;
      report(context, { file, span }, kind, { name, by: String(by ?? '') }, version, stage);
    }
  },
  fix({ finding, file, text }) {
    const { version, name } = finding.data;
    const { start, end } = finding.span;
    if (version === undefined) return undefined;
    const bare = text.slice(start, end).replace(/@(?:latest|next)$/, '');
    return bare === name
      ? fixOf(`Install ${name}@${version}`, 'suggestion', file, [{ span: finding.span, text: `${bare}@${version}` }])
      : undefined;
  },
});

function isMessage(kind: string): kind is Message {
  return kind === 'global' || kind === 'run' || kind === 'add' || kind === 'installer';
}

interface Sink {
  readonly options: ListOptions;
  collect(at: Span, data: CollectedData): void;
}

function collectIn(commands: readonly ShellCommand[], sink: Sink, place: { stage?: number; build?: boolean }): void {
  const stage = place.stage === undefined ? {} : { stage: place.stage };
  commands.forEach((command, index) => {
    if (!isReached(command)) return;
    const tools = downloadedTools(command, (name) => isAdded(name, sink.options));
    for (const { kind, name, by, word, packages } of tools) {
      if (kind !== 'add') sink.collect(word.span, { kind, name, by, packages, ...stage });
    }
    // One command adds several packages: one fact.
    const added = place.build === true ? tools.filter(({ kind }) => kind === 'add') : [];
    const [first, last] = [added[0], added.at(-1)];
    if (first !== undefined && last !== undefined) {
      const name = added.map((tool) => tool.name).join(', ');
      const span = { start: first.word.span.start, end: last.word.span.end };
      sink.collect(span, { kind: 'add', name, by: first.by, packages: [], ...stage });
    }
    const host = unversionedInstaller(commands, index);
    if (host !== undefined) sink.collect(command.span, { kind: 'installer', name: host, by: '', ...stage });
  });
}

function isDeclared(names: readonly unknown[], app: AppModel): boolean {
  return app.folderPackages.some(({ manifest }) =>
    names.some(
      (name) =>
        typeof name === 'string' &&
        (manifest.dependencies.has(name) || manifest.devDependencies.has(name) || manifest.name === name),
    ),
  );
}

/** The version that a manifest of the app names exactly. */
function versionOf(name: string, app: AppModel): string | undefined {
  for (const { manifest } of app.folderPackages) {
    const field = manifest.packageManager?.value;
    const declared = field === undefined ? undefined : packageManagerOf(field);
    const exact = field === undefined ? undefined : /@(\d+\.\d+\.\d+)/.exec(field)?.[1];
    if (declared?.manager === name && exact !== undefined) return exact;
    const range = manifest.dependencies.get(name)?.range ?? manifest.devDependencies.get(name)?.range;
    if (range !== undefined && /^\d+\.\d+\.\d+$/.test(range)) return range;
  }
  return undefined;
}

const BECAUSE: Readonly<Record<Message, string>> = {
  global: 'the command names no version',
  run: 'the command names no version',
  add: 'the command changes package.json inside of the image only',
  installer: 'neither its address nor its arguments name a version',
};

function report(
  context: AppContext<Message, ListOptions>,
  at: { readonly file: string; readonly span: Span },
  message: Message,
  data: Readonly<Record<string, string>>,
  version: string | undefined,
  stage: unknown,
): void {
  context.report(
    at,
    message,
    { ...data, ...(version !== undefined && { version }) },
    {
      fixable: version !== undefined,
      because: BECAUSE[message],
      ...(typeof stage === 'number' && { stage }),
    },
  );
}
