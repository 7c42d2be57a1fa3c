import { ts } from 'ts-morph';
import { isFunctionLike, statementOf } from '../core/documents/typescript/ast';
import type { Bindings } from '../core/documents/typescript/bindings';
import type { Edit } from '../core/text/edits';
import type { Span } from '../core/text/span';
import { importedName, importLine, insertImports, isFreeName } from './module-imports';
import { indentationAt, type SourceStyle } from './source-style';

/** A class that keeps something in Redis, by the package `redis`. */
export interface RedisStoreClass {
  readonly module: string;
  readonly name: string;
  /** The name it gets where its own is taken. */
  readonly as?: string;
}

/** Names by which a file refers to a store and to its client, and what has to be put in for them. */
export interface RedisNames {
  readonly store: string;
  readonly client: string;
  /** What has to be put in; `create` only where there is no client yet. */
  readonly importStore: { readonly module: string; readonly name: string; readonly as: string | undefined } | undefined;
  readonly create:
    | { readonly name: string; readonly importAs: string | undefined; readonly isImported: boolean }
    | undefined;
}

export function redisNames(
  tree: ts.SourceFile,
  anchor: ts.Statement,
  bindings: Bindings,
  wanted: RedisStoreClass,
): RedisNames | undefined {
  const known = importedName(tree, wanted.module, wanted.name);
  const name = known ?? [wanted.name, wanted.as ?? ''].find((free) => free !== '' && isFreeName(tree, free));
  if (name === undefined) return undefined;
  const storeAs = name === wanted.name ? undefined : name;
  const store = { store: name, importStore: known === undefined ? { ...wanted, as: storeAs } : undefined };
  const existing = existingClient(tree, anchor, bindings);
  if (existing !== undefined) return { ...store, client: existing, create: undefined };
  const client = ['redisClient', 'sessionClient', 'redisSessionClient'].find((name) => isFreeName(tree, name));
  if (client === undefined) return undefined;
  const imported = importedName(tree, 'redis', 'createClient');
  if (imported !== undefined)
    return { ...store, client, create: { name: imported, importAs: undefined, isImported: true } };
  const creator = ['createClient', 'createRedisClient'].find((candidate) => isFreeName(tree, candidate));
  if (creator === undefined) return undefined;
  const importAs = creator === 'createClient' ? undefined : creator;
  return { ...store, client, create: { name: creator, importAs, isImported: false } };
}

/** A client of the same package that the module has made before. */
function existingClient(tree: ts.SourceFile, anchor: ts.Statement, bindings: Bindings): string | undefined {
  for (const statement of tree.statements) {
    if (!ts.isVariableStatement(statement) || statement.end > anchor.getStart(tree)) continue;
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (!ts.isIdentifier(name) || initializer === undefined) continue;
      const creator = bindings.creatorOf(initializer);
      if (creator?.module === 'redis' && creator.member === 'createClient') return name.text;
    }
  }
  return undefined;
}

/** Imports, and a client whose address comes from REDIS_URL, where the file has none. */
export function redisSetUp(
  tree: ts.SourceFile,
  anchor: ts.Statement,
  names: RedisNames,
  style: SourceStyle,
  gone: readonly Span[],
): Edit[] {
  const { create } = names;
  const imports: string[] = [];
  const { importStore } = names;
  if (importStore !== undefined) {
    const named = { name: importStore.name, ...(importStore.as !== undefined && { as: importStore.as }) };
    imports.push(importLine({ module: importStore.module, named: [named] }, style));
  }
  if (create !== undefined && !create.isImported) {
    const named = { name: 'createClient', ...(create.importAs === undefined ? {} : { as: create.importAs }) };
    imports.push(importLine({ module: 'redis', named: [named] }, style));
  }
  const start = anchor.getStart(tree);
  const edits = imports.length === 0 ? [] : [insertImports(tree, style, imports, start, gone)];
  if (create === undefined) return edits;
  const end = style.semicolon;
  const lines = [
    `const ${names.client} = ${create.name}({ url: process.env.REDIS_URL })${end}`,
    `${names.client}.on(${style.quote}error${style.quote}, console.error)${end}`,
    `${names.client}.connect().catch(console.error)${end}`,
  ];
  const indent = indentationAt(tree.text, start);
  return [
    ...edits,
    { span: { start, end: start }, text: lines.map((line) => `${line}${style.lineBreak}${indent}`).join('') },
  ];
}

/** The statement around a place that can have others before it; none in the default of a parameter. */
export function anchorOf(node: ts.Node): ts.Statement | undefined {
  let current = statementOf(node);
  while (ts.isClassLike(current.parent)) current = statementOf(current.parent);
  for (let inner = node; inner !== current; inner = inner.parent) if (ts.isParameter(inner)) return undefined;
  return ts.isStatement(current) && !isFunctionLike(current) ? current : undefined;
}

/** As the first property, on a line of its own where the others have theirs. */
export function insertProperty(
  object: ts.ObjectLiteralExpression,
  property: string,
  tree: ts.SourceFile,
  style: SourceStyle,
): Edit {
  const brace = object.getStart(tree) + 1;
  const [first] = object.properties;
  if (first === undefined) {
    const isBare = tree.text.slice(brace, object.end - 1).trim() === '';
    const end = isBare ? object.end - 1 : brace;
    return { span: { start: brace, end }, text: isBare ? ` ${property} ` : ` ${property},` };
  }
  const between = tree.text.slice(brace, first.getStart(tree));
  const lineEnd = /^[ \t]*(?:\/\/[^\r\n]*)?(?=\r?\n)/.exec(between);
  if (lineEnd === null) return { span: { start: brace, end: brace }, text: ` ${property},` };
  const at = brace + lineEnd[0].length;
  const indent = indentationAt(tree.text, first.getStart(tree));
  return { span: { start: at, end: at }, text: `${style.lineBreak}${indent}${property},` };
}
