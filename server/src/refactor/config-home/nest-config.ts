import { ts } from 'ts-morph';
import { isStringLiteralLike, propertyName, propertyOf } from '../../core/documents/typescript/ast';
import { VARIABLE_NAME } from '../../core/knowledge/environment-getters';
import { camelCase } from '../../core/knowledge/names';
import { findCall, objectOf } from './exported';
import type { Adapter, ConfigHome, ConfigModule, MovedVariable, Use } from './home';
import { distinct, insertInto, keysOf } from './insert';
import { zodObject } from './parsed-schema';
import { converted } from './read-like-others';
import { addToClass, type ValidatedClass, validatedClassOf } from './validated-class';
import { JOI_MODULES, validatorsOf } from './validators';

/**
 * https://docs.nestjs.com/techniques/configuration (@nestjs/config 4): a key of the Joi or zod schema, else a property of the class that
 * `validate` makes, else a key of a `registerAs` namespace, else none; used through the `ConfigService` that the class around the code is given already.
 */
export const nestConfig: Adapter = {
  library: '@nestjs/config',
  find(module, others) {
    const isNest = [module, ...others].some(({ tree }) => tree.text.includes('@nestjs/config'));
    if (!isNest) return undefined;
    const schema = schemaOf(module);
    if (schema !== undefined) return schemaHome(module, schema);
    if (others.some((one) => schemaOf(one) !== undefined)) return undefined;
    const checked = validatedClassOf(module, others);
    if (checked !== undefined) return classHome(module, checked);
    const isChecked = (one: ConfigModule): boolean =>
      validatedClassOf(
        one,
        [module, ...others].filter((other) => other !== one),
      ) !== undefined;
    if (others.some(isChecked)) return undefined;
    const namespace = namespaceOf(module);
    if (namespace !== undefined) return namespaceHome(module, namespace);
    if (others.some((one) => namespaceOf(one) !== undefined)) return undefined;
    return { enter: (variables) => ({ edits: [], uses: variables.map((one) => useOf(module, one, one.name, false)) }) };
  },
};

/** `Joi.object({ … })` or `z.object({ … })` with names of variables. */
function schemaOf(module: ConfigModule): ts.ObjectLiteralExpression | undefined {
  let found: ts.ObjectLiteralExpression | undefined;
  findCall(module.tree, (call) => {
    const reference = module.bindings.importOf(call.expression);
    const isJoi = JOI_MODULES.includes(reference?.module ?? '') && /(?:^|\.)object$/.test(reference?.member ?? '');
    const object = isJoi ? objectOf(module, call.arguments[0]) : zodObject(module, call);
    if (object !== undefined && [...keysOf(object)].some((key) => VARIABLE_NAME.test(key))) found = object;
    return found !== undefined;
  });
  return found;
}

function schemaHome(module: ConfigModule, schema: ts.ObjectLiteralExpression): ConfigHome | undefined {
  const write = validatorsOf(module);
  if (write === undefined) return undefined;
  return {
    enter(variables) {
      const known = keysOf(schema);
      const written = variables
        .filter(({ name }) => !known.has(name))
        .map((variable) => ({ name: variable.name, ...write(variable) }));
      const lines = written.map(({ name, text }) => `${name}: ${text}`);
      const edits = [...written.flatMap((one) => one.edits), ...insertInto(schema.properties, lines, module.tree)];
      return { edits: distinct(edits), uses: variables.map((one) => useOf(module, one, one.name, true)) };
    },
  };
}

/** The class that `validate` of the module's options makes of the environment. */
function classHome(module: ConfigModule, checked: ValidatedClass): ConfigHome {
  return {
    enter: (variables) => ({
      edits: addToClass(module, checked, variables),
      uses: variables.map((one) => useOf(module, one, one.name, one.type !== 'boolean')),
    }),
  };
}

interface Namespace {
  readonly name: string;
  readonly object: ts.ObjectLiteralExpression;
}

/** `registerAs('database', () => ({ … }))` */
function namespaceOf(module: ConfigModule): Namespace | undefined {
  const call = findCall(module.tree, ({ expression }) => {
    const reference = module.bindings.importOf(expression);
    return reference?.module === '@nestjs/config' && reference.member === 'registerAs';
  });
  const [name, factory] = call?.arguments ?? [];
  if (!isStringLiteralLike(name) || factory === undefined || !ts.isArrowFunction(factory)) return undefined;
  const body = ts.isParenthesizedExpression(factory.body) ? factory.body.expression : factory.body;
  return ts.isObjectLiteralExpression(body) ? { name: name.text, object: body } : undefined;
}

function namespaceHome(module: ConfigModule, { name, object }: Namespace): ConfigHome {
  return {
    enter(variables) {
      const entries = variables.map((variable) => ({ variable, ...keyFor(object, variable.name, module) }));
      const lines = entries
        .filter(({ isNew }) => isNew)
        .map(({ key, variable }) => {
          return `${key}: ${converted(`process.env.${variable.name}`, variable.type, module.style.quote)}`;
        });
      return {
        edits: insertInto(object.properties, lines, module.tree),
        uses: entries.map(({ variable, key }) => useOf(module, variable, `${name}.${key}`, true)),
      };
    },
  };
}

function keyFor(
  object: ts.ObjectLiteralExpression,
  name: string,
  { tree }: ConfigModule,
): { readonly key: string; readonly isNew: boolean } {
  for (const property of object.properties) {
    if (!ts.isPropertyAssignment(property)) continue;
    const key = propertyName(property.name);
    if (key !== undefined && property.initializer.getText(tree) === `process.env.${name}`) return { key, isNew: false };
  }
  const wanted = camelCase(name);
  return { key: propertyOf(object, wanted) === undefined ? wanted : name, isNew: true };
}

/** @param isConverted the schema, or the factory, makes the value what it stands for */
function useOf({ style }: ConfigModule, { type }: MovedVariable, path: string, isConverted: boolean): Use {
  const quoted = style.quote + path + style.quote;
  const given = isConverted ? TYPES[type] : 'string';
  return {
    by: 'injection',
    service: 'ConfigService',
    module: '@nestjs/config',
    read: (local, isTyped) => {
      const read = `${local}.getOrThrow${isTyped ? `<${given}>` : ''}(${quoted})`;
      return isConverted ? read : converted(read, type, style.quote);
    },
  };
}

const TYPES: Readonly<Record<MovedVariable['type'], string>> = {
  string: 'string',
  url: 'string',
  number: 'number',
  port: 'number',
  boolean: 'boolean',
};
