import { ts } from 'ts-morph';
import { some } from '../core/documents/typescript/ast';
import type { Bindings } from '../core/documents/typescript/bindings';
import { CLIENT_CLOSINGS, MODULE_CLOSINGS } from '../core/knowledge/shutdown';
import { importedName } from './module-imports';

/**
 * The calls that end the clients of backing services which are made in the file and can be seen from a statement: those at
 * the top, and those that stand before it in its own block. The last opened is closed first.
 */
export function closingCalls(tree: ts.SourceFile, statement: ts.Statement, bindings: Bindings): string[] {
  const block = statement.parent;
  const own = ts.isSourceFile(block) || ts.isBlock(block) ? block.statements : [];
  const seen = [...tree.statements, ...(own === tree.statements ? [] : own)].filter((one) => {
    return one.parent === tree || one.end <= statement.getStart(tree);
  });
  const clients = seen.flatMap((one) => (ts.isVariableStatement(one) ? clientsOf(one, bindings) : []));
  return [...clients.reverse(), ...moduleCalls(tree, bindings)];
}

function clientsOf(statement: ts.VariableStatement, bindings: Bindings): string[] {
  return statement.declarationList.declarations.flatMap(({ name, initializer }) => {
    const value = initializer && ts.isAwaitExpression(initializer) ? initializer.expression : initializer;
    if (value === undefined || !ts.isIdentifier(name)) return [];
    if (!ts.isNewExpression(value) && !ts.isCallExpression(value)) return [];
    const reference = bindings.importOf(value.expression);
    if (reference === undefined) return [];
    const closing = CLIENT_CLOSINGS.find(
      ({ module, member }) => module.test(reference.module) && member.test(reference.member),
    );
    return closing === undefined ? [] : [`${name.text}.${closing.method}()`];
  });
}

function moduleCalls(tree: ts.SourceFile, bindings: Bindings): string[] {
  return MODULE_CLOSINGS.flatMap(({ module, opens, method }) => {
    const isOpened = some(tree, (node) => {
      const reference = ts.isCallExpression(node) ? bindings.importOf(node.expression) : undefined;
      return reference?.module === module && opens.test(reference.member);
    });
    const name = isOpened ? importedName(tree, module, '') : undefined;
    return name === undefined ? [] : [`${name}.${method}()`];
  });
}
