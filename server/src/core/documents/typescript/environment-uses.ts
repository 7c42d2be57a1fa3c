import { ts } from 'ts-morph';
import { GETTER_METHODS, VARIABLE_NAME } from '../../knowledge/environment-getters';
import {
  ENVIRONMENT_LIBRARIES,
  OPTIONAL_READING_FUNCTION,
  READING_FUNCTION,
  READING_OWNER,
  TYPED_ENVIRONMENTS,
} from '../../knowledge/environment-schemas';
import type { UsesSink } from '../../workspace/environment/uses';
import { ancestor, isStringLiteralLike, memberName, propertyName, spanOf, unwrap } from './ast';
import type { Bindings, ImportReference } from './bindings';
import { demandOf, demandOfElement } from './environment-demand';
import { readingHelperOf } from './environment-helpers';
import { overlayListeners } from './environment-overlays';
import { isEnvironmentObject } from './environment-reads';
import {
  insideQuotes,
  nameSpan,
  type SchemaKey,
  schemaKeyOf,
  typedKeysOf,
  validatedPropertyOf,
} from './environment-schemas';
import type { TypeScriptListeners } from './listeners';
import { fieldType, parameterType, typeReferenceOf } from './written-types';

/** Substrings without which code neither reads nor describes the environment. */
export const ENVIRONMENT_NEEDLES: readonly string[] = [
  'process.env',
  'meta.env',
  'Bun.env',
  'Deno.env',
  "'process'",
  '"process"',
  'node:process',
  '} = process',
  'configService.get',
  'ConfigService.get',
  'getOrThrow',
  'Env(',
  'EnvVar',
  // Classes of variables are instantiated and checked at once.
  'validateSync',
  'validateConfig',
  'class Env',
  "env('",
  'env("',
  ...ENVIRONMENT_LIBRARIES,
  ...TYPED_ENVIRONMENTS,
];

/** What a file as a whole says of the form in which it speaks of the environment. */
export interface EnvironmentSetting {
  /** A schema is one of the environment only in a file that speaks of the environment at all. */
  readonly hasSchema: boolean;
  readonly hasGetters: boolean;
  readonly hasClasses: boolean;
}

export function environmentSetting(text: string): EnvironmentSetting {
  return {
    hasSchema: SPEAKS.test(text),
    hasGetters: GETTER_LIBRARY.test(text),
    hasClasses: text.includes('class-validator') && VALIDATED_CLASS.test(text),
  };
}

/** Names and places of variables in code: reads in every form of RULES §1.5, keys of schemas, typings. */
export function environmentListeners(
  uses: UsesSink,
  bindings: Bindings,
  { hasSchema, hasGetters, hasClasses }: EnvironmentSetting,
): TypeScriptListeners {
  const declare = (key: SchemaKey | undefined): void => {
    if (key !== undefined) uses.declare(key);
  };
  const access = (node: ts.PropertyAccessExpression | ts.ElementAccessExpression): void => {
    if (mayReadEnvironment(node) && isEnvironmentObject(node.expression, bindings)) addAccess(node, uses, bindings);
  };
  const overlays = overlayListeners(uses, bindings);
  return {
    PropertyAccessExpression: access,
    ElementAccessExpression: access,
    BindingElement(node) {
      addDestructured(node, uses, bindings);
    },
    BinaryExpression: overlays.BinaryExpression,
    CallExpression(node) {
      overlays.CallExpression(node);
      addCall(node, uses, bindings, hasGetters);
    },
    ForInStatement(node) {
      if (isEnvironmentObject(node.expression, bindings))
        uses.readDynamic({ prefix: '', span: spanOf(node.expression) });
    },
    PropertyAssignment(node) {
      if (hasSchema) declare(schemaKeyOf(node, bindings));
    },
    PropertyDeclaration(node) {
      if (hasClasses) declare(validatedPropertyOf(node, bindings));
    },
    InterfaceDeclaration(node) {
      for (const key of typedKeysOf(node)) declare(key);
    },
  };
}

const SPEAKS = new RegExp(
  [
    'process\\.env',
    'meta\\.env',
    'validationSchema',
    ...ENVIRONMENT_LIBRARIES.map((name) => name.replace('/', '\\/')),
  ].join('|'),
);

