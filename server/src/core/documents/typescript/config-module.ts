import { ts } from 'ts-morph';
import { ENVIRONMENT_PARSERS, SCHEMA_LIBRARIES } from '../../knowledge/config-modules';
import { kindOfDeploy } from '../../knowledge/deploy-names';
import { ENVIRONMENT_OBJECTS, VARIABLE_NAME } from '../../knowledge/environment-getters';
import type { FileRole } from '../../rule/roles';
import type { ConfigModuleFact } from '../../workspace/facts';
import { isStringLiteralLike, memberName, propertyName, propertyOf, some } from './ast';
import type { Bindings } from './bindings';
import { entriesOf } from './deploy-choices';
import { environmentNameOf, isEnvironmentObject, readsEnvironment } from './environment-reads';
import { variableOf, variablesOf } from './environment-variables';
import { exportedValues } from './exported-literals';

/** Substrings without one of which a text is no config module. */
export const CONFIG_MODULE_NEEDLES: readonly string[] = [
  'process.env',
  'import.meta.env',
  'Bun.env',
  ...SCHEMA_LIBRARIES,
];

/** A config module with the place that shows it is one. */
export interface ConfigModule {
  readonly fact: ConfigModuleFact;
  readonly node: ts.Node;
}

/**
 * What makes a file the config module of its package (RULES §1.1), with the variables it knows: it validates the
 * environment, it is called so and reads it, or most of what it exports comes from there. `undefined` for all others.
 */
export function configModuleOf(
  tree: ts.SourceFile,
  bindings: Bindings,
  roles: Iterable<FileRole>,
): ConfigModule | undefined {
  const known = found.get(bindings);
  if (known !== undefined) return known === null ? undefined : known;
  const made = CONFIG_MODULE_NEEDLES.some((needle) => tree.text.includes(needle))
    ? findConfigModule(tree, bindings, [...roles].includes('config-module') && CALLED_SO.test(tree.fileName))
    : undefined;
  found.set(bindings, made ?? null);
  return made;
}

/** Facts and rules ask for the same file in one analysis, which has bindings of its own. */
const found = new WeakMap<Bindings, ConfigModule | null>();

function findConfigModule(tree: ts.SourceFile, bindings: Bindings, isNamed: boolean): ConfigModule | undefined {
  const schema = MAY_PARSE.test(tree.text) ? schemaOf(tree, bindings) : undefined;
  if (schema === undefined && !isNamed && ratioOfExports(tree, bindings) < LEAST_SHARE) return undefined;
  if (schema === undefined && isOfMapper(tree, bindings)) return undefined;
  const variables = knownVariables(tree, bindings);
  const [first] = variables;
  if (first === undefined || (schema === undefined && !isNamed && variables.size < 2)) return undefined;
  const object = plainObject(tree, bindings);
  const how = schema !== undefined ? 'schema' : isNamed ? 'path' : 'exports';
  const fact = { how, variables: [...variables.keys()], ...(object && { object }) } as const;
  return { fact, node: schema ?? first[1] };
}

/** What Sequelize and knex read for their command lines: connections by deploy. It configures them, not the service. */
function isOfMapper(tree: ts.SourceFile, bindings: Bindings): boolean {
  return exportedValues(tree).some(({ value }) => {
    const groups = bindings.resolve(value);
    if (!ts.isObjectLiteralExpression(groups)) return false;
    const connections = [...entriesOf(groups)].filter(([key, group]) => {
      const object = kindOfDeploy(key) === undefined ? undefined : bindings.resolve(group);
      if (object === undefined || !ts.isObjectLiteralExpression(object)) return false;
      return ['dialect', 'client'].some((name) => propertyOf(object, name) !== undefined);
    });
    return connections.length > 1;
  });
}

/** The name of the file itself: a folder called `config` or `settings` also holds the set-up of libraries, and routes. */
const CALLED_SO = /(?:^|[/.-])(?:config|configuration|env|environment)(?:[.-][\w-]+)?\.[cm]?[jt]s$/i;

/** RULES §1.1: at least 60 % of what a module exports derives from the environment. */
const LEAST_SHARE = 0.6;

/** Reads, getters, keys of schemas, and properties of a kept environment (`environment.PORT`), in order. */
function knownVariables(tree: ts.SourceFile, bindings: Bindings): Map<string, ts.Node> {
  const found = new Map<string, ts.Node>();
  for (const { name, node } of variablesOf(tree, bindings)) if (!found.has(name)) found.set(name, node);
  some(tree, (node) => {
    const name = keptName(node, bindings);
    if (name !== undefined && !found.has(name)) found.set(name, node);
    return false;
  });
  return new Map([...found].sort(([, a], [, b]) => a.pos - b.pos));
}

function keptName(node: ts.Node, bindings: Bindings): string | undefined {
  if (ts.isPropertyAccessExpression(node)) {
    const isKept = ts.isIdentifier(node.expression) && ENVIRONMENT_OBJECTS.test(node.expression.text);
    return isKept && VARIABLE_NAME.test(node.name.text) ? node.name.text : undefined;
  }
  if (ts.isCallExpression(node) && isStringLiteralLike(node.arguments[0])) {
    // env-var: `get('PORT')`, `env.get('PORT')`
    return bindings.importOf(node.expression)?.module === 'env-var' ? node.arguments[0].text : undefined;
  }
  if (!ts.isPropertyAssignment(node)) return undefined;
  const key = propertyName(node.name) ?? '';
  // convict: `{ env: 'PORT' }`
  if (key === 'env' && isStringLiteralLike(node.initializer)) {
    return VARIABLE_NAME.test(node.initializer.text) ? node.initializer.text : undefined;
  }
  // JSON schema of @fastify/env: `PORT: { type: 'string' }`
  const isSchema = ts.isObjectLiteralExpression(node.initializer) && propertyOf(node.initializer, 'type') !== undefined;
  if (isSchema && VARIABLE_NAME.test(key)) return key;
  return environmentNameOf(node.initializer, bindings);
}

