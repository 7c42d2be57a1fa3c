import { ts } from 'ts-morph';
import { propertyName } from '../../core/documents/typescript/ast';
import { importedName } from '../module-imports';
import { accessTo, findCall, objectOf } from './exported';
import type { Adapter, ConfigModule, MovedVariable, Use } from './home';
import { distinct, insertInto, keysOf } from './insert';
import { validatorsOf } from './validators';

/** https://github.com/lostfictions/znv (0.5): a key of the schema, and one in the exported destructuring where there is one. */
export const znv: Adapter = {
  library: 'znv',
  find(module) {
    const { tree, bindings } = module;
    if (!tree.text.includes('znv')) return undefined;
    const call = findCall(tree, ({ expression }) => {
      const reference = bindings.importOf(expression);
      return reference?.module === 'znv' && reference.member === 'parseEnv';
    });
    const schema = objectOf(module, call?.arguments[1]);
    const write = validatorsOf(module, true);
    if (call === undefined || schema === undefined || write === undefined) return undefined;
    const pattern = exportedPattern(call);
    const access = pattern === undefined ? accessTo(module, call) : undefined;
    if (pattern === undefined && access === undefined) return undefined;
    return {
      enter(variables, isInside) {
        const known = keysOf(schema);
        const written = variables
          .filter(({ name }) => !known.has(name))
          .map((variable) => ({ name: variable.name, ...(port(module, variable) ?? write(variable)) }));
        const lines = written.map(({ name, text }) => `${name}: ${text}`);
        const edits = [...written.flatMap((one) => one.edits), ...insertInto(schema.properties, lines, tree)];
        if (access !== undefined) {
          const { edits: handing, uses } = access.hand(variables, isInside);
          return { edits: distinct([...edits, ...handing]), uses };
        }
        if (pattern === undefined) return undefined;
        const named = new Map(pattern.elements.map((one) => [propertyName(one.propertyName ?? one.name), one.name]));
        const missing = variables.filter(({ name }) => !named.has(name)).map(({ name }) => name);
        const uses = variables.map(({ name }): Use => {
          const exported = propertyName(named.get(name)) ?? name;
          if (isInside) return { by: 'local', text: exported, from: call.end };
          return { by: 'export', exported, read: (local) => local };
        });
        return { edits: distinct([...edits, ...insertInto(pattern.elements, missing, tree)]), uses };
      },
    };
  },
};

/** `export const { PORT, HOST } = parseEnv(…)` */
function exportedPattern(call: ts.CallExpression): ts.ObjectBindingPattern | undefined {
  const { parent } = call;
  if (!ts.isVariableDeclaration(parent) || !ts.isObjectBindingPattern(parent.name)) return undefined;
  const statement = parent.parent.parent;
  const isExported =
    ts.isVariableStatement(statement) &&
    statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
  const isOpen = parent.name.elements.every(({ dotDotDotToken }) => dotDotDotToken === undefined);
  return isExported && isOpen ? parent.name : undefined;
}

/** The library has a validator for ports, used where the module has it already. */
function port({ tree }: ConfigModule, { type }: MovedVariable): { text: string; edits: [] } | undefined {
  const local = type === 'port' ? importedName(tree, 'znv', 'port') : undefined;
  return local === undefined ? undefined : { text: `${local}()`, edits: [] };
}
