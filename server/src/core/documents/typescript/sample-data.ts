import { ts } from 'ts-morph';
import {
  isSampleName,
  PERSONAL_DATA,
  SAMPLE_ADDRESS,
  SHARED_LOGIN,
  TEST_DOUBLE,
  TEST_RUNNER_OPTIONS,
} from '../../knowledge/sample-data';
import { isStringLiteralLike, memberName, propertyName, propertyOf, some, unwrap } from './ast';
import type { Bindings } from './bindings';

/**
 * How sure it is that a value is made up: `named` for what a variable or a property calls a sample or a mock, what a
 * double of a service in tests is given, and what stands beside a moment; `recorded` beside addresses that nobody can own.
 * `undefined` for all else.
 */
export function sampleDataAround(node: ts.Expression): 'named' | 'recorded' | undefined {
  if (isInDataWith(node, SAMPLE_ADDRESS)) return 'recorded';
  if (isRecorded(node)) return 'named';
  for (
    let current: ts.Node = node.parent;
    current !== undefined && !ts.isStatement(current);
    current = current.parent
  ) {
    const name = nameOf(current);
    if (name !== undefined && (isSampleName(name) || isTestRunnerOption(current, name))) return 'named';
    if ((ts.isCallExpression(current) || ts.isNewExpression(current)) && isTestDouble(current)) return 'named';
  }
  return undefined;
}

/** The password of a database that its owner lets everybody read: `user: 'demo_reader'` beside it, `host: DEMO_HOST`. */
export function isSharedLogin(object: ts.ObjectLiteralExpression, bindings: Bindings): boolean {
  return ['user', 'username', 'host', 'hostname', 'server'].some((name) => {
    const value = propertyOf(object, name)?.value;
    if (value === undefined) return false;
    const text = bindings.staticString(value) ?? '';
    return SHARED_LOGIN.test(text) || (ts.isIdentifier(value) && SHARED_LOGIN.test(value.text));
  });
}

/** One of several people with what is kept of them: rows that somebody fills a database with. */
export function isPersonInList({ parent }: ts.ObjectLiteralExpression): boolean {
  return ts.isArrayLiteralExpression(parent) && parent.elements.length > 1 && parent.elements.every(isPerson);
}

function isPerson(element: ts.Expression): boolean {
  return (
    ts.isObjectLiteralExpression(element) &&
    element.properties.some(({ name }) => PERSONAL_DATA.test(propertyName(name) ?? ''))
  );
}

/** Part of an object with a moment in it: an answer or an event that somebody has kept as a sample, no configuration. */
export function isRecorded(node: ts.Expression): boolean {
  return isInDataWith(node, MOMENT);
}

const MOMENT = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/;

/** The outermost object or array that it is part of has such a text in it. */
function isInDataWith(node: ts.Expression, pattern: RegExp): boolean {
  let outermost: ts.Node | undefined;
  for (let current: ts.Node = node; current.parent !== undefined && isData(current.parent); current = current.parent)
    outermost = current.parent;
  return outermost !== undefined && some(outermost, (part) => isStringLiteralLike(part) && pattern.test(part.text));
}

function isData(node: ts.Node): boolean {
  return ts.isObjectLiteralExpression(node) || ts.isPropertyAssignment(node) || ts.isArrayLiteralExpression(node);
}

function nameOf(node: ts.Node): string | undefined {
  if (ts.isPropertyAssignment(node) || ts.isPropertyDeclaration(node)) return propertyName(node.name);
  return ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) ? node.name.text : undefined;
}

/** `defineConfig({ test: { env: { … } } })`: what Vitest's configuration hands the tests. */
function isTestRunnerOption(node: ts.Node, name: string): boolean {
  if (name !== 'test' || !ts.isPropertyAssignment(node)) return false;
  const options = unwrap(node.initializer);
  return (
    ts.isObjectLiteralExpression(options) &&
    options.properties.some(({ name: option }) => TEST_RUNNER_OPTIONS.has(propertyName(option) ?? ''))
  );
}

/** `new TestServer({ … })`, `TestServer.create({ … })`. */
function isTestDouble({ expression }: ts.CallExpression | ts.NewExpression): boolean {
  const made =
    memberName(expression) !== undefined && ts.isPropertyAccessExpression(expression)
      ? expression.expression
      : expression;
  return ts.isIdentifier(made) && TEST_DOUBLE.test(made.text);
}
