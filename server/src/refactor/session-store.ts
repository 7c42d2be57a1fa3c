import { ts } from 'ts-morph';
import { isFunctionLike, nodeWithSpan, propertyOf, statementOf } from '../core/documents/typescript/ast';
import { Bindings } from '../core/documents/typescript/bindings';
import { REDIS_STORE_MIDDLEWARES } from '../core/knowledge/session-stores';
import type { Edit } from '../core/text/edits';
import type { Span } from '../core/text/span';
import { removeWithLines, tidyRemovals } from './line-removal';
import { importedName, importLine, insertImports, isFreeName } from './module-imports';
import { indentationAt, type SourceStyle, styleOf } from './source-style';
import { removeUnused } from './unused-names';

/**
 * Gives the session middleware at the span a Redis store: in its options, or in place of the process-local store that is
 * made there. Imports and a client whose address comes from REDIS_URL are put in where the file has none. `undefined`
 * where the options or the store cannot be rewritten without a guess.
 */
export function redisStoreEdits(tree: ts.SourceFile, span: Span): Edit[] | undefined {
  const node = nodeWithSpan(tree, span);
  const bindings = new Bindings(tree);
  const target = node && (optionsTarget(node, bindings) ?? storeTarget(node, bindings));
  if (target === undefined) return undefined;
  const style = styleOf(tree);
  const names = namesFor(tree, target.anchor, bindings);
  if (names === undefined) return undefined;
  const gone = target.removes.map((statement) => ({ start: statement.getStart(tree), end: statement.end }));
  const replaced = target.replaces === undefined ? [] : [spanOf(target.replaces, tree)];
  const removals = [
    ...gone.map((place) => removeWithLines(tree.text, place)),
    ...removeUnused(tree, [...gone, ...replaced]),
  ];
  return tidyRemovals(tree.text, [
    ...target.edits(`new ${names.store}({ client: ${names.client} })`, tree, style),
    ...removals,
    ...setUp(
      tree,
      target.anchor,
      names,
      style,
      removals.map(({ span: removed }) => removed),
    ),
  ]);
}

interface Target {
  /** The statement before which the client has to exist. */
  readonly anchor: ts.Statement;
  /** The expression that the new store takes the place of. */
  readonly replaces: ts.Node | undefined;
  readonly removes: readonly ts.Statement[];
  edits(store: string, tree: ts.SourceFile, style: SourceStyle): Edit[];
}

/** The options of a middleware that is called, or registered as a plugin with its options beside it. */
function optionsTarget(node: ts.Node, bindings: Bindings): Target | undefined {
  const call = node.parent;
  if (!ts.isCallExpression(call) || call.expression !== node || !ts.isExpression(node)) return undefined;
  const [first, second] = call.arguments;
  const isCalled = isSessionMiddleware(node, bindings);
  const isPlugin = !isCalled && first !== undefined && isSessionMiddleware(first, bindings);
  if (!isCalled && !isPlugin) return undefined;
  const argument = isPlugin ? second : first;
  if (argument === undefined) {
    const anchor = anchorOf(call);
    const at = call.end - 1;
    if (anchor === undefined || !isCalled) return undefined;
    return {
      anchor,
      replaces: undefined,
      removes: [],
      edits: (store) => [{ span: { start: at, end: at }, text: `{ store: ${store} }` }],
    };
  }
  const options = bindings.resolve(argument);
  if (!ts.isObjectLiteralExpression(options) || propertyOf(options, 'store') !== undefined) return undefined;
  const anchor = anchorOf(options);
  if (anchor === undefined || isSetLater(argument)) return undefined;
  return {
    anchor,
    replaces: undefined,
    removes: [],
    edits: (store, tree, style) => [insertProperty(options, `store: ${store}`, tree, style)],
  };
}

