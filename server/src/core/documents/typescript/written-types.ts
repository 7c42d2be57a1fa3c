import { ts } from 'ts-morph';
import { isFunctionLike, propertyName } from './ast';
import type { Bindings, ImportReference } from './bindings';

/** Types as they are written in the file: without a type checker, an import is all that can be told of them. */

/** The import that a type refers to: `Request`, `express.Request`. */
export function typeReferenceOf(type: ts.TypeNode | undefined, bindings: Bindings): ImportReference | undefined {
  if (type === undefined || !ts.isTypeReferenceNode(type)) return undefined;
  const { typeName } = type;
  if (ts.isIdentifier(typeName)) return bindings.importOf(typeName);
  if (!ts.isIdentifier(typeName.left)) return undefined;
  const root = bindings.importOf(typeName.left);
  return root?.member === '' ? { module: root.module, member: typeName.right.text } : undefined;
}

/** The written type of the parameter that the name refers to. */
export function parameterType(identifier: ts.Identifier): ts.TypeNode | undefined {
  for (let scope: ts.Node | undefined = identifier.parent; scope !== undefined; scope = scope.parent) {
    if (!isFunctionLike(scope) && !ts.isConstructorDeclaration(scope)) continue;
    const parameter = scope.parameters.find(({ name }) => ts.isIdentifier(name) && name.text === identifier.text);
    if (parameter !== undefined) return parameter.type;
  }
  return undefined;
}

/** The written type of `this.name`: a property of the class, or a parameter of its constructor that becomes one. */
export function fieldType(owner: ts.ClassLikeDeclaration, name: string): ts.TypeNode | undefined {
  for (const member of owner.members) {
    if (ts.isPropertyDeclaration(member) && propertyName(member.name) === name) return member.type;
    if (!ts.isConstructorDeclaration(member)) continue;
    const parameter = member.parameters.find(
      (entry) => (entry.modifiers?.length ?? 0) > 0 && ts.isIdentifier(entry.name) && entry.name.text === name,
    );
    if (parameter !== undefined) return parameter.type;
  }
  return undefined;
}

/** True when the type, a part of a union, a type argument or a member of a shape of this file is such a reference. */
export function mentionsType(
  type: ts.TypeNode | undefined,
  bindings: Bindings,
  is: (reference: ImportReference) => boolean,
  depth = 0,
): boolean {
  if (type === undefined || depth > 3) return false;
  const inner = (part: ts.TypeNode | undefined): boolean => mentionsType(part, bindings, is, depth + 1);
  if (ts.isUnionTypeNode(type) || ts.isIntersectionTypeNode(type)) return type.types.some(inner);
  if (ts.isTypeLiteralNode(type)) return type.members.some((member) => isTyped(member, inner));
  if (!ts.isTypeReferenceNode(type)) return false;
  const reference = typeReferenceOf(type, bindings);
  if (reference !== undefined && is(reference)) return true;
  if (type.typeArguments?.some(inner) === true) return true;
  return reference === undefined && ts.isIdentifier(type.typeName) && ownShape(type.typeName, bindings, inner);
}

function isTyped(member: ts.TypeElement, is: (type: ts.TypeNode | undefined) => boolean): boolean {
  return ts.isPropertySignature(member) && is(member.type);
}

function ownShape(name: ts.Identifier, bindings: Bindings, is: (type: ts.TypeNode | undefined) => boolean): boolean {
  return bindings.wholeFile().statements.some((statement) => {
    if (ts.isInterfaceDeclaration(statement) && statement.name.text === name.text)
      return statement.members.some((member) => isTyped(member, is));
    return ts.isTypeAliasDeclaration(statement) && statement.name.text === name.text && is(statement.type);
  });
}
