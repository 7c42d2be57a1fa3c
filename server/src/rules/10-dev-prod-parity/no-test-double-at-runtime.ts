import type { ts } from 'ts-morph';
import type { FilePath } from '../../core/documents/kinds';
import { parseManifest } from '../../core/documents/manifest/parse';
import { isGuardedByDevelopment } from '../../core/documents/typescript/guards';
import { TEST_DOUBLES } from '../../core/knowledge/test-doubles';
import type { AppContext } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import { fixOf } from '../../core/rule/fix';
import { isAdded, type ListOptions, listed } from '../../core/rule/list-options';
import type { AppModel } from '../../core/workspace/app-model';
import { splitSpecifier } from '../../core/workspace/modules';
import { reasonToRun, runningFiles } from '../../core/workspace/served-files';
import { moveToDevelopment } from '../../refactor/manifest-dependency';

type Context = AppContext<'double' | 'dependency', ListOptions>;

export default defineRule({
  id: 'dev-prod-parity/no-test-double-at-runtime',
  summary: 'The running app uses a stand-in for a backing service that was made for tests.',
  why: 'A stand-in behaves otherwise than the service it plays, forgets everything at a restart and is shared by no other process: what worked with it was never tried with the real one.',
  remedy:
    'Use the same kind of service in every deploy, its address from the environment, and leave the stand-in to the tests.',
  messages: {
    double: '"{{module}}" stands in for {{service}} in code that runs outside of tests.',
    dependency: '"{{module}}" stands in for {{service}} in tests, and is installed with every release.',
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
    add: 'Packages that stand in for a backing service in tests, as globs (`@acme/fake-store`).',
  }),
  typescript: {
    needles: [
      ...new Set(
        TEST_DOUBLES.map(({ module, members }) => (module === 'nodemailer' ? (members[0] ?? module) : module)),
      ),
    ],
    perStatement: true,
    create: (file) => {
      const { bindings } = file;
      const check = (node: ts.CallExpression | ts.NewExpression): void => {
        const reference = bindings.importOf(node.expression);
        if (reference === undefined) return;
        const known = TEST_DOUBLES.find(
          ({ module, members }) => module === reference.module && members.includes(reference.member),
        );
        const isOwn = known === undefined && isAdded(reference.module, file.options);
        const double = isOwn ? { module: reference.module, of: A_SERVICE } : known;
        if (double === undefined) return;
        file.collect(node.expression, {
          module: double.module,
          service: double.of,
          development: isGuardedByDevelopment(node, bindings),
        });
      };
      return { CallExpression: check, NewExpression: check };
    },
  },
  app(context) {
    const running = runningFiles(context.app);
    for (const { file, span, data } of context.collected()) {
      if (!running.has(file)) continue;
      context.report(
        { file, span },
        'double',
        { module: String(data['module']), service: String(data['service']) },
        {
          ...(data['development'] === true ? { severity: 'hint' } : {}),
          fixable: false,
          because: reasonToRun(context.app, file),
        },
      );
    }
    reportDependencies(context, running);
  },
  fix(context) {
    if (context.finding.messageId !== 'dependency') return undefined;
    const { dependencies, devDependencies } = context.read(parseManifest);
    const listed = dependencies.get(String(context.finding.data['module']));
    if (listed?.range === undefined || devDependencies.has(listed.name)) return undefined;
    return fixOf(
      'Move it to devDependencies',
      'suggestion',
      context.file,
      moveToDevelopment(context.text, listed.name, listed.range),
    );
  },
});

/** Packages of stand-ins that a release installs although nothing that runs imports them. */
function reportDependencies(context: Context, running: ReadonlySet<FilePath>): void {
  const { app } = context;
  for (const { file, manifest, roles } of app.packages) {
    if (!roles.has('server') || manifest.errors.length > 0) continue;
    const options = context.optionsFor(file);
    for (const [name, { keySpan }] of manifest.dependencies) {
      const service = DOUBLE_PACKAGES.get(name) ?? (isAdded(name, options) ? A_SERVICE : undefined);
      if (service === undefined || manifest.devDependencies.has(name) || isImported(name, running, app)) continue;
      const because = 'it stands among the dependencies, and nothing that a start command leads to imports it';
      context.report({ file, span: keySpan }, 'dependency', { module: name, service }, { because });
    }
  }
}

/** What a package of a user's list stands in for. */
const A_SERVICE = 'a backing service';

/** nodemailer is a stand-in only in one of its functions. */
const DOUBLE_PACKAGES: ReadonlyMap<string, string> = new Map(
  TEST_DOUBLES.flatMap(({ module, of }) => (module === 'nodemailer' ? [] : [[splitSpecifier(module)[0], of] as const])),
);

function isImported(name: string, running: ReadonlySet<FilePath>, app: AppModel): boolean {
  return [...running].some((file) =>
    app.typescript(file)?.imports.some(({ specifier }) => splitSpecifier(specifier)[0] === name),
  );
}