/** `new session.MemoryStore()`, or the class that a module makes for `new FileStore(…)` somewhere else in the file. */
function storeTarget(node: ts.Node, bindings: Bindings): Target | undefined {
  if (ts.isNewExpression(node)) return replacing(node, []);
  if (!ts.isCallExpression(node) || !node.arguments.some((argument) => isSessionMiddleware(argument, bindings))) {
    return undefined;
  }
  let outer: ts.Node = node;
  while (ts.isParenthesizedExpression(outer.parent)) outer = outer.parent;
  if (ts.isNewExpression(outer.parent) && outer.parent.expression === outer) return replacing(outer.parent, []);
  const declaration = outer.parent;
  if (!ts.isVariableDeclaration(declaration) || !ts.isIdentifier(declaration.name)) return undefined;
  const list = declaration.parent;
  if (!ts.isVariableDeclarationList(list) || list.declarations.length !== 1) return undefined;
  const statement = list.parent;
  if (!ts.isVariableStatement(statement)) return undefined;
  const uses = usesOf(declaration.name);
  const [use] = uses;
  if (use === undefined || uses.length !== 1) return undefined;
  return ts.isNewExpression(use.parent) && use.parent.expression === use
    ? replacing(use.parent, [statement])
    : undefined;
}

function replacing(made: ts.NewExpression, removes: readonly ts.Statement[]): Target | undefined {
  const anchor = anchorOf(made);
  const { parent } = made;
  // A type written beside it is that of the old store.
  const isTyped = (ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent)) && parent.type !== undefined;
  if (anchor === undefined || isTyped) return undefined;
  return {
    anchor,
    replaces: made,
    removes,
    edits: (store, tree) => [{ span: spanOf(made, tree), text: store }],
  };
}

function isSessionMiddleware(node: ts.Expression, bindings: Bindings): boolean {
  const reference = bindings.importOf(node);
  return (
    reference !== undefined &&
    REDIS_STORE_MIDDLEWARES.has(reference.module) &&
    (reference.member === '' || reference.member === 'session')
  );
}

/** `options.store = …`: a store is set somewhere, under whatever condition. */
function isSetLater(argument: ts.Expression): boolean {
  if (!ts.isIdentifier(argument)) return false;
  return new RegExp(`(?<![\\w$.])${argument.text.replace(/\$/g, '\\$')}\\.store\\s*=[^=]`).test(
    argument.getSourceFile().text,
  );
}

interface Names {
  readonly store: string;
  readonly client: string;
  /** What has to be put in; `create` only where there is no client yet. */
  readonly importStore: boolean;
  readonly create:
    | { readonly name: string; readonly importAs: string | undefined; readonly isImported: boolean }
    | undefined;
}

function namesFor(tree: ts.SourceFile, anchor: ts.Statement, bindings: Bindings): Names | undefined {
  const known = importedName(tree, 'connect-redis', 'RedisStore');
  if (known === undefined && !isFreeName(tree, 'RedisStore')) return undefined;
  const store = { store: known ?? 'RedisStore', importStore: known === undefined };
  const existing = existingClient(tree, anchor, bindings);
  if (existing !== undefined) return { ...store, client: existing, create: undefined };
  const client = ['redisClient', 'sessionClient', 'redisSessionClient'].find((name) => isFreeName(tree, name));
  if (client === undefined) return undefined;
  const imported = importedName(tree, 'redis', 'createClient');
  if (imported !== undefined)
    return { ...store, client, create: { name: imported, importAs: undefined, isImported: true } };
  const name = ['createClient', 'createRedisClient'].find((candidate) => isFreeName(tree, candidate));
  if (name === undefined) return undefined;
  const importAs = name === 'createClient' ? undefined : name;
  return { ...store, client, create: { name, importAs, isImported: false } };
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

function setUp(
  tree: ts.SourceFile,
  anchor: ts.Statement,
  names: Names,
  style: SourceStyle,
  gone: readonly Span[],
): Edit[] {
  const { create } = names;
  const imports: string[] = [];
  if (names.importStore) imports.push(importLine({ module: 'connect-redis', named: [{ name: 'RedisStore' }] }, style));
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
function anchorOf(node: ts.Node): ts.Statement | undefined {
  let current = statementOf(node);
  while (ts.isClassLike(current.parent)) current = statementOf(current.parent);
  for (let inner = node; inner !== current; inner = inner.parent) if (ts.isParameter(inner)) return undefined;
  return ts.isStatement(current) && !isFunctionLike(current) ? current : undefined;
}

/** As the first property, on a line of its own where the others have theirs. */
function insertProperty(
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

function usesOf(name: ts.Identifier): ts.Identifier[] {
  const tree = name.getSourceFile();
  const found: ts.Identifier[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === name.text && node !== name) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function spanOf(node: ts.Node, tree: ts.SourceFile): Span {
  return { start: node.getStart(tree), end: node.end };
}
