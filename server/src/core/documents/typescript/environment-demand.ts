import { ts } from 'ts-morph';
import { ENVIRONMENT_LIBRARIES } from '../../knowledge/environment-schemas';
import { ancestor, isFunctionLike, memberName, unwrap } from './ast';
import type { Bindings } from './bindings';
import { isAskedAlike, isGivenByCaller, isTransformed } from './environment-alternatives';
import { isChecked, isGivenToLenientSchema } from './environment-checks';
import { destinationOf, isOfProject, mayBeLeftOut, packagesGiven, packagesOf } from './environment-handing';
import { environmentNameOf } from './environment-reads';
import { isNegatedGuard, isRefusal, refuses } from './environment-refusals';
import { isGuardedByDevelopment } from './guards';
import { identifiersNamed } from './identifiers';
import { isFallbackOperator } from './literals';

/** How much a read of the environment depends on the variable being set. */
export interface Demand {
  /** Something else is used where the variable is not set. */
  readonly hasDefault: boolean;
  /** What stands there is no value either: an empty text. */
  readonly isEmptyDefault?: true;
  /** The code asks whether it is set, or compares it, and goes on without it. */
  readonly isOptional: boolean;
  /** It is put into an object as it is; whether somebody asks there is not known. */
  readonly isHandedOn?: boolean;
  /** It is handed to other code of the project, which may well ask: exported, returned, an argument. */
  readonly isKept?: boolean;
  /** Specifiers of the packages that are given it as it is: of those that are the folder's own, the last holds. */
  readonly packages?: readonly string[];
}

const NEEDED: Demand = { hasDefault: false, isOptional: false };
const HANDED_ON: Demand = { ...NEEDED, isHandedOn: true };
const KEPT: Demand = { ...HANDED_ON, isKept: true };
const DEFAULTED: Demand = { hasDefault: true, isOptional: false };
const OPTIONAL: Demand = { hasDefault: false, isOptional: true };

/** Climbs from a read through conversions (`Number(…)`, `.trim()`) to what is done with it. */
export function demandOf(read: ts.Node, bindings: Bindings): Demand {
  const demand = demandAround(read, bindings);
  if (!isNeeded(demand)) return demand;
  // What is read outside production only, no deploy has to set.
  return isForgiven(read) || isGuardedByDevelopment(read, bindings) ? OPTIONAL : demand;
}

/** What is done with a name of `const { NAME } = process.env`. */
export function demandOfElement({ name, initializer, parent }: ts.BindingElement, bindings: Bindings): Demand {
  if (initializer !== undefined) return DEFAULTED;
  return ts.isVariableDeclaration(parent.parent) ? ofName(name, parent.parent, bindings) : NEEDED;
}

function isNeeded({ hasDefault, isOptional }: Demand): boolean {
  return !hasDefault && !isOptional;
}

function demandAround(read: ts.Node, bindings: Bindings): Demand {
  let node = read;
  for (let depth = 0; depth < 8 && node.parent !== undefined; depth++) {
    const { parent } = node;
    if (ts.isBinaryExpression(parent)) return ofOperator(parent, node, bindings);
    if (ts.isVariableDeclaration(parent)) return ofName(parent.name, parent, bindings);
    if (isTyped(parent)) return mayBeMissing(parent) ? OPTIONAL : KEPT;
    if (ts.isReturnStatement(parent) || (ts.isArrowFunction(parent) && parent.body === node)) return ofResult(parent);
    if (ts.isExportAssignment(parent) || ts.isExportSpecifier(parent)) return KEPT;
    if (ts.isConditionalExpression(parent) && parent.condition === node) return OPTIONAL;
    if (ts.isIfStatement(parent)) return ofCondition(parent, node, bindings);
    if (ts.isSwitchStatement(parent)) return OPTIONAL;
    if (ts.isTemplateSpan(parent)) return isFallbackOfAnother(parent, bindings) ? OPTIONAL : NEEDED;
    if (ts.isPrefixUnaryExpression(parent) && parent.operator === ts.SyntaxKind.ExclamationToken) {
      if (isNegatedGuard(parent, bindings)) return NEEDED;
      if (!ts.isIfStatement(parent.parent)) return OPTIONAL;
    } else if (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent)) {
      if (parent.questionDotToken !== undefined) return OPTIONAL;
      if (parent.expression !== node) return NEEDED;
    } else if (ts.isCallExpression(parent)) {
      if (parent.expression !== node && !isConversion(parent, bindings)) return ofArgument(parent, node, bindings);
      if (isBooleanCall(parent, bindings)) return OPTIONAL;
    } else if (ts.isNewExpression(parent)) {
      return parent.expression === node ? NEEDED : givenTo(parent.expression, bindings);
    } else if (ts.isPropertyAssignment(parent))
      return isChecked(parent) || mayBeLeftOut(parent, read, bindings) ? OPTIONAL : ofMember(parent, bindings);
    else if (ts.isArrayLiteralExpression(parent)) return ofMember(parent, bindings);
    else if (ts.isShorthandPropertyAssignment(parent)) return ofMember(parent, bindings);
    else if (!isTransparent(parent)) return NEEDED;
    node = parent;
  }
  return NEEDED;
}

