import { ts } from 'ts-morph';
import { some } from '../core/documents/typescript/ast';
import { Bindings } from '../core/documents/typescript/bindings';
import { contains, type Span } from '../core/text/span';

/**
 * Statements that make the folder of log files which a change takes away: `fs.mkdirSync(dir)` and the check before it, at
 * the top of the file, where the folder serves nothing else.
 */
export function idleDirectoryStatements(tree: ts.SourceFile, gone: readonly Span[]): ts.Statement[] {
  const bindings = new Bindings(tree);
  return tree.statements.filter((statement) => {
    const directory = madeBy(statement, bindings);
    if (directory === undefined) return false;
    const own = { start: statement.getStart(tree), end: statement.end };
    const places = [...gone, own];
    return ts.isIdentifier(directory)
      ? isUsedOnlyIn(tree, directory.text, places) && isUsedIn(tree, directory.text, gone)
      : isFolderOnlyOf(tree, directory.text, places) && isFolderIn(tree, directory.text, gone);
  });
}

/** What `mkdirSync` is given, alone or below `if (!existsSync(…))`. */
function madeBy(statement: ts.Statement, bindings: Bindings): ts.Identifier | ts.StringLiteralLike | undefined {
  if (ts.isIfStatement(statement)) {
    const isCheck = statement.elseStatement === undefined && /existsSync\s*\(/.test(statement.expression.getText());
    const body = statement.thenStatement;
    const [only, second] = ts.isBlock(body) ? body.statements : [body];
    return isCheck && only !== undefined && second === undefined ? madeBy(only, bindings) : undefined;
  }
  if (!ts.isExpressionStatement(statement) || !ts.isCallExpression(statement.expression)) return undefined;
  const reference = bindings.importOf(statement.expression.expression);
  const isMake =
    /^(?:fs|fs-extra)$/.test(reference?.module ?? '') && /^(?:mkdirSync|ensureDirSync)$/.test(reference?.member ?? '');
  const [directory] = statement.expression.arguments;
  if (!isMake || directory === undefined) return undefined;
  return ts.isIdentifier(directory) || ts.isStringLiteralLike(directory) ? directory : undefined;
}

function isUsedOnlyIn(tree: ts.SourceFile, name: string, places: readonly Span[]): boolean {
  return !some(tree, (node) => {
    if (!ts.isIdentifier(node) || node.text !== name) return false;
    const isDeclaration = ts.isVariableDeclaration(node.parent) && node.parent.name === node;
    return !isDeclaration && !places.some((place) => contains(place, { start: node.getStart(tree), end: node.end }));
  });
}

function isUsedIn(tree: ts.SourceFile, name: string, places: readonly Span[]): boolean {
  return some(tree, (node) => {
    const span = { start: node.getStart(tree), end: node.end };
    return ts.isIdentifier(node) && node.text === name && places.some((place) => contains(place, span));
  });
}

function isFolderOnlyOf(tree: ts.SourceFile, folder: string, places: readonly Span[]): boolean {
  return !some(tree, (node) => {
    const span = { start: node.getStart(tree), end: node.end };
    return isBelow(node, folder) && !places.some((place) => contains(place, span));
  });
}

function isFolderIn(tree: ts.SourceFile, folder: string, places: readonly Span[]): boolean {
  return some(tree, (node) => {
    const span = { start: node.getStart(tree), end: node.end };
    return isBelow(node, folder) && places.some((place) => contains(place, span));
  });
}

/** A text that names the folder or something in it. */
function isBelow(node: ts.Node, folder: string): boolean {
  if (!ts.isStringLiteralLike(node) && !ts.isTemplateHead(node)) return false;
  const plain = (path: string): string => path.replace(/^\.\//, '').replace(/\/+$/, '');
  return plain(node.text) === plain(folder) || plain(node.text).startsWith(`${plain(folder)}/`);
}
