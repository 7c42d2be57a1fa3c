import { ts } from 'ts-morph';
import {
  DEPLOY_KEY,
  DEPLOY_PROPERTIES,
  DEPLOY_VARIABLES,
  deployOfFlag,
  kindOfDeploy,
} from '../../knowledge/deploy-names';
import { ENVIRONMENT_OBJECTS, GETTER_METHODS, GETTER_OWNERS } from '../../knowledge/environment-getters';
import { isStringLiteralLike, memberName, propertyName, unwrap } from './ast';
import type { Bindings } from './bindings';
import { variableOf } from './environment-variables';
import { isFallbackOperator } from './literals';

/** A condition that asks for the name of the deploy. */
export interface DeployTest {
  /** What is asked, in the words of the code: `NODE_ENV`, `config.env`, `isProduction`. */
  readonly subject: string;
  /** Names for which it holds; with `negated`, for which it fails. */
  readonly names: readonly string[];
  readonly negated: boolean;
  /** The part of the condition that asks; negations belong to it. */
  readonly node: ts.Expression;
  /** False where something else has a say as well: `isProduction && !options.quiet`. */
  readonly alone: boolean;
}

/** What the deploy's name decides in a condition: comparisons, lists of names, flags made of them, also imported ones. */
export function deployTestOf(condition: ts.Expression, bindings: Bindings, depth = 0): DeployTest | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const node = unwrap(condition);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
    const inner = deployTestOf(node.operand, bindings, depth + 1);
    if (inner === undefined) return undefined;
    return { ...inner, negated: !inner.negated, node: inner.alone ? node : inner.node };
  }
  if (ts.isBinaryExpression(node)) return ofBinary(node, bindings, depth);
  if (ts.isCallExpression(node)) return ofMembership(node, bindings) ?? ofFlagCall(node, bindings, depth);
  if (ts.isIdentifier(node)) return at(node, ofIdentifier(node, bindings, depth));
  return ts.isPropertyAccessExpression(node) ? at(node, ofProperty(node, bindings, depth)) : undefined;
}

/** True where nothing but automated tests is told apart: no deploy is one. */
export function isAboutTests({ names }: DeployTest): boolean {
  return names.every((name) => kindOfDeploy(name) === 'test');
}

/** What deploys the condition, when it holds, leaves over: production, none that is production, or both. */
export function deploysOf({ names, negated }: DeployTest): 'production' | 'development' | undefined {
  const kinds = names.map(kindOfDeploy);
  if (kinds.every((kind) => kind === 'production')) return negated ? 'development' : 'production';
  const isElsewhere = kinds.every((kind) => kind === 'development' || kind === 'test');
  if (!isElsewhere) return undefined;
  // "Not test" says nothing of production; "not development" does.
  if (negated) return kinds.includes('development') ? 'production' : undefined;
  return 'development';
}

/** What an expression that holds the deploy's name is called; `undefined` for all others. */
export function deploySubjectOf(expression: ts.Expression, bindings: Bindings, depth = 0): string | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const node = unwrap(expression);
  const variable = variableOf(node, bindings);
  if (variable !== undefined) return DEPLOY_VARIABLES.has(variable) ? variable : undefined;
  if (ts.isBinaryExpression(node) && isFallbackOperator(node.operatorToken.kind)) {
    return deploySubjectOf(node.left, bindings, depth + 1);
  }
  if (ts.isIdentifier(node)) {
    const declaration = bindings.declarationOf(node);
    if (declaration?.kind === 'const') return deploySubjectOf(declaration.initializer, bindings, depth + 1);
    const isKept = declaration?.kind === 'import' && declaration.reference.member !== '';
    return isKept && /^(?:NODE_ENV|APP_ENV|ENVIRONMENT|nodeEnv|appEnv)$/.test(node.text) ? node.text : undefined;
  }
  if (ts.isPropertyAccessExpression(node)) {
    return DEPLOY_PROPERTIES.test(node.name.text) && isConfig(node.expression) ? shown(node) : undefined;
  }
  return ts.isCallExpression(node) ? subjectOfCall(node, bindings, depth) : undefined;
}

