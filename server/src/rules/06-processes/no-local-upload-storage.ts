import type { ts } from 'ts-morph';
import { spanOf } from '../../core/documents/typescript/ast';
import type { Bindings } from '../../core/documents/typescript/bindings';
import { isGuardedByDevelopment } from '../../core/documents/typescript/guards';
import { classifyPath } from '../../core/documents/typescript/paths';
import { isStorageDriver } from '../../core/documents/typescript/upload-classes';
import {
  type UploadDirectory,
  uploadDirectoriesOf,
  uploadDirectoryOfClass,
} from '../../core/documents/typescript/upload-directories';
import { LOCAL_DRIVER, UPLOAD_FOLDER } from '../../core/knowledge/file-writes';
import { STATIC_NEEDLES, STATIC_SERVERS, UPLOAD_NEEDLES } from '../../core/knowledge/uploads';
import type { CollectedData } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import { fixOf } from '../../core/rule/fix';
import { listed } from '../../core/rule/list-options';
import { canStoreElsewhere, uploadStorageEdits } from '../../refactor/upload-storage';

export default defineRule({
  id: 'processes/no-local-upload-storage',
  summary: 'Uploaded files are kept on the local disk of the process.',
  why: 'The disk of a process is its own and ephemeral: another process cannot serve the file, and the next deploy loses it.',
  remedy:
    'Stream uploads to an object store whose address comes from the environment; use the temporary directory only within one request.',
  messages: {
    directory: 'Uploads are kept in the local directory "{{path}}".',
    served: 'Uploads are served from a directory on the local disk.',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'services', serverless: false },
  ...listed({
    entry: ['path', 'paths'],
    example: 'data/inbox*',
    subjects: ['path'],
  }),
  typescript: {
    needles: [...UPLOAD_NEEDLES, ...STATIC_NEEDLES],
    perStatement: true,
    create: (file) => {
      const { bindings } = file;
      const report = ({ path, because }: UploadDirectory): void => {
        const found = classifyPath(path, bindings);
        if (found.kind !== 'local') return;
        const isMeant = isGuardedByDevelopment(path, bindings) || isStorageDriver(path) || LOCAL_DRIVER.test(file.file);
        file.report(
          path,
          'directory',
          { path: found.text },
          {
            ...(isMeant ? { severity: 'hint' } : {}),
            because,
            fixable: !isMeant && canStoreElsewhere(file.tree, spanOf(path)),
          },
        );
        // What is served from there is told by the file that serves it.
        file.collect(path, { is: 'directory' });
      };
      return {
        NewExpression: (node) => uploadDirectoriesOf(node, bindings).forEach(report),
        ClassDeclaration(owner) {
          const directory = uploadDirectoryOfClass(owner, bindings);
          if (directory !== undefined) report(directory);
        },
        CallExpression(call) {
          uploadDirectoriesOf(call, bindings).forEach(report);
          const served = servedDirectory(call, bindings);
          if (served !== undefined) file.collect(call, served);
        },
      };
    },
  },
  app(context) {
    const { app } = context;
    const collected = context.collected();
    const keeping = new Set(collected.flatMap(({ file, data }) => (data['is'] === 'directory' ? [file] : [])));
    for (const { file, span, data } of collected) {
      if (data['is'] !== 'served') continue;
      const { module } = data;
      const target = typeof module === 'string' ? app.modules.resolve(file, module) : undefined;
      if (typeof module === 'string' && (target === undefined || !keeping.has(target))) continue;
      context.report(
        { file, span },
        'served',
        {},
        {
          fixable: false,
          because:
            target === undefined
              ? `the name of "${String(data['path'])}" says that people put files there`
              : `${target} keeps uploads there`,
        },
      );
    }
  },
  fix(context) {
    const change = uploadStorageEdits(context.tree(), context.finding.span);
    if (change === undefined) return undefined;
    const title = change.kind === 'memory' ? 'Keep uploads in memory' : 'Keep uploads in the temporary directory';
    return fixOf(title, 'suggestion', context.file, change.edits);
  },
});

/** `express.static('uploads')`: the directory that is served, or where an imported one is declared. */
function servedDirectory(call: ts.CallExpression, bindings: Bindings): CollectedData | undefined {
  const reference = bindings.importOf(call.expression);
  if (reference === undefined || !STATIC_SERVERS.get(reference.module)?.includes(reference.member)) return undefined;
  const [directory] = call.arguments;
  const imported = directory && bindings.importOf(directory);
  if (imported?.module.startsWith('.') === true) return { is: 'served', module: imported.module };
  const place = classifyPath(directory, bindings);
  return place.kind === 'local' && UPLOAD_FOLDER.test(place.text) ? { is: 'served', path: place.text } : undefined;
}