/** A member of an object or a list: what is done with that. */
function ofMember(member: ts.Node, bindings: Bindings): Demand {
  switch (destinationOf(member, bindings)) {
    case 'sieve':
      return OPTIONAL;
    case 'project':
      return KEPT;
    case 'library': {
      const packages = packagesGiven(member, bindings);
      // Whether such a library insists on the variable, its schema says.
      if (packages.length > 0 && packages.every(checksEnvironment)) return KEPT;
      return packages.length === 0 ? HANDED_ON : { ...HANDED_ON, packages };
    }
    default:
      return NEEDED;
  }
}

function checksEnvironment(module: string): boolean {
  return ENVIRONMENT_LIBRARIES.some((library) => module === library || module.startsWith(`${library}-`));
}

function givenTo(callee: ts.Expression, bindings: Bindings): Demand {
  if (isOfProject(callee, bindings)) return KEPT;
  const packages = packagesOf([callee], bindings);
  return packages.length === 0 ? NEEDED : { ...NEEDED, packages };
}

function isTyped(node: ts.Node): node is ts.PropertyDeclaration | ts.ParameterDeclaration {
  return ts.isPropertyDeclaration(node) || ts.isParameter(node);
}

/** `private key?: string = …`, `key: string | undefined`: whoever wrote it counts on its not being set. */
function mayBeMissing({
  type,
  questionToken,
}: {
  readonly type?: ts.TypeNode | undefined;
  readonly questionToken?: ts.Node | undefined;
}): boolean {
  if (questionToken !== undefined) return true;
  return type !== undefined && ts.isUnionTypeNode(type) && type.types.some(isNothing);
}

function isNothing(type: ts.TypeNode): boolean {
  return (
    type.kind === ts.SyntaxKind.UndefinedKeyword ||
    (ts.isLiteralTypeNode(type) && type.literal.kind === ts.SyntaxKind.NullKeyword)
  );
}

function ofResult(node: ts.Node): Demand {
  const around = ts.isArrowFunction(node) ? node : ancestor(node, isFunctionLike);
  return around !== undefined && mayBeMissing({ type: around.type }) ? OPTIONAL : KEPT;
}

function ofOperator(parent: ts.BinaryExpression, node: ts.Node, bindings: Bindings): Demand {
  const { kind } = parent.operatorToken;
  if (isFallbackOperator(kind)) {
    if (parent.left !== node) return ofLastResort(parent, bindings);
    if (isRefusal(parent.right, bindings)) return NEEDED;
    const isEmpty = ts.isStringLiteralLike(parent.right) && parent.right.text === '';
    return isEmpty ? { ...DEFAULTED, isEmptyDefault: true } : DEFAULTED;
  }
  if (kind === ts.SyntaxKind.BarBarEqualsToken || kind === ts.SyntaxKind.QuestionQuestionEqualsToken) return DEFAULTED;
  if (kind === ts.SyntaxKind.AmpersandAmpersandToken)
    return parent.left === node ? OPTIONAL : demandOf(parent, bindings);
  if (COMPARISONS.has(kind)) return OPTIONAL;
  return kind === ts.SyntaxKind.EqualsToken && parent.right === node ? KEPT : NEEDED;
}

/**
 * `a || b`: the last one may be left without a value, by itself or by what stands around. An older name of a variable, and
 * what a schema's transformation puts in the place of its value, are asked for only where nothing else is there.
 */
