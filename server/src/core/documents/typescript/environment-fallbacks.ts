import { ts } from 'ts-morph';
import {
  CHAINED_DEFAULTS,
  CHAINED_SCHEMAS,
  DEFAULT_OPTIONS,
  DEVELOPMENT_DEFAULT_OPTIONS,
  ENVIRONMENT_OBJECTS,
  OPTION_SCHEMAS,
  TEST_ONLY_WRAPPERS,
  TYPE_WORDS,
  VALIBOT_DEFAULTS,
  VARIABLE_NAME,
} from '../../knowledge/environment-getters';
import { isStringLiteralLike, memberName, propertyName, propertyOf, unwrap } from './ast';
import type { Bindings } from './bindings';
import { environmentNameOf, isEnvironmentObject } from './environment-reads';
import { getterNameOf, variableOf } from './environment-variables';
import { isGuardedByDevelopment } from './guards';
import { isFallbackOperator } from './literals';

/** What is used where an environment variable is not set, or in its place (`overwrite`). */
export interface EnvironmentFallback {
  readonly name: string;
  /** The fallback. */
  readonly value: ts.Expression;
  /** What is replaced or cut to be rid of it; see `refactor/remove-fallback.ts`. */
  readonly form:
    | 'operator'
    | 'assignment'
    | 'overwrite'
    | 'condition'
    | 'destructuring'
    | 'chain'
    | 'option'
    | 'argument';
  /** The node that joins the two. */
  readonly node: ts.Node;
  /** True when it is used outside production only. */
  readonly development: boolean;
}

/** The fallback that a node gives an environment variable, if it is such a node; RULES III-3 lists the forms. */
export function environmentFallbackOf(node: ts.Node, bindings: Bindings): EnvironmentFallback | undefined {
  const found = formOf(node, bindings);
  if (found === undefined) return undefined;
  const development = found.development === true || isGuardedByDevelopment(found.value, bindings);
  return { ...found, node, development };
}

/** The fallback that an expression is, climbing from it. */
export function fallbackAround(expression: ts.Expression, bindings: Bindings): EnvironmentFallback | undefined {
  let current: ts.Node = expression;
  for (let depth = 0; depth < 5 && current.parent !== undefined; depth++) {
    current = current.parent;
    const found = environmentFallbackOf(current, bindings);
    if (found !== undefined) return unwrap(found.value) === unwrap(expression) ? found : undefined;
    if (ts.isStatement(current)) return undefined;
  }
  return undefined;
}

type Form = Pick<EnvironmentFallback, 'name' | 'value' | 'form'> & { readonly development?: boolean };

function formOf(node: ts.Node, bindings: Bindings): Form | undefined {
  if (ts.isBinaryExpression(node)) return ofOperator(node, bindings);
  if (ts.isConditionalExpression(node)) return ofCondition(node, bindings);
  if (ts.isBindingElement(node)) return ofDestructuring(node, bindings);
  if (ts.isCallExpression(node)) return ofChain(node, bindings) ?? ofGetter(node);
  if (ts.isPropertyAssignment(node)) return ofOption(node, bindings);
  return undefined;
}

function ofOperator(node: ts.BinaryExpression, bindings: Bindings): Form | undefined {
  const { kind } = node.operatorToken;
  if (kind === ts.SyntaxKind.EqualsToken) {
    const name = environmentNameOf(node.left, bindings);
    return name === undefined ? undefined : { name, value: node.right, form: 'overwrite' };
  }
  const isAssignment = kind === ts.SyntaxKind.BarBarEqualsToken || kind === ts.SyntaxKind.QuestionQuestionEqualsToken;
  if ((!isAssignment && !isFallbackOperator(kind)) || !mayBeText(node.right)) return undefined;
  const name = variableOf(node.left, bindings);
  return name === undefined ? undefined : { name, value: node.right, form: isAssignment ? 'assignment' : 'operator' };
}

/** Asked before anything is resolved: most operands are objects, lists, numbers, flags and empty texts. */
function mayBeText(expression: ts.Expression): boolean {
  const node = unwrap(expression);
  if (isStringLiteralLike(node)) return node.text !== '';
  return TEXT_KINDS.has(node.kind);
}

const TEXT_KINDS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.Identifier,
  ts.SyntaxKind.PropertyAccessExpression,
  ts.SyntaxKind.ElementAccessExpression,
  ts.SyntaxKind.BinaryExpression,
  ts.SyntaxKind.ConditionalExpression,
  ts.SyntaxKind.CallExpression,
  ts.SyntaxKind.TemplateExpression,
]);

/** `X ? X : fallback`, and a condition on anything else of which one branch reads the variable. */
function ofCondition(node: ts.ConditionalExpression, bindings: Bindings): Form | undefined {
  if (!mayBeText(node.whenTrue) || !mayBeText(node.whenFalse)) return undefined;
  const whenTrue = variableOf(node.whenTrue, bindings);
  const whenFalse = variableOf(node.whenFalse, bindings);
  if (whenTrue !== undefined && whenFalse === undefined)
    return { name: whenTrue, value: node.whenFalse, form: 'condition' };
  if (whenFalse !== undefined && whenTrue === undefined)
    return { name: whenFalse, value: node.whenTrue, form: 'condition' };
  return undefined;
}

