import { ts } from 'ts-morph';
import { isStringLiteralLike } from '../core/documents/typescript/ast';
import type { Edit } from '../core/text/edits';
import { contains, overlaps, type Span } from '../core/text/span';
import { removeWithLines } from './line-removal';
import { removeFromList } from './list-elements';

/**
 * Deletes the imports and constants of a file that only the deleted places used. Only what has no effect of its own goes:
 * imports with a name, `const x = require('y')`, and constants made of literals, names and path joins.
 * @param inserted texts that the change puts in: names in them are still needed
 */
export function removeUnused(tree: ts.SourceFile, gone: readonly Span[], inserted: readonly Edit[] = []): Edit[] {
  const kept = new Set(inserted.flatMap(({ text }) => text.match(/[A-Za-z_$][\w$]*/g) ?? []));
  const removed: Span[] = [...gone];
  const edits: Edit[] = [];
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    const names = namesIn(tree, removed, kept);
    for (const statement of tree.statements) {
      const span = { start: statement.getStart(tree), end: statement.end };
      if (removed.some((other) => overlaps(other, span))) continue;
      const declared = declaredNames(statement);
      const idle = declared.filter(({ text }) => names.inside.has(text) && !names.outside.has(text));
      if (idle.length === 0 || idle.length !== declared.length) continue;
      removed.push(span);
      edits.push(removeWithLines(tree.text, span));
      isChanged = true;
      break;
    }
  }
  return [...edits, ...removeSpecifiers(tree, removed, kept)];
}

/** Single names out of an import or a destructured `require` that the file still needs for others. */
function removeSpecifiers(tree: ts.SourceFile, removed: readonly Span[], kept: ReadonlySet<string>): Edit[] {
  const names = namesIn(tree, removed, kept);
  return tree.statements.flatMap((statement) => {
    const span = { start: statement.getStart(tree), end: statement.end };
    if (removed.some((other) => overlaps(other, span))) return [];
    const list = specifiersOf(statement);
    const idle: ts.Node[] = list.filter(({ name }) => {
      return ts.isIdentifier(name) && names.inside.has(name.text) && !names.outside.has(name.text);
    });
    if (idle.length === 0) return half(statement, 'default', names);
    if (idle.length === list.length) return half(statement, 'named', names);
    return removeFromList(list, new Set(idle), tree);
  });
}

/** One side of `import a, { b } from 'x'`. */
function half(statement: ts.Statement, side: 'default' | 'named', names: ReturnType<typeof namesIn>): Edit[] {
  const clause = ts.isImportDeclaration(statement) ? statement.importClause : undefined;
  if (clause?.name === undefined || clause.namedBindings === undefined) return [];
  if (side === 'named') return [{ span: { start: clause.name.end, end: clause.namedBindings.end }, text: '' }];
  const { text } = clause.name;
  if (!names.inside.has(text) || names.outside.has(text)) return [];
  return [{ span: { start: clause.name.getStart(), end: clause.namedBindings.getStart() }, text: '' }];
}

function specifiersOf(statement: ts.Statement): readonly (ts.ImportSpecifier | ts.BindingElement)[] {
  if (ts.isImportDeclaration(statement)) {
    const bindings = statement.importClause?.namedBindings;
    return bindings !== undefined && ts.isNamedImports(bindings) ? bindings.elements : [];
  }
  const [declaration] = ts.isVariableStatement(statement) ? statement.declarationList.declarations : [];
  if (declaration === undefined || !ts.isObjectBindingPattern(declaration.name)) return [];
  return declaration.initializer !== undefined && isPure(declaration.initializer) ? declaration.name.elements : [];
}

/** Every name that a statement without side effects declares; none for other statements. */
function declaredNames(statement: ts.Statement): ts.Identifier[] {
  if (ts.isImportDeclaration(statement)) {
    const clause = statement.importClause;
    const bindings = clause?.namedBindings;
    const named =
      bindings === undefined
        ? []
        : ts.isNamedImports(bindings)
          ? bindings.elements.map(({ name }) => name)
          : [bindings.name];
    return [...(clause?.name === undefined ? [] : [clause.name]), ...named];
  }
  if (ts.isImportEqualsDeclaration(statement)) return [statement.name];
  if (!ts.isVariableStatement(statement) || ts.getModifiers(statement)?.length) return [];
  const [declaration, second] = statement.declarationList.declarations;
  if (declaration?.initializer === undefined || second !== undefined || !isPure(declaration.initializer)) return [];
  if (ts.isIdentifier(declaration.name)) return [declaration.name];
  if (!ts.isObjectBindingPattern(declaration.name)) return [];
  return declaration.name.elements.flatMap(({ name }) => (ts.isIdentifier(name) ? [name] : []));
}

/** Evaluating it does nothing that anybody could see. */
function isPure(node: ts.Expression): boolean {
  if (isStringLiteralLike(node) || ts.isNumericLiteral(node) || ts.isIdentifier(node)) return true;
  if (ts.isPropertyAccessExpression(node) || ts.isParenthesizedExpression(node)) return isPure(node.expression);
  if (ts.isAsExpression(node) || ts.isNonNullExpression(node)) return isPure(node.expression);
  if (ts.isBinaryExpression(node)) {
    return node.operatorToken.kind === ts.SyntaxKind.PlusToken && isPure(node.left) && isPure(node.right);
  }
  if (ts.isTemplateExpression(node)) return node.templateSpans.every(({ expression }) => isPure(expression));
  if (ts.isMetaProperty(node)) return true;
  if (!ts.isCallExpression(node)) return false;
  const isKnown =
    /^(?:require|(?:path\.)?(?:posix\.)?(?:join|resolve|dirname)|fileURLToPath|(?:url\.)?fileURLToPath|process\.cwd)$/;
  return isKnown.test(node.expression.getText()) && node.arguments.every(isPure);
}

/** Names used inside of and outside of places; declarations and the names of members are no uses. */
function namesIn(
  tree: ts.SourceFile,
  places: readonly Span[],
  kept: ReadonlySet<string>,
): { inside: ReadonlySet<string>; outside: ReadonlySet<string> } {
  const inside = new Set<string>();
  const outside = new Set(kept);
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && isUse(node)) {
      const span = { start: node.getStart(tree), end: node.end };
      (places.some((place) => contains(place, span)) ? inside : outside).add(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return { inside, outside };
}

function isUse(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) return false;
  if (ts.isPropertyAssignment(parent) && parent.name === node) return false;
  if (ts.isImportSpecifier(parent) || ts.isImportClause(parent) || ts.isNamespaceImport(parent)) return false;
  if (ts.isImportEqualsDeclaration(parent) && parent.name === node) return false;
  if (ts.isVariableDeclaration(parent) && parent.name === node) return !ts.isSourceFile(parent.parent.parent.parent);
  if (ts.isBindingElement(parent) && (parent.name === node || parent.propertyName === node)) {
    return !ts.isVariableDeclaration(parent.parent.parent);
  }
  return true;
}
