import { ts } from 'ts-morph';
import type { Literal } from '../../knowledge/deploy-values';
import { isFunctionLike, isStringLiteralLike, memberName, propertyName, unwrap } from './ast';
import type { Bindings } from './bindings';
import { type DeployTest, deploySubjectOf, deployTestOf, isAboutTests } from './deploy-conditions';

/** A place where the deploy's name decides which of two parts of the code is used. */
export interface DeployChoice {
  readonly test: DeployTest;
  readonly node: ts.IfStatement | ts.ConditionalExpression | ts.BinaryExpression;
  readonly whenTrue: ts.Node | undefined;
  readonly whenFalse: ts.Node | undefined;
}

/** The choice a node makes; those that only tell tests apart are none. */
export function deployChoiceOf(
  node: ts.IfStatement | ts.ConditionalExpression | ts.BinaryExpression,
  bindings: Bindings,
): DeployChoice | undefined {
  const parts = partsOf(node);
  const test = parts && deployTestOf(parts.condition, bindings);
  if (parts === undefined || test === undefined || isAboutTests(test)) return undefined;
  return { test, node, whenTrue: parts.whenTrue, whenFalse: parts.whenFalse };
}

interface Parts {
  readonly condition: ts.Expression;
  readonly whenTrue: ts.Node | undefined;
  readonly whenFalse: ts.Node | undefined;
}

function partsOf(node: ts.IfStatement | ts.ConditionalExpression | ts.BinaryExpression): Parts | undefined {
  if (ts.isIfStatement(node)) {
    return { condition: node.expression, whenTrue: node.thenStatement, whenFalse: node.elseStatement };
  }
  if (ts.isConditionalExpression(node)) {
    return { condition: node.condition, whenTrue: node.whenTrue, whenFalse: node.whenFalse };
  }
  const { left: condition, right, operatorToken } = node;
  if (operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken)
    return { condition, whenTrue: right, whenFalse: undefined };
  if (operatorToken.kind === ts.SyntaxKind.BarBarToken) return { condition, whenTrue: undefined, whenFalse: right };
  return undefined;
}

/** One setting that has a literal value in both parts. */
export interface ChosenValue {
  /** What it is called: option, variable, or function that returns it; empty where nothing names it. */
  readonly name: string;
  readonly first: Literal;
  readonly second: Literal;
  readonly node: ts.Expression;
}

/** Settings to which the two parts of a choice give different literals. */
export function chosenValues(choice: DeployChoice, bindings: Bindings): ChosenValue[] {
  const { node, whenTrue, whenFalse } = choice;
  if (whenTrue === undefined || whenFalse === undefined) return [];
  if (ts.isConditionalExpression(node)) {
    return differences(node.whenTrue, node.whenFalse, placeNameOf(node), bindings);
  }
  const second = assignmentsOf(whenFalse);
  return [...assignmentsOf(whenTrue)].flatMap(([target, { name, value }]) => {
    const other = second.get(target);
    return other === undefined ? [] : differences(value, other.value, name, bindings);
  });
}

/** The same for `switch (NODE_ENV)`: between the first of its cases and the others. */
export function switchedValues(node: ts.SwitchStatement, bindings: Bindings): ChosenValue[] {
  if (deploySubjectOf(node.expression, bindings) === undefined) return [];
  const filled = node.caseBlock.clauses.filter(
    (clause) =>
      clause.statements.length > 0 &&
      !(ts.isCaseClause(clause) && isStringLiteralLike(clause.expression) && clause.expression.text === 'test'),
  );
  const [first, ...others] = filled.map((clause) => assignmentsIn(clause.statements));
  if (first === undefined) return [];
  return [...first].flatMap(([target, { name, value }]) =>
    others.flatMap((other) => {
      const found = other.get(target);
      return found === undefined ? [] : differences(value, found.value, name, bindings);
    }),
  );
}