/** `const { X = fallback } = process.env`, also as a parameter and through a renamed property. */
function ofDestructuring(node: ts.BindingElement, bindings: Bindings): Form | undefined {
  if (node.initializer === undefined || !ts.isObjectBindingPattern(node.parent)) return undefined;
  const owner = node.parent.parent;
  if (ts.isBindingElement(owner) || owner.initializer === undefined) return undefined;
  const name = propertyName(node.propertyName ?? (ts.isIdentifier(node.name) ? node.name : undefined));
  if (name === undefined) return undefined;
  const source = unwrap(owner.initializer);
  const isKept = ts.isIdentifier(source) && ENVIRONMENT_OBJECTS.test(source.text) && VARIABLE_NAME.test(name);
  if (!isKept && !isEnvironmentObject(source, bindings)) return undefined;
  return { name, value: node.initializer, form: 'destructuring' };
}

/** `X: z.string().default(fallback)`, `env.get('X').default(fallback)`, `v.optional(v.string(), fallback)` under a key. */
function ofChain(call: ts.CallExpression, bindings: Bindings): Form | undefined {
  const [first, second] = call.arguments;
  const callee = ts.isIdentifier(call.expression) ? call.expression.text : memberName(call.expression);
  if (callee === undefined || first === undefined) return undefined;
  if (VALIBOT_DEFAULTS.has(callee) && second !== undefined) {
    const name = bindings.importOf(call.expression)?.module === 'valibot' ? schemaKeyOf(call) : undefined;
    return name === undefined ? undefined : { name, value: second, form: 'chain' };
  }
  if (!CHAINED_DEFAULTS.has(callee) || !ts.isPropertyAccessExpression(call.expression)) return undefined;
  const receiver = call.expression.expression;
  const module = bindings.creatorOf(receiver)?.module;
  if (module === undefined || !CHAINED_SCHEMAS.has(module)) return undefined;
  const name = module === 'env-var' ? nameInChain(receiver) : schemaKeyOf(call);
  return name === undefined ? undefined : { name, value: first, form: 'chain' };
}

/** `configService.get('X', fallback)`, `env('X', fallback)`; of `parseEnv('X', 'string')` the second is no fallback. */
function ofGetter(call: ts.CallExpression): Form | undefined {
  const name = getterNameOf(call);
  const value = call.arguments[1];
  if (name === undefined || value === undefined || call.arguments.length > 2) return undefined;
  if (isStringLiteralLike(value) && TYPE_WORDS.has(value.text.toLowerCase())) return undefined;
  return { name, value, form: 'argument' };
}

/** `X: str({ default: fallback })`, convict's `{ env: 'X', default: fallback }`, a JSON schema's `X: { default: fallback }`. */
function ofOption(node: ts.PropertyAssignment, bindings: Bindings): Form | undefined {
  const option = propertyName(node.name) ?? '';
  const isDevelopment = DEVELOPMENT_DEFAULT_OPTIONS.has(option);
  if (!isDevelopment && !DEFAULT_OPTIONS.has(option)) return undefined;
  const object = node.parent;
  const development = isDevelopment || isTestOnly(node.initializer);
  const env = propertyOf(object, 'env')?.value;
  if (isStringLiteralLike(env)) return { name: env.text, value: node.initializer, form: 'option', development };
  const call = object.parent;
  if (ts.isCallExpression(call) && call.arguments.includes(object)) {
    const module = bindings.importOf(call.expression)?.module;
    const name = module !== undefined && OPTION_SCHEMAS.has(module) ? schemaKeyOf(call) : undefined;
    return name === undefined ? undefined : { name, value: node.initializer, form: 'option', development };
  }
  const isJsonSchema = propertyOf(object, 'type') !== undefined && ts.isPropertyAssignment(call);
  const name = isJsonSchema ? propertyName(call.name) : undefined;
  return name !== undefined && VARIABLE_NAME.test(name) ? { name, value: node.initializer, form: 'option' } : undefined;
}

/** The key that a validator stands under, if it has the form of a variable: `JWT_SECRET: z.string()…`. */
function schemaKeyOf(call: ts.Node): string | undefined {
  let current = call;
  while (ts.isCallExpression(current.parent) || ts.isPropertyAccessExpression(current.parent)) current = current.parent;
  if (!ts.isPropertyAssignment(current.parent) || current.parent.initializer !== current) return undefined;
  const name = propertyName(current.parent.name);
  return name !== undefined && VARIABLE_NAME.test(name) ? name : undefined;
}

/** `env.get('X').required()` gives `X`. */
function nameInChain(expression: ts.Expression): string | undefined {
  let current = expression;
  while (ts.isCallExpression(current) && ts.isPropertyAccessExpression(current.expression)) {
    const [argument] = current.arguments;
    if (current.expression.name.text === 'get' && isStringLiteralLike(argument)) return argument.text;
    current = current.expression.expression;
  }
  return undefined;
}

function isTestOnly(value: ts.Expression): boolean {
  const node = unwrap(value);
  return ts.isCallExpression(node) && ts.isIdentifier(node.expression) && TEST_ONLY_WRAPPERS.has(node.expression.text);
}