/** `NODE_ENV.toLowerCase()`, `configService.get('app.nodeEnv')`, Express's `app.get('env')`. */
function subjectOfCall(node: ts.CallExpression, bindings: Bindings, depth: number): string | undefined {
  const callee = unwrap(node.expression);
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  const [key] = node.arguments;
  const method = callee.name.text;
  if (/^(?:toLowerCase|toUpperCase|trim|toString)$/.test(method)) {
    return deploySubjectOf(callee.expression, bindings, depth + 1);
  }
  if (!GETTER_METHODS.has(method) || !isStringLiteralLike(key) || !DEPLOY_KEY.test(key.text)) return undefined;
  const creator = bindings.creatorOf(callee.expression)?.module;
  return isConfig(callee.expression) || creator === 'express' ? key.text : undefined;
}

const MAX_DEPTH = 6;

function at(node: ts.Expression, test: DeployTest | undefined): DeployTest | undefined {
  return test && { ...test, node };
}

function ofBinary(node: ts.BinaryExpression, bindings: Bindings, depth: number): DeployTest | undefined {
  const { left, right, operatorToken } = node;
  const { kind } = operatorToken;
  if (kind === ts.SyntaxKind.AmpersandAmpersandToken || kind === ts.SyntaxKind.BarBarToken) {
    const tests = [left, right].flatMap((side) => deployTestOf(side, bindings, depth + 1) ?? []);
    const [first, second] = tests;
    if (first === undefined || second === undefined) return first && { ...first, alone: false };
    const names = [...new Set([...first.names, ...second.names])];
    // `dev || staging` and `not dev && not staging` are lists; anything else is left to its first half.
    const isList = first.negated === second.negated && first.negated === (kind !== ts.SyntaxKind.BarBarToken);
    const alone = first.alone && second.alone && isList;
    return alone ? { ...first, names, node } : { ...first, alone: false };
  }
  const isEqual = EQUAL.has(kind);
  if (!isEqual && !DIFFERENT.has(kind)) return undefined;
  const name = nameIn(right, bindings) ?? nameIn(left, bindings);
  const subject = deploySubjectOf(left, bindings) ?? deploySubjectOf(right, bindings);
  if (name === undefined || subject === undefined) return undefined;
  return { subject, names: [name], negated: !isEqual, node, alone: true };
}

const EQUAL: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsToken,
]);
const DIFFERENT: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
]);

/** The text compared with: a literal, a constant, or the member of an enum that is called like a deploy. */
function nameIn(expression: ts.Expression, bindings: Bindings): string | undefined {
  const text = bindings.staticString(expression);
  if (text !== undefined) return text;
  const member = memberName(unwrap(expression));
  return member !== undefined && kindOfDeploy(member) !== undefined ? member : undefined;
}

/** `['dev', 'test'].includes(NODE_ENV)`, `NODE_ENV.startsWith('dev')`, `/prod/.test(NODE_ENV)`, `NODE_ENV.match(/prod/)`. */
function ofMembership(node: ts.CallExpression, bindings: Bindings): DeployTest | undefined {
  const callee = unwrap(node.expression);
  const [argument] = node.arguments;
  if (!ts.isPropertyAccessExpression(callee) || argument === undefined) return undefined;
  const method = callee.name.text;
  const isOnName = /^(?:startsWith|match|endsWith)$/.test(method);
  if (!isOnName && !/^(?:includes|has|test)$/.test(method)) return undefined;
  const subject = deploySubjectOf(isOnName ? callee.expression : argument, bindings);
  const names = subject === undefined ? [] : namesIn(isOnName ? argument : callee.expression, bindings);
  if (subject === undefined || names.length === 0) return undefined;
  return { subject, names, negated: false, node, alone: true };
}

function namesIn(expression: ts.Expression, bindings: Bindings): string[] {
  const node = bindings.resolve(expression);
  if (isStringLiteralLike(node)) return [node.text];
  if (ts.isRegularExpressionLiteral(node)) {
    const words = node.text.match(/[a-z]{2,}/gi) ?? [];
    return words.filter((word) => kindOfDeploy(word) !== undefined);
  }
  const list = ts.isNewExpression(node) ? node.arguments?.[0] : node;
  if (list === undefined || !ts.isArrayLiteralExpression(list)) return [];
  return list.elements.flatMap((element) => nameIn(element, bindings) ?? []);
}

