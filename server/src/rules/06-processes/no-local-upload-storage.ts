import { ts } from 'ts-morph';
import { isFunctionLike, propertyOf, some, spanOf } from '../../core/documents/typescript/ast';
import type { Bindings } from '../../core/documents/typescript/bindings';
import { fileWriteOf } from '../../core/documents/typescript/file-writes';
import { isGuardedByDevelopment } from '../../core/documents/typescript/guards';
import { classifyPath } from '../../core/documents/typescript/paths';
import { directoryLiteralsOf, isStorageDriver, isUploadStorage } from '../../core/documents/typescript/upload-classes';
import { LOCAL_DRIVER, UPLOAD_FOLDER } from '../../core/knowledge/file-writes';
import { DISK_STORAGES, STATIC_NEEDLES, STATIC_SERVERS, UPLOAD_DIRECTORY_OPTIONS } from '../../core/knowledge/uploads';
import type { CollectedData } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import { fixOf } from '../../core/rule/fix';
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
  typescript: {
    needles: [
      'multer',
      'Multer',
      'formidable',
      'koa-body',
      'koaBody',
      'platform-express',
      'express-fileupload',
      'MultipartFile',
      'FileUpload',
      'UploadedFile',
      ...STATIC_NEEDLES,
    ],
    create: (file) => {
      const { bindings } = file;
      const report = (at: ts.Expression, path: ts.Expression, because: string): void => {
        const found = classifyPath(path, bindings);
        if (found.kind !== 'local') return;
        const isMeant = isGuardedByDevelopment(at, bindings) || isStorageDriver(at) || LOCAL_DRIVER.test(file.file);
        file.report(
          at,
          'directory',
          { path: found.text },
          {
            ...(isMeant ? { severity: 'hint' } : {}),
            because,
            fixable: !isMeant && canStoreElsewhere(file.tree, spanOf(at)),
          },
        );
        // What is served from there is told by the file that serves it.
        file.collect(at, { is: 'directory' });
      };
      const checkClass = (owner: ts.ClassDeclaration): void => {
        if (!isUploadStorage(owner)) return;
        const [directory] = directoryLiteralsOf(owner);
        const writes = some(owner, (node) => {
          const write = ts.isCallExpression(node) ? fileWriteOf(node, bindings) : undefined;
          return write !== undefined && classifyPath(write.path, bindings).kind === 'local';
        });
        if (directory === undefined || !writes) return;
        report(directory, directory, `the class "${owner.name?.text ?? ''}" writes what was uploaded there`);
      };
      const checkCall = (node: ts.CallExpression | ts.NewExpression): void => {
        const reference = bindings.importOf(node.expression);
        if (reference === undefined) return;
        for (const { module, members, options } of UPLOAD_DIRECTORY_OPTIONS) {
          if (module !== reference.module || !members.includes(reference.member)) continue;
          for (const path of options) {
            for (const argument of node.arguments ?? []) {
              const value = optionOf(argument, path, bindings);
              if (value !== undefined)
                report(value, value, `"${path.join('.')}" of "${module}" is a path on the local disk`);
            }
          }
        }
        if (
          DISK_STORAGES.some(({ module, members }) => module === reference.module && members.includes(reference.member))
        ) {
          checkDiskStorage(node);
        }
      };
      const checkDiskStorage = (node: ts.CallExpression | ts.NewExpression): void => {
        const destination = node.arguments?.[0] && destinationOf(node.arguments[0], bindings);
        // Without a destination multer uses the temporary directory of the system.
        if (destination === undefined) return;
        if (ts.isExpression(destination) && !isFunctionLike(destination)) {
          report(destination, destination, '"diskStorage" keeps what it receives in this directory');
          return;
        }
        for (const path of callbackPaths(destination))
          report(path, path, 'the "destination" of "diskStorage" answers with this directory');
      };
      return {
        NewExpression: checkCall,
        ClassDeclaration: checkClass,
        CallExpression(call) {
          checkCall(call);
          checkMove(call);
          const served = servedDirectory(call, bindings);
          if (served !== undefined) file.collect(call, served);
        },
      };

      /** express-fileupload: `req.files.x.mv('./uploads/…')`. */
      function checkMove(call: ts.CallExpression): void {
        if (!ts.isPropertyAccessExpression(call.expression)) return;
        const [target] = call.arguments;
        if (call.expression.name.text !== 'mv' || target === undefined) return;
        if (!file.text.includes('express-fileupload')) return;
        report(target, target, '"mv" of "express-fileupload" stores the upload at this path');
      }
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

function optionOf(argument: ts.Expression, path: readonly string[], bindings: Bindings): ts.Expression | undefined {
  let value: ts.Expression | undefined = argument;
  for (const name of path) {
    const object: ts.Expression | undefined = value && bindings.resolve(value);
    if (object === undefined || !ts.isObjectLiteralExpression(object)) return undefined;
    value = propertyOf(object, name)?.value;
  }
  return value;
}

function destinationOf(argument: ts.Expression, bindings: Bindings): ts.Node | undefined {
  const options = bindings.resolve(argument);
  if (!ts.isObjectLiteralExpression(options)) return undefined;
  const property = propertyOf(options, 'destination');
  if (property === undefined) return undefined;
  if (property.value === undefined) return property.node;
  const value = bindings.resolve(property.value);
  return isFunctionLike(value) ? value : property.value;
}

/** `destination: (req, file, cb) => cb(null, 'uploads/')`: the second argument of every call of the last parameter. */
function callbackPaths(destination: ts.Node): ts.Expression[] {
  if (!isFunctionLike(destination)) return [];
  const callback = destination.parameters.at(-1)?.name;
  if (callback === undefined || !ts.isIdentifier(callback)) return [];
  const paths: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === callback.text) {
      const [, path] = node.arguments;
      if (path !== undefined) paths.push(path);
    }
    ts.forEachChild(node, visit);
  };
  if (destination.body !== undefined) visit(destination.body);
  return paths;
}

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
