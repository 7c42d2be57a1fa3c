import { ts } from 'ts-morph';
import { memberName, unwrap } from './ast';
import type { Bindings } from './bindings';
import { isFallbackOperator } from './literals';

/**
 * True for a literal that stands in for a part which an address may lack: `url.password || 'guest'`. The address decides
 * and comes from elsewhere; the literal is what the service's own clients assume.
 */
export function isFallbackOfAddress(literal: ts.Expression, bindings: Bindings): boolean {
  let node: ts.Node = literal;
  while (ts.isExpression(node.parent) && unwrap(node.parent) === literal) node = node.parent;
  const { parent } = node;
  if (!ts.isBinaryExpression(parent) || parent.right !== node || !isFallbackOperator(parent.operatorToken.kind))
    return false;
  return isPartOfAddress(parent.left, bindings);
}

function isPartOfAddress(expression: ts.Expression, bindings: Bindings): boolean {
  const node = unwrap(expression);
  if (ts.isCallExpression(node)) {
    const [argument] = node.arguments;
    return argument !== undefined && bindings.isGlobal(node.expression, 'decodeURIComponent')
      ? isPartOfAddress(argument, bindings)
      : false;
  }
  if (ts.isIdentifier(node)) {
    const declaration = bindings.declarationOf(node);
    if (declaration?.kind === 'destructured') return isParsedAddress(declaration.initializer, bindings);
    return declaration?.kind === 'const' && isPartOfAddress(declaration.initializer, bindings);
  }
  return (
    (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) &&
    isParsedAddress(node.expression, bindings)
  );
}

/** `new URL(…)`, `URL.parse(…)` and `url.parse(…)`. */
function isParsedAddress(expression: ts.Expression, bindings: Bindings): boolean {
  const node = bindings.resolve(expression);
  if (ts.isNewExpression(node)) {
    return bindings.isGlobal(node.expression, 'URL') || bindings.isImport(node.expression, 'url', 'URL');
  }
  if (!ts.isCallExpression(node)) return false;
  const callee = node.expression;
  if (bindings.isImport(callee, 'url', 'parse') || bindings.isImport(callee, 'url', 'URL.parse')) return true;
  return (
    ts.isPropertyAccessExpression(callee) &&
    memberName(callee) === 'parse' &&
    bindings.isGlobal(callee.expression, 'URL')
  );
}
