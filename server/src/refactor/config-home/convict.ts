import { ts } from 'ts-morph';
import { isStringLiteralLike, propertyName, propertyOf } from '../../core/documents/typescript/ast';
import { camelCase, splitName } from '../../core/knowledge/names';
import { exportOf, findCall, objectOf, useOf } from './exported';
import type { Adapter, ConfigModule, MovedVariable, Use } from './home';
import { insertInto, keysOf } from './insert';

/**
 * https://github.com/mozilla/node-convict (6.2): a node of the schema, in the group that the name begins with where there is
 * one. Every node needs a default: `null` makes `validate` refuse, and in TypeScript, where it would decide the type, an
 * empty text stands in its place.
 */
export const convict: Adapter = {
  library: 'convict',
  find(module) {
    const { tree, bindings } = module;
    if (!tree.text.includes('convict')) return undefined;
    const call = findCall(tree, ({ expression }) => {
      const reference = bindings.importOf(expression);
      return reference?.module === 'convict' && /^(?:|default|convict)$/.test(reference.member);
    });
    const schema = objectOf(module, call?.arguments[0]);
    const exported = call && exportOf(module, call);
    if (call === undefined || schema === undefined || exported === undefined) return undefined;
    // A type of its own would have to grow too.
    if (call.typeArguments !== undefined) return undefined;
    return {
      enter(variables, isInside) {
        const groups = new Map<ts.ObjectLiteralExpression, string[]>();
        const uses = variables.map((variable): Use => {
          const path = pathOf(schema, variable.name) ?? place(module, schema, variable, groups);
          const quoted = module.style.quote + path + module.style.quote;
          return useOf(module, call, exported, isInside, (local) => `${local}.get(${quoted})`);
        });
        const edits = [...groups].flatMap(([object, lines]) => insertInto(object.properties, lines, tree));
        return { edits, uses };
      },
    };
  },
};

/** Where the schema has the variable already. */
function pathOf(object: ts.ObjectLiteralExpression, name: string): string | undefined {
  for (const property of object.properties) {
    if (!ts.isPropertyAssignment(property) || !ts.isObjectLiteralExpression(property.initializer)) continue;
    const key = propertyName(property.name);
    if (key === undefined) continue;
    const variable = propertyOf(property.initializer, 'env')?.value;
    if (isStringLiteralLike(variable) && variable.text === name) return key;
    const inner = pathOf(property.initializer, name);
    if (inner !== undefined) return `${key}.${inner}`;
  }
  return undefined;
}

/** Writes the node down and says its path. */
function place(
  module: ConfigModule,
  schema: ts.ObjectLiteralExpression,
  variable: MovedVariable,
  groups: Map<ts.ObjectLiteralExpression, string[]>,
): string {
  const [first = '', ...rest] = splitName(variable.name);
  const group = rest.length === 0 ? undefined : groupNamed(schema, first);
  const object = group ?? schema;
  const wanted = camelCase(group === undefined ? variable.name : rest.join('_'));
  const key = keysOf(object).has(wanted) ? camelCase(variable.name) : wanted;
  groups.set(object, [...(groups.get(object) ?? []), `${key}: ${nodeText(module, variable)}`]);
  return group === undefined ? key : `${first}.${key}`;
}

function groupNamed(schema: ts.ObjectLiteralExpression, name: string): ts.ObjectLiteralExpression | undefined {
  const value = propertyOf(schema, name)?.value;
  if (value === undefined || !ts.isObjectLiteralExpression(value)) return undefined;
  return propertyOf(value, 'default') === undefined && propertyOf(value, 'format') === undefined ? value : undefined;
}

function nodeText({ tree, style }: ConfigModule, { name, type, isSecret, defaultText }: MovedVariable): string {
  const quoted = (word: string): string => style.quote + word + style.quote;
  const format = FORMATS[type] ?? quoted(type);
  const isTyped = /\.[cm]?tsx?$/.test(tree.fileName);
  const none = isTyped ? (EMPTY[type] ?? quoted('')) : 'null';
  const sensitive = isSecret ? ', sensitive: true' : '';
  return `{ format: ${format}, default: ${defaultText ?? none}, env: ${quoted(name)}${sensitive} }`;
}

const FORMATS: Readonly<Partial<Record<MovedVariable['type'], string>>> = {
  string: 'String',
  number: 'Number',
  boolean: 'Boolean',
};

const EMPTY: Readonly<Partial<Record<MovedVariable['type'], string>>> = { number: '0', port: '0', boolean: 'false' };
