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
  return change(tree, span);
}

/** Whether `uploadStorageEdits` has an answer. Asked at each keystroke: the text is searched last, if at all. */
export function canStoreElsewhere(tree: ts.SourceFile, span: Span): boolean {
  const place = placeOf(tree, span);
  if (place === undefined) return false;
  return (canBeTemporary(place) && hasTemporaryDirectory(tree)) || memoryEdit(tree, place) !== undefined;
}

const temporaryDirectories = new WeakMap<ts.SourceFile, boolean>();

/** Asked for each upload of a file, and the same for all of them. */
function hasTemporaryDirectory(tree: ts.SourceFile): boolean {
  const known = temporaryDirectories.get(tree) ?? temporaryDirectory(tree, []) !== undefined;
  temporaryDirectories.set(tree, known);
  return known;
}

interface Place {
  /** The path, or the property that stands for it. */
  readonly node: ts.Node;
  readonly property: ts.Node;
}

function placeOf(tree: ts.SourceFile, span: Span): Place | undefined {
  const node = nodeWithSpan(tree, span);
  if (node === undefined || isMoveTarget(node)) return undefined;
  return { node, property: ts.isShorthandPropertyAssignment(node) ? node : node.parent };
}

function change(tree: ts.SourceFile, span: Span): UploadStorageChange | undefined {
  const place = placeOf(tree, span);
  if (place === undefined) return undefined;
  const memory = memoryEdit(tree, place);
  if (memory !== undefined) return { kind: 'memory', edits: [memory, ...removeUnused(tree, [memory.span])] };
  if (!canBeTemporary(place)) return undefined;
  const unused = removeUnused(tree, [span]);
  const temporary = temporaryDirectory(
    tree,
    unused.map((edit) => edit.span),
  );
  if (temporary === undefined) return undefined;
  const { node } = place;
  const key = ts.isShorthandPropertyAssignment(node) ? `${node.name.text}: ` : '';
  return { kind: 'temporary', edits: [{ span, text: `${key}${temporary.text}()` }, ...temporary.edits, ...unused] };
}

function memoryEdit(tree: ts.SourceFile, { property }: Place): Edit | undefined {
  const multer = ts.isObjectLiteralElementLike(property) ? multerOf(property, new Bindings(tree)) : undefined;
  if (multer === undefined || readsStoredFile(tree.text)) return undefined;
  return { span: { start: property.getStart(tree), end: property.end }, text: `storage: ${multer}.memoryStorage()` };
}

function canBeTemporary({ node, property }: Place): boolean {
  return ts.isExpression(node) || property === node;
}

function temporaryDirectory(tree: ts.SourceFile, removed: readonly Span[]): ReturnType<typeof nodeMember> {
  return nodeMember(tree, styleOf(tree), { module: 'os', member: 'tmpdir' }, removed);
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
