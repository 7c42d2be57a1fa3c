import type { ts } from 'ts-morph';
import { isGuardedByDevelopment } from '../../core/documents/typescript/guards';
import { TEST_DOUBLES } from '../../core/knowledge/test-doubles';
import { defineRule } from '../../core/rule/define-rule';
import { runningFiles } from '../../core/workspace/served-files';

export default defineRule({
  id: 'dev-prod-parity/no-test-double-at-runtime',
  summary: 'The running app uses a stand-in for a backing service that was made for tests.',
  why: 'A stand-in behaves otherwise than the service it plays, forgets everything at a restart and is shared by no other process: what worked with it was never tried with the real one.',
  remedy:
    'Use the same kind of service in every deploy, its address from the environment, and leave the stand-in to the tests.',
  messages: { double: '"{{module}}" stands in for {{service}} in code that runs outside of tests.' },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'no',
  since: '0.1.0',
  applies: { to: 'services' },
  typescript: {
    needles: [
      ...new Set(
        TEST_DOUBLES.map(({ module, members }) => (module === 'nodemailer' ? (members[0] ?? module) : module)),
      ),
    ],
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
          because: 'a start command, or a file that opens a port, leads to this file',
        },
      );
    }
  },
});
