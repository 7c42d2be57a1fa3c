import { ts } from 'ts-morph';
import { type FilePath, joinPath } from '../../core/documents/kinds';
import { parseProcfile } from '../../core/documents/procfile/parse';
import type { ShellCommand } from '../../core/documents/shell/split';
import { isFunctionLike } from '../../core/documents/typescript/ast';
import type { Bindings } from '../../core/documents/typescript/bindings';
import { isGuardedByDevelopment } from '../../core/documents/typescript/guards';
import { shelledCommands } from '../../core/documents/typescript/shelled-commands';
import { runsAtStart, startedNameOf } from '../../core/documents/typescript/start-calls';
import { START_HOOK } from '../../core/knowledge/handlers';
import { MIGRATION_CALLS, MIGRATION_METHODS, TELLING_MIGRATION_PATH } from '../../core/knowledge/migration-apis';
import { startProgramOf } from '../../core/knowledge/start-programs';
import type { AppContext, CollectedData, TypeScriptFile } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import { fixOf } from '../../core/rule/fix';
import { addedProgramOf, type ListOptions, listed } from '../../core/rule/list-options';
import { lineBreakOf } from '../../core/text/edits';
import type { Span } from '../../core/text/span';
import type { AppModel } from '../../core/workspace/app-model';
import { conditionOf, isOneOff, placeOf, releaseCommands } from '../../core/workspace/release-commands';
import { reasonToServe } from '../../core/workspace/served-files';
import type { StartCommand, StartStep } from '../../core/workspace/start-commands';
import {
  extensibleServices,
  migrationServiceFix,
  serviceOfImage,
  startWithoutMigration,
} from '../../refactor/migration-service';
import { moveToReleasePhase } from '../../refactor/procfile';

