import { ts } from 'ts-morph';
import type { FilePath } from '../core/documents/kinds';
import { isStringLiteralLike, some, unwrap } from '../core/documents/typescript/ast';
import { parseTypeScript } from '../core/documents/typescript/parse';
import type { Span } from '../core/text/span';

/** A name in code that must follow a schema's key. */
export interface SchemaAccess {
  readonly span: Span;
  /** `{ NAME }`: the local name stays, and so becomes `{ NEW: NAME }`. */
  readonly isShorthand: boolean;
}

/**
 * Where code takes a variable off the object that a schema has checked: `env.NAME`, `const { NAME } = env`, and keys that
 * hand it on (`NAME: process.env.NAME`). In the schema's own file every such place counts, elsewhere those of what is
 * imported from it.
 * @param isSchemaModule whether a specifier leads to the schema's file; `undefined` for that file itself
 */
export function schemaAccesses(
  file: FilePath,
  text: string,
  name: string,
  isSchemaModule: ((specifier: string) => boolean) | undefined,
): SchemaAccess[] {
  if (!text.includes(name)) return [];
  const tree = parseTypeScript(file, text);
  const imported = isSchemaModule && importedNames(tree, isSchemaModule);
  const isSource = (expression: ts.Expression): boolean => {
    const root = rootOf(expression);
    return imported === undefined ? root !== 'process' : root !== undefined && imported.has(root);
  };
  const found: SchemaAccess[] = [];
  const add = (node: ts.Node, isShorthand = false): void => {
    const quotes = isStringLiteralLike(node) ? 1 : 0;
    found.push({ span: { start: node.getStart() + quotes, end: node.end - quotes }, isShorthand });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node)) {
      if (node.name.text === name && isSource(node.expression)) add(node.name);
    } else if (ts.isElementAccessExpression(node)) {
      const key = node.argumentExpression;
      if (isStringLiteralLike(key) && key.text === name && isSource(node.expression)) add(key);
    } else if (ts.isBindingElement(node)) addDestructured(node, name, isSource, add);
    else if (imported === undefined && ts.isPropertyAssignment(node) && handsOn(node, name)) add(node.name);
    else if (imported === undefined && isListedKey(node, name)) add(node);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function addDestructured(
  node: ts.BindingElement,
  name: string,
  isSource: (expression: ts.Expression) => boolean,
  add: (node: ts.Node, isShorthand?: boolean) => void,
): void {
  const owner = node.parent.parent;
  if (!ts.isVariableDeclaration(owner) || owner.initializer === undefined || !isSource(owner.initializer)) return;
  const { propertyName } = node;
  if (propertyName === undefined) {
    if (ts.isIdentifier(node.name) && node.name.text === name) add(node.name, true);
  } else if ((ts.isIdentifier(propertyName) || isStringLiteralLike(propertyName)) && propertyName.text === name) {
    add(propertyName);
  }
}

/** `NAME: process.env.NAME`, `NAME: env.NAME` */
function handsOn({ name: key, initializer }: ts.PropertyAssignment, name: string): boolean {
  if (!(ts.isIdentifier(key) || isStringLiteralLike(key)) || key.text !== name) return false;
  return some(initializer, (node) => ts.isPropertyAccessExpression(node) && node.name.text === name);
}

/** `required: ['NAME']` of a JSON schema, `.with('NAME', …)`, `@NeededFor('NAME')`. */
function isListedKey(node: ts.Node, name: string): boolean {
  if (!isStringLiteralLike(node) || node.text !== name) return false;
  return ts.isArrayLiteralExpression(node.parent) || ts.isCallExpression(node.parent);
}

/** The identifier at the beginning of `a.b().c`; `undefined` for anything else. */
function rootOf(expression: ts.Expression): string | undefined {
  let node = unwrap(expression);
  for (;;) {
    if (ts.isIdentifier(node)) return node.text;
    if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) || ts.isCallExpression(node)) {
      node = unwrap(node.expression);
    } else if (ts.isAwaitExpression(node)) node = unwrap(node.expression);
    else return undefined;
  }
}

function importedNames(tree: ts.SourceFile, isSchemaModule: (specifier: string) => boolean): Set<string> {
  const names = new Set<string>();
  const addBinding = (name: ts.BindingName): void => {
    if (ts.isIdentifier(name)) names.add(name.text);
    else for (const element of name.elements) if (ts.isBindingElement(element)) addBinding(element.name);
  };
  for (const statement of tree.statements) {
    if (ts.isImportDeclaration(statement)) {
      const { moduleSpecifier, importClause } = statement;
      if (!isStringLiteralLike(moduleSpecifier) || !isSchemaModule(moduleSpecifier.text)) continue;
      if (importClause?.name !== undefined) names.add(importClause.name.text);
      const bindings = importClause?.namedBindings;
      if (bindings !== undefined && ts.isNamespaceImport(bindings)) names.add(bindings.name.text);
      else for (const element of bindings?.elements ?? []) names.add(element.name.text);
    } else if (ts.isVariableStatement(statement)) {
      for (const { name, initializer } of statement.declarationList.declarations) {
        const specifier = initializer && requiredModule(initializer);
        if (specifier !== undefined && isSchemaModule(specifier)) addBinding(name);
      }
    }
  }
  return names;
}

function requiredModule(expression: ts.Expression): string | undefined {
  let node = unwrap(expression);
  while (ts.isPropertyAccessExpression(node)) node = unwrap(node.expression);
  if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression) || node.expression.text !== 'require') {
    return undefined;
  }
  const [specifier] = node.arguments;
  return isStringLiteralLike(specifier) ? specifier.text : undefined;
}
