import { ts } from 'ts-morph';
import { isFunctionLike, propertyName, unwrap } from './ast';
import type { Bindings } from './bindings';
import { exportsOf } from './module-exports';

type FunctionNode = ts.FunctionDeclaration | ts.FunctionExpression | ts.ArrowFunction | ts.MethodDeclaration;

/** A function that other modules can call. */
export interface ExportedFunction {
  /**
   * How an import refers to it: `add`, `store.add` of an object or of an instance that the module makes, `Store.add` of a
   * class; `Store#add` for a method of whatever instance somebody else makes or is given. The default export is `''`.
   */
  readonly member: string;
  readonly node: FunctionNode;
}

export function exportedFunctions(tree: ts.SourceFile, bindings: Bindings): ExportedFunction[] {
  return tree.statements.flatMap((statement) => {
    if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) {
      if (!hasModifier(statement, ts.SyntaxKind.ExportKeyword)) return [];
      const isDefault = hasModifier(statement, ts.SyntaxKind.DefaultKeyword);
      const name = isDefault ? '' : (statement.name?.text ?? '');
      return ts.isClassDeclaration(statement) ? methodsOf(statement, name) : [{ member: name, node: statement }];
    }
    return exportsOf(statement).flatMap(({ name, value }) => functionsIn(value, name, bindings, 0));
  });
}

function functionsIn(value: ts.Expression, member: string, bindings: Bindings, depth: number): ExportedFunction[] {
  const node = unwrap(bindings.resolve(value));
  if (isFunctionLike(node)) return [{ member, node }];
  if (depth > 2) return [];
  if (ts.isNewExpression(node)) {
    const made = classOf(node.expression, bindings);
    return made === undefined ? [] : methodsOf(made, member, 'instance');
  }
  if (ts.isIdentifier(node)) {
    const declaration = bindings.declarationOf(node);
    if (declaration?.kind !== 'function') return [];
    if (ts.isFunctionDeclaration(declaration.node)) return [{ member, node: declaration.node }];
    return methodsOf(declaration.node, member);
  }
  if (!ts.isObjectLiteralExpression(node)) return [];
  return node.properties.flatMap((property) => {
    const name = propertyName(property.name);
    if (name === undefined) return [];
    const inner = joinMember(member, name);
    if (ts.isMethodDeclaration(property)) return [{ member: inner, node: property }];
    if (ts.isPropertyAssignment(property)) return functionsIn(property.initializer, inner, bindings, depth + 1);
    return ts.isShorthandPropertyAssignment(property) ? functionsIn(property.name, inner, bindings, depth + 1) : [];
  });
}

/** The class of this file that a name stands for. */
export function classOf(expression: ts.Expression, bindings: Bindings): ts.ClassDeclaration | undefined {
  const node = unwrap(expression);
  const declaration = ts.isIdentifier(node) ? bindings.declarationOf(node) : undefined;
  return declaration?.kind === 'function' && ts.isClassDeclaration(declaration.node) ? declaration.node : undefined;
}

function methodsOf(owner: ts.ClassDeclaration, name: string, made?: 'instance'): ExportedFunction[] {
  return owner.members.flatMap((member) => {
    const method = propertyName(member.name);
    const node = functionOf(member);
    if (node === undefined || method === undefined || hasModifier(member, ts.SyntaxKind.PrivateKeyword)) return [];
    const isStatic = hasModifier(member, ts.SyntaxKind.StaticKeyword);
    if (made === 'instance') return isStatic ? [] : [{ member: joinMember(name, method), node }];
    return [{ member: isStatic ? joinMember(name, method) : `${name}#${method}`, node }];
  });
}

/** A method, or a property that holds an arrow function. */
function functionOf(member: ts.ClassElement): FunctionNode | undefined {
  if (ts.isMethodDeclaration(member)) return member;
  const value = ts.isPropertyDeclaration(member) && member.initializer ? unwrap(member.initializer) : undefined;
  return value !== undefined && isFunctionLike(value) ? value : undefined;
}

function joinMember(owner: string, name: string): string {
  return owner === '' ? name : `${owner}.${name}`;
}

export function hasModifier(node: ts.Node, kind: ts.SyntaxKind): boolean {
  return ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some((modifier) => modifier.kind === kind);
}