export default defineRule({
  id: 'admin-processes/no-migration-on-start',
  summary: 'Every start of the app runs migrations or seeds.',
  why: 'Several processes start at once and migrate at once; a failed migration keeps all of them from starting; a rollback starts old code that migrates again. A migration is a one-off process of the release, run once before its processes start.',
  remedy: 'Run it as a release phase, a Job or a one-off service of the same image, before the processes start.',
  messages: {
    command: '"{{program}}" runs at every start of the app; run it once per release.',
    code: '"{{program}}" runs in the process that serves requests; run it once per release.',
    option: '"{{program}}" runs the migrations whenever the app connects; run them once per release.',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'services', serverless: false },
  ...listed({
    entry: ['program', 'programs'],
    example: 'acme-*',
    subjects: ['program'],
    add: 'Programs that migrate or seed a store, as globs (`acme-migrate`, `acme migrate`).',
  }),
  typescript: {
    needles: ['migrat', 'umzug', 'seed'],
    perStatement: true,
    create: (file) => ({
      CallExpression(call) {
        const started = startedNameOf(call);
        if (started !== undefined) file.collect(call.expression, { kind: 'start', name: started });
        const program = migrationCall(call, file.bindings) ?? shelledMigration(call, file);
        if (program === undefined) return;
        const development = isGuardedByDevelopment(call, file.bindings);
        file.collect(call, { kind: 'code', program, development, ...whenOf(call) });
      },
      PropertyAssignment(property) {
        if (property.name.getText() !== 'migrationsRun' || property.initializer.kind !== ts.SyntaxKind.TrueKeyword)
          return;
        file.collect(property, {
          kind: 'option',
          program: 'migrationsRun: true',
          development: isGuardedByDevelopment(property, file.bindings),
        });
      },
    }),
  },
  compose(file) {
    for (const { name, span } of extensibleServices(file.text)) file.collect(span, { kind: 'service', service: name });
  },
  app(context) {
    const { app } = context;
    const extensible = context
      .collected()
      .flatMap(({ file, data }) =>
        data['kind'] === 'service' ? [{ compose: file, service: String(data['service']) }] : [],
      );
    for (const start of releaseCommands(app)) {
      for (const step of start.steps) {
        const condition = conditionOf(step);
        const { at, related } = placeOf(start, step);
        const options = context.optionsFor(at.file);
        const known = knownMigration(step.command);
        const program = known ?? addedProgramOf(step.command, options);
        if (program === undefined || condition === 'mode') continue;
        if (isOneOff(start, step, options)) {
          context.attest(start.at, `Migrations run as a process of their own ("${start.processType}").`);
          continue;
        }
        const remedy = known === undefined ? undefined : remedyData(start, step, at.span);
        context.report(
          at,
          'command',
          { program, ...remedy },
          {
            ...(condition === undefined ? {} : { severity: 'info' }),
            related,
            fixable: remedy !== undefined,
            because: `it stands before the command that keeps the ${start.processType} process running`,
          },
        );
      }
    }
    /** Where the migration can go, for the fix; `undefined` where there is no such place. */
    function remedyData(start: StartCommand, step: StartStep, span: Span): Record<string, string> | undefined {
      if (start.origin === 'procfile') {
        const facts = app.factsOf('procfile').find(({ file }) => file === start.at.file)?.facts;
        return facts !== undefined && moveToReleasePhase(facts.document, span, '\n') !== undefined ? {} : undefined;
      }
      const image = app.dockerfiles.find(({ file }) => file === start.at.file);
      if (start.origin !== 'dockerfile' || image === undefined) return undefined;
      const model = app.packageOf(joinPath(step.directory, 'package.json'));
      const isHere = start.launches.every(({ directory }) => directory === model?.root);
      const manifest = isHere ? model : undefined;
      const place = serviceOfImage(app, image.file, extensible);
      if (place === undefined || startWithoutMigration(image.document, span, manifest?.manifest) === undefined)
        return undefined;
      return { ...place, ...(manifest === undefined ? {} : { manifest: manifest.file }) };
    }

    const serving = servedFiles(app);
    const atStart = startedIn(context);
    for (const { file, span, data } of context.collected()) {
      if (!serving.has(file) || (data['kind'] !== 'option' && data['kind'] !== 'code')) continue;
      const runs = data['kind'] === 'option' || atStart(file, data);
      context.report(
        { file, span },
        data['kind'] === 'option' ? 'option' : 'code',
        { program: String(data['program']) },
        {
          ...(data['development'] === true || !runs ? { severity: 'hint' } : {}),
          fixable: false,
          because: `${reasonToServe(app, file)}${runs ? '' : '; nothing that is known calls it at the start'}`,
        },
      );
    }
  },
  companions: ({ data }) =>
    [data['manifest'], data['compose']].flatMap((path) => (path === undefined ? [] : [String(path)])),
  fix(context) {
    if (context.finding.data['compose'] !== undefined) return migrationServiceFix(context);
    const edits = moveToReleasePhase(context.read(parseProcfile), context.finding.span, lineBreakOf(context.text));
    return edits && fixOf('Move it to the release phase', 'suggestion', context.file, edits);
  },
});

/** Files that run in a process which opens a port, whichever file opens it. */
function servedFiles(app: AppModel): ReadonlySet<FilePath> {
  return app.reachableFrom(entriesOf(app));
}

/** Files that open a port, and those that a start command runs and from which one of them is reached. */
function entriesOf(app: AppModel): FilePath[] {
  const listening = app.factsOf('typescript').filter(({ file, facts }) => {
    const roles = [...app.rolesOf(file)].filter((role) => role !== 'config-module');
    return facts.listens.length > 0 && roles.length === 0;
  });
  const entries = listening.map(({ file }) => file);
  const starters = app.startCommands
    .flatMap((start) => start.entries)
    .filter((entry) => entries.some((file) => app.reachableFrom([entry]).has(file)));
  return [...new Set([...entries, ...starters])];
}

/** When a call runs: as the module is loaded, or whenever one of the functions around it is called. */
function whenOf(call: ts.CallExpression): CollectedData {
  return { atStart: runsAtStart(call), within: enclosingFunctions(call) };
}

