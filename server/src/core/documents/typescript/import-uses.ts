import { ts } from 'ts-morph';
import { ancestor, isFunctionLike, memberName, spanOf, unwrap } from './ast';
import type { Bindings } from './bindings';
import { isGuardedByDevelopment } from './guards';
import { type HandlerKind, handlerKindOf } from './handlers';
import { type HandlerCall, type ImportFact, type ImportUse, importOfNode } from './imports';
import type { TypeScriptListeners } from './listeners';
import { foreignFunction } from './request-state';

/**
 * Tells of each import of a file how it is used. More work than the imports themselves: only for files about which a rule
 * wants to be sure.
 */
export function importUseListeners(
  bindings: Bindings,
  isJavaScript: boolean,
  add: (fact: ImportFact) => void,
): TypeScriptListeners {
  /** By local name. */
  const bound = new Map<string, { used: boolean }>();
  const found: { readonly node: ts.Node; readonly fact: ImportFact; readonly uses: readonly { used: boolean }[] }[] =
    [];
  const addImport = (node: ts.Node): void => {
    const fact = importOfNode(node);
    if (fact === undefined) return;
    const uses = namesBoundBy(node).map((name) => {
      const use = { used: false };
      bound.set(name, use);
      return use;
    });
    found.push({ node, fact, uses });
  };
  const calls = new Map<string, HandlerCall[]>();
  const addCall = (call: ts.CallExpression): void => {
    // Most calls are of what no import of the file binds; what `require` gave may go by any name.
    const root = rootOf(call.expression);
    if (ts.isIdentifier(root) && !bound.has(root.text) && !found.some(({ fact }) => fact.kind === 'require')) return;
    const target = foreignFunction(call.expression, bindings);
    if (target === undefined || !/^[.~@#]/.test(target.module)) return;
    const kind = handlerKindAround(call, bindings);
    if (kind === undefined) return;
    const list = calls.get(target.module) ?? [];
    calls.set(target.module, list);
    list.push({ kind, member: target.member, span: spanOf(call.expression) });
  };
  return {
    ImportDeclaration: addImport,
    ExportDeclaration: addImport,
    ImportEqualsDeclaration: addImport,
    CallExpression(call) {
      addImport(call);
      addCall(call);
    },
    Identifier(name) {
      const use = bound.get(name.text);
      if (use !== undefined && !use.used && isValueUse(name)) use.used = true;
    },
    endOfFile() {
      for (const { node, fact, uses } of found) {
        const guard = guardOf(node, bindings);
        const value = fact.kind !== 'type' && (isJavaScript || uses.length === 0 || uses.some(({ used }) => used));
        const called = calls.get(fact.specifier);
        const late = ts.isCallExpression(node) && ancestor(node, isFunctionLike) !== undefined;
        const use: ImportUse = {
          value,
          ...(guard && { guard }),
          ...(late && { late }),
          ...(called && { calls: called }),
        };
        add({ ...fact, use });
      }
    },
  };
}

function handlerKindAround(call: ts.CallExpression, bindings: Bindings): HandlerKind | undefined {
  for (let outer = ancestor(call, isFunctionLike); outer !== undefined; outer = ancestor(outer, isFunctionLike)) {
    const kind = handlerKindOf(outer, bindings);
    if (kind !== undefined) return kind;
  }
  return undefined;
}

/** Local names of an import declaration whose only use may be as a type; none where the import itself has an effect. */
function namesBoundBy(node: ts.Node): string[] {
  if (ts.isImportEqualsDeclaration(node)) return [node.name.text];
  if (!ts.isImportDeclaration(node) || node.importClause === undefined) return [];
  const { name, namedBindings } = node.importClause;
  const names = name === undefined ? [] : [name.text];
  if (namedBindings === undefined) return names;
  if (ts.isNamespaceImport(namedBindings)) return [...names, namedBindings.name.text];
  return [...names, ...namedBindings.elements.filter((element) => !element.isTypeOnly).map(({ name }) => name.text)];
}

/** The walk leaves types out as long as nobody listens to them, so that names in types are not met at all. */
function isValueUse(name: ts.Identifier): boolean {
  const { parent } = name;
  if (ts.isImportSpecifier(parent) || ts.isImportClause(parent) || ts.isNamespaceImport(parent)) return false;
  if (ts.isImportEqualsDeclaration(parent) && parent.name === name) return false;
  // `x.name` and `{ name: 1 }` are other names.
  if (ts.isPropertyAccessExpression(parent) && parent.name === name) return false;
  if (ts.isPropertyAssignment(parent) && parent.name === name) return false;
  if (ts.isExportSpecifier(parent)) return !parent.isTypeOnly && !parent.parent.parent.isTypeOnly;
  return !isInType(name);
}

function isInType(node: ts.Node): boolean {
  for (let current: ts.Node | undefined = node; current !== undefined; current = current.parent) {
    if (ts.isHeritageClause(current)) {
      const isOfClass = ts.isClassLike(current.parent) && current.token === ts.SyntaxKind.ExtendsKeyword;
      return !isOfClass;
    }
    // An argument of a type stands in a type, what is called or extended does not.
    if (ts.isTypeNode(current) && !ts.isExpressionWithTypeArguments(current)) return true;
    if (ts.isInterfaceDeclaration(current) || ts.isTypeAliasDeclaration(current)) return true;
    if (ts.isStatement(current) && !ts.isClassLike(current)) return false;
  }
  return false;
}

/** Judged by what stands around the import: `try`, `.catch(…)`, `existsSync(…)`, a condition on the deploy. */
function guardOf(node: ts.Node, bindings: Bindings): ImportUse['guard'] {
  if (!ts.isCallExpression(node)) return undefined;
  if (ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === 'resolve') return 'optional';
  for (let current: ts.Node = node; current.parent !== undefined; current = current.parent) {
    const { parent } = current;
    if (ts.isTryStatement(parent) && parent.tryBlock === current && parent.catchClause !== undefined) return 'optional';
    if (ts.isPropertyAccessExpression(parent) && parent.name.text === 'catch') return 'optional';
    // `await import('x').then(…, onFailure)`
    if (ts.isCallExpression(parent) && memberName(parent.expression) === 'then' && parent.arguments.length > 1)
      return 'optional';
    if (
      ts.isIfStatement(parent) &&
      current !== parent.expression &&
      /exist|resolve|has/i.test(parent.expression.getText())
    )
      return 'optional';
  }
  return isGuardedByDevelopment(node, bindings) ? 'development' : undefined;
}

/** `a` of `a.b.c`. */
function rootOf(expression: ts.Expression): ts.Expression {
  let current = unwrap(expression);
  while (ts.isPropertyAccessExpression(current)) current = unwrap(current.expression);
  return current;
}
