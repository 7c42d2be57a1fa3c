import { ts } from 'ts-morph';
import { lineageOf } from '../../core/documents/dockerfile/resolve';
import { isGuardedByDevelopment } from '../../core/documents/typescript/guards';
import { programsRunBy, programWrappedBy, type RunProgram } from '../../core/documents/typescript/run-programs';
import { RUN_NEEDLES, SYSTEM_DECLARATIONS, SYSTEM_TOOLS, type SystemTool } from '../../core/knowledge/system-tools';
import type { AppContext } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import type { Location } from '../../core/rule/finding';
import { fixOf } from '../../core/rule/fix';
import { isAdded, type ListOptions, listed } from '../../core/rule/list-options';
import type { AppModel, DockerfileModel } from '../../core/workspace/app-model';
import { declarationOf, manifestsAround } from '../../core/workspace/declarations';
import { runtimeOf } from '../../core/workspace/runtime';
import { reasonToRun } from '../../core/workspace/served-files';
import { holdsTool } from '../../core/workspace/system-packages';

type Context = AppContext<'missing' | 'unnamed', ListOptions>;

export default defineRule({
  id: 'dependencies/no-undeclared-system-tool',
  summary: 'The running app calls a program of the system that nothing installs.',
  why: 'The program is there on the machine of whoever wrote the code, and perhaps not, or in another version, where the app runs. What an app needs it declares and brings along, system tools included.',
  remedy: 'Install the program in the image, or use a package that ships it.',
  messages: {
    missing: 'The app runs "{{program}}", and the image of "{{dockerfile}}" does not install it.',
    unnamed: 'The app runs "{{program}}", and nothing in this repository installs it.',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'likely',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'services' },
  ...listed({
    entry: ['program', 'programs'],
    example: 'pdf*',
    subjects: ['program'],
    add: 'Programs that do not come with the system, as globs (`gdal*`).',
  }),
  typescript: {
    needles: RUN_NEEDLES,
    perStatement: true,
    create: (file) => {
      const { bindings } = file;
      const collect = ({ at, program }: RunProgram): void => {
        if (isTool(program, file.options) && !isGuardedByDevelopment(at, bindings)) file.collect(at, { program });
      };
      return {
        ImportDeclaration(node) {
          const found = programWrappedBy(node.moduleSpecifier);
          if (found !== undefined && node.importClause?.isTypeOnly !== true) collect(found);
        },
        TaggedTemplateExpression: (node) => programsRunBy(node, bindings).forEach(collect),
        CallExpression(call) {
          const isRequire = ts.isIdentifier(call.expression) && call.expression.text === 'require';
          const wrapped = isRequire ? programWrappedBy(call.arguments[0]) : undefined;
          if (wrapped !== undefined) collect(wrapped);
          else programsRunBy(call, bindings).forEach(collect);
        },
      };
    },
  },
  app(context) {
    const { app } = context;
    const runtime = runtimeOf(app);
    const seen = new Set<string>();
    for (const { file, span, data } of context.collected()) {
      const tool = toolNamed(String(data['program']));
      const [process] = runtime.processesOf(file);
      if (process === undefined || isShippedByPackage(app, file, tool)) continue;
      const key = `${tool.program} ${app.packageOf(file)?.root ?? ''}`;
      if (!seen.has(key) && report(context, { file, span }, tool)) seen.add(key);
    }
  },
  companions: ({ data }) => (data['dockerfile'] === '' ? [] : [String(data['dockerfile'])]),
  fix(context) {
    const { data } = context.finding;
    const path = String(data['dockerfile']);
    const at = Number(data['offset']);
    const text = context.companion(path);
    if (text === undefined || text.slice(at - 1, at) !== '\n' || !/^FROM\b/i.test(text.slice(Number(data['from']))))
      return undefined;
    const line = `${String(data['install'])}\n`;
    return fixOf(`Install "${String(data['program'])}" in ${path}`, 'suggestion', path, [
      { span: { start: at, end: at }, text: line },
    ]);
  },
});

function isTool(program: string, options: ListOptions): boolean {
  return SYSTEM_TOOLS.has(program) || isAdded(program, options);
}

/** A program of a user's list comes in a package of its own name. */
function toolNamed(program: string): SystemTool {
  return SYSTEM_TOOLS.get(program) ?? { program, apt: [program], apk: [program] };
}

function isShippedByPackage(app: AppModel, file: string, tool: SystemTool): boolean {
  const manifests = manifestsAround(app, file);
  return (tool.npm ?? []).some((name) => {
    const declaration = declarationOf(app, manifests, name);
    return declaration?.by === 'own' || declaration?.by === 'outer';
  });
}

/** False where it cannot be told whether the program is there. */
function report(context: Context, at: Location, tool: SystemTool): boolean {
  const { app } = context;
  if (SYSTEM_DECLARATIONS.some((name) => app.folderFilesNamed(name).length > 0)) return false;
  const images = imagesOf(app);
  const { program } = tool;
  const [first] = images;
  if (first === undefined) {
    if (app.folderFactsOf('dockerfile').length > 0) return false;
    context.report(
      at,
      'unnamed',
      { program, dockerfile: '' },
      { severity: 'info', fixable: false, because: 'there is no Dockerfile, Aptfile or the like that names it' },
    );
    return true;
  }
  if (!images.every(({ model, stage }) => holdsTool(model, stage, tool) === false)) return false;
  const base = lineageOf(first.model.document, first.stage)[0];
  context.report(
    at,
    'missing',
    { program, dockerfile: first.model.file, ...installation(first.model, first.stage, tool) },
    {
      related:
        base === undefined
          ? []
          : [{ file: first.model.file, span: base.from.span, message: 'the base image does not hold it' }],
      because: `${reasonToRun(app, at.file)}, and no instruction of the image brings the program`,
    },
  );
  return true;
}

/** Stages that containers of the app are made of. */
function imagesOf(app: AppModel): { readonly model: DockerfileModel; readonly stage: number }[] {
  const starting = new Set(
    app.startCommands.filter(({ entries }) => entries.length > 0).map(({ dockerfile }) => dockerfile),
  );
  return app.dockerfiles
    .filter(
      ({ development, file }) => !development && (starting.size === 0 || starting.has(file) || starting.has(undefined)),
    )
    .flatMap((model) => [...model.started].map((stage) => ({ model, stage })));
}

/** The line to put right behind the `FROM` of the stage, before the user changes. */
function installation(model: DockerfileModel, stage: number, tool: SystemTool): Record<string, string | number> {
  const base = lineageOf(model.document, stage)[0];
  const from = model.document.stages[stage]?.instructions[0];
  const isAlpine = /alpine/.test(`${base?.from.resolved?.name ?? ''}:${base?.from.resolved?.tag ?? ''}`);
  const name = (isAlpine ? tool.apk : tool.apt)[0] ?? tool.program;
  const install = isAlpine
    ? `RUN apk add --no-cache ${name}`
    : `RUN apt-get update && apt-get install -y --no-install-recommends ${name} && rm -rf /var/lib/apt/lists/*`;
  return { install, from: from?.span.start ?? 0, offset: (from?.span.end ?? 0) + 1 };
}
