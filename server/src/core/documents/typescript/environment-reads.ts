import { ts } from 'ts-morph';
import { isStringLiteralLike, memberName, propertyName, some, unwrap } from './ast';
import type { Bindings } from './bindings';

/** One read of an environment variable in code; names only, RULES §1.5. */
export interface EnvironmentRead {
  readonly name: string;
  readonly node: ts.Node;
}

/**
 * True for expressions that are the environment object: `process.env`, `globalThis.process.env`,
 * `require('process').env`, `import { env } from 'node:process'`, `import.meta.env`, `Bun.env`, and constants that hold it.
 */
export function isEnvironmentObject(expression: ts.Expression, bindings: Bindings, depth = 0): boolean {
  if (depth > 4) return false;
  const node = unwrap(expression);
  if (ts.isIdentifier(node)) {
    const declaration = bindings.declarationOf(node);
    if (declaration?.kind === 'const') return isEnvironmentObject(declaration.initializer, bindings, depth + 1);
    if (declaration?.kind === 'destructured') {
      return declaration.path === 'env' && isProcess(declaration.initializer, bindings);
    }
    return (
      declaration?.kind === 'import' &&
      declaration.reference.module === 'process' &&
      declaration.reference.member === 'env'
    );
  }
  if (memberName(node) !== 'env' || !(ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node))) {
    return false;
  }
  const object = unwrap(node.expression);
  if (ts.isMetaProperty(object)) return true;
  if (isProcess(object, bindings)) return true;
  return ts.isIdentifier(object) && bindings.isGlobal(object, 'Bun');
}

/** The name read by `process.env.NAME`, `process.env['NAME']` or `Deno.env.get('NAME')`; `undefined` for other nodes. */
export function environmentNameOf(expression: ts.Expression, bindings: Bindings): string | undefined {
  const node = unwrap(expression);
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
    const name = memberName(node);
    return name !== undefined && isEnvironmentObject(node.expression, bindings) ? name : undefined;
  }
  if (ts.isIdentifier(node)) {
    const declaration = bindings.declarationOf(node);
    if (declaration?.kind === 'destructured' && isEnvironmentObject(declaration.initializer, bindings)) {
      return declaration.path;
    }
    return undefined;
  }
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const { expression: callee } = node;
    const [argument] = node.arguments;
    const isDeno =
      callee.name.text === 'get' &&
      memberName(callee.expression) === 'env' &&
      ts.isPropertyAccessExpression(callee.expression) &&
      bindings.isGlobal(callee.expression.expression, 'Deno');
    if (isDeno && isStringLiteralLike(argument)) return argument.text;
  }
  return undefined;
}

/** True when any part of the expression reads the environment, directly or through a constant of the file. */
export function readsEnvironment(expression: ts.Expression, bindings: Bindings, depth = 0): boolean {
  return some(expression, (node) => {
    if (!ts.isExpression(node)) return false;
    if (isEnvironmentObject(node, bindings) || environmentNameOf(node, bindings) !== undefined) return true;
    if (!ts.isIdentifier(node) || depth > 4) return false;
    if (ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) return false;
    const declaration = bindings.declarationOf(node);
    return declaration?.kind === 'const' && readsEnvironment(declaration.initializer, bindings, depth + 1);
  });
}

/** All reads inside a node, in order, destructuring included. */
export function environmentReads(root: ts.Node, bindings: Bindings): EnvironmentRead[] {
  const reads: EnvironmentRead[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isObjectBindingPattern(node.name) && node.initializer !== undefined) {
      if (isEnvironmentObject(node.initializer, bindings)) {
        for (const element of node.name.elements) {
          const name = propertyName(element.propertyName ?? (ts.isIdentifier(element.name) ? element.name : undefined));
          if (name !== undefined && element.dotDotDotToken === undefined) reads.push({ name, node: element });
        }
      }
    } else if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) || ts.isCallExpression(node)) {
      const name = environmentNameOf(node, bindings);
      if (name !== undefined) {
        reads.push({ name, node });
        return;
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(root);
  return reads;
}

/** True for the global `process`, the module of that name and `globalThis.process`. */
export function isProcess(expression: ts.Expression, bindings: Bindings): boolean {
  const node = unwrap(expression);
  if (ts.isIdentifier(node) && bindings.isGlobal(node, 'process')) return true;
  const reference = bindings.importOf(node);
  if (reference !== undefined) return reference.module === 'process' && reference.member === '';
  return (
    memberName(node) === 'process' &&
    ts.isPropertyAccessExpression(node) &&
    bindings.isGlobal(node.expression, 'globalThis')
  );
}
