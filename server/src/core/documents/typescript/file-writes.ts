import { ts } from 'ts-morph';
import { FILE_SYSTEM_MODULES, FILE_WRITES } from '../../knowledge/file-writes';
import { memberName, unwrap } from './ast';
import type { Bindings } from './bindings';

/** Something is written to a path of the disk. */
export interface FileWrite {
  /** As it is called: `writeFile`, `toFile`. */
  readonly name: string;
  readonly path: ts.Expression;
}

export function fileWriteOf(call: ts.CallExpression, bindings: Bindings): FileWrite | undefined {
  const reference = bindings.importOf(call.expression) ?? promisified(call.expression, bindings);
  if (reference !== undefined && FILE_SYSTEM_MODULES.has(reference.module)) {
    const name = reference.member.replace(/^promises\./, '');
    const path = call.arguments[FILE_WRITES.get(name) ?? -1];
    return path === undefined ? undefined : { name, path };
  }
  // `sharp(input).resize(…).toFile(path)`
  if (memberName(call.expression) !== 'toFile' || !ts.isPropertyAccessExpression(call.expression)) return undefined;
  const [path] = call.arguments;
  const isSharp = bindings.creatorOf(call.expression.expression)?.module === 'sharp';
  return isSharp && path !== undefined ? { name: 'toFile', path } : undefined;
}

/** `const write = promisify(fs.writeFile)` */
function promisified(callee: ts.Expression, bindings: Bindings): { module: string; member: string } | undefined {
  const made = unwrap(bindings.resolve(callee));
  if (!ts.isCallExpression(made) || bindings.importOf(made.expression)?.member !== 'promisify') return undefined;
  const [original] = made.arguments;
  return original && bindings.importOf(original);
}
