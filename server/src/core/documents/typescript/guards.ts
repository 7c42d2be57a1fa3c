import { ts } from 'ts-morph';
import { DEPLOY_VARIABLES } from '../../knowledge/deploy-names';
import { isStringLiteralLike, memberName, propertyName, some } from './ast';
import type { Bindings } from './bindings';
import { deploysOf, deployTestOf } from './deploy-conditions';
import { environmentNameOf } from './environment-reads';

/**
 * What a guard says of the deploy, to make rules more silent: whatever looks like a test of the deploy counts. Rules that
 * report such a test ask `deploy-conditions.ts`, which wants it proven.
 */
const PRODUCTION = /^(?:prod|production|live)$/i;
const NON_PRODUCTION = /^(?:dev|develop|development|local|test|testing)$/i;
const DEVELOPMENT_FLAG = /^_*(?:is)?_?(?:dev|development|local|debug|test)(?:mode|env|environment)?$/i;
/** Switches that no deploy with users of its own has on: `DISABLE_AUTH`, `config.useMockApi`. */
const MAKE_BELIEVE_FLAG =
  /^(?:is|use|enable)?_?(?:(?:disable|skip|no|bypass|without)_?(?:auth(?:entication|orization)?|login)|(?:mocks?|fakes?)(?:_?(?:mode|data|auth|login|apis?|servers?))?)(?:_?enabled)?$/i;
/** What only a build runs answers nobody: `isBuildTime ? 'x' : env.SECRET`. */
const BUILD_FLAG = /^_*(?:is|in)?_?(?:next_?)?build(?:ing|_?(?:time|phase|only|mode))?$/i;
const PRODUCTION_FLAG = /^_*(?:is)?_?(?:prod|production|live)(?:mode|env|environment)?$/i;

/** True when the node runs only outside production: `if (NODE_ENV !== 'production')`, `isDev && …`, `isProd ? … : here`. */
export function isGuardedByDevelopment(node: ts.Node, bindings: Bindings): boolean {
  return isGuarded(node, bindings, 'development');
}

/** True when the node runs only in production. */
export function isGuardedByProduction(node: ts.Node, bindings: Bindings): boolean {
  return isGuarded(node, bindings, 'production');
}

/** What a condition says about the deploy when it is true. */
export function deployOf(condition: ts.Expression, bindings: Bindings): 'development' | 'production' | undefined {
  if (ts.isParenthesizedExpression(condition)) return deployOf(condition.expression, bindings);
  if (ts.isPrefixUnaryExpression(condition) && condition.operator === ts.SyntaxKind.ExclamationToken) {
    return deployUnless(condition.operand, bindings);
  }
  const test = deployTestOf(condition, bindings);
  const proven = test?.alone === true ? deploysOf(test) : undefined;
  if (proven !== undefined) return proven;
  if (ts.isBinaryExpression(condition)) return deployOfBinary(condition, bindings);
  const name = nameOf(condition);
  if (name === undefined) return undefined;
  if (DEVELOPMENT_FLAG.test(name) || isMakeBelieve(condition, bindings)) return 'development';
  return PRODUCTION_FLAG.test(name) ? 'production' : undefined;
}

/** What a condition says about the deploy when it is false: "not (production and x)" says nothing. */
function deployUnless(condition: ts.Expression, bindings: Bindings): 'development' | 'production' | undefined {
  if (ts.isParenthesizedExpression(condition)) return deployUnless(condition.expression, bindings);
  if (ts.isPrefixUnaryExpression(condition) && condition.operator === ts.SyntaxKind.ExclamationToken) {
    return deployOf(condition.operand, bindings);
  }
  if (ts.isBinaryExpression(condition)) {
    const { left, right, operatorToken } = condition;
    if (operatorToken.kind === ts.SyntaxKind.BarBarToken) {
      return deployUnless(left, bindings) ?? deployUnless(right, bindings);
    }
    if (operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken) {
      const test = deployTestOf(condition, bindings);
      return opposite(test?.alone === true ? deploysOf(test) : undefined);
    }
    if ([left, right].some((side) => isMakeBelieve(side, bindings))) return undefined;
  }
  return isMakeBelieve(condition, bindings) ? undefined : opposite(deployOf(condition, bindings));
}

/** A build under any name; a switch as a variable, a constant in capitals or a member of a configuration: an option of a call may be on for one request. */
function isMakeBelieve(node: ts.Expression, bindings: Bindings): boolean {
  const variable = environmentNameOf(node, bindings);
  const name = variable ?? nameOf(node);
  if (name === undefined) return false;
  if (BUILD_FLAG.test(name)) return true;
  if (!MAKE_BELIEVE_FLAG.test(name)) return false;
  if (variable !== undefined || name === name.toUpperCase()) return true;
  return (
    ts.isPropertyAccessExpression(node) &&
    /(?:config|configuration|env|environment|settings)$/i.test(nameOf(node.expression) ?? '')
  );
}

