import { ts } from 'ts-morph';
import { VARIABLE_NAME } from '../../knowledge/environment-getters';
import { SPEAKS_OF_CONFIGURATION } from '../../knowledge/environment-objects';
import type { EnvironmentAccess, UsesSink } from '../../workspace/environment/uses';
import { isStringLiteralLike, memberName, propertyName, unwrap } from './ast';
import type { Bindings } from './bindings';
import { type Asking, askingAt } from './environment-asking';
import { isWholeEnvironment } from './environment-offers';
import { insideQuotes, nameSpan } from './environment-schemas';
import { importOfNode } from './imports';
import type { TypeScriptListeners } from './listeners';

/**
 * What code takes off objects that another module may have made of the environment: `env.NAME`, `config.db.host`,
 * `const { NAME } = env`, `config.get('db.host')`.
 */

/** Local names of a file's imports that speak of configuration; nothing else is looked at. */
export function configurationNames(tree: ts.SourceFile): ReadonlySet<string> {
  const names = new Set<string>();
  for (const statement of tree.statements) {
    for (const [name, specifier] of importedBy(statement)) {
      if (SPEAKS_OF_CONFIGURATION.test(`${specifier} ${name}`)) names.add(name);
    }
  }
  return names;
}

/** @param isOwn whether the file makes such an object itself, and reads it as well */
export function accessListeners(
  uses: Pick<UsesSink, 'access'>,
  bindings: Bindings,
  names: ReadonlySet<string>,
  isOwn: boolean,
): TypeScriptListeners {
  const add = (owner: ts.Expression, name: string, span: EnvironmentAccess['span'], asking: Asking): void => {
    const root = rootOf(owner);
    if (root === undefined) return;
    const reference = names.has(root.text) ? bindings.importOf(owner) : undefined;
    if (reference !== undefined) {
      const { module: specifier, member } = reference;
      uses.access({ specifier, path: member === '' ? name : `${member}.${name}`, span, ...asking });
    } else if (isOwn && VARIABLE_NAME.test(name) && isOwnObject(owner, bindings)) {
      uses.access({ specifier: '', path: name, span, ...asking });
    }
  };
  const access = (node: ts.PropertyAccessExpression | ts.ElementAccessExpression): void => {
    const name = memberName(node);
    if (name === undefined || name === '') return;
    const span = nameSpan(ts.isPropertyAccessExpression(node) ? node.name : node.argumentExpression);
    add(node.expression, name, span, askingAround(node));
  };
  return {
    PropertyAccessExpression: access,
    ElementAccessExpression: access,
    BindingElement(node) {
      const owner = node.parent.parent;
      if (!ts.isVariableDeclaration(owner) || owner.initializer === undefined) return;
      const written = node.propertyName ?? (ts.isIdentifier(node.name) ? node.name : undefined);
      const name = propertyName(written);
      if (name !== undefined && written !== undefined && node.dotDotDotToken === undefined)
        add(owner.initializer, name, nameSpan(written), { isKept: true });
    },
    CallExpression(node) {
      const [argument] = node.arguments;
      if (!isStringLiteralLike(argument) || memberName(node.expression) !== 'get') return;
      if (ts.isPropertyAccessExpression(node.expression))
        add(node.expression.expression, `get(${argument.text})`, insideQuotes(argument), askingAround(node));
    },
  };
}

function askingAround(node: ts.Node): Asking {
  return askingAt(node.getSourceFile().text, node.getStart(), node.end);
}

/** A constant of the file that holds the checked environment; `process.env` itself is read by others. */
function isOwnObject(owner: ts.Expression, bindings: Bindings): boolean {
  const node = unwrap(owner);
  if (!ts.isIdentifier(node) && !ts.isPropertyAccessExpression(node)) return false;
  const held = bindings.resolve(node);
  if (memberName(held) === 'env') return false;
  return isWholeEnvironment(node, bindings);
}

function rootOf(expression: ts.Expression): ts.Identifier | undefined {
  let node = unwrap(expression);
  while (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) node = unwrap(node.expression);
  return ts.isIdentifier(node) ? node : undefined;
}

/** Local names with the specifier that they come from. */
function importedBy(statement: ts.Statement): [name: string, specifier: string][] {
  if (ts.isImportDeclaration(statement)) {
    const { importClause, moduleSpecifier } = statement;
    if (importClause === undefined || importClause.isTypeOnly || !isStringLiteralLike(moduleSpecifier)) return [];
    const { name, namedBindings } = importClause;
    const names = name === undefined ? [] : [name.text];
    if (namedBindings !== undefined && ts.isNamespaceImport(namedBindings)) names.push(namedBindings.name.text);
    else for (const element of namedBindings?.elements ?? []) names.push(element.name.text);
    return names.map((local) => [local, moduleSpecifier.text]);
  }
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.flatMap(({ name, initializer }) => {
    const specifier = initializer && requiredIn(initializer);
    return specifier === undefined ? [] : namesIn(name).map((local): [string, string] => [local, specifier]);
  });
}

function requiredIn(initializer: ts.Expression): string | undefined {
  let node = unwrap(initializer);
  while (ts.isPropertyAccessExpression(node)) node = unwrap(node.expression);
  return ts.isCallExpression(node) ? importOfNode(node)?.specifier : undefined;
}

function namesIn(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? namesIn(element.name) : []));
}