/** The call that checks the environment as a whole, or declares what is read from it. */
function schemaOf(tree: ts.SourceFile, bindings: Bindings): ts.CallExpression | undefined {
  let call: ts.CallExpression | undefined;
  some(tree, (node) => {
    if (ts.isCallExpression(node) && isSchemaCall(node, bindings)) call = node;
    return call !== undefined;
  });
  return call;
}

function isSchemaCall(call: ts.CallExpression, bindings: Bindings): boolean {
  const reference = bindings.importOf(call.expression);
  const members = reference && ENVIRONMENT_PARSERS.get(reference.module);
  if (reference !== undefined && members?.has(reference.member) === true) return true;
  const [plugin] = call.arguments;
  const isPlugin = memberName(call.expression) === 'register' && plugin !== undefined;
  if (isPlugin && bindings.isImport(plugin, ['@fastify/env', 'fastify-env'])) return true;
  const isFromVar = bindings.creatorOf(call.expression)?.module === 'env-var' || reference?.module === 'env-var';
  if (isFromVar) return true;
  const method = memberName(call.expression) ?? (ts.isIdentifier(call.expression) ? call.expression.text : '');
  return PARSES.test(method) && call.arguments.some((argument) => isEnvironmentObject(argument, bindings));
}

/** `schema.parse(process.env)`, `v.parse(schema, process.env)`, `schema.validate(process.env)`, `plainToClass(Env, process.env)`. */
const PARSES =
  /^(?:parse|safeParse|parseAsync|validate|validateSync|attempt|assert|decode|create|plainToClass|plainToInstance|Parse|cast)$/;

/** The share of exports that come from the environment; a plain object counts by its leaves. */
function ratioOfExports(tree: ts.SourceFile, bindings: Bindings): number {
  const values = exportedValues(tree).flatMap(({ value }) => leavesOf(value, bindings, 0));
  const others = tree.statements.filter(
    (node) => (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) && isExported(node),
  ).length;
  if (values.length === 0) return 0;
  return values.filter((value) => derives(value, bindings)).length / (values.length + others);
}

/** A value, or a function that does nothing but return a variable; what is made with variables (a client) is no config. */
function derives(value: ts.Expression, bindings: Bindings): boolean {
  const node = bindings.resolve(value);
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) {
    return !ts.isBlock(node.body) && variableOf(node.body, bindings) !== undefined;
  }
  const makes = (part: ts.Node): boolean =>
    ts.isNewExpression(part) ||
    ts.isAwaitExpression(part) ||
    (ts.isCallExpression(part) && bindings.importOf(part.expression) !== undefined);
  return readsEnvironment(node, bindings) && !some(node, makes);
}

function leavesOf(value: ts.Expression, bindings: Bindings, depth: number): ts.Expression[] {
  const node = bindings.resolve(value);
  if (!ts.isObjectLiteralExpression(node) || depth > 3) return [value];
  return [...entriesOf(node).values()].flatMap((entry) => leavesOf(entry, bindings, depth + 1));
}

/** Looked for in the text first: a walk of every file that reads the environment would cost. */
const MAY_PARSE = new RegExp(
  `${SCHEMA_LIBRARIES.join('|')}|(?:[pP]arse\\w*|validate\\w*|attempt|assert|decode|create|plainTo\\w+|cast)\\([^;]{0,200}(?:process|import\\.meta|Bun)\\.env\\b`,
);

function isExported(node: ts.FunctionDeclaration | ts.ClassDeclaration): boolean {
  return node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
}

/**
 * The one plain object that the module exports, into which a fix may put a key. Keys whose value is the bare read of a
 * variable can take its place elsewhere.
 */
function plainObject(tree: ts.SourceFile, bindings: Bindings): ConfigModuleFact['object'] {
  const objects = exportedValues(tree).flatMap(({ name, value }) => {
    const node = bindings.resolve(value);
    return ts.isObjectLiteralExpression(node) && node.getSourceFile() === tree ? [{ name, node }] : [];
  });
  const [only] = objects;
  if (only === undefined || objects.length !== 1) return undefined;
  const keys: Record<string, string> = {};
  const converted: string[] = [];
  for (const [key, value] of entriesOf(only.node)) {
    const name = environmentNameOf(value, bindings);
    if (name !== undefined && keys[name] === undefined) keys[name] = key;
    else for (const inner of variablesIn(value, bindings)) converted.push(inner);
  }
  if (Object.keys(keys).length === 0) return undefined;
  return { name: only.name, keys, converted };
}

function variablesIn(value: ts.Expression, bindings: Bindings): string[] {
  const names = new Set<string>();
  some(value, (node) => {
    const name = ts.isExpression(node) ? variableOf(node, bindings) : undefined;
    if (name !== undefined) names.add(name);
    return false;
  });
  return [...names];
}
