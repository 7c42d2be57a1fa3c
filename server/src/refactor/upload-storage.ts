import { ts } from 'ts-morph';
import { nodeWithSpan, propertyName, propertyOf } from '../core/documents/typescript/ast';
import { Bindings } from '../core/documents/typescript/bindings';
import { MEMORY_STORAGE_MODULES } from '../core/knowledge/uploads';
import type { Edit } from '../core/text/edits';
import type { Span } from '../core/text/span';
import { nodeMember } from './module-imports';
import { styleOf } from './source-style';
import { removeUnused } from './unused-names';

export interface UploadStorageChange {
  readonly kind: 'memory' | 'temporary';
  readonly edits: readonly Edit[];
}

/**
 * Keeps uploads off the disk of the app: `{ dest: 'uploads/' }` of multer becomes its memory storage, any other directory
 * the temporary directory of the system. `undefined` where the path is no directory or names are in the way.
 */
export function uploadStorageEdits(tree: ts.SourceFile, span: Span): UploadStorageChange | undefined {
  return change(tree, span, removeUnused);
}

/** Whether `uploadStorageEdits` has an answer. Asked at each keystroke: what is left unused is not looked for. */
export function canStoreElsewhere(tree: ts.SourceFile, span: Span): boolean {
  return change(tree, span, () => []) !== undefined;
}

function change(tree: ts.SourceFile, span: Span, tidy: typeof removeUnused): UploadStorageChange | undefined {
  const node = nodeWithSpan(tree, span);
  if (node === undefined || isMoveTarget(node)) return undefined;
  const property = ts.isShorthandPropertyAssignment(node) ? node : node.parent;
  const multer = ts.isObjectLiteralElementLike(property) ? multerOf(property, new Bindings(tree)) : undefined;
  if (multer !== undefined && !readsStoredFile(tree.text)) {
    const place = { start: property.getStart(tree), end: property.end };
    const replacement = { span: place, text: `storage: ${multer}.memoryStorage()` };
    return { kind: 'memory', edits: [replacement, ...tidy(tree, [place])] };
  }
  if (!ts.isExpression(node) && property !== node) return undefined;
  const unused = tidy(tree, [span]);
  const places = unused.map((edit) => edit.span);
  const temporary = nodeMember(tree, styleOf(tree), { module: 'os', member: 'tmpdir' }, places);
  if (temporary === undefined) return undefined;
  const key = ts.isShorthandPropertyAssignment(node) ? `${node.name.text}: ` : '';
  return { kind: 'temporary', edits: [{ span, text: `${key}${temporary.text}()` }, ...temporary.edits, ...unused] };
}

/** `files.photo.mv(path)` takes the path of a file. */
function isMoveTarget(node: ts.Node): boolean {
  const { parent } = node;
  if (!ts.isCallExpression(parent) || !ts.isPropertyAccessExpression(parent.expression)) return false;
  return parent.expression.name.text === 'mv';
}

/** The name of multer where the property is the `dest` of a call of it, and nothing else says where files go. */
function multerOf(property: ts.ObjectLiteralElementLike, bindings: Bindings): string | undefined {
  const object = property.parent;
  if (!ts.isObjectLiteralExpression(object) || propertyName(property.name) !== 'dest') return undefined;
  const call = object.parent;
  if (propertyOf(object, 'storage') !== undefined || !ts.isCallExpression(call)) return undefined;
  const reference = bindings.importOf(call.expression);
  const isMulter = reference !== undefined && MEMORY_STORAGE_MODULES.has(reference.module) && reference.member === '';
  return isMulter && ts.isIdentifier(call.expression) ? call.expression.text : undefined;
}

/** What is kept in memory has a `buffer` and no `path`: code that reads the path needs the file. */
function readsStoredFile(text: string): boolean {
  return (
    /\bfiles?\b[^;{}\n]{0,60}\.(?:path|filename|destination)\b/i.test(text) ||
    /\{[^{}]*\b(?:path|filename|destination)\b[^{}]*\}\s*=\s*[\w.]*\.files?\b/.test(text) ||
    /\bfiles?\b[^;\n]{0,60}\(\s*\(?\s*(\w+)\b[^;]{0,80}\b\1\.(?:path|filename)\b/i.test(text)
  );
}
