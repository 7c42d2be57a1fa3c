import { ts } from 'ts-morph';
import { unwrap } from './ast';

/** One value that a module exports. */
export interface Export {
  /** Empty for the default export, which stands for the module. */
  readonly name: string;
  readonly value: ts.Expression;
}

/** What a statement exports by an expression; declarations of functions and classes are told by their modifiers. */
export function exportsOf(statement: ts.Statement): Export[] {
  if (ts.isExportAssignment(statement)) return [{ name: '', value: statement.expression }];
  if (ts.isVariableStatement(statement)) {
    const isExported = statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
    return statement.declarationList.declarations.flatMap(({ name, initializer }) =>
      isExported && initializer !== undefined && ts.isIdentifier(name) ? [{ name: name.text, value: initializer }] : [],
    );
  }
  if (ts.isExportDeclaration(statement) && statement.moduleSpecifier === undefined) return namedExports(statement);
  if (!ts.isExpressionStatement(statement)) return [];
  const assignment = unwrap(statement.expression);
  if (!ts.isBinaryExpression(assignment) || assignment.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return [];
  const [, name] = /^(?:module\.)?exports(?:\.(\w+))?$/.exec(assignment.left.getText()) ?? [undefined, null];
  return name === null ? [] : [{ name: name ?? '', value: assignment.right }];
}

/** `export { config, settings as default }` */
function namedExports({ exportClause }: ts.ExportDeclaration): Export[] {
  if (exportClause === undefined || !ts.isNamedExports(exportClause)) return [];
  return exportClause.elements.flatMap(({ name, propertyName: local }) => {
    const value = local ?? name;
    return ts.isIdentifier(value) ? [{ name: name.text === 'default' ? '' : name.text, value }] : [];
  });
}
