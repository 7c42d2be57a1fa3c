import { ts } from 'ts-morph';
import type { Span } from '../../text/span';

/** Predicates and small look-ups on compiler nodes. Nothing here knows a library. */

export function spanOf(node: ts.Node): Span {
  return { start: node.getStart(), end: node.end };
}

/** Without parentheses, `as`, `satisfies`, `!` and type assertions, which change no value. */
export function unwrap(node: ts.Expression): ts.Expression {
  let current = node;
  while (
    ts.isParenthesizedExpression(current) ||
    ts.isAsExpression(current) ||
    ts.isSatisfiesExpression(current) ||
    ts.isNonNullExpression(current) ||
    ts.isTypeAssertionExpression(current)
  ) {
    current = current.expression;
  }
  return current;
}

export function isStringLiteralLike(node: ts.Node | undefined): node is ts.StringLiteralLike {
  return node !== undefined && ts.isStringLiteralLike(node);
}

/** What passes a value on: literals around it, conditions, conversions. */
export function passesValueOn(node: ts.Node): boolean {
  return (
    ts.isObjectLiteralExpression(node) ||
    ts.isArrayLiteralExpression(node) ||
    ts.isConditionalExpression(node) ||
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isTypeAssertionExpression(node) ||
    ts.isTemplateSpan(node) ||
    ts.isTemplateExpression(node)
  );
}

/** The name of a property, whether written as identifier, string, number or constant computed string. */
export function propertyName(name: ts.PropertyName | ts.BindingName | undefined): string | undefined {
  if (name === undefined) return undefined;
  if (ts.isIdentifier(name) || ts.isPrivateIdentifier(name)) return name.text;
  if (ts.isStringLiteralLike(name) || ts.isNumericLiteral(name)) return name.text;
  if (ts.isComputedPropertyName(name) && ts.isStringLiteralLike(name.expression)) return name.expression.text;
  return undefined;
}

/** The name after the last dot or in a constant index: `a.b.name`, `a['name']`. */
export function memberName(node: ts.Expression): string | undefined {
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  if (ts.isElementAccessExpression(node) && isStringLiteralLike(node.argumentExpression)) {
    return node.argumentExpression.text;
  }
  return undefined;
}

export interface ObjectProperty {
  readonly name: string;
  readonly node: ts.ObjectLiteralElementLike;
  /** Absent for methods and accessors; the identifier itself for a shorthand. */
  readonly value: ts.Expression | undefined;
}

/** A property of an object literal by name; the last one wins, as at run time. */
export function propertyOf(object: ts.ObjectLiteralExpression, name: string): ObjectProperty | undefined {
  for (let index = object.properties.length - 1; index >= 0; index--) {
    const node = object.properties[index];
    if (node === undefined || ts.isSpreadAssignment(node) || propertyName(node.name) !== name) continue;
    if (ts.isPropertyAssignment(node)) return { name, node, value: node.initializer };
    if (ts.isShorthandPropertyAssignment(node)) return { name, node, value: node.name };
    return { name, node, value: undefined };
  }
  return undefined;
}

/** True when not every property can be seen (a spread, a computed name): what is absent may still be there. */
export function hasUnknownProperties(object: ts.ObjectLiteralExpression): boolean {
  return object.properties.some(
    (node) => ts.isSpreadAssignment(node) || (node.name !== undefined && propertyName(node.name) === undefined),
  );
}

export function isFunctionLike(
  node: ts.Node,
): node is ts.FunctionDeclaration | ts.FunctionExpression | ts.ArrowFunction | ts.MethodDeclaration {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isFunctionExpression(node) ||
    ts.isArrowFunction(node) ||
    ts.isMethodDeclaration(node)
  );
}

export function ancestor<T extends ts.Node>(node: ts.Node, is: (node: ts.Node) => node is T): T | undefined {
  for (let current: ts.Node | undefined = node.parent; current !== undefined; current = current.parent) {
    if (is(current)) return current;
  }
  return undefined;
}

/** True when the predicate holds for the node or anything inside it. */
export function some(node: ts.Node, predicate: (node: ts.Node) => boolean): boolean {
  return predicate(node) || ts.forEachChild(node, (child) => some(child, predicate) || undefined) === true;
}

/** The statement that holds the node, directly inside a block, a module or a case clause. */
export function statementOf(node: ts.Node): ts.Node {
  let current = node;
  while (current.parent !== undefined) {
    const parent = current.parent;
    if (
      ts.isSourceFile(parent) ||
      ts.isBlock(parent) ||
      ts.isModuleBlock(parent) ||
      ts.isCaseOrDefaultClause(parent) ||
      ts.isClassLike(parent)
    ) {
      return current;
    }
    current = parent;
  }
  return current;
}

/** The deepest node whose full text covers the offset; for offsets between nodes, the enclosing one. */
export function nodeAt(tree: ts.SourceFile, offset: number): ts.Node {
  let current: ts.Node = tree;
  for (;;) {
    const child: ts.Node | undefined = ts.forEachChild(current, (node) =>
      node.pos <= offset && offset < node.end ? node : undefined,
    );
    if (child === undefined) return current;
    current = child;
  }
}

/** The outermost node with exactly this span (leading trivia aside), as findings store it. */
export function nodeWithSpan(tree: ts.SourceFile, target: Span): ts.Node | undefined {
  const visit = (node: ts.Node): ts.Node | undefined => {
    if (node.pos > target.start || node.end < target.end) return undefined;
    if (node.end === target.end && node.getStart(tree) === target.start && node !== tree) return node;
    return ts.forEachChild(node, visit);
  };
  return visit(tree);
}

/** Names of the enclosing functions, classes, methods, variables and properties, outermost first: where a person would say it is. */
export function enclosingSymbols(node: ts.Node): string[] {
  const names: string[] = [];
  for (let current: ts.Node | undefined = node.parent; current !== undefined; current = current.parent) {
    if (
      (isFunctionLike(current) ||
        ts.isClassLike(current) ||
        ts.isVariableDeclaration(current) ||
        ts.isPropertyAssignment(current)) &&
      current.name !== undefined
    ) {
      names.push(propertyName(current.name as ts.PropertyName) ?? '');
    }
  }
  return names.reverse();
}

export function isNode(value: ts.Node | Span): value is ts.Node {
  return 'kind' in value;
}

/** True when the offset lies in a comment, not in a string, template or JSX text. */
export function isInsideComment(tree: ts.SourceFile, offset: number): boolean {
  const node = nodeAt(tree, offset);
  const inLiteral =
    ts.isStringLiteralLike(node) ||
    ts.isTemplateHead(node) ||
    ts.isTemplateMiddle(node) ||
    ts.isTemplateTail(node) ||
    ts.isJsxText(node) ||
    ts.isRegularExpressionLiteral(node);
  return !inLiteral || offset < node.getStart(tree);
}
