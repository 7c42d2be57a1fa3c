import { ts } from 'ts-morph';
import { nodeWithSpan, some } from '../core/documents/typescript/ast';
import { Bindings } from '../core/documents/typescript/bindings';
import { DESTINATIONS, FILE_STREAM_FACTORIES } from '../core/knowledge/log-transports';
import type { Edit } from '../core/text/edits';
import { contains, type Span } from '../core/text/span';
import { removeWithLines, tidyRemovals } from './line-removal';
import { removeFromList } from './list-elements';
import { idleDirectoryStatements } from './log-directory';
import { bunyanStream, log4jsAppender, type OutputChange, pinoDestination, pinoTarget } from './log-options';
import { levelOf, winstonConsole } from './log-winston';
import { removeUnused } from './unused-names';

export interface StandardOutputChange {
  readonly kind: 'remove' | 'stdout';
  readonly edits: readonly Edit[];
}

/**
 * Takes a logger's file away: the transport goes where another one beside it gets the same lines, else it is turned to
 * stdout. Imports, constants and folders that nothing else needs go with it. `undefined` where that would need a guess.
 */
export function standardOutputEdits(tree: ts.SourceFile, span: Span): StandardOutputChange | undefined {
  const node = nodeWithSpan(tree, span);
  if (node === undefined || !ts.isExpression(node)) return undefined;
  const removal = removalOf(node, tree);
  const change = removal ?? turned(node, tree);
  if (change === undefined) return undefined;
  const folders = idleDirectoryStatements(tree, change.gone).map((statement) => ({
    start: statement.getStart(tree),
    end: statement.end,
  }));
  const gone = [...change.gone, ...folders];
  const edits = [
    ...change.edits,
    ...[...folders, ...bareImports(tree, gone)].map((place) => removeWithLines(tree.text, place)),
  ];
  const all = withoutOverlap(edits, removeUnused(tree, gone, change.edits));
  return { kind: removal === undefined ? 'stdout' : 'remove', edits: tidyRemovals(tree.text, all) };
}

/** `import 'winston-daily-rotate-file'` adds a class to winston; it goes with the last use of that class. */
function bareImports(tree: ts.SourceFile, gone: readonly Span[]): Span[] {
  let inside = false;
  let outside = false;
  some(tree, (node) => {
    if (!ts.isIdentifier(node) || node.text !== 'DailyRotateFile') return false;
    if (gone.some((span) => contains(span, { start: node.getStart(tree), end: node.end }))) inside = true;
    else outside = true;
    return false;
  });
  if (!inside || outside) return [];
  return tree.statements.flatMap((statement) => {
    const isBare = /^(?:import\s*|require\s*\(\s*)["']winston-daily-rotate-file["']\s*\)?;?$/.test(
      statement.getText(tree),
    );
    return isBare ? [{ start: statement.getStart(tree), end: statement.end }] : [];
  });
}

/** An element of a list beside one that takes the same lines, written there or through a constant of its own. */
function removalOf(node: ts.Expression, tree: ts.SourceFile): OutputChange | undefined {
  const bindings = new Bindings(tree);
  const declaration = node.parent;
  const span = { start: node.getStart(tree), end: node.end };
  if (ts.isArrayLiteralExpression(declaration)) {
    if (!isCovered(node, declaration, bindings)) return undefined;
    return { edits: removeFromList(declaration.elements, new Set([node]), tree), gone: [span] };
  }
  if (!ts.isVariableDeclaration(declaration) || !ts.isIdentifier(declaration.name)) return undefined;
  const statement = declaration.parent.parent;
  const uses = usesOf(declaration.name, tree);
  const [use] = uses;
  if (use === undefined || uses.length !== 1 || !ts.isArrayLiteralExpression(use.parent)) return undefined;
  if (!ts.isVariableStatement(statement) || statement.declarationList.declarations.length !== 1) return undefined;
  if (statement.modifiers !== undefined || !isCovered(use, use.parent, bindings)) return undefined;
  const place = { start: statement.getStart(tree), end: statement.end };
  return {
    edits: [removeWithLines(tree.text, place), ...removeFromList(use.parent.elements, new Set([use]), tree)],
    gone: [place],
  };
}

/** Another element takes every line that this one takes. */
function isCovered(element: ts.Expression, list: ts.ArrayLiteralExpression, bindings: Bindings): boolean {
  const own = levelOf(element, bindings);
  return list.elements.some((other) => {
    if (other === element || ts.isSpreadElement(other)) return false;
    const level = levelOf(other, bindings);
    return level === '' || level === own;
  });
}

function turned(node: ts.Expression, tree: ts.SourceFile): OutputChange | undefined {
  const bindings = new Bindings(tree);
  if (ts.isObjectLiteralExpression(node)) return turnedObject(node, tree, bindings);
  if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return undefined;
  const reference = bindings.importOf(node.expression);
  if (reference === undefined) return undefined;
  if (DESTINATIONS.some(({ module, member }) => module === reference.module && member === reference.member)) {
    return pinoDestination(node, tree);
  }
  if (FILE_STREAM_FACTORIES.has(reference.module)) {
    const span = { start: node.getStart(tree), end: node.end };
    return { edits: [{ span, text: 'process.stdout' }], gone: [span] };
  }
  const isWinston = /^winston(?:-daily-rotate-file)?$/.test(reference.module);
  return isWinston && ts.isNewExpression(node) && isFree(node, tree) ? winstonConsole(node, tree) : undefined;
}

function turnedObject(
  node: ts.ObjectLiteralExpression,
  tree: ts.SourceFile,
  bindings: Bindings,
): OutputChange | undefined {
  const uses = (module: string): boolean => {
    for (let outer: ts.Node = node; outer.parent !== undefined; outer = outer.parent) {
      if (ts.isCallExpression(outer) && bindings.importOf(outer.expression)?.module === module) return true;
    }
    return new RegExp(`["']${module}["']`).test(tree.text);
  };
  const has = (name: string): boolean => node.properties.some((property) => property.name?.getText(tree) === name);
  if (has('target')) return pinoTarget(node, tree);
  if (has('path') && uses('bunyan')) return bunyanStream(node, tree);
  return has('type') && uses('log4js') ? log4jsAppender(node, tree) : undefined;
}

/** A transport under a name may be asked for what only a file has; one that is used once, in a list, is not. */
function isFree(node: ts.NewExpression, tree: ts.SourceFile): boolean {
  const { parent } = node;
  if (ts.isPropertyDeclaration(parent)) return parent.type === undefined;
  if (!ts.isVariableDeclaration(parent) || !ts.isIdentifier(parent.name)) return true;
  if (parent.type !== undefined) return false;
  return usesOf(parent.name, tree).every((use) => !ts.isPropertyAccessExpression(use.parent));
}

function usesOf(name: ts.Identifier, tree: ts.SourceFile): ts.Identifier[] {
  const found: ts.Identifier[] = [];
  const visit = (node: ts.Node): void => {
    const isMember = ts.isIdentifier(node) && ts.isPropertyAccessExpression(node.parent) && node.parent.name === node;
    if (ts.isIdentifier(node) && node.text === name.text && node !== name && !isMember) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** What goes with a larger piece needs no edit of its own. */
function withoutOverlap(edits: readonly Edit[], more: readonly Edit[]): Edit[] {
  const isApart = (edit: Edit): boolean =>
    edits.every((other) => edit.span.end <= other.span.start || other.span.end <= edit.span.start);
  return [...edits, ...more.filter(isApart)];
}