function ofLastResort(fallback: ts.BinaryExpression, bindings: Bindings): Demand {
  const demand = demandOf(fallback, bindings);
  if (!isNeeded(demand)) return demand;
  if (readsEnvironment(fallback.left, bindings) || isTransformed(fallback.left)) return OPTIONAL;
  if (isAskedAlike(fallback.left, fallback.right)) return OPTIONAL;
  return isGivenByCaller(fallback.left) ? OPTIONAL : demand;
}

/** ``process.env.A || `${process.env.B}/a` ``: the second is asked for only where nobody sets the first. */
function isFallbackOfAnother({ parent: template }: ts.TemplateSpan, bindings: Bindings): boolean {
  const { parent } = template;
  if (!ts.isBinaryExpression(parent) || !isFallbackOperator(parent.operatorToken.kind)) return false;
  return parent.right === template && readsEnvironment(parent.left, bindings);
}

function readsEnvironment(expression: ts.Expression, bindings: Bindings): boolean {
  const node = unwrap(expression);
  if (ts.isBinaryExpression(node) && isFallbackOperator(node.operatorToken.kind))
    return readsEnvironment(node.left, bindings) || readsEnvironment(node.right, bindings);
  return environmentNameOf(node, bindings) !== undefined;
}

/** `parsePositiveInt(process.env.X, 5000)`, `parseOptionalNumber(process.env.X)`: the function's name says what it does. */
function ofArgument(call: ts.CallExpression, node: ts.Node, bindings: Bindings): Demand {
  const [first, second] = call.arguments;
  if (isComparison(call)) return OPTIONAL;
  if (isGivenToLenientSchema(call)) return DEFAULTED;
  const other = givenTo(call.expression, bindings);
  if (first !== node) return other;
  const name = ts.isIdentifier(call.expression) ? call.expression.text : (memberName(call.expression) ?? '');
  if (OPTIONAL_FUNCTION.test(name) || ASKING_FUNCTION.test(name) || SWITCHING_FUNCTION.test(name)) return OPTIONAL;
  return second !== undefined && CONVERTING_FUNCTION.test(name) ? DEFAULTED : other;
}

/** `Object.is(process.env.X, 'true')`, `isEqual(…)`, `allowed.includes(process.env.X)`, `/^a/.test(process.env.X)`: as `===` is. */
function isComparison({ expression }: ts.CallExpression): boolean {
  if (/^(?:Object\.is|(?:_|lodash)\.(?:isEqual|eq)|isEqual)$/.test(expression.getText())) return true;
  return ts.isPropertyAccessExpression(expression) && /^(?:includes|indexOf|has|test)$/.test(expression.name.text);
}

const OPTIONAL_FUNCTION = /optional|maybe|nullable|or_?(?:null|undefined|default)$/i;
/** `_.isEmpty(process.env.X)` and `Number.isFinite(Number(process.env.X))` ask whether it is set. */
const ASKING_FUNCTION =
  /^is(?:Not)?(?:Empty|Nil|Null|Undefined|Set|Defined|Blank|Present|NaN|Finite|Integer|SafeInteger)(?:OrNull|OrUndefined|OrEmpty)?$/;
/** `stringToBoolean(process.env.X)`, `isTrue(process.env.X)`: what is not set is off. */
const SWITCHING_FUNCTION =
  /^(?:(?:is|to|as|parse|coerce|get|env|read)_?|(?:str(?:ing)?|env|text|value)_?to_?)?(?:bool(?:ean)?|true|truthy|false|falsy|yes|enabled|disabled)$/i;
const CONVERTING_FUNCTION =
  /^(?:(?:parse|to|as|coerce|read|get|env)\w*(?:int(?:eger)?|num(?:ber)?|float|bool(?:ean)?|duration|ms|sec(?:ond)?s?|minutes|hours|days|bytes|size|limit|count|list|array|string|str|env|flag|port)|\w+with_?default)$/i;

