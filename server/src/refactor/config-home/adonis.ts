import { ts } from 'ts-morph';
import { exportOf, findCall, objectOf, useOf } from './exported';
import type { Adapter, MovedVariable } from './home';
import { insertInto, keysOf } from './insert';

/** https://docs.adonisjs.com/guides/environment-variables (@adonisjs/env 6): a key of the schema in `start/env.ts`. */
export const adonis: Adapter = {
  library: '@adonisjs/env',
  find(module) {
    const { tree, bindings, style } = module;
    if (!tree.text.includes('@adonisjs/')) return undefined;
    const call = findCall(tree, ({ expression }) => {
      const reference = bindings.importOf(expression);
      return MODULES.test(reference?.module ?? '') && reference?.member === 'Env.create';
    });
    const schema = objectOf(module, call?.arguments[1]);
    if (call === undefined || schema === undefined || !ts.isPropertyAccessExpression(call.expression)) return undefined;
    const made = ts.isAwaitExpression(call.parent) ? call.parent : call;
    const exported = exportOf(module, made);
    if (exported === undefined) return undefined;
    const validators = `${call.expression.expression.getText(tree)}.schema`;
    return {
      enter(variables, isInside) {
        const known = keysOf(schema);
        const added = variables.filter(({ name }) => !known.has(name));
        const lines = added.map(({ name, type }) => `${name}: ${validators}.${VALIDATORS[type](style.quote)}`);
        const read = (name: string) => (local: string) => `${local}.get(${style.quote}${name}${style.quote})`;
        return {
          edits: insertInto(schema.properties, lines, tree),
          uses: variables.map(({ name }) => useOf(module, made, exported, isInside, read(name))),
        };
      },
    };
  },
};

const MODULES = /^@adonisjs\/(?:core\/)?env$/;

const VALIDATORS: Readonly<Record<MovedVariable['type'], (quote: string) => string>> = {
  string: () => 'string()',
  // Services inside of a network have no top-level domain.
  url: (quote) => `string({ format: ${quote}url${quote}, tld: false })`,
  number: () => 'number()',
  port: () => 'number()',
  boolean: () => 'boolean()',
};