/** Without one of these a `config.get('NAME')` asks something of the project's own, and `NAME` may be any key. */
const GETTER_LIBRARY = /['"](?:@nestjs\/config|nconf|@adonisjs\/[\w/]+|#start\/env|env-var)['"]/;

/** Classes of variables are instantiated from the environment and checked at once. */
const VALIDATED_CLASS = /\bvalidateSync\b|\bvalidateConfig\b|\bclass \w*Env(?:ironment)?\w*/;

/** Decided without asking for bindings: most accesses are of other things. */
function mayReadEnvironment(node: ts.PropertyAccessExpression | ts.ElementAccessExpression): boolean {
  const owner = unwrap(node.expression);
  if (memberName(owner) === 'env') return true;
  if (!ts.isIdentifier(owner)) return false;
  return ts.isElementAccessExpression(node) ? /env/i.test(owner.text) : VARIABLE_NAME.test(node.name.text);
}

function addAccess(
  node: ts.PropertyAccessExpression | ts.ElementAccessExpression,
  uses: UsesSink,
  bindings: Bindings,
): void {
  const name = memberName(node);
  // `process.env.` that is still being typed.
  if (name === '') return;
  if (isWritten(node)) {
    if (name !== undefined) {
      const span = nameSpan(ts.isPropertyAccessExpression(node) ? node.name : node.argumentExpression);
      uses.refer({ name, span, isAssigned: true });
    }
    return;
  }
  if (ts.isPropertyAccessExpression(node)) {
    uses.read({ name: node.name.text, span: nameSpan(node.name), ...demandOf(node, bindings) });
    return;
  }
  const key = unwrap(node.argumentExpression);
  if (isStringLiteralLike(key)) uses.read({ name: key.text, span: insideQuotes(key), ...demandOf(node, bindings) });
  else addDynamic(key, node, uses, bindings);
}

/** `` env[`S3_${x}`] `` and `env['S3_' + x]` read names of a known beginning, `env[name]` any; a constant is followed. */
function addDynamic(key: ts.Expression, node: ts.Node, uses: UsesSink, bindings: Bindings): void {
  const constant = bindings.resolve(key);
  if (isStringLiteralLike(constant)) {
    uses.read({ name: constant.text, span: insideQuotes(constant), ...demandOf(node, bindings) });
    return;
  }
  if (ts.isTemplateExpression(key)) uses.readDynamic({ prefix: key.head.text, span: spanOf(node) });
  else if (ts.isBinaryExpression(key) && isStringLiteralLike(key.left))
    uses.readDynamic({ prefix: key.left.text, span: spanOf(node) });
  else uses.readDynamic({ prefix: '', span: spanOf(node) });
}

function isWritten(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isDeleteExpression(parent)) return true;
  return (
    ts.isBinaryExpression(parent) && parent.left === node && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
  );
}

/** `const { NAME, OTHER: name = 'x', ...rest } = process.env`, also as a parameter. */
function addDestructured(node: ts.BindingElement, uses: UsesSink, bindings: Bindings): void {
  const pattern = node.parent;
  const owner = pattern.parent;
  if (!ts.isObjectBindingPattern(pattern) || ts.isBindingElement(owner) || owner.initializer === undefined) return;
  if (!isEnvironmentObject(owner.initializer, bindings)) return;
  if (node.dotDotDotToken !== undefined) {
    uses.readDynamic({ prefix: '', span: spanOf(node) });
    return;
  }
  const written = node.propertyName ?? (ts.isIdentifier(node.name) ? node.name : undefined);
  const name = propertyName(written);
  if (name === undefined || written === undefined) return;
  uses.read({ name, span: nameSpan(written), ...demandOfElement(node, bindings) });
}

function addCall(call: ts.CallExpression, uses: UsesSink, bindings: Bindings, getters: boolean): void {
  const [argument, fallback] = call.arguments;
  if (argument === undefined) return;
  if (isEnumeration(call, argument, bindings)) uses.readDynamic({ prefix: '', span: spanOf(argument) });
  if (!isStringLiteralLike(argument) || !VARIABLE_NAME.test(argument.text)) return;
  const helper = readingHelperOf(call, bindings);
  if (helper === undefined && !isReading(call, bindings, getters)) return;
  const callee = ts.isIdentifier(call.expression) ? call.expression.text : (memberName(call.expression) ?? '');
  const demand = demandOf(call, bindings);
  const chain = chainedCalls(call);
  uses.read({
    name: argument.text,
    span: insideQuotes(argument),
    hasDefault: demand.hasDefault || fallback !== undefined || chain.has('default'),
    isOptional:
      demand.isOptional ||
      helper?.refuses === false ||
      OPTIONAL_READING_FUNCTION.test(callee) ||
      isLenientEnvVar(call, chain, bindings),
    ...(demand.isHandedOn === true && { isHandedOn: true }),
    ...(demand.isKept === true && { isKept: true }),
    ...(demand.packages && { packages: demand.packages }),
  });
}

