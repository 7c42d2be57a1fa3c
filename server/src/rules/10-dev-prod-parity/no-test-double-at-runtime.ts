import type { ts } from 'ts-morph';
import type { FilePath } from '../../core/documents/kinds';
import { parseManifest } from '../../core/documents/manifest/parse';
import { isGuardedByDevelopment } from '../../core/documents/typescript/guards';
import { TEST_DOUBLES } from '../../core/knowledge/test-doubles';
import { defineRule } from '../../core/rule/define-rule';
import type { Location, MessageData } from '../../core/rule/finding';
import { fixOf } from '../../core/rule/fix';
import type { AppModel } from '../../core/workspace/app-model';
import { splitSpecifier } from '../../core/workspace/modules';
import { runningFiles } from '../../core/workspace/served-files';
import { moveToDevelopment } from '../../refactor/manifest-dependency';

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
        const double = TEST_DOUBLES.find(
          ({ module, members }) => module === reference.module && members.includes(reference.member),
        );
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
          because: 'a start command, or a file that opens a port, leads to this file',
        },
      );
    }
    reportDependencies(context.app, running, (at, data, because) =>
      context.report(at, 'dependency', data, { because }),
    );
  },
  fix(context) {
    if (context.finding.messageId !== 'dependency') return undefined;
    const { dependencies, devDependencies } = parseManifest(context.text);
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
function reportDependencies(
  app: AppModel,
  running: ReadonlySet<FilePath>,
  report: (at: Location, data: MessageData, because: string) => void,
): void {
  for (const { file, manifest, roles } of app.packages) {
    if (!roles.has('server') || manifest.errors.length > 0) continue;
    for (const [name, service] of DOUBLE_PACKAGES) {
      const listed = manifest.dependencies.get(name);
      if (listed === undefined || manifest.devDependencies.has(name) || isImported(name, running, app)) continue;
      report(
        { file, span: listed.keySpan },
        { module: name, service },
        'it stands among the dependencies, and nothing that a start command leads to imports it',
      );
    }
  }
}

/** nodemailer is a stand-in only in one of its functions. */
const DOUBLE_PACKAGES: ReadonlyMap<string, string> = new Map(
  TEST_DOUBLES.flatMap(({ module, of }) => (module === 'nodemailer' ? [] : [[splitSpecifier(module)[0], of] as const])),
);

function isImported(name: string, running: ReadonlySet<FilePath>, app: AppModel): boolean {
  return [...running].some((file) =>
    app.typescript(file)?.imports.some(({ specifier }) => splitSpecifier(specifier)[0] === name),
  );
}
