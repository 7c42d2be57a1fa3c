import { ts } from 'ts-morph';
import { LASTING_FOLDER } from '../../knowledge/file-writes';
import { LOG_PATH } from '../../knowledge/log-transports';
import { ancestor, isFunctionLike, some } from './ast';
import type { Bindings } from './bindings';
import { fileWriteOf } from './file-writes';
import { classifyPath } from './paths';
import { isUploadStorage } from './upload-classes';

/** Something from outside is written to a folder of the local disk in which an app keeps what has to last. */
export interface LastingWrite {
  /** As it is called: `writeFile`, `toFile`. */
  readonly name: string;
  readonly path: string;
}

export function lastingWriteOf(call: ts.CallExpression, bindings: Bindings): LastingWrite | undefined {
  const write = fileWriteOf(call, bindings);
  if (write === undefined || !dependsOnParameter(call)) return undefined;
  const place = classifyPath(write.path, bindings);
  if (place.kind !== 'local' || !LASTING_FOLDER.test(folderOf(place.text)) || LOG_PATH.test(place.text))
    return undefined;
  // Rules about uploads speak of the whole class.
  const owner = ancestor(call, ts.isClassLike);
  if (owner !== undefined && isUploadStorage(owner)) return undefined;
  return { name: write.name, path: place.text };
}

/** True when what is written, or where, comes in through a function: it is no file that the app makes at its start. */
function dependsOnParameter(call: ts.CallExpression): boolean {
  const names = new Set<string>();
  for (let node: ts.Node = call; node.parent !== undefined; node = node.parent) {
    if (!isFunctionLike(node)) continue;
    for (const { name } of node.parameters) addNames(name, names);
    if (node.body !== undefined) addDerived(node.body, names);
  }
  return names.size > 0 && call.arguments.some((argument) => mentions(argument, names));
}

/** `const media = await message.download()` is of the message. */
function addDerived(body: ts.Node, names: Set<string>): void {
  some(body, (node) => {
    if (ts.isVariableDeclaration(node) && node.initializer !== undefined && mentions(node.initializer, names))
      addNames(node.name, names);
    return false;
  });
}

function mentions(node: ts.Node, names: ReadonlySet<string>): boolean {
  return some(node, (part) => ts.isIdentifier(part) && names.has(part.text));
}

function addNames(name: ts.BindingName, names: Set<string>): void {
  if (ts.isIdentifier(name)) names.add(name.text);
  else for (const element of name.elements) if (!ts.isOmittedExpression(element)) addNames(element.name, names);
}

/** Without the name of the file, where it is known. */
function folderOf(path: string): string {
  return /\.\w+$/.test(path) ? path.slice(0, path.lastIndexOf('/') + 1) : path;
}
