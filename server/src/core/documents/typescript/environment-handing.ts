import { ts } from 'ts-morph';
import { isAddressOverride, isVersionLabel } from '../../knowledge/client-options';
import { isPackageName } from '../../knowledge/module-names';
import { isStringLiteralLike, memberName, propertyName, unwrap } from './ast';
import type { Bindings } from './bindings';
import { environmentNameOf } from './environment-reads';
import { identifiersNamed } from './identifiers';

/**
 * Where a value goes that is put into something: to a library, which is given it as it is; to code of the project, which
 * may ask whether it is set; or through a sieve (`[a, process.env.X].filter(Boolean)`), which drops it where it is not.
 */
export type Destination = 'library' | 'project' | 'sieve' | 'text';

/** @param node a member of an object or a list, or the object or list itself */
export function destinationOf(node: ts.Node, bindings: Bindings): Destination {
  const { holder, parent } = outermost(node);
  if (ts.isPropertyAccessExpression(parent) && parent.expression === holder)
    return SIEVES.has(parent.name.text) ? 'sieve' : 'text';
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) return ofCallee(parent.expression, bindings);
  if (ts.isVariableDeclaration(parent)) return ofVariable(parent, bindings);
  return 'project';
}

const SIEVES: ReadonlySet<string> = new Set(['filter', 'find', 'some', 'flatMap', 'findLast']);

/**
 * Specifiers of the packages that are given a member of an object or list: which of them are the folder's own, a file alone
 * cannot tell. Empty where something else gets it.
 */
export function packagesGiven(node: ts.Node, bindings: Bindings): readonly string[] {
  const { parent } = outermost(node);
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) return packagesOf([parent.expression], bindings);
  return ts.isVariableDeclaration(parent) ? packagesOf(receiversOf(parent.name, bindings), bindings) : [];
}

/** The packages that certain functions and classes are of; none unless that is known of each. */
export function packagesOf(callees: readonly ts.Expression[], bindings: Bindings): readonly string[] {
  const found = new Set<string>();
  for (const callee of callees) {
    const reference = bindings.importOf(callee) ?? bindings.creatorOf(callee);
    if (reference === undefined) return [];
    found.add(reference.module);
  }
  return [...found];
}

/** A function or class of the project: of this file, of `this`, or imported by a path or an alias. */
export function isOfProject(callee: ts.Expression, bindings: Bindings): boolean {
  return ofCallee(callee, bindings) === 'project';
}

function ofCallee(expression: ts.Expression, bindings: Bindings): Destination {
  const callee = unwrap(expression);
  if (callee.kind === ts.SyntaxKind.SuperKeyword) return 'library';
  const reference = bindings.importOf(callee) ?? bindings.creatorOf(callee);
  if (reference !== undefined) return isPackageName(moduleName(reference.module)) ? 'library' : 'project';
  let root = callee;
  while (ts.isPropertyAccessExpression(root) || ts.isCallExpression(root)) root = unwrap(root.expression);
  if (root.kind === ts.SyntaxKind.ThisKeyword) return 'project';
  if (!ts.isIdentifier(root)) return 'library';
  const kind = bindings.declarationOf(root)?.kind;
  return kind === undefined || kind === 'import' || root !== callee ? 'library' : 'project';
}

/** `@scope/name/sub` is of `@scope/name`; built-in modules count as libraries. */
function moduleName(specifier: string): string {
  const bare = specifier.replace(/^node:/, '');
  const [first = '', second] = bare.split('/');
  return first.startsWith('@') && second !== undefined ? `${first}/${second}` : first;
}

/** Through objects, lists and what changes nothing of them. */
function outermost(node: ts.Node): { readonly holder: ts.Node; readonly parent: ts.Node } {
  let holder = node;
  while (isContainer(holder.parent) || isFrozen(holder.parent)) holder = holder.parent;
  return { holder, parent: holder.parent };
}

function isContainer(node: ts.Node): boolean {
  return (
    ts.isPropertyAssignment(node) ||
    ts.isShorthandPropertyAssignment(node) ||
    ts.isObjectLiteralExpression(node) ||
    ts.isArrayLiteralExpression(node) ||
    ts.isSpreadAssignment(node) ||
    ts.isSpreadElement(node) ||
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node)
  );
}

function isFrozen(node: ts.Node): boolean {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
  const { expression } = node.expression;
  return ts.isIdentifier(expression) && expression.text === 'Object' && memberName(node.expression) !== undefined;
}

/** `const options = { url: process.env.X }; new Client(options)` */
function ofVariable({ name, parent }: ts.VariableDeclaration, bindings: Bindings): Destination {
  const isExported = ts.isVariableStatement(parent.parent) && parent.parent.modifiers !== undefined;
  if (!ts.isIdentifier(name) || isExported) return 'project';
  return receiversOf(name, bindings).length > 0 ? 'library' : 'project';
}

/** What a name is an argument of, the project's own functions and classes left out. */
function receiversOf(name: ts.BindingName, bindings: Bindings): ts.Expression[] {
  if (!ts.isIdentifier(name)) return [];
  return identifiersNamed(name).flatMap((use) => {
    const call = use.parent;
    const isArgument =
      (ts.isCallExpression(call) || ts.isNewExpression(call)) && call.arguments?.includes(use) === true;
    return isArgument && !isOfProject(call.expression, bindings) ? [call.expression] : [];
  });
}

/** An option that the code or the package which is given it does without. */
export function mayBeLeftOut(property: ts.PropertyAssignment, read: ts.Node, bindings: Bindings): boolean {
  const key = propertyName(property.name);
  if (key === undefined) return false;
  const variable = ts.isExpression(read) ? environmentNameOf(read, bindings) : undefined;
  if (variable !== undefined && isVersionLabel(key, variable)) return true;
  return isListedAsOptional(property, key) || isAddressOverride(key, packagesGiven(property, bindings));
}

/**
 * `const optional = ['StorageConfig']` beside `{ StorageConfig: process.env.X }`, where it is looked into: what is missing of
 * the object is refused but for these.
 */
function isListedAsOptional(property: ts.PropertyAssignment, key: string): boolean {
  for (let node: ts.Node = property; node.parent !== undefined; node = node.parent) {
    if (!ts.isBlock(node.parent) && !ts.isSourceFile(node.parent)) continue;
    for (const statement of node.parent.statements) {
      const lists = ts.isVariableStatement(statement) ? statement.declarationList.declarations : [];
      if (lists.some((list) => isOptionalList(list, key))) return true;
    }
  }
  return false;
}

function isOptionalList({ name, initializer }: ts.VariableDeclaration, key: string): boolean {
  if (!ts.isIdentifier(name) || !OPTIONAL_LIST.test(name.text) || initializer === undefined) return false;
  const value = unwrap(initializer);
  const list = ts.isNewExpression(value) && value.arguments?.[0] ? unwrap(value.arguments[0]) : value;
  if (!ts.isArrayLiteralExpression(list)) return false;
  if (!list.elements.some((element) => isStringLiteralLike(element) && element.text === key)) return false;
  return identifiersNamed(name).some(
    ({ parent }) => ts.isPropertyAccessExpression(parent) && LOOKS.has(parent.name.text),
  );
}

const OPTIONAL_LIST = /optional|not_?required|unrequired|nullable|(?:allow|may|can)\w*(?:missing|empty|unset)/i;
const LOOKS: ReadonlySet<string> = new Set(['includes', 'has', 'indexOf', 'some']);
