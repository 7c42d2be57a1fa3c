import type { ts } from 'ts-morph';
import { isStringLiteralLike, some } from '../../core/documents/typescript/ast';
import { importedName } from '../module-imports';
import { objectAccess } from './exported';
import type { Adapter, ConfigModule, MovedVariable, Use } from './home';
import { environmentReader } from './read-like-others';

/**
 * https://github.com/evanshortiss/env-var (7.5) has no schema: a key of the exported object that other reads stand in, else
 * a read where the value is used.
 */
export const envVar: Adapter = {
  library: 'env-var',
  find(module) {
    const local = localOf(module);
    if (local === undefined) return undefined;
    const isNamed = importedName(module.tree, 'env-var', 'get') !== undefined;
    const access = objectAccess(
      module,
      (variable) => `${isNamed ? local : `${local}.get`}${readOf(variable, module.style.quote)}`,
      environmentReader(module),
    );
    if (access !== undefined) return { enter: (variables, isInside) => access.hand(variables, isInside) };
    const isNamespace = new RegExp(`\\*\\s+as\\s+${local}\\b`).test(module.tree.text);
    return {
      enter: (variables) => ({
        edits: [],
        uses: variables.map(
          (variable): Use => ({
            by: 'package',
            module: 'env-var',
            exported: isNamed ? 'get' : '',
            namespace: isNamespace,
            read: (name) => `${isNamed ? name : `${name}.get`}${readOf(variable, module.style.quote)}`,
          }),
        ),
      }),
    };
  },
};

function localOf({ tree }: ConfigModule): string | undefined {
  if (!tree.text.includes('env-var')) return undefined;
  const isUsed = some(tree, (node: ts.Node) => isStringLiteralLike(node) && node.text === 'env-var');
  return isUsed ? (importedName(tree, 'env-var', 'get') ?? importedName(tree, 'env-var', '')) : undefined;
}

function readOf({ name, type }: MovedVariable, quote: string): string {
  return `(${quote}${name}${quote}).required().${CONVERSIONS[type]}()`;
}

const CONVERSIONS: Readonly<Record<MovedVariable['type'], string>> = {
  string: 'asString',
  url: 'asUrlString',
  number: 'asFloat',
  port: 'asPortNumber',
  boolean: 'asBool',
};