/** `isProd()`: by what the function of this file returns, else by the name it is imported under. */
function ofFlagCall(node: ts.CallExpression, bindings: Bindings, depth: number): DeployTest | undefined {
  if (node.arguments.length > 0) return undefined;
  const callee = unwrap(node.expression);
  if (ts.isPropertyAccessExpression(callee)) return at(node, ofProperty(callee, bindings, depth));
  if (!ts.isIdentifier(callee)) return undefined;
  const declaration = bindings.declarationOf(callee);
  if (declaration?.kind === 'import') return at(node, flag(callee.text, callee));
  const made = declaration?.kind === 'const' ? unwrap(declaration.initializer) : undefined;
  const made2 = declaration?.kind === 'function' ? declaration.node : made;
  const result = made2 === undefined ? undefined : returnedBy(made2);
  return result && at(node, deployTestOf(result, bindings, depth + 1));
}

/** The one expression that a function consists of. */
function returnedBy(node: ts.Node): ts.Expression | undefined {
  const isFunction =
    ts.isArrowFunction(node) ||
    ts.isFunctionExpression(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isGetAccessor(node) ||
    ts.isMethodDeclaration(node);
  if (!isFunction || node.body === undefined) return undefined;
  if (!ts.isBlock(node.body)) return node.body;
  const [only] = node.body.statements;
  return node.body.statements.length === 1 && only !== undefined && ts.isReturnStatement(only)
    ? only.expression
    : undefined;
}

function ofIdentifier(node: ts.Identifier, bindings: Bindings, depth: number): DeployTest | undefined {
  const declaration = bindings.declarationOf(node);
  if (declaration?.kind === 'const') return deployTestOf(declaration.initializer, bindings, depth + 1);
  if (declaration?.kind === 'import') return flag(node.text, node);
  if (declaration?.kind !== 'destructured' || !isConfig(declaration.initializer)) return undefined;
  return flag(declaration.path.split('.').at(-1) ?? '', node);
}

/** `env.isProduction`, `this.isDevelopment` (as the class says), `config.app.isProd`. */
function ofProperty(node: ts.PropertyAccessExpression, bindings: Bindings, depth: number): DeployTest | undefined {
  const owner = unwrap(node.expression);
  if (owner.kind === ts.SyntaxKind.ThisKeyword) {
    const made = memberOfClass(node);
    return made && deployTestOf(made, bindings, depth + 1);
  }
  const value = bindings.resolve(node);
  if (value !== node && value !== undefined) return deployTestOf(value, bindings, depth + 1);
  return isConfig(owner) ? flag(node.name.text, node) : undefined;
}

function memberOfClass({ name, parent }: ts.PropertyAccessExpression): ts.Expression | undefined {
  for (let current: ts.Node | undefined = parent; current !== undefined; current = current.parent) {
    if (!ts.isClassLike(current)) continue;
    const member = current.members.find((one) => one.name !== undefined && propertyName(one.name) === name.text);
    if (member === undefined) return undefined;
    return ts.isPropertyDeclaration(member) ? member.initializer : returnedBy(member);
  }
  return undefined;
}

function flag(name: string, node: ts.Expression): DeployTest | undefined {
  const deploy = deployOfFlag(name);
  return deploy === undefined
    ? undefined
    : { subject: shown(node), names: [deploy], negated: false, node, alone: true };
}

/** `config`, `env`, `this.configService`, `config.app`: something that is called a config module. */
function isConfig(expression: ts.Expression): boolean {
  const node = unwrap(expression);
  if (ts.isCallExpression(node)) return isConfig(node.expression);
  const name = ts.isIdentifier(node) ? node.text : memberName(node);
  if (name === undefined) return false;
  if (ENVIRONMENT_OBJECTS.test(name) || GETTER_OWNERS.test(name)) return true;
  return ts.isPropertyAccessExpression(node) && isConfig(node.expression);
}

/** Short enough for a message. */
function shown(node: ts.Expression): string {
  const text = node.getText();
  return text.length <= 40 && !/\s/.test(text) ? text : (memberName(node) ?? 'the name');
}
