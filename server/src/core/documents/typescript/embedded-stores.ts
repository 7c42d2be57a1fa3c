import { ts } from 'ts-morph';
import {
  DATABASE_OPTIONS,
  DATABASE_VARIABLE,
  EMBEDDED_STORES,
  type EmbeddedStore,
  FILE_DATABASE,
  FILE_DATABASE_PATH,
  MEMORY_DATABASE,
} from '../../knowledge/embedded-stores';
import { isStringLiteralLike, propertyOf, unwrap } from './ast';
import type { Bindings } from './bindings';
import { environmentFallbackOf } from './environment-fallbacks';
import { classifyPath } from './paths';

/** A database in a file of the process's own disk. */
export interface EmbeddedStoreSite {
  /** What is underlined: the path where it is a literal, else the call. */
  readonly at: ts.Node;
  /** The library, or the variable whose fallback chooses it. */
  readonly name: string;
  readonly by: 'library' | 'default';
  /** As far as it is known. */
  readonly path?: string;
}

export function embeddedStoreOf(
  node: ts.CallExpression | ts.NewExpression,
  bindings: Bindings,
): EmbeddedStoreSite | undefined {
  const reference = bindings.importOf(node.expression) ?? verboseMember(node.expression, bindings);
  if (reference === undefined) return undefined;
  const { module, member } = reference;
  const store = EMBEDDED_STORES.find((entry) => entry.module === module && entry.members.includes(member));
  if (store !== undefined) return siteOfStore(node, store, bindings);
  const library = DATABASE_OPTIONS.find((entry) => entry.module === module && entry.members.includes(member));
  return library && siteOfLibrary(node, library, bindings);
}

/** A variable of the environment that, where it is not set, means a database in a file. */
export function defaultStoreOf(node: ts.Node, bindings: Bindings): EmbeddedStoreSite | undefined {
  const fallback = environmentFallbackOf(node, bindings);
  if (fallback === undefined || fallback.development || !DATABASE_VARIABLE.test(fallback.name)) return undefined;
  const text = bindings.staticString(fallback.value);
  if (text === undefined || MEMORY_DATABASE.test(text)) return undefined;
  if (!FILE_DATABASE.test(text) && !FILE_DATABASE_PATH.test(text)) return undefined;
  return { at: fallback.value, name: fallback.name, by: 'default', path: text };
}

/** `require('sqlite3').verbose()` gives the library itself. */
function verboseMember(callee: ts.Expression, bindings: Bindings): { module: string; member: string } | undefined {
  const node = unwrap(callee);
  if (!ts.isPropertyAccessExpression(node) || node.name.text !== 'Database') return undefined;
  const creator = bindings.creatorOf(node.expression);
  return creator?.module === 'sqlite3' && creator.member === 'verbose'
    ? { module: 'sqlite3', member: 'Database' }
    : undefined;
}

function siteOfStore(
  node: ts.CallExpression | ts.NewExpression,
  store: EmbeddedStore,
  bindings: Bindings,
): EmbeddedStoreSite | undefined {
  const given = node.arguments?.[store.argument];
  const { defaultPath } = store;
  const found = { at: node.expression, name: store.module, by: 'library' } as const;
  const own =
    store.without === 'file' ? { ...found, ...(defaultPath !== undefined && { path: defaultPath }) } : undefined;
  if (given === undefined) return own;
  if ((node.arguments ?? []).some((argument) => isReadOnly(argument, bindings))) return undefined;
  const options = bindings.resolve(given);
  if (!ts.isObjectLiteralExpression(options)) return siteOfPath(given, found, bindings);
  const path = store.options.map((name) => propertyOf(options, name)?.value).find((value) => value !== undefined);
  return path === undefined ? own : siteOfPath(path, found, bindings);
}

function siteOfLibrary(
  node: ts.CallExpression | ts.NewExpression,
  { module, kind, paths }: (typeof DATABASE_OPTIONS)[number],
  bindings: Bindings,
): EmbeddedStoreSite | undefined {
  const found = { at: node.expression, name: module, by: 'library' } as const;
  for (const argument of node.arguments ?? []) {
    const options = bindings.resolve(argument);
    if (isStringLiteralLike(options)) {
      // `new Sequelize('sqlite:./data.db')`
      if (/^sqlite:/.test(options.text) && !MEMORY_DATABASE.test(options.text)) return { ...found, at: argument };
      continue;
    }
    if (!ts.isObjectLiteralExpression(options)) continue;
    const named = bindings.staticString(propertyOf(options, kind)?.value);
    if (named === undefined || !FILE_DATABASE.test(named)) continue;
    const values = paths.map((path) => optionAt(options, path, bindings));
    const path = values.find((value) => value !== undefined && !ts.isObjectLiteralExpression(bindings.resolve(value)));
    return path === undefined ? undefined : siteOfPath(path, { ...found, name: `${module} (${named})` }, bindings);
  }
  return undefined;
}

function optionAt(
  object: ts.ObjectLiteralExpression,
  path: readonly string[],
  bindings: Bindings,
): ts.Expression | undefined {
  let value: ts.Expression | undefined = object;
  for (const name of path) {
    const inner: ts.Expression | undefined = value && bindings.resolve(value);
    value = inner !== undefined && ts.isObjectLiteralExpression(inner) ? propertyOf(inner, name)?.value : undefined;
  }
  return value;
}

/** A path that is known. What the deploy sets is its own choice, and anything else may be a copy that only is read. */
function siteOfPath(path: ts.Expression, found: EmbeddedStoreSite, bindings: Bindings): EmbeddedStoreSite | undefined {
  const text = bindings.staticString(path);
  if (text !== undefined && (MEMORY_DATABASE.test(text) || text === 'memory')) return undefined;
  const place = classifyPath(path, bindings);
  if (place.kind !== 'local') return undefined;
  return { ...found, at: isStringLiteralLike(path) ? path : found.at, path: place.text };
}

function isReadOnly(argument: ts.Expression, bindings: Bindings): boolean {
  const options = bindings.resolve(argument);
  if (ts.isObjectLiteralExpression(options)) {
    return ['readonly', 'readOnly'].some(
      (name) => propertyOf(options, name)?.value?.kind === ts.SyntaxKind.TrueKeyword,
    );
  }
  return /\bOPEN_READONLY\b/.test(options.getText());
}
