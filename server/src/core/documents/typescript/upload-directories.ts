import { ts } from 'ts-morph';
import { DISK_STORAGES, UPLOAD_DIRECTORY_OPTIONS } from '../../knowledge/uploads';
import { isFunctionLike, propertyOf, some } from './ast';
import type { Bindings } from './bindings';
import { fileWriteOf } from './file-writes';
import { classifyPath } from './paths';
import { directoryLiteralsOf, isUploadStorage } from './upload-classes';

/** A path at which a library, or a class of the app, keeps what people upload; it need not be local. */
export interface UploadDirectory {
  readonly path: ts.Expression;
  readonly because: string;
}

/** Where an upload library, or the `mv` of a file of express-fileupload, is told to put files. */
export function uploadDirectoriesOf(node: ts.CallExpression | ts.NewExpression, bindings: Bindings): UploadDirectory[] {
  const moved = ts.isCallExpression(node) ? moveTarget(node, bindings) : undefined;
  const reference = bindings.importOf(node.expression);
  if (reference === undefined) return moved === undefined ? [] : [moved];
  const options = UPLOAD_DIRECTORY_OPTIONS.filter(
    ({ module, members }) => module === reference.module && members.includes(reference.member),
  ).flatMap((entry) =>
    entry.options.flatMap((path) =>
      (node.arguments ?? []).flatMap((argument): UploadDirectory[] => {
        const value = optionOf(argument, path, bindings);
        const because = `"${path.join('.')}" of "${entry.module}" is a path on the local disk`;
        return value === undefined ? [] : [{ path: value, because }];
      }),
    ),
  );
  const isDisk = DISK_STORAGES.some(
    ({ module, members }) => module === reference.module && members.includes(reference.member),
  );
  return [...options, ...(isDisk ? diskDestinations(node, bindings) : []), ...(moved === undefined ? [] : [moved])];
}

/** The directory that a class for uploads writes to. */
export function uploadDirectoryOfClass(owner: ts.ClassDeclaration, bindings: Bindings): UploadDirectory | undefined {
  if (!isUploadStorage(owner)) return undefined;
  const [path] = directoryLiteralsOf(owner);
  const writes = some(owner, (node) => {
    const write = ts.isCallExpression(node) ? fileWriteOf(node, bindings) : undefined;
    return write !== undefined && classifyPath(write.path, bindings).kind === 'local';
  });
  if (path === undefined || !writes) return undefined;
  return { path, because: `the class "${owner.name?.text ?? ''}" writes what was uploaded there` };
}

function diskDestinations(node: ts.CallExpression | ts.NewExpression, bindings: Bindings): UploadDirectory[] {
  const destination = node.arguments?.[0] && destinationOf(node.arguments[0], bindings);
  // Without a destination multer uses the temporary directory of the system.
  if (destination === undefined) return [];
  if (ts.isExpression(destination) && !isFunctionLike(destination))
    return [{ path: destination, because: '"diskStorage" keeps what it receives in this directory' }];
  const because = 'the "destination" of "diskStorage" answers with this directory';
  return callbackPaths(destination).map((path) => ({ path, because }));
}

/** express-fileupload: `req.files.x.mv('./uploads/…')`. */
function moveTarget(call: ts.CallExpression, bindings: Bindings): UploadDirectory | undefined {
  if (!ts.isPropertyAccessExpression(call.expression) || call.expression.name.text !== 'mv') return undefined;
  const [path] = call.arguments;
  if (path === undefined || !bindings.wholeFile().text.includes('express-fileupload')) return undefined;
  return { path, because: '"mv" of "express-fileupload" stores the upload at this path' };
}

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
