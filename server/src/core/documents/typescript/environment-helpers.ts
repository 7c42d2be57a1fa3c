import { ts } from 'ts-morph';
import { some, unwrap } from './ast';
import type { Bindings } from './bindings';
import { isEnvironmentObject } from './environment-reads';
import { effectsOfHandler } from './handler-effects';

/** A function of the file that reads the variable which its first parameter names. */
export interface ReadingHelper {
  /** It throws, or ends the process, somewhere: it may well do so where the variable is not set. */
  readonly refuses: boolean;
}

/** `required('NAME')` of `function required(name) { const value = process.env[name]; … }`. */
export function readingHelperOf(call: ts.CallExpression, bindings: Bindings): ReadingHelper | undefined {
  if (!ts.isIdentifier(call.expression)) return undefined;
  const declaration = bindings.declarationOf(call.expression);
  const node = declaration?.kind === 'function' ? declaration.node : initializerOf(declaration);
  const [first] = node !== undefined && isFunction(node) ? node.parameters : [];
  if (node === undefined || !isFunction(node) || first === undefined || !ts.isIdentifier(first.name)) return undefined;
  const { text } = first.name;
  const reads = (part: ts.Node): boolean => {
    if (!ts.isElementAccessExpression(part)) return false;
    const key = unwrap(part.argumentExpression);
    return ts.isIdentifier(key) && key.text === text && isEnvironmentObject(part.expression, bindings);
  };
  if (node.body === undefined || !some(node.body, reads)) return undefined;
  return { refuses: some(node.body, ts.isThrowStatement) || effectsOfHandler(call.expression, bindings).exits };
}

type Helper = ts.FunctionDeclaration | ts.ArrowFunction | ts.FunctionExpression;

function isFunction(node: ts.Node): node is Helper {
  return ts.isFunctionDeclaration(node) || ts.isArrowFunction(node) || ts.isFunctionExpression(node);
}

function initializerOf(declaration: ReturnType<Bindings['declarationOf']>): ts.Expression | undefined {
  return declaration?.kind === 'const' ? unwrap(declaration.initializer) : undefined;
}
