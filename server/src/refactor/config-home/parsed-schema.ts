import { ts } from 'ts-morph';
import { memberName } from '../../core/documents/typescript/ast';
import { environmentNameOf, isEnvironmentObject } from '../../core/documents/typescript/environment-reads';
import { accessTo, findCall, objectOf } from './exported';
import type { Adapter, ConfigHome, ConfigModule } from './home';
import { distinct, insertInto, keysOf } from './insert';
import { validatorsOf, ZOD_MODULES } from './validators';

/** https://zod.dev (4): `z.object({ … }).parse(process.env)`, and `safeParse` with its `data`. */
export const zod: Adapter = {
  library: 'zod',
  find(module) {
    if (!module.tree.text.includes('zod')) return undefined;
    const call = findCall(module.tree, ({ expression, arguments: given }) => {
      const method = memberName(expression) ?? '';
      return /^(?:parse|safeParse)$/.test(method) && isEnvironment(module, given[0]);
    });
    if (call === undefined || !ts.isPropertyAccessExpression(call.expression)) return undefined;
    const schema = zodObject(module, call.expression.expression);
    const member = call.expression.name.text === 'safeParse' ? 'data' : undefined;
    return schema && homeOf(module, { call, schema, environment: call.arguments[0], member });
  },
};

/** https://valibot.dev (1): `v.parse(v.object({ … }), process.env)`, and `safeParse` with its `output`. */
export const valibot: Adapter = {
  library: 'valibot',
  find(module) {
    if (!module.tree.text.includes('valibot')) return undefined;
    const call = findCall(module.tree, ({ expression, arguments: given }) => {
      const reference = module.bindings.importOf(expression);
      const isParse = reference?.module === 'valibot' && /^(?:parse|safeParse)$/.test(reference.member);
      return isParse && isEnvironment(module, given[1]);
    });
    const [schema] = call?.arguments ?? [];
    if (call === undefined || schema === undefined) return undefined;
    const node = module.bindings.resolve(schema);
    const reference = ts.isCallExpression(node) ? module.bindings.importOf(node.expression) : undefined;
    const isObject = reference?.module === 'valibot' && /^(?:object|looseObject|strictObject)$/.test(reference.member);
    const object = isObject && ts.isCallExpression(node) ? objectOf(module, node.arguments[0]) : undefined;
    const member = module.bindings.importOf(call.expression)?.member === 'safeParse' ? 'output' : undefined;
    return object && homeOf(module, { call, schema: object, environment: call.arguments[1], member });
  },
};

interface ParsedSchema {
  readonly call: ts.CallExpression;
  readonly schema: ts.ObjectLiteralExpression;
  readonly environment: ts.Expression | undefined;
  readonly member: string | undefined;
}

function homeOf(module: ConfigModule, { call, schema, environment, member }: ParsedSchema): ConfigHome | undefined {
  const write = validatorsOf(module);
  const access = accessTo(module, call, member);
  if (write === undefined || access === undefined || environment === undefined) return undefined;
  const listed = objectOf(module, environment);
  const isWhole = listed === undefined || listed.properties.some(ts.isSpreadAssignment);
  return {
    enter(variables, isInside) {
      const known = keysOf(schema);
      const written = variables
        .filter(({ name }) => !known.has(name))
        .map((variable) => ({ name: variable.name, ...write(variable) }));
      const lines = written.map(({ name, text }) => `${name}: ${text}`);
      const edits = [...written.flatMap((one) => one.edits), ...insertInto(schema.properties, lines, module.tree)];
      if (!isWhole) {
        const given = keysOf(listed);
        const missing = variables.filter(({ name }) => !given.has(name));
        const entries = missing.map(({ name }) => `${name}: process.env.${name}`);
        edits.push(...insertInto(listed.properties, entries, module.tree));
      }
      const { edits: handing, uses } = access.hand(variables, isInside);
      return { edits: distinct([...edits, ...handing]), uses };
    },
  };
}

/** `process.env`, a copy of it, or an object of its variables under their names. */
function isEnvironment(module: ConfigModule, argument: ts.Expression | undefined): boolean {
  if (argument === undefined) return false;
  if (isEnvironmentObject(argument, module.bindings)) return true;
  const object = objectOf(module, argument);
  if (object === undefined || object.properties.length === 0) return false;
  return object.properties.every((property) => {
    if (ts.isSpreadAssignment(property)) return isEnvironmentObject(property.expression, module.bindings);
    if (!ts.isPropertyAssignment(property)) return false;
    const read = environmentNameOf(property.initializer, module.bindings);
    return read !== undefined && read === property.name.getText(module.tree);
  });
}

/** The keys of `z.object({ … })`, below calls that change none of them (`.strip()`, `.refine(…)`). */
export function zodObject(module: ConfigModule, expression: ts.Expression): ts.ObjectLiteralExpression | undefined {
  let node = module.bindings.resolve(expression);
  while (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const reference = module.bindings.importOf(node.expression);
    if (reference !== undefined && ZOD_MODULES.includes(reference.module)) {
      const isObject = /^(?:z\.|default\.)?(?:object|strictObject|looseObject)$/.test(reference.member);
      return isObject ? objectOf(module, node.arguments[0]) : undefined;
    }
    if (!KEEPS_KEYS.test(node.expression.name.text)) return undefined;
    node = module.bindings.resolve(node.expression.expression);
  }
  return undefined;
}

const KEEPS_KEYS = /^(?:strip|passthrough|loose|strict|refine|superRefine|check|describe|readonly|brand|meta)$/;
