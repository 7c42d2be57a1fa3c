import { ts } from 'ts-morph';
import { nodeWithSpan, propertyOf } from '../core/documents/typescript/ast';
import { Bindings } from '../core/documents/typescript/bindings';
import { REDIS_STORE_MIDDLEWARES } from '../core/knowledge/session-stores';
import type { Edit } from '../core/text/edits';
import type { Span } from '../core/text/span';
import { removeWithLines, tidyRemovals } from './line-removal';
import { anchorOf, insertProperty, redisNames, redisSetUp } from './redis-set-up';
import { type SourceStyle, styleOf } from './source-style';
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
  const names = redisNames(tree, target.anchor, bindings, { module: 'connect-redis', name: 'RedisStore' });
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
    ...redisSetUp(
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
