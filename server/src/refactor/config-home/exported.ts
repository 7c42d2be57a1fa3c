import { ts } from 'ts-morph';
import { memberName, propertyName, some, unwrap } from '../../core/documents/typescript/ast';
import { exportedValues } from '../../core/documents/typescript/exported-literals';
import { camelCase } from '../../core/knowledge/names';
import type { ConfigModule, Entered, MovedVariable, Use } from './home';
import { insertInto, keysOf } from './insert';

/** How what a call gives leaves the module. */
export interface Access {
  /** Edits that hand the variables on, and how each is used. */
  hand(variables: readonly MovedVariable[], isInside: boolean): Entered;
}

/**
 * Finds the export of a checked environment: the value itself (`env.NAME`), else the one plain object that is made of it,
 * which gets a key for each variable (`config.name`). `undefined` when nothing of it leaves the module.
 * @param member where the value is found in what the call gives (`data` of `safeParse`)
 */
export function accessTo(module: ConfigModule, call: ts.Expression, member?: string): Access | undefined {
  const isIt = (expression: ts.Expression): boolean => holds(module, expression, call, member);
  const exported = directExport(module, isIt);
  const local = localName(module, isIt);
  const readLocally = ({ name }: MovedVariable): string => `${local?.name}.${name}`;
  if (exported !== undefined) {
    return {
      hand(variables, isInside) {
        if (isInside && local !== undefined) return usedLocally(variables, readLocally, local.end);
        const read = ({ name }: MovedVariable) => ({
          by: 'export' as const,
          exported,
          read: (whole: string) => `${whole}.${name}`,
        });
        return { edits: [], uses: variables.map(read) };
      },
    };
  }
  if (local === undefined) return undefined;
  const access = objectAccess(module, readLocally, (value) => mentions(value, local.name));
  return (
    access && {
      hand: (variables, isInside) =>
        isInside ? usedLocally(variables, readLocally, local.end) : access.hand(variables, false),
    }
  );
}

function usedLocally(
  variables: readonly MovedVariable[],
  read: (variable: MovedVariable) => string,
  from: number,
): Entered {
  return { edits: [], uses: variables.map((variable) => ({ by: 'local', text: read(variable), from })) };
}

/** The one plain object that a module exports and whose values pass a test; variables become keys in camel case. */
export function objectAccess(
  module: ConfigModule,
  read: (variable: MovedVariable) => string,
  isRead: (value: ts.Expression) => boolean,
): Access | undefined {
  const objects = exportedValues(module.tree).flatMap(({ name, value }) => {
    const node = plainObject(module.bindings.resolve(value));
    return node?.properties.some((one) => ts.isPropertyAssignment(one) && some(one.initializer, isReadNode)) === true
      ? [{ name, node }]
      : [];
  });
  const [only] = objects;
  if (only === undefined || objects.some(({ node }) => node !== only.node)) return undefined;
  const best = objects.find(({ name }) => name !== '') ?? only;
  return {
    hand(variables, isInside) {
      if (isInside) return usedLocally(variables, read, 0);
      const taken = keysOf(best.node);
      const named = variables.map((variable) => {
        const known = keyHolding(best.node, variable, read(variable), isReadNode);
        const wanted = camelCase(variable.name);
        return { key: known ?? (taken.has(wanted) ? variable.name : wanted), isNew: known === undefined, variable };
      });
      const lines = named.filter(({ isNew }) => isNew).map(({ key, variable }) => `${key}: ${read(variable)}`);
      return {
        edits: insertInto(best.node.properties, lines, module.tree),
        uses: named.map(({ key }) => ({ by: 'export', exported: best.name, read: (local) => `${local}.${key}` })),
      };
    },
  };

  function isReadNode(node: ts.Node): boolean {
    return ts.isExpression(node) && isRead(node);
  }
}

