import { ts } from 'ts-morph';
import { isStringLiteralLike, propertyName, unwrap } from './ast';
import type { Bindings } from './bindings';

/** A literal that other modules can reach. */
export interface ExportedLiteral {
  /** How an import refers to it: `jwt.secret` of a default export or `module.exports`, `config.jwt.secret`, `JWT_SECRET`. */
  readonly member: string;
  readonly node: ts.StringLiteralLike;
}

/** String literals in what a module exports, inside of plain objects too. What is exported under two names is given twice. */
export function exportedLiterals(tree: ts.SourceFile, bindings: Bindings): ExportedLiteral[] {
  return exportedValues(tree).flatMap(({ name, value }) => literalsIn(bindings.resolve(value), name, bindings, 0));
}

/** What a module exports, functions and classes aside. */
export function exportedValues(tree: ts.SourceFile): ExportedValue[] {
  return tree.statements.flatMap((statement) => exportsOf(statement));
}

export interface ExportedValue {
  /** Empty for the default export, which stands for the module. */
  readonly name: string;
  readonly value: ts.Expression;
}

function exportsOf(statement: ts.Statement): ExportedValue[] {
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
function namedExports({ exportClause }: ts.ExportDeclaration): ExportedValue[] {
  if (exportClause === undefined || !ts.isNamedExports(exportClause)) return [];
  return exportClause.elements.flatMap(({ name, propertyName: local }) => {
    const value = local ?? name;
    return ts.isIdentifier(value) ? [{ name: name.text === 'default' ? '' : name.text, value }] : [];
  });
}

const DEEPEST = 5;

function literalsIn(node: ts.Expression, member: string, bindings: Bindings, depth: number): ExportedLiteral[] {
  if (isStringLiteralLike(node)) return member === '' ? [] : [{ member, node }];
  if (!ts.isObjectLiteralExpression(node) || depth > DEEPEST) return [];
  return node.properties.flatMap((property) => {
    const value = initializerOf(property);
    const name = value === undefined ? undefined : propertyName(property.name);
    if (value === undefined || name === undefined) return [];
    return literalsIn(bindings.resolve(value), member === '' ? name : `${member}.${name}`, bindings, depth + 1);
  });
}

function initializerOf(property: ts.ObjectLiteralElementLike): ts.Expression | undefined {
  if (ts.isPropertyAssignment(property)) return property.initializer;
  return ts.isShorthandPropertyAssignment(property) ? property.name : undefined;
}