/** `const proxy = config.get('X'); if (proxy) …`: what is done with the name is done with the value. */
function ofName(name: ts.BindingName, declaration: ts.VariableDeclaration, bindings: Bindings): Demand {
  const statement = declaration.parent.parent;
  if (mayBeMissing(declaration)) return OPTIONAL;
  if (!ts.isIdentifier(name) || !ts.isVariableStatement(statement)) return NEEDED;
  const scope = statement.parent;
  const uses = identifiersNamed(name).filter((use) => use !== name);
  if (ts.isBlock(scope)) {
    const first = uses.find((use) => use.pos > name.pos && use.end <= scope.end);
    // What nobody uses nobody misses.
    return first === undefined ? KEPT : ofUse(first, bindings);
  }
  if (statement.modifiers !== undefined) return KEPT;
  return !ts.isSourceFile(scope) ? NEEDED : ofModuleName(uses, scope, bindings);
}

/** At the top of a module: whoever asks for it anywhere counts on its not being set; else the first uses tell. */
function ofModuleName(uses: readonly ts.Identifier[], tree: ts.SourceFile, bindings: Bindings): Demand {
  if (uses.some((use) => !isNeeded(ofUse(use, bindings)))) return OPTIONAL;
  const first = new Map<ts.Node, ts.Identifier>();
  for (const use of uses) {
    const place = placeOf(use, tree);
    if (!first.has(place)) first.set(place, use);
  }
  const demands = [...first.values()].map((use) => ofUse(use, bindings));
  const taking = demands.filter((demand) => demand.isKept !== true);
  if (demands.length > 0 && taking.length === 0) return KEPT;
  const isGiven = taking.length > 0 && taking.every(({ packages }) => packages !== undefined);
  return isGiven ? { ...NEEDED, packages: taking.flatMap(({ packages }) => packages ?? []) } : NEEDED;
}

/** The outermost function around a place, else its statement. */
function placeOf(use: ts.Node, tree: ts.SourceFile): ts.Node {
  let place = use;
  let isFunction = false;
  for (let node = use; node.parent !== tree; node = node.parent) {
    if (isFunctionLike(node.parent)) isFunction = true;
    if (isFunctionLike(node.parent) || !isFunction) place = node.parent;
  }
  return place;
}

function ofUse(use: ts.Identifier | undefined, bindings: Bindings): Demand {
  return use === undefined || ts.isVariableDeclaration(use.parent) ? NEEDED : demandAround(use, bindings);
}

/** In a `try` whose `catch` goes on as if nothing had been. */
function isForgiven(read: ts.Node): boolean {
  for (let node = read; node.parent !== undefined && !isFunctionLike(node); node = node.parent) {
    const { parent } = node;
    if (!ts.isTryStatement(parent) || parent.tryBlock !== node || parent.catchClause === undefined) continue;
    return parent.catchClause.block.statements.length === 0 && parent.finallyBlock === undefined;
  }
  return false;
}

const COMPARISONS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.InKeyword,
  // `parseInt(process.env.X) > 0`: nothing is ever more or less than what is not set.
  ts.SyntaxKind.GreaterThanToken,
  ts.SyntaxKind.GreaterThanEqualsToken,
  ts.SyntaxKind.LessThanToken,
  ts.SyntaxKind.LessThanEqualsToken,
]);

/** `if (X)` goes on without it; `if (!X) throw …` does not. */
function ofCondition(statement: ts.IfStatement, node: ts.Node, bindings: Bindings): Demand {
  if (statement.expression !== node) return NEEDED;
  return ts.isPrefixUnaryExpression(node) && refuses(statement.thenStatement, bindings) ? NEEDED : OPTIONAL;
}

/** Functions that give the value in another form, so that what is done with the result is done with the value. */
const CONVERSIONS = /^(?:Number|String|Boolean|BigInt|parseInt|parseFloat|Number\.parse(?:Int|Float)|JSON\.parse)$/;

function isConversion(call: ts.CallExpression, bindings: Bindings): boolean {
  const { expression } = call;
  if (!CONVERSIONS.test(expression.getText())) return false;
  return !ts.isIdentifier(expression) || bindings.declarationOf(expression) === undefined;
}

function isBooleanCall(call: ts.CallExpression, bindings: Bindings): boolean {
  return call.expression.getText() === 'Boolean' && isConversion(call, bindings);
}

function isTransparent(node: ts.Node): boolean {
  return (
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isTypeAssertionExpression(node) ||
    ts.isTypeOfExpression(node) ||
    ts.isConditionalExpression(node) ||
    (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.PlusToken)
  );
}