/** A key that holds the variable already, as it would be written or, for a text, by any other read of it. */
function keyHolding(
  object: ts.ObjectLiteralExpression,
  { name, type }: MovedVariable,
  read: string,
  isRead: (node: ts.Node) => boolean,
): string | undefined {
  const isText = type === 'string' || type === 'url';
  for (const property of object.properties) {
    if (!ts.isPropertyAssignment(property)) continue;
    const value = unwrap(property.initializer);
    const isSame = value.getText() === read || (isText && memberName(value) === name && isRead(value));
    if (isSame) return propertyName(property.name);
  }
  return undefined;
}

function plainObject(node: ts.Expression): ts.ObjectLiteralExpression | undefined {
  if (ts.isObjectLiteralExpression(node)) return node;
  const [argument] = ts.isCallExpression(node) ? node.arguments : [];
  const isFrozen = ts.isCallExpression(node) && node.expression.getText() === 'Object.freeze';
  return isFrozen && argument !== undefined && ts.isObjectLiteralExpression(argument) ? argument : undefined;
}

function holds(module: ConfigModule, expression: ts.Expression, call: ts.Expression, member?: string): boolean {
  const node = module.bindings.resolve(expression);
  if (member === undefined) return node === call;
  return (
    ts.isPropertyAccessExpression(node) &&
    node.name.text === member &&
    module.bindings.resolve(node.expression) === call
  );
}

function directExport(module: ConfigModule, isIt: (node: ts.Expression) => boolean): string | undefined {
  const values = exportedValues(module.tree);
  const found = values.filter(({ value }) => isIt(value));
  const best = found.find(({ name }) => name !== '') ?? found[0];
  if (best !== undefined) return best.name;
  // `module.exports = { env }`
  const whole = values.find(({ name }) => name === '')?.value;
  if (whole === undefined || !ts.isObjectLiteralExpression(whole) || module.style.modules === 'import')
    return undefined;
  for (const property of whole.properties) {
    if (ts.isShorthandPropertyAssignment(property) && isIt(property.name)) return property.name.text;
    if (ts.isPropertyAssignment(property) && isIt(property.initializer)) return propertyName(property.name);
  }
  return undefined;
}

/** The name under which the module itself keeps the value, and from where on. */
export function localName(
  { tree }: ConfigModule,
  isIt: (node: ts.Expression) => boolean,
): { readonly name: string; readonly end: number } | undefined {
  for (const statement of tree.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (initializer !== undefined && ts.isIdentifier(name) && isIt(initializer)) {
        return { name: name.text, end: statement.end };
      }
    }
  }
  return undefined;
}

function mentions(value: ts.Expression, local: string): boolean {
  return ts.isPropertyAccessExpression(value) && ts.isIdentifier(value.expression) && value.expression.text === local;
}

/** The name under which the module exports what a call gives; `''` for the default export. */
export function exportOf(module: ConfigModule, call: ts.Expression): string | undefined {
  return directExport(module, (expression) => holds(module, expression, call));
}

/** How what a call gives is used, inside of the module or elsewhere. */
export function useOf(
  module: ConfigModule,
  call: ts.Expression,
  exported: string,
  isInside: boolean,
  read: (local: string) => string,
): Use {
  const local = isInside ? localName(module, (expression) => holds(module, expression, call)) : undefined;
  return local === undefined
    ? { by: 'export', exported, read }
    : { by: 'local', text: read(local.name), from: local.end };
}

/** The first call of a tree that passes a test. */
export function findCall(tree: ts.SourceFile, is: (call: ts.CallExpression) => boolean): ts.CallExpression | undefined {
  let found: ts.CallExpression | undefined;
  some(tree, (node) => {
    if (found === undefined && ts.isCallExpression(node) && is(node)) found = node;
    return found !== undefined;
  });
  return found;
}

/** The object literal that an expression is or names. */
export function objectOf(
  module: ConfigModule,
  expression: ts.Expression | undefined,
): ts.ObjectLiteralExpression | undefined {
  const node = expression === undefined ? undefined : module.bindings.resolve(expression);
  return node !== undefined && ts.isObjectLiteralExpression(node) ? node : undefined;
}
