import { ts } from 'ts-morph';
import { CHAINED_SCHEMAS, OPTION_SCHEMAS, VALIBOT_DEFAULTS, VARIABLE_NAME } from '../../knowledge/environment-getters';
import { CHECKING_FUNCTIONS, SCHEMA_SECTIONS } from '../../knowledge/environment-objects';
import {
  OPTIONAL_CALLS,
  OPTIONAL_DECORATORS,
  OPTIONAL_OPTIONS,
  OPTIONAL_UNLESS_REQUIRED,
  TYPED_ENVIRONMENTS,
} from '../../knowledge/environment-schemas';
import type { Span } from '../../text/span';
import { isStringLiteralLike, memberName, propertyName, propertyOf, spanOf, unwrap } from './ast';
import type { Bindings } from './bindings';

/** A variable that a schema, or a type of the environment, names. */
export interface SchemaKey {
  readonly name: string;
  /** Of the name, without quotes. */
  readonly span: Span;
  readonly kind: 'schema' | 'types';
  /** `undefined` where the schema cannot be seen into. */
  readonly isRequired?: boolean;
}

/** `NAME: z.string()`, `NAME: str({ … })`, convict's `{ env: 'NAME' }`, a JSON schema's `NAME: { type: … }`. */
export function schemaKeyOf(node: ts.PropertyAssignment, bindings: Bindings): SchemaKey | undefined {
  const name = propertyName(node.name);
  if (name === undefined) return undefined;
  // `NAME: portSchema`
  const written = unwrap(node.initializer);
  const value = ts.isIdentifier(written) ? bindings.resolve(written) : written;
  if (name === 'env' && isStringLiteralLike(value)) return convictKey(node.parent, value);
  if (!VARIABLE_NAME.test(name)) return undefined;
  const at = { name, span: nameSpan(node.name), kind: 'schema' as const };
  if (ts.isCallExpression(value) || ts.isPropertyAccessExpression(value)) {
    const module = validatorOf(value, bindings);
    if (module !== undefined) return { ...at, isRequired: isRequired(value, module) };
  }
  if (!ts.isObjectLiteralExpression(value)) return isInSchema(node.parent, bindings) ? at : undefined;
  return isJsonSchemaProperty(node, value)
    ? { ...at, isRequired: propertyOf(value, 'default') === undefined && isListedRequired(node, name) }
    : undefined;
}

/** `interface ProcessEnv { NAME: string }` */
export function typedKeysOf(node: ts.InterfaceDeclaration): SchemaKey[] {
  if (!TYPED_ENVIRONMENTS.has(node.name.text)) return [];
  return node.members.flatMap((member) => {
    if (!ts.isPropertySignature(member)) return [];
    const name = propertyName(member.name);
    return name === undefined ? [] : [{ name, span: nameSpan(member.name), kind: 'types' as const }];
  });
}

/** A property of a class that class-validator checks: `@IsString() NAME: string`. */
export function validatedPropertyOf(node: ts.PropertyDeclaration, bindings: Bindings): SchemaKey | undefined {
  const name = propertyName(node.name);
  if (name === undefined || !VARIABLE_NAME.test(name)) return undefined;
  const decorators = (ts.getDecorators(node) ?? []).map(({ expression }) =>
    ts.isCallExpression(expression) ? bindings.importOf(expression.expression) : bindings.importOf(expression),
  );
  const checks = decorators.filter((reference) => reference?.module === 'class-validator');
  if (checks.length === 0) return undefined;
  const isOptional =
    node.questionToken !== undefined ||
    node.initializer !== undefined ||
    checks.some((reference) => OPTIONAL_DECORATORS.has(reference?.member ?? ''));
  return { name, span: nameSpan(node.name), kind: 'schema', isRequired: !isOptional };
}

function convictKey(object: ts.ObjectLiteralExpression, value: ts.StringLiteralLike): SchemaKey | undefined {
  const isConvict = propertyOf(object, 'format') !== undefined || propertyOf(object, 'default') !== undefined;
  if (!isConvict || !VARIABLE_NAME.test(value.text)) return undefined;
  const fallback = propertyOf(object, 'default')?.value;
  const isRequired = fallback !== undefined && fallback.kind === ts.SyntaxKind.NullKeyword;
  return { name: value.text, span: insideQuotes(value), kind: 'schema', isRequired };
}

