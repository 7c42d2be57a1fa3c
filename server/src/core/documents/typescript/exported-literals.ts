import { ts } from 'ts-morph';
import { isStringLiteralLike, propertyName } from './ast';
import type { Bindings } from './bindings';
import { type Export, exportsOf } from './module-exports';

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
export function exportedValues(tree: ts.SourceFile): Export[] {
  return tree.statements.flatMap((statement) => exportsOf(statement));
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
