import type { ts } from 'ts-morph';
import { isGuardedByDevelopment } from '../../core/documents/typescript/guards';
import { lastingWriteOf } from '../../core/documents/typescript/lasting-writes';
import { isStorageDriver } from '../../core/documents/typescript/upload-classes';
import { FILE_KEEPERS, WRITE_NEEDLES } from '../../core/knowledge/file-writes';
import type { TypeScriptFile } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import { listed } from '../../core/rule/list-options';
import { reasonToRun, runningFiles } from '../../core/workspace/served-files';

export default defineRule({
  id: 'processes/no-local-file-persistence',
  summary: 'The app keeps files on the local disk of the process while it works.',
  why: 'Another process does not see the file, and the next deploy or restart of the container loses it; what has to last belongs in a backing service.',
  remedy: 'Put it into an object store or a database; use the temporary directory for what one request needs.',
  messages: {
    write: '"{{name}}" keeps what it is given in the local directory "{{path}}".',
    keeper: '"{{name}}" keeps {{what}} in files of the local disk.',
  },
  severity: 'info',
  preset: 'recommended',
  confidence: 'likely',
  fixable: 'no',
  since: '0.1.0',
  applies: { to: 'services', serverless: false },
  ...listed({
    entry: ['path', 'paths'],
    example: 'data/cache/*',
    subjects: ['path'],
  }),
  typescript: {
    needles: [...WRITE_NEEDLES, ...FILE_KEEPERS.map(({ module }) => module)],
    perStatement: true,
    create: (file) => ({
      NewExpression: (node) => checkKeeper(file, node),
      CallExpression(call) {
        checkKeeper(file, call);
        const write = lastingWriteOf(call, file.bindings);
        if (write === undefined) return;
        file.collect(call.expression, {
          name: write.name,
          path: write.path,
          driver: isStorageDriver(call),
          development: isGuardedByDevelopment(call, file.bindings),
        });
      },
    }),
  },
  app(context) {
    const running = runningFiles(context.app);
    for (const { file, span, data } of context.collected()) {
      if (!running.has(file)) continue;
      const isMeant = data['development'] === true || data['driver'] === true;
      const lighter = isMeant ? ({ severity: 'hint' } as const) : {};
      const name = String(data['name']);
      if (typeof data['keeps'] === 'string') {
        const because = `"${String(data['module'])}" documents it so, and nothing else is named in its place`;
        context.report({ file, span }, 'keeper', { name, what: data['keeps'] }, { ...lighter, because });
        continue;
      }
      context.report(
        { file, span },
        'write',
        { name, path: String(data['path']) },
        {
          ...lighter,
          because: `what is written comes in from outside, and ${reasonToRun(context.app, file)}`,
        },
      );
    }
  },
});

function checkKeeper(file: TypeScriptFile<string, unknown>, node: ts.CallExpression | ts.NewExpression): void {
  const reference = file.bindings.importOf(node.expression);
  const keeper = FILE_KEEPERS.find((one) => one.module === reference?.module && one.member === reference.member);
  if (keeper === undefined) return;
  file.collect(node.expression, {
    name: node.expression.getText(),
    module: keeper.module,
    keeps: keeper.what,
    driver: false,
    development: isGuardedByDevelopment(node, file.bindings),
  });
}
