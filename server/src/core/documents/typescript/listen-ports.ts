import { ts } from 'ts-morph';
import { isStringLiteralLike, unwrap } from './ast';
import type { Bindings } from './bindings';
import { environmentNameOf, isEnvironmentObject } from './environment-reads';
import { variableOf } from './environment-variables';
import { isFallbackOperator } from './literals';

/** Where a server takes its port from: a variable, a number, or a variable with a number in its place. */
export interface ListenPort {
  readonly variable?: string;
  /** The fixed port, or the one that is used while the variable is not set. */
  readonly value?: number;
}

/** Looks through constants and conversions; `undefined` for a port that anything else decides. */
export function listenPortOf(expression: ts.Expression, bindings: Bindings, depth = 0): ListenPort | undefined {
  if (depth > 6) return undefined;
  const node = unwrap(expression);
  const number = numberOf(node, bindings);
  if (number !== undefined) return number > 0 && number <= 65_535 ? { value: number } : undefined;
  if (ts.isBinaryExpression(node) && isFallbackOperator(node.operatorToken.kind)) {
    const first = listenPortOf(node.left, bindings, depth + 1);
    if (first?.variable === undefined || first.value !== undefined) return undefined;
    const value = listenPortOf(node.right, bindings, depth + 1);
    return value?.value === undefined || value.variable !== undefined ? undefined : { ...first, value: value.value };
  }
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.PlusToken) {
    return listenPortOf(node.operand, bindings, depth + 1);
  }
  if (ts.isCallExpression(node) && CONVERSIONS.test(node.expression.getText())) {
    const [argument] = node.arguments;
    return argument && listenPortOf(argument, bindings, depth + 1);
  }
  if (ts.isIdentifier(node)) {
    const declaration = bindings.declarationOf(node);
    if (declaration?.kind === 'const') return listenPortOf(declaration.initializer, bindings, depth + 1);
    if (declaration?.kind === 'destructured' && isEnvironmentObject(declaration.initializer, bindings)) {
      return withDefault(node, declaration.path, bindings);
    }
  }
  const variable = environmentNameOf(node, bindings) ?? variableOf(node, bindings);
  return variable === undefined ? undefined : { variable };
}

/** Also the function that the generator of Express writes. */
const CONVERSIONS = /^(?:Number|Number\.parseInt|parseInt|String|normalizePort)$/;

function numberOf(node: ts.Expression, bindings: Bindings): number | undefined {
  if (isStringLiteralLike(node)) return /^\d{1,5}$/.test(node.text) ? Number(node.text) : undefined;
  return bindings.staticNumber(node);
}

/** `const { PORT = 3000 } = process.env` */
function withDefault(name: ts.Identifier, variable: string, bindings: Bindings): ListenPort | undefined {
  let value: number | undefined;
  let isKnown = true;
  const visit = (node: ts.Node): void => {
    if (ts.isBindingElement(node) && ts.isIdentifier(node.name) && node.name.text === name.text && node.initializer) {
      value = numberOf(unwrap(node.initializer), bindings);
      isKnown = value !== undefined;
      return;
    }
    ts.forEachChild(node, visit);
  };
  for (const statement of bindings.wholeFile().statements) if (ts.isVariableStatement(statement)) visit(statement);
  if (!isKnown) return undefined;
  return value === undefined ? { variable } : { variable, value };
}
