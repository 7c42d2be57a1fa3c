import { ts } from 'ts-morph';
import { KEYED_SETTERS, NON_SECRET_OBJECTS, PUBLIC_KEY_SIBLINGS } from '../../knowledge/non-secret-places';
import { isStringLiteralLike, memberName, propertyName, unwrap } from './ast';
import type { TypeScriptListeners } from './listeners';

/** A value under a name; whether the name is a secret's is for the caller to say. */
export interface CredentialSite {
  readonly name: string;
  readonly value: ts.Expression;
  /** Where the name is a key of an object literal. */
  readonly property?: ts.PropertyAssignment;
}

/**
 * Calls back for every place where a name is given a value that can be a literal: variables, properties, fields, defaults,
 * assignments, comparisons, JSX attributes, entries of a map.
 */
export function credentialSites(visit: (site: CredentialSite) => void): TypeScriptListeners {
  const name = (key: string | undefined, value: ts.Expression | undefined): void => {
    if (key !== undefined && value !== undefined && mayHoldLiteral(value)) {
      visit({ name: key, value });
    }
  };
  return {
    VariableDeclaration: ({ name: key, initializer }) => name(ts.isIdentifier(key) ? key.text : undefined, initializer),
    PropertyDeclaration: ({ name: key, initializer }) => name(propertyName(key), initializer),
    Parameter: ({ name: key, initializer }) => name(ts.isIdentifier(key) ? key.text : undefined, initializer),
    BindingElement: ({ name: key, propertyName: outer, initializer }) =>
      name(propertyName(outer ?? (ts.isIdentifier(key) ? key : undefined)), initializer),
    PropertyAssignment(node) {
      const key = propertyName(node.name);
      if (key !== undefined && mayHoldLiteral(node.initializer))
        visit({ name: key, value: node.initializer, property: node });
    },
    JsxAttribute({ name: key, initializer }) {
      if (!ts.isIdentifier(key) || initializer === undefined) return;
      name(key.text, ts.isJsxExpression(initializer) ? initializer.expression : asExpression(initializer));
    },
    BinaryExpression(node) {
      if (node.operatorToken.kind === ts.SyntaxKind.EqualsToken) name(nameOf(node.left), node.right);
      else if (COMPARISONS.has(node.operatorToken.kind)) {
        name(nameOf(node.left), node.right);
        name(nameOf(node.right), node.left);
      }
    },
    CallExpression(node) {
      const [key, value] = node.arguments;
      if (node.arguments.length !== 2 || !isStringLiteralLike(key)) return;
      if (KEYED_SETTERS.has(memberName(node.expression) ?? '')) name(key.text, value);
    },
  };
}

/** True among texts, selectors, routes and the like, and beside a key that says its neighbours are for browsers. */
export function isHarmlessPlace({ property }: CredentialSite): boolean {
  return property !== undefined && (isBesidePublicKey(property.parent) || isInNonSecretObject(property));
}

const COMPARISONS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
]);

/** Most values are calls, objects and functions; asking their kind is cheaper than taking a name apart. */
function mayHoldLiteral(value: ts.Expression): boolean {
  const node = unwrap(value);
  return (
    (isStringLiteralLike(node) && node.text.length >= SHORTEST) ||
    ts.isIdentifier(node) ||
    ts.isPropertyAccessExpression(node) ||
    ts.isConditionalExpression(node) ||
    ts.isBinaryExpression(node) ||
    ts.isArrayLiteralExpression(node) ||
    ts.isCallExpression(node)
  );
}

/** No shorter text counts as random; see `isSecretish`. */
const SHORTEST = 8;

function isBesidePublicKey(object: ts.ObjectLiteralExpression): boolean {
  return object.properties.some((property) => PUBLIC_KEY_SIBLINGS.has(propertyName(property.name) ?? ''));
}

function isInNonSecretObject(node: ts.Node): boolean {
  for (let current = node.parent; current !== undefined && !ts.isStatement(current); current = current.parent) {
    const name = declaredName(current);
    if (name !== undefined && NON_SECRET_OBJECTS.has(name.toLowerCase().replace(/[-_]/g, ''))) return true;
  }
  return false;
}

function declaredName(node: ts.Node): string | undefined {
  if (ts.isPropertyAssignment(node) || ts.isPropertyDeclaration(node)) return propertyName(node.name);
  return ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) ? node.name.text : undefined;
}

function nameOf(node: ts.Expression): string | undefined {
  const target = unwrap(node);
  return ts.isIdentifier(target) ? target.text : memberName(target);
}

function asExpression(node: ts.Node): ts.Expression | undefined {
  return isStringLiteralLike(node) ? node : undefined;
}
