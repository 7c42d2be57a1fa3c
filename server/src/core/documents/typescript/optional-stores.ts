import { ts } from 'ts-morph';
import { ancestor, isFunctionLike, propertyOf, some, unwrap } from './ast';
import type { Bindings } from './bindings';
import { deployTestOf } from './deploy-conditions';

/**
 * The place that leaves an option unset where a condition does not hold: `store: client ? new Store() : undefined`,
 * `...(store && { store })` with a `let store` that only an `if` sets. `undefined` where something else may set it, and
 * where the name of the deploy decides.
 */
export function optionalOptionOf(
  options: ts.ObjectLiteralExpression,
  names: readonly string[],
  bindings: Bindings,
): ts.Node | undefined {
  const spreads = options.properties.filter(ts.isSpreadAssignment);
  const values = names.flatMap((name) => propertyOf(options, name)?.value ?? []);
  const [value] = values;
  if (value !== undefined) return spreads.length > 0 ? undefined : optionalValue(value, bindings);
  const places = spreads.map(({ expression }) => optionalPart(expression, names, bindings));
  const [place] = places;
  return places.every((one) => one !== undefined) ? place : undefined;
}

/** `store`, `client ? new Store() : undefined` */
function optionalValue(value: ts.Expression, bindings: Bindings): ts.Node | undefined {
  const node = unwrap(value);
  if (ts.isConditionalExpression(node) && (isUnset(node.whenTrue) || isUnset(node.whenFalse))) {
    return deployTestOf(node.condition, bindings) === undefined ? node : undefined;
  }
  return ts.isIdentifier(node) ? declarationSetByIf(node, bindings) : undefined;
}

/** `...(store && { store })`, `...(url ? { store: new Store() } : {})` */
function optionalPart(expression: ts.Expression, names: readonly string[], bindings: Bindings): ts.Node | undefined {
  const node = unwrap(expression);
  const parts = conditionalParts(node);
  if (parts === undefined) return undefined;
  const [condition, part] = parts;
  if (!ts.isObjectLiteralExpression(part) || !names.some((name) => propertyOf(part, name) !== undefined))
    return undefined;
  if (deployTestOf(condition, bindings) !== undefined) return undefined;
  if (!ts.isIdentifier(condition) || localVariable(condition) === undefined) return node;
  return declarationSetByIf(condition, bindings);
}

/** What is asked, and what is there if it holds; nothing else is. */
function conditionalParts(node: ts.Expression): [ts.Expression, ts.Expression] | undefined {
  if (ts.isConditionalExpression(node) && isEmpty(node.whenFalse))
    return [unwrap(node.condition), unwrap(node.whenTrue)];
  const isBoth = ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken;
  return isBoth ? [unwrap(node.left), unwrap(node.right)] : undefined;
}

/** The name of a `let` without a value that is only ever set inside of an `if` without an `else`. */
function declarationSetByIf(name: ts.Identifier, bindings: Bindings): ts.Identifier | undefined {
  const found = localVariable(name);
  if (found === undefined || (found.declaration.initializer !== undefined && !isUnset(found.declaration.initializer)))
    return undefined;
  let sets = 0;
  const isSetOtherwise = some(found.scope, (node) => {
    if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return false;
    if (!ts.isIdentifier(node.left) || node.left.text !== name.text) return false;
    sets++;
    const choice = ancestor(node, ts.isIfStatement);
    if (choice === undefined || choice.elseStatement !== undefined || choice.pos < found.declaration.pos) return true;
    return deployTestOf(choice.expression, bindings) !== undefined;
  });
  return sets > 0 && !isSetOtherwise ? found.name : undefined;
}

interface LocalVariable {
  readonly declaration: ts.VariableDeclaration;
  readonly name: ts.Identifier;
  readonly scope: ts.Node;
}

/** The `let` of that name in the function around it, else at the top of the module. */
function localVariable(name: ts.Identifier): LocalVariable | undefined {
  for (let scope: ts.Node = name.parent; scope !== undefined; scope = scope.parent) {
    if (!isFunctionLike(scope) && !ts.isSourceFile(scope)) continue;
    if (isFunctionLike(scope) && scope.parameters.some((parameter) => parameter.name.getText() === name.text))
      return undefined;
    const block = ts.isSourceFile(scope) ? scope : scope.body;
    for (const statement of block !== undefined && 'statements' in block ? block.statements : []) {
      if (!ts.isVariableStatement(statement)) continue;
      for (const declaration of statement.declarationList.declarations) {
        if (ts.isIdentifier(declaration.name) && declaration.name.text === name.text)
          return { declaration, name: declaration.name, scope };
      }
    }
  }
  return undefined;
}

function isUnset(expression: ts.Expression): boolean {
  const node = unwrap(expression);
  return node.kind === ts.SyntaxKind.NullKeyword || (ts.isIdentifier(node) && node.text === 'undefined');
}

function isEmpty(expression: ts.Expression): boolean {
  const node = unwrap(expression);
  return isUnset(node) || (ts.isObjectLiteralExpression(node) && node.properties.length === 0);
}