/** Differences between two values, property by property where both are plain objects. */
export function differences(
  first: ts.Expression,
  second: ts.Expression,
  name: string,
  bindings: Bindings,
  depth = 0,
): ChosenValue[] {
  const [a, b] = [bindings.resolve(first), bindings.resolve(second)];
  const [left, right] = [literalOf(a), literalOf(b)];
  if (left !== undefined && right !== undefined) {
    return left === right ? [] : [{ name, first: left, second: right, node: first }];
  }
  if (depth > 4 || !ts.isObjectLiteralExpression(a) || !ts.isObjectLiteralExpression(b)) return [];
  const others = entriesOf(b);
  return [...entriesOf(a)].flatMap(([key, value]) => {
    const other = others.get(key);
    return other === undefined ? [] : differences(value, other, key, bindings, depth + 1);
  });
}

export function literalOf(node: ts.Expression): Literal | undefined {
  if (isStringLiteralLike(node)) return node.text;
  if (ts.isNumericLiteral(node)) return Number(node.text.replace(/_/g, ''));
  if (node.kind === ts.SyntaxKind.TrueKeyword) return true;
  return node.kind === ts.SyntaxKind.FalseKeyword ? false : undefined;
}

/** The properties whose values can be seen, by name. */
export function entriesOf(object: ts.ObjectLiteralExpression): Map<string, ts.Expression> {
  const entries = new Map<string, ts.Expression>();
  for (const property of object.properties) {
    const name = property.name === undefined ? undefined : propertyName(property.name);
    if (name === undefined) continue;
    if (ts.isPropertyAssignment(property)) entries.set(name, property.initializer);
    else if (ts.isShorthandPropertyAssignment(property)) entries.set(name, property.name);
  }
  return entries;
}

type Assignments = Map<string, { readonly name: string; readonly value: ts.Expression }>;

function assignmentsOf(part: ts.Node): Assignments {
  return assignmentsIn(ts.isBlock(part) ? part.statements : ts.isStatement(part) ? [part] : []);
}

/** What statements assign and return, by target. */
function assignmentsIn(statements: readonly ts.Statement[]): Assignments {
  const found: Assignments = new Map();
  for (const statement of statements) {
    if (ts.isBlock(statement)) for (const [target, entry] of assignmentsOf(statement)) found.set(target, entry);
    if (ts.isReturnStatement(statement) && statement.expression !== undefined) {
      found.set('return', { name: placeNameOf(statement.expression), value: statement.expression });
    }
    const assignment = ts.isExpressionStatement(statement) ? unwrap(statement.expression) : undefined;
    if (assignment === undefined || !ts.isBinaryExpression(assignment)) continue;
    if (assignment.operatorToken.kind !== ts.SyntaxKind.EqualsToken) continue;
    found.set(assignment.left.getText(), { name: nameOfTarget(assignment.left), value: assignment.right });
  }
  return found;
}

function nameOfTarget(target: ts.Expression): string {
  return ts.isIdentifier(target) ? target.text : (memberName(target) ?? '');
}

/** What the code calls the value: the option, variable, argument's function or enclosing function it is given to. */
export function placeNameOf(node: ts.Expression): string {
  let current: ts.Node = node;
  while (current.parent !== undefined) {
    const { parent } = current;
    if (ts.isPropertyAssignment(parent)) return propertyName(parent.name) ?? '';
    if (ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent) || ts.isParameter(parent)) {
      return parent.name.getText();
    }
    if (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
      return nameOfTarget(parent.left);
    }
    if (isFunctionLike(parent) && parent.name !== undefined) return propertyName(parent.name) ?? '';
    const isOpen =
      ts.isBlock(parent) || ts.isReturnStatement(parent) || ts.isIfStatement(parent) || isFunctionLike(parent);
    if (!isOpen && !LOOKED_THROUGH.has(parent.kind)) return '';
    current = parent;
  }
  return '';
}

/** Arithmetic, fallbacks, parentheses and assertions around a value leave it what it is called. */
const LOOKED_THROUGH: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.BinaryExpression,
  ts.SyntaxKind.ConditionalExpression,
  ts.SyntaxKind.ParenthesizedExpression,
  ts.SyntaxKind.AsExpression,
  ts.SyntaxKind.SatisfiesExpression,
  ts.SyntaxKind.CaseClause,
  ts.SyntaxKind.DefaultClause,
  ts.SyntaxKind.CaseBlock,
  ts.SyntaxKind.SwitchStatement,
]);
