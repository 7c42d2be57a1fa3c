import { isGuardedByDevelopment } from '../../core/documents/typescript/guards';
import { lastingWriteOf } from '../../core/documents/typescript/lasting-writes';
import { isStorageDriver } from '../../core/documents/typescript/upload-classes';
import { WRITE_NEEDLES } from '../../core/knowledge/file-writes';
import { defineRule } from '../../core/rule/define-rule';
import { listed } from '../../core/rule/list-options';
import { runningFiles } from '../../core/workspace/served-files';

export default defineRule({
  id: 'processes/no-local-file-persistence',
  summary: 'The app keeps files on the local disk of the process while it works.',
  why: 'Another process does not see the file, and the next deploy or restart of the container loses it; what has to last belongs in a backing service.',
  remedy: 'Put it into an object store or a database; use the temporary directory for what one request needs.',
  messages: { write: '"{{name}}" keeps what it is given in the local directory "{{path}}".' },
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
    needles: WRITE_NEEDLES,
    perStatement: true,
    create: (file) => ({
      CallExpression(call) {
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
      context.report(
        { file, span },
        'write',
        { name: String(data['name']), path: String(data['path']) },
        {
          ...(data['development'] === true || data['driver'] === true ? { severity: 'hint' } : {}),
          because: 'what is written comes in from outside, and a start command or a file that opens a port leads here',
        },
      );
    }
  },
});
