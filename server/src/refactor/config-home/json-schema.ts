import { ts } from 'ts-morph';
import {
  isStringLiteralLike,
  memberName,
  propertyName,
  propertyOf,
  some,
  unwrap,
} from '../../core/documents/typescript/ast';
import { exportedValues } from '../../core/documents/typescript/exported-literals';
import type { Edit } from '../../core/text/edits';
import { exportOf, findCall, objectOf, useOf } from './exported';
import type { Adapter, ConfigModule, MovedVariable, Use } from './home';
import { insertInto, insertMembers, keysOf } from './insert';

/** https://github.com/fastify/env-schema (7): `properties` and `required` of a JSON schema, and the type beside it. */
export const envSchema: Adapter = {
  library: 'env-schema',
  find(module) {
    const { tree, bindings } = module;
    if (!tree.text.includes('env-schema')) return undefined;
    const call = findCall(tree, ({ expression }) => bindings.importOf(expression)?.module === 'env-schema');
    const schema = schemaIn(module, call?.arguments[0]);
    const exported = call && exportOf(module, call);
    if (call === undefined || schema === undefined || exported === undefined) return undefined;
    const [type] = call.typeArguments ?? [];
    const members = type === undefined ? undefined : membersOf(module, type);
    if (type !== undefined && members === undefined) return undefined;
    return {
      enter: (variables, isInside) => ({
        edits: schemaEdits(module, schema, variables, members),
        uses: variables.map(({ name }) => useOf(module, call, exported, isInside, (local) => `${local}.${name}`)),
      }),
    };
  },
};

/** https://github.com/fastify/fastify-env (6): the same schema; what it gives hangs on the instance. */
export const fastifyEnv: Adapter = {
  library: '@fastify/env',
  find(module) {
    const { tree, bindings } = module;
    if (!/@fastify\/env|fastify-env/.test(tree.text)) return undefined;
    const call = findCall(tree, ({ expression, arguments: given }) => {
      const [plugin] = given;
      const isRegister = memberName(expression) === 'register' && plugin !== undefined;
      return isRegister && bindings.isImport(plugin, ['@fastify/env', 'fastify-env']);
    });
    const options = objectOf(module, call?.arguments[1]) ?? autoloadedOptions(module);
    const schema = options && schemaIn(module, options);
    if (options === undefined || schema === undefined) return undefined;
    const key = propertyOf(options, 'confKey')?.value;
    const name = key === undefined ? 'config' : bindings.staticString(key);
    const members = instanceMembers(module, name ?? '');
    const isTyped = /\.[cm]?tsx?$/.test(module.file);
    if (name === undefined || (isTyped && members === undefined)) return undefined;
    return {
      enter: (variables) => ({
        edits: schemaEdits(module, schema, variables, members),
        uses: variables.map(
          (variable): Use => ({
            by: 'instance',
            type: 'FastifyInstance',
            read: (local) => `${local}.${name}.${variable.name}`,
          }),
        ),
      }),
    };
  },
};

/** `export const autoConfig = { … }` beside a default export of the plugin: @fastify/autoload registers one with the other. */
function autoloadedOptions(module: ConfigModule): ts.ObjectLiteralExpression | undefined {
  const values = exportedValues(module.tree);
  const isPlugin = (value: ts.Expression): boolean =>
    module.bindings.isImport(value, ['@fastify/env', 'fastify-env'], '') ||
    (ts.isCallExpression(value) && value.arguments.some(isPlugin));
  if (!values.some(({ name, value }) => name === '' && isPlugin(value))) return undefined;
  const options = values.find(({ name }) => name === 'autoConfig')?.value;
  if (options === undefined || !ts.isArrowFunction(options)) return objectOf(module, options);
  return ts.isBlock(options.body) ? undefined : objectOf(module, unwrap(options.body));
}

function schemaIn(module: ConfigModule, options: ts.Expression | undefined): ts.ObjectLiteralExpression | undefined {
  const object = objectOf(module, options);
  const schema = object && objectOf(module, propertyOf(object, 'schema')?.value);
  return schema !== undefined && objectOf(module, propertyOf(schema, 'properties')?.value) !== undefined
    ? schema
    : undefined;
}

type Members = ts.NodeArray<ts.TypeElement>;

function schemaEdits(
  module: ConfigModule,
  schema: ts.ObjectLiteralExpression,
  variables: readonly MovedVariable[],
  members: Members | undefined,
): Edit[] {
  const { tree, style } = module;
  const properties = objectOf(module, propertyOf(schema, 'properties')?.value);
  if (properties === undefined) return [];
  const quoted = (word: string): string => style.quote + word + style.quote;
  const known = keysOf(properties);
  const added = variables.filter(({ name }) => !known.has(name));
  const lines = added.map(({ name, type }) => `${name}: { type: ${quoted(TYPES[type])} }`);
  const names = added.map(({ name }) => quoted(name));
  const edits = insertInto(properties.properties, lines, tree);
  const list = propertyOf(schema, 'required')?.value;
  const required = list && module.bindings.resolve(list);
  if (required !== undefined && ts.isArrayLiteralExpression(required)) {
    const listed = new Set(required.elements.flatMap((one) => (isStringLiteralLike(one) ? [one.text] : [])));
    const missing = added.filter(({ name }) => !listed.has(name)).map(({ name }) => quoted(name));
    edits.push(...insertInto(required.elements, missing, tree));
  } else if (list === undefined && names.length > 0) {
    edits.push(...insertInto(schema.properties, [`required: [${names.join(', ')}]`], tree));
  }
  if (members !== undefined) {
    const typed = new Set(members.map(({ name }) => name && propertyName(name)));
    const missing = variables.filter(({ name }) => !typed.has(name));
    edits.push(
      ...insertMembers(
        members,
        missing.map(({ name, type }) => `${name}: ${TYPES[type]}`),
        tree,
      ),
    );
  }
  return edits;
}

const TYPES: Readonly<Record<MovedVariable['type'], string>> = {
  string: 'string',
  url: 'string',
  number: 'number',
  port: 'number',
  boolean: 'boolean',
};

/** The members of a type that is written out, or of an interface of the same file. */
function membersOf({ tree }: ConfigModule, type: ts.TypeNode): Members | undefined {
  if (ts.isTypeLiteralNode(type)) return type.members;
  if (!ts.isTypeReferenceNode(type) || !ts.isIdentifier(type.typeName)) return undefined;
  const { text } = type.typeName;
  for (const statement of tree.statements) {
    if (ts.isInterfaceDeclaration(statement) && statement.name.text === text) return statement.members;
    if (ts.isTypeAliasDeclaration(statement) && statement.name.text === text && ts.isTypeLiteralNode(statement.type)) {
      return statement.type.members;
    }
  }
  return undefined;
}

/** `declare module 'fastify' { interface FastifyInstance { config: { … } } }` */
function instanceMembers(module: ConfigModule, key: string): Members | undefined {
  let found: Members | undefined;
  some(module.tree, (node) => {
    if (!ts.isInterfaceDeclaration(node) || node.name.text !== 'FastifyInstance') return found !== undefined;
    const member = node.members.find(({ name }) => name !== undefined && propertyName(name) === key);
    if (member !== undefined && ts.isPropertySignature(member) && member.type !== undefined) {
      found = membersOf(module, member.type);
    }
    return found !== undefined;
  });
  return found;
}