/** An object of keys that a library is given, so that what stands there is a validator whoever made it. */
function isInSchema(object: ts.ObjectLiteralExpression, bindings: Bindings): boolean {
  const { parent } = object;
  const section = ts.isPropertyAssignment(parent) ? propertyName(parent.name) : undefined;
  const isSection = section !== undefined && SCHEMA_SECTIONS.has(section) && ts.isCallExpression(parent.parent.parent);
  const call = isSection ? parent.parent.parent : parent;
  if (!ts.isCallExpression(call)) return false;
  const reference = bindings.importOf(call.expression);
  if (reference === undefined) return false;
  if (CHECKING_FUNCTIONS.get(reference.module)?.has(reference.member)) return isSection || call.arguments[1] === object;
  return CHAINED_SCHEMAS.has(reference.module) && /(?:^|\.)(?:object|strictObject|looseObject)$/.test(reference.member);
}

/** The package whose validator an expression is. */
function validatorOf(value: ts.Expression, bindings: Bindings): string | undefined {
  const callee = ts.isCallExpression(value) ? value.expression : value;
  // A validator of the project's own (`makeValidator` of envalid) is one of the package that made it.
  const made = bindings.creatorOf(value) ?? bindings.creatorOf(callee);
  const module = bindings.importOf(callee)?.module ?? made?.module;
  if (module === undefined) return undefined;
  const isValidator =
    CHAINED_SCHEMAS.has(module) || OPTION_SCHEMAS.has(module) || module === 'valibot' || module === 'znv';
  return isValidator ? module : undefined;
}

function isRequired(value: ts.Expression, module: string): boolean {
  let required = !OPTIONAL_UNLESS_REQUIRED.has(module);
  let current: ts.Expression = value;
  for (;;) {
    if (ts.isCallExpression(current)) {
      const name = ts.isIdentifier(current.expression) ? current.expression.text : memberName(current.expression);
      if (name !== undefined && OPTIONAL_CALLS.has(name)) return false;
      if (name === 'required' || name === 'exist') required = true;
      if (module === 'valibot' && name !== undefined && VALIBOT_DEFAULTS.has(name)) return false;
      if (current.arguments.some((argument) => isOptionalArgument(argument, module))) return false;
      current = current.expression;
    } else if (ts.isPropertyAccessExpression(current)) current = current.expression;
    else return required;
  }
}

/** `str({ default: … })`, `z.preprocess(…, z.string().optional())`, `z.union([…, z.undefined()])`. */
function isOptionalArgument(argument: ts.Expression, module: string): boolean {
  if (ts.isObjectLiteralExpression(argument)) {
    return argument.properties.some((property) => {
      const name = property.name && propertyName(property.name);
      return name !== undefined && OPTIONAL_OPTIONS.has(name);
    });
  }
  return (
    ts.isCallExpression(argument) && /\.(?:optional|default|nullish)\(/.test(argument.getText()) && module !== 'joi'
  );
}

/** A key of `properties` in a schema that a library of the environment is given. */
function isJsonSchemaProperty(node: ts.PropertyAssignment, value: ts.ObjectLiteralExpression): boolean {
  const owner = node.parent.parent;
  const isProperties = ts.isPropertyAssignment(owner) && propertyName(owner.name) === 'properties';
  return isProperties && propertyOf(value, 'type') !== undefined;
}

function isListedRequired(node: ts.PropertyAssignment, name: string): boolean {
  const schema = node.parent.parent.parent;
  const list = ts.isObjectLiteralExpression(schema) ? propertyOf(schema, 'required')?.value : undefined;
  if (list === undefined || !ts.isArrayLiteralExpression(list)) return false;
  return list.elements.some((element) => isStringLiteralLike(element) && element.text === name);
}

/** Where a name stands, without the quotes it may have. */
export function nameSpan(node: ts.Node): Span {
  return isStringLiteralLike(node) ? insideQuotes(node) : spanOf(node);
}

export function insideQuotes(literal: ts.StringLiteralLike): Span {
  const start = literal.getStart() + 1;
  return { start, end: Math.max(start, literal.end - 1) };
}
