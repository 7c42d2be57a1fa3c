import { ts } from 'ts-morph';
import {
  CHAINED_SCHEMAS,
  ENVIRONMENT_OBJECTS,
  GETTER_FUNCTIONS,
  GETTER_METHODS,
  GETTER_OWNERS,
  OPTION_SCHEMAS,
  VARIABLE_NAME,
} from '../../knowledge/environment-getters';
import { isStringLiteralLike, memberName, propertyName, unwrap } from './ast';
import type { Bindings } from './bindings';
import { type EnvironmentRead, environmentNameOf, environmentReads } from './environment-reads';
import { isFallbackOperator } from './literals';

/** What stands for a variable besides its read: getters, kept objects, keys of a schema. */

/** The variable whose value an expression is: a read, or what a getter gives for a name; conversions are looked through. */
export function variableOf(expression: ts.Expression, bindings: Bindings, depth = 0): string | undefined {
  const node = unwrap(expression);
  const name = environmentNameOf(node, bindings) ?? getterNameOf(node);
  if (name !== undefined || depth > 5) return name;
  if (ts.isIdentifier(node)) {
    const declaration = bindings.declarationOf(node);
    return declaration?.kind === 'const' ? variableOf(declaration.initializer, bindings, depth + 1) : undefined;
  }
  if (ts.isPropertyAccessExpression(node)) {
    const owner = unwrap(node.expression);
    const isKept = ts.isIdentifier(owner) && ENVIRONMENT_OBJECTS.test(owner.text) && VARIABLE_NAME.test(node.name.text);
    return isKept ? node.name.text : undefined;
  }
  if (ts.isBinaryExpression(node) && isFallbackOperator(node.operatorToken.kind)) {
    return variableOf(node.right, bindings, depth + 1);
  }
  if (ts.isCallExpression(node)) {
    // `process.env.X?.trim()`, `String(process.env.X)`
    const { expression: callee } = node;
    if (ts.isPropertyAccessExpression(callee)) {
      return KEEPS_VALUE.test(callee.name.text) ? variableOf(callee.expression, bindings, depth + 1) : undefined;
    }
    const [argument] = node.arguments;
    return argument !== undefined && callee.getText() === 'String'
      ? variableOf(argument, bindings, depth + 1)
      : undefined;
  }
  return undefined;
}

/** Methods whose result is the text itself in another form. */
const KEEPS_VALUE =
  /^(?:trim|trimStart|trimEnd|toString|valueOf|replace|replaceAll|normalize|required|asString|split)$/;

/** Every variable that a module reads or validates: reads, getters, keys of a schema, in order. */
export function variablesOf(tree: ts.SourceFile, bindings: Bindings): EnvironmentRead[] {
  const found: EnvironmentRead[] = environmentReads(tree, bindings);
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const name = getterNameOf(node);
      if (name !== undefined) found.push({ name, node });
    } else if (ts.isPropertyAssignment(node) && ts.isCallExpression(node.initializer)) {
      const name = propertyName(node.name);
      const isSchema = name !== undefined && VARIABLE_NAME.test(name) && isValidator(node.initializer, bindings);
      if (isSchema) found.push({ name, node });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found.sort((a, b) => a.node.pos - b.node.pos);
}

function isValidator(call: ts.CallExpression, bindings: Bindings): boolean {
  const module = bindings.importOf(call.expression)?.module ?? bindings.creatorOf(call)?.module;
  return module !== undefined && (CHAINED_SCHEMAS.has(module) || OPTION_SCHEMAS.has(module) || module === 'valibot');
}

/** The name that a getter is asked for; only names in the form of a variable count. */
export function getterNameOf(node: ts.Expression): string | undefined {
  if (!ts.isCallExpression(node)) return undefined;
  const [argument] = node.arguments;
  if (!isStringLiteralLike(argument) || !VARIABLE_NAME.test(argument.text)) return undefined;
  const { expression } = node;
  if (ts.isIdentifier(expression)) return GETTER_FUNCTIONS.test(expression.text) ? argument.text : undefined;
  if (!ts.isPropertyAccessExpression(expression)) return undefined;
  const method = expression.name.text;
  const owner = unwrap(expression.expression);
  const ownerName = ts.isIdentifier(owner) ? owner.text : memberName(owner);
  const isGetter = GETTER_METHODS.has(method) && ownerName !== undefined && GETTER_OWNERS.test(ownerName);
  return isGetter || GETTER_FUNCTIONS.test(method) ? argument.text : undefined;
}