function deployOfBinary(condition: ts.BinaryExpression, bindings: Bindings): 'development' | 'production' | undefined {
  const { left, right, operatorToken } = condition;
  if (operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken) {
    return deployOf(left, bindings) ?? deployOf(right, bindings);
  }
  const isEqual =
    operatorToken.kind === ts.SyntaxKind.EqualsEqualsEqualsToken ||
    operatorToken.kind === ts.SyntaxKind.EqualsEqualsToken;
  const isDifferent =
    operatorToken.kind === ts.SyntaxKind.ExclamationEqualsEqualsToken ||
    operatorToken.kind === ts.SyntaxKind.ExclamationEqualsToken;
  if (!isEqual && !isDifferent) return undefined;
  const on = [left, right].find(isOn);
  if (on !== undefined) {
    return isEqual && isMakeBelieve(on === left ? right : left, bindings) ? 'development' : undefined;
  }
  const literal = [left, right].find((side) => isStringLiteralLike(side));
  const other = literal === left ? right : left;
  if (!isStringLiteralLike(literal) || !namesDeploy(other, bindings)) return undefined;
  const value = PRODUCTION.test(literal.text)
    ? 'production'
    : NON_PRODUCTION.test(literal.text)
      ? 'development'
      : undefined;
  if (isEqual) return value;
  // "not test" says nothing about production.
  return value === 'production' ? 'development' : undefined;
}

function isOn(node: ts.Expression): boolean {
  return (
    node.kind === ts.SyntaxKind.TrueKeyword || (isStringLiteralLike(node) && /^(?:true|1|yes|on)$/i.test(node.text))
  );
}

function nameOf(node: ts.Expression): string | undefined {
  return ts.isIdentifier(node) ? node.text : memberName(node);
}

function namesDeploy(expression: ts.Expression, bindings: Bindings): boolean {
  return some(expression, (node) => {
    if (!ts.isExpression(node)) return false;
    const variable = environmentNameOf(node, bindings);
    if (variable !== undefined) return DEPLOY_VARIABLES.has(variable);
    const name = nameOf(node);
    return name !== undefined && /^(?:env|environment|nodeEnv|node_env|NODE_ENV|appEnv|stage)$/i.test(name);
  });
}

function isGuarded(node: ts.Node, bindings: Bindings, wanted: 'development' | 'production'): boolean {
  for (let current = node; current.parent !== undefined; current = current.parent) {
    const { parent } = current;
    if (wanted === 'development' && (isDevelopmentObject(parent) || isDevelopmentEntry(parent))) return true;
    const condition = guardAround(parent, current);
    if (condition !== undefined) {
      const deploy = (condition.whenTrue ? deployOf : deployUnless)(condition.expression, bindings);
      if (deploy === wanted) return true;
    }
    if (wanted === 'development' && ts.isBlock(parent) && leftInProduction(parent, bindings) <= current.pos)
      return true;
  }
  return false;
}

/** Where in a block production does not come any more: behind `if (isProduction) return;`. An offset, or infinity. */
function leftInProduction(block: ts.Block, bindings: Bindings): number {
  const known = leavings.get(bindings) ?? new WeakMap<ts.Block, number>();
  leavings.set(bindings, known);
  const before = known.get(block);
  if (before !== undefined) return before;
  const leaving = block.statements.find(
    (one) =>
      ts.isIfStatement(one) && leaves(one.thenStatement) && deployUnless(one.expression, bindings) === 'development',
  );
  const end = leaving?.end ?? Number.POSITIVE_INFINITY;
  known.set(block, end);
  return end;
}

/** Many nodes of one block ask. */
const leavings = new WeakMap<Bindings, WeakMap<ts.Block, number>>();

function leaves(statement: ts.Statement): boolean {
  const last = ts.isBlock(statement) ? statement.statements.at(-1) : statement;
  return last !== undefined && (ts.isReturnStatement(last) || ts.isThrowStatement(last));
}

/** `const devConfig = { … }`, which a choice by the deploy's name takes beside `prodConfig`. */
function isDevelopmentObject(node: ts.Node): boolean {
  if (!ts.isVariableDeclaration(node) || !ts.isIdentifier(node.name)) return false;
  const isObject = node.initializer !== undefined && ts.isObjectLiteralExpression(node.initializer);
  return isObject && (DEVELOPMENT_OBJECT.test(node.name.text) || DEVELOPMENT_ENDING.test(node.name.text));
}

/** `development: { … }` in an object that has an entry for production beside it. */
function isDevelopmentEntry(node: ts.Node): boolean {
  if (!ts.isPropertyAssignment(node) || !ts.isObjectLiteralExpression(node.parent)) return false;
  if (!NON_PRODUCTION.test(propertyName(node.name) ?? '')) return false;
  return node.parent.properties.some(({ name }) => name !== undefined && PRODUCTION.test(propertyName(name) ?? ''));
}

const DEVELOPMENT_OBJECT =
  /^(?:dev|development|local)_?(?:config|configuration|options|settings|data_?source(?:options)?)$/i;

/** `postgresDevConfig` */
const DEVELOPMENT_ENDING =
  /^[a-z]\w*(?:Dev|Development|Local)(?:Config|Configuration|Options|Settings|DataSource(?:Options)?)$/;

function guardAround(parent: ts.Node, child: ts.Node): { expression: ts.Expression; whenTrue: boolean } | undefined {
  if (ts.isIfStatement(parent) && child !== parent.expression) {
    return { expression: parent.expression, whenTrue: child === parent.thenStatement };
  }
  if (ts.isConditionalExpression(parent) && child !== parent.condition) {
    return { expression: parent.condition, whenTrue: child === parent.whenTrue };
  }
  if (ts.isBinaryExpression(parent) && child === parent.right) {
    if (parent.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken)
      return { expression: parent.left, whenTrue: true };
    if (parent.operatorToken.kind === ts.SyntaxKind.BarBarToken) return { expression: parent.left, whenTrue: false };
  }
  return undefined;
}

function opposite(deploy: 'development' | 'production' | undefined): 'development' | 'production' | undefined {
  if (deploy === undefined) return undefined;
  return deploy === 'production' ? 'development' : 'production';
}
