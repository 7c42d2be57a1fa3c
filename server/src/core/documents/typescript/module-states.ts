import { ts } from 'ts-morph';
import { SINGLETON_DECORATOR } from '../../knowledge/request-handlers';
import { ancestor, isFunctionLike, propertyName, some, unwrap } from './ast';
import type { Bindings } from './bindings';
import { classOf, hasModifier } from './exported-functions';

/** A place in which a process can keep something for as long as it runs. */
export interface ModuleState {
  /** As code refers to it: `users`, `Store.users` for a field of a class of which there is one instance. */
  readonly key: string;
  readonly name: ts.Identifier | ts.PrivateIdentifier;
  readonly kind: 'variable' | 'field';
}

/** Those of the file, by key; a name that something else in the file has too is left out. */
export function moduleStates(
  tree: ts.SourceFile,
  bindings: Bindings,
  isLeftOut: (name: string) => boolean,
): Map<string, ModuleState> {
  const states = new Map<string, ModuleState>();
  for (const statement of tree.statements) {
    if (ts.isVariableStatement(statement)) addVariables(statement, isLeftOut, states);
    else if (ts.isClassDeclaration(statement)) addFields(statement, tree, bindings, isLeftOut, states);
  }
  return states;
}

/** The key under which an expression would be state: `users`, `this.users` inside of `Store`, `Store.users`. */
export function stateKeyOf(node: ts.Node): string | undefined {
  if (ts.isIdentifier(node)) return node.text;
  if (!ts.isPropertyAccessExpression(node)) return undefined;
  const object = unwrap(node.expression);
  if (object.kind === ts.SyntaxKind.ThisKeyword) {
    const owner = ancestor(node, ts.isClassDeclaration)?.name?.text;
    return owner === undefined ? undefined : `${owner}.${node.name.text}`;
  }
  return ts.isIdentifier(object) && isOwnClass(object) ? `${object.text}.${node.name.text}` : undefined;
}

function isOwnClass(name: ts.Identifier): boolean {
  if (!/^[A-Z]/.test(name.text)) return false;
  return name
    .getSourceFile()
    .statements.some((statement) => ts.isClassDeclaration(statement) && statement.name?.text === name.text);
}

function addVariables(
  statement: ts.VariableStatement,
  isLeftOut: (name: string) => boolean,
  states: Map<string, ModuleState>,
): void {
  if (hasModifier(statement, ts.SyntaxKind.DeclareKeyword)) return;
  const isConst = (statement.declarationList.flags & ts.NodeFlags.Const) !== 0;
  for (const { name, initializer } of statement.declarationList.declarations) {
    if (!ts.isIdentifier(name) || isLeftOut(name.text)) continue;
    if (isConst && (initializer === undefined || !isContainer(initializer))) continue;
    if (initializer !== undefined && isFunctionLike(initializer)) continue;
    if (!isDeclaredAgain(statement.getSourceFile(), name))
      states.set(name.text, { key: name.text, name, kind: 'variable' });
  }
}

function addFields(
  owner: ts.ClassDeclaration,
  tree: ts.SourceFile,
  bindings: Bindings,
  isLeftOut: (name: string) => boolean,
  states: Map<string, ModuleState>,
): void {
  if (owner.name === undefined) return;
  const fields = owner.members.filter(ts.isPropertyDeclaration);
  if (fields.length === 0) return;
  let isSingle: boolean | undefined;
  for (const field of fields) {
    const name = field.name;
    if (!(ts.isIdentifier(name) || ts.isPrivateIdentifier(name)) || isLeftOut(propertyName(name) ?? '')) continue;
    const isStatic = hasModifier(field, ts.SyntaxKind.StaticKeyword);
    if (field.initializer === undefined || !isContainer(field.initializer)) continue;
    isSingle ??= isSingleton(owner, tree, bindings);
    if (!isStatic && !isSingle) continue;
    const key = `${owner.name.text}.${name.text}`;
    states.set(key, { key, name, kind: 'field' });
  }
}

/** One instance for the whole process: made by a container of dependencies, or once by the module itself. */
function isSingleton(owner: ts.ClassDeclaration, tree: ts.SourceFile, bindings: Bindings): boolean {
  const decorators = ts.getDecorators(owner) ?? [];
  if (decorators.some((decorator) => SINGLETON_DECORATOR.test(decorator.getText()))) {
    return !decorators.some((decorator) => /Scope\.(?:REQUEST|TRANSIENT)/.test(decorator.getText()));
  }
  let atLoad = 0;
  let others = 0;
  some(tree, (node) => {
    if (!ts.isNewExpression(node) || classOf(node.expression, bindings) !== owner) return false;
    const field = ancestor(node, ts.isPropertyDeclaration);
    const isAtLoad =
      ancestor(node, isFunctionLike) === undefined &&
      (field === undefined || hasModifier(field, ts.SyntaxKind.StaticKeyword));
    if (isAtLoad || isKeptOnce(node)) atLoad++;
    else others++;
    return false;
  });
  return atLoad === 1 && others === 0;
}

/** `Store.instance = new Store()` in `getInstance()`. */
function isKeptOnce({ parent }: ts.Node): boolean {
  return (
    ts.isBinaryExpression(parent) &&
    ts.isPropertyAccessExpression(parent.left) &&
    /^_?instance$/i.test(parent.left.name.text)
  );
}

function isContainer(initializer: ts.Expression): boolean {
  const node = unwrap(initializer);
  if (ts.isArrayLiteralExpression(node) || ts.isObjectLiteralExpression(node)) return true;
  return ts.isNewExpression(node) && ts.isIdentifier(node.expression) && /^(?:Map|Set)$/.test(node.expression.text);
}

function isDeclaredAgain(tree: ts.SourceFile, own: ts.Identifier): boolean {
  return some(tree, (node) => {
    if (!ts.isIdentifier(node) || node === own || node.text !== own.text) return false;
    const { parent } = node;
    return (
      (ts.isVariableDeclaration(parent) ||
        ts.isParameter(parent) ||
        ts.isBindingElement(parent) ||
        ts.isFunctionDeclaration(parent) ||
        ts.isFunctionExpression(parent)) &&
      parent.name === node
    );
  });
}
