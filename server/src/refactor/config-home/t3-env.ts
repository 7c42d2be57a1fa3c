import { ts } from 'ts-morph';
import { propertyOf } from '../../core/documents/typescript/ast';
import { isEnvironmentObject } from '../../core/documents/typescript/environment-reads';
import { accessTo, findCall, objectOf } from './exported';
import type { Adapter } from './home';
import { distinct, insertInto, keysOf } from './insert';
import { validatorsOf } from './validators';

/** https://env.t3.gg (0.13): the `server` or `client` section, and an entry of `runtimeEnv` where it is written out. */
export const t3Env: Adapter = {
  library: 't3-env',
  find(module) {
    const { tree, bindings } = module;
    if (!tree.text.includes('@t3-oss/env')) return undefined;
    const call = findCall(tree, ({ expression }) => {
      const reference = bindings.importOf(expression);
      return reference?.member === 'createEnv' && reference.module.startsWith('@t3-oss/env');
    });
    const options = objectOf(module, call?.arguments[0]);
    const write = validatorsOf(module);
    const access = call && accessTo(module, call);
    if (options === undefined || write === undefined || access === undefined) return undefined;
    return {
      enter(variables, isInside) {
        const isPublic = variables.some((variable) => variable.isPublic === true);
        if (isPublic && !variables.every((variable) => variable.isPublic === true)) return undefined;
        const section = objectOf(module, propertyOf(options, isPublic ? 'client' : 'server')?.value);
        const runtime = runtimeOf(options, isPublic);
        if (section === undefined || runtime === 'unknown') return undefined;
        const known = keysOf(section);
        const added = variables.filter(({ name }) => !known.has(name));
        const written = added.map((variable) => ({ name: variable.name, ...write(variable) }));
        const lines = written.map(({ name, text }) => `${name}: ${text}`);
        const edits = [...written.flatMap((one) => one.edits), ...insertInto(section.properties, lines, tree)];
        if (runtime !== undefined) {
          const given = keysOf(runtime);
          const missing = variables.filter(({ name }) => !given.has(name));
          const entries = missing.map(({ name }) => `${name}: process.env.${name}`);
          edits.push(...insertInto(runtime.properties, entries, tree));
        }
        const { edits: handing, uses } = access.hand(variables, isInside);
        return { edits: distinct([...edits, ...handing]), uses };
      },
    };

    /** The object that lists the variables one by one; `undefined` where none has to. */
    function runtimeOf(
      object: ts.ObjectLiteralExpression,
      isPublic: boolean,
    ): ts.ObjectLiteralExpression | 'unknown' | undefined {
      const given = propertyOf(object, 'runtimeEnv') ?? propertyOf(object, 'runtimeEnvStrict');
      const client = propertyOf(object, 'experimental__runtimeEnv');
      const value = given?.value ?? (isPublic ? client?.value : undefined);
      if (value === undefined) return given !== undefined || client === undefined ? 'unknown' : undefined;
      if (isEnvironmentObject(value, bindings)) return undefined;
      const node = bindings.resolve(value);
      return ts.isObjectLiteralExpression(node) ? node : 'unknown';
    }
  },
};