/** `Object.keys(process.env)` and its kin: any variable may be meant. */
function isEnumeration(call: ts.CallExpression, argument: ts.Expression, bindings: Bindings): boolean {
  if (!ts.isPropertyAccessExpression(call.expression)) return false;
  const { expression, name } = call.expression;
  const enumerates =
    ts.isIdentifier(expression) && expression.text === 'Object' && /^(?:keys|entries|values)$/.test(name.text);
  return enumerates && isEnvironmentObject(argument, bindings);
}

/** `Deno.env.get('X')`, `configService.getOrThrow('X')`, env-var's `get('X')`, a helper such as `requireEnv('X')`. */
function isReading(call: ts.CallExpression, bindings: Bindings, getters: boolean): boolean {
  const { expression } = call;
  if (ts.isIdentifier(expression)) return READING_FUNCTION.test(expression.text) || isEnvVar(call, bindings);
  if (!ts.isPropertyAccessExpression(expression)) return false;
  const method = expression.name.text;
  if (READING_FUNCTION.test(method) && method !== 'env') return true;
  if (isEnvVar(call, bindings)) return true;
  const owner = unwrap(expression.expression);
  const name = ts.isIdentifier(owner) ? owner.text : memberName(owner);
  if (method === 'get' && name === 'env' && isDeno(owner, bindings)) return true;
  if (!getters || !GETTER_METHODS.has(method)) return false;
  return (name !== undefined && READING_OWNER.test(name)) || isConfigService(owner, bindings);
}

/** Whatever it is called: `(cs: ConfigService) => cs.get('X')`, `this.cs`, `const cs = app.get(ConfigService)`. */
function isConfigService(owner: ts.Expression, bindings: Bindings): boolean {
  const isNest = (reference: ImportReference | undefined): boolean =>
    reference?.module === '@nestjs/config' && reference.member === 'ConfigService';
  if (ts.isPropertyAccessExpression(owner) && owner.expression.kind === ts.SyntaxKind.ThisKeyword) {
    const holder = ancestor(owner, ts.isClassLike);
    return holder !== undefined && isNest(typeReferenceOf(fieldType(holder, owner.name.text), bindings));
  }
  if (!ts.isIdentifier(owner)) return false;
  const declaration = bindings.declarationOf(owner);
  if (declaration?.kind === 'unknown') return isNest(typeReferenceOf(parameterType(owner), bindings));
  const made = declaration?.kind === 'const' ? unwrap(declaration.initializer) : undefined;
  const [given] = made !== undefined && ts.isCallExpression(made) ? made.arguments : [];
  return given !== undefined && isNest(bindings.importOf(given));
}

function isDeno(owner: ts.Expression, bindings: Bindings): boolean {
  return ts.isPropertyAccessExpression(owner) && bindings.isGlobal(owner.expression, 'Deno');
}

function isEnvVar(call: ts.CallExpression, bindings: Bindings): boolean {
  const reference = bindings.importOf(call.expression);
  return reference?.module === 'env-var' && /(?:^|\.)get$/.test(reference.member);
}

/** env-var gives `undefined` for a variable that is not set, unless `required()` is in the chain. */
function isLenientEnvVar(call: ts.CallExpression, chain: ReadonlySet<string>, bindings: Bindings): boolean {
  return isEnvVar(call, bindings) && !chain.has('required');
}

/** Methods called on the result, one after the other. */
function chainedCalls(call: ts.CallExpression): ReadonlySet<string> {
  const names = new Set<string>();
  let node: ts.Node = call;
  while (
    ts.isPropertyAccessExpression(node.parent) &&
    node.parent.expression === node &&
    ts.isCallExpression(node.parent.parent)
  ) {
    names.add(node.parent.name.text);
    node = node.parent.parent;
  }
  return names;
}