function enclosingFunctions(node: ts.Node): string[] {
  const names: string[] = [];
  for (let { parent } = node; parent !== undefined; parent = parent.parent) {
    if (ts.isFunctionDeclaration(parent) || ts.isMethodDeclaration(parent)) names.push(parent.name?.getText() ?? '');
    const { parent: owner } = parent;
    if (!isFunctionLike(parent) || owner === undefined) continue;
    if (ts.isVariableDeclaration(owner) || ts.isPropertyAssignment(owner) || ts.isPropertyDeclaration(owner))
      names.push(owner.name.getText());
  }
  return names;
}

/**
 * Whether what was collected runs when a process starts: in a module that is loaded, in a function that the module or an
 * entry calls then, or in one that the framework does.
 */
function startedIn(context: AppContext<string, ListOptions>): (file: FilePath, data: CollectedData) => boolean {
  const { app } = context;
  const entries = new Set(entriesOf(app));
  const collected = context.collected();
  if (collected.some(({ data }) => data['kind'] === 'code')) for (const entry of entries) context.lookInto(entry);
  const names = new Map<FilePath, Set<string>>();
  for (const { file, data } of collected) {
    if (data['kind'] === 'start') names.set(file, (names.get(file) ?? new Set()).add(String(data['name'])));
  }
  return (file, { atStart, within }) => {
    const around = Array.isArray(within) ? within.map(String) : [];
    if (atStart === true && (around.length === 0 || entries.has(file))) return true;
    const callers = [file, ...entries].map((one) => names.get(one));
    return around.some((name) => START_HOOK.test(name) || callers.some((called) => called?.has(name)));
  };
}

function migrationCall(call: ts.CallExpression, bindings: Bindings): string | undefined {
  const reference = bindings.importOf(call.expression);
  const direct =
    reference &&
    MIGRATION_CALLS.find(({ module, member }) => module.test(reference.module) && member.test(reference.member));
  if (direct !== undefined) return direct.label;
  if (!ts.isPropertyAccessExpression(call.expression)) return undefined;
  const path = pathOf(call.expression);
  const root = rootOf(call.expression);
  const creator = root && bindings.creatorOf(root)?.module;
  const method = MIGRATION_METHODS.find(
    (entry) => entry.path.test(path.rest) && creator !== undefined && entry.creators.test(creator),
  );
  if (method !== undefined) return method.label;
  return TELLING_MIGRATION_PATH.test(`.${path.rest}`) && creator === undefined ? `${path.rest}()` : undefined;
}

/** `exec('npx prisma migrate deploy')`, `spawn('prisma', ['migrate', 'deploy'])`. */
function shelledMigration(
  call: ts.CallExpression,
  { bindings, options }: Pick<TypeScriptFile<string, ListOptions>, 'bindings' | 'options'>,
): string | undefined {
  for (const command of shelledCommands(call, bindings)) {
    const program = knownMigration(command) ?? addedProgramOf(command, options);
    if (program !== undefined) return program;
  }
  return undefined;
}

function knownMigration(command: ShellCommand): string | undefined {
  const match = startProgramOf(command);
  return match?.kind === 'migration' ? match.label : undefined;
}

/** The names behind the root of a member chain: `db.migrate.latest` gives `migrate.latest`. */
function pathOf(expression: ts.PropertyAccessExpression): { rest: string } {
  const names: string[] = [];
  let current: ts.Expression = expression;
  for (;;) {
    if (ts.isPropertyAccessExpression(current)) {
      names.unshift(current.name.text);
      current = current.expression;
    } else if (ts.isCallExpression(current) && ts.isPropertyAccessExpression(current.expression)) {
      names.unshift(`${current.expression.name.text}()`);
      current = current.expression.expression;
    } else return { rest: names.join('.') };
  }
}

function rootOf(expression: ts.Expression): ts.Expression | undefined {
  let current = expression;
  while (
    ts.isPropertyAccessExpression(current) ||
    (ts.isCallExpression(current) && ts.isPropertyAccessExpression(current.expression))
  ) {
    current = ts.isCallExpression(current)
      ? (current.expression as ts.PropertyAccessExpression).expression
      : current.expression;
  }
  return current;
}
