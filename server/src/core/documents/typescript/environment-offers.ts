import { ts } from 'ts-morph';
import { VARIABLE_NAME } from '../../knowledge/environment-getters';
import {
  CHECKED_RESULTS,
  CHECKING_FUNCTIONS,
  CHECKING_METHOD,
  SPEAKS_OF_CONFIGURATION,
} from '../../knowledge/environment-objects';
import type { EnvironmentOffer, EnvironmentPassage } from '../../workspace/environment/uses';
import { isFunctionLike, isStringLiteralLike, memberName, propertyName, propertyOf, some, unwrap } from './ast';
import type { Bindings } from './bindings';
import { entriesOf } from './deploy-choices';
import { environmentNameOf, isEnvironmentObject } from './environment-reads';
import { variableOf } from './environment-variables';
import { exportedValues } from './exported-literals';

/**
 * What a module makes of the environment and hands to others: a checked environment, an object that keeps variables, what
 * it passes on from another module. `undefined` for a module that offers none of it.
 * @param speaks whether it names the environment or an object of configuration at all
 */
export function environmentOffer(
  tree: ts.SourceFile,
  bindings: Bindings,
  speaks: boolean,
): EnvironmentOffer | undefined {
  const offer: Offer = { paths: new Map(), whole: [], passages: passagesOf(tree) };
  if (speaks) {
    for (const { name, value } of exportedValues(tree)) addValue(value, name, offer, bindings, 0);
    for (const { name, node } of exportedClasses(tree)) addClass(node, name, true, offer, bindings);
  }
  const { paths, whole, passages } = offer;
  if (paths.size + whole.length + passages.length === 0) return undefined;
  return { paths: Object.fromEntries(paths), whole, passages };
}

/** True for an object that has the variables under their own names: `process.env` itself, or what a schema made of it. */
export function isWholeEnvironment(expression: ts.Expression, bindings: Bindings, depth = 0): boolean {
  if (depth > DEEPEST) return false;
  const node = resolved(expression, bindings);
  if (isEnvironmentObject(node, bindings)) return true;
  if (ts.isIdentifier(node)) {
    const declaration = bindings.declarationOf(node);
    const isResult = declaration?.kind === 'destructured' && CHECKED_RESULTS.has(declaration.path);
    return isResult && isChecked(resolved(declaration.initializer, bindings), bindings, depth + 1);
  }
  if (ts.isPropertyAccessExpression(node)) {
    if (!CHECKED_RESULTS.has(node.name.text)) return false;
    return isChecked(resolved(node.expression, bindings), bindings, depth + 1);
  }
  return isChecked(node, bindings, depth);
}

const DEEPEST = 5;

interface Offer {
  readonly paths: Map<string, string>;
  readonly whole: string[];
  readonly passages: EnvironmentPassage[];
}

function addValue(value: ts.Expression, name: string, offer: Offer, bindings: Bindings, depth: number): void {
  const node = resolved(value, bindings);
  const reference = bindings.importOf(node);
  if (reference !== undefined) {
    if (SPEAKS_OF_CONFIGURATION.test(`${reference.module} ${name}`))
      offer.passages.push({ specifier: reference.module, from: reference.member, to: name });
  } else if (isWholeEnvironment(node, bindings)) offer.whole.push(name);
  else if (ts.isObjectLiteralExpression(node)) addObject(node, name, offer, bindings, depth);
  else if (ts.isCallExpression(node) && bindings.isImport(node.expression, 'convict', ''))
    addConvict(node, name, offer);
  else if (ts.isNewExpression(node)) {
    const made = classOf(node, bindings);
    if (made !== undefined) addClass(made, name, false, offer, bindings);
  } else if (name !== '') {
    const variable = keptVariable(value, bindings);
    if (variable !== undefined) offer.paths.set(name, variable);
  }
}

function addObject(
  object: ts.ObjectLiteralExpression,
  name: string,
  offer: Offer,
  bindings: Bindings,
  depth: number,
): void {
  if (depth > DEEPEST) return;
  const below = (key: string): string => (name === '' ? key : `${name}.${key}`);
  for (const [key, value] of entriesOf(object)) addValue(value, below(key), offer, bindings, depth + 1);
  for (const property of object.properties) {
    if (!ts.isSpreadAssignment(property)) continue;
    const spread = resolved(property.expression, bindings);
    if (isWholeEnvironment(spread, bindings)) offer.whole.push(name);
    else if (ts.isObjectLiteralExpression(spread)) addObject(spread, name, offer, bindings, depth + 1);
  }
}

function classOf({ expression }: ts.NewExpression, bindings: Bindings): ts.ClassLikeDeclaration | undefined {
  const declaration = ts.isIdentifier(expression) ? bindings.declarationOf(expression) : undefined;
  if (declaration?.kind !== 'function') return undefined;
  return ts.isClassDeclaration(declaration.node) ? declaration.node : undefined;
}

function exportedClasses(tree: ts.SourceFile): { name: string; node: ts.ClassDeclaration }[] {
  return tree.statements.flatMap((node) => {
    const kinds = ts.isClassDeclaration(node) ? (node.modifiers ?? []).map(({ kind }) => kind) : [];
    if (!ts.isClassDeclaration(node) || !kinds.includes(ts.SyntaxKind.ExportKeyword)) return [];
    return { name: kinds.includes(ts.SyntaxKind.DefaultKeyword) ? '' : (node.name?.text ?? ''), node };
  });
}

/** Fields of a class, or of what is made of it: `static readonly PORT = process.env.PORT`. */
function addClass(
  node: ts.ClassLikeDeclaration,
  name: string,
  isStatic: boolean,
  offer: Offer,
  bindings: Bindings,
): void {
  for (const member of node.members) {
    if (!ts.isPropertyDeclaration(member) || member.initializer === undefined) continue;
    const key = propertyName(member.name);
    if (key === undefined || ts.isPrivateIdentifier(member.name) || isStaticField(member) !== isStatic) continue;
    const variable = namesakeIn(member.initializer, key) ?? keptVariable(member.initializer, bindings);
    if (variable !== undefined) offer.paths.set(name === '' ? key : `${name}.${key}`, variable);
  }
}

function isStaticField({ modifiers }: ts.PropertyDeclaration): boolean {
  return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword) === true;
}

/** `DATABASE_URL = this.text(environment.DATABASE_URL)` */
function namesakeIn(value: ts.Expression, key: string): string | undefined {
  const isNamesake = (node: ts.Node): boolean => ts.isPropertyAccessExpression(node) && node.name.text === key;
  return VARIABLE_NAME.test(key) && some(value, isNamesake) ? key : undefined;
}

/** convict's `{ db: { host: { env: 'DB_HOST', … } } }`, asked for by `config.get('db.host')`. */
function addConvict(call: ts.CallExpression, name: string, offer: Offer): void {
  const visit = (object: ts.ObjectLiteralExpression, path: string): void => {
    const variable = propertyOf(object, 'env')?.value;
    if (path !== '' && isStringLiteralLike(variable)) {
      offer.paths.set(name === '' ? `get(${path})` : `${name}.get(${path})`, variable.text);
      return;
    }
    for (const [key, value] of entriesOf(object)) {
      const inner = unwrap(value);
      if (ts.isObjectLiteralExpression(inner)) visit(inner, path === '' ? key : `${path}.${key}`);
    }
  };
  const schema = call.arguments[0] && unwrap(call.arguments[0]);
  if (schema !== undefined && ts.isObjectLiteralExpression(schema)) visit(schema, '');
}

/** The one variable that a value is, perhaps in another form; a client made with a variable is not the variable. */
function keptVariable(value: ts.Expression, bindings: Bindings): string | undefined {
  const direct = variableOf(value, bindings);
  if (direct !== undefined) return direct;
  const names = new Set<string>();
  const isMade = some(value, (node) => {
    if (isFunctionLike(node) || ts.isNewExpression(node) || ts.isAwaitExpression(node) || ts.isClassLike(node))
      return true;
    if (ts.isCallExpression(node) && bindings.importOf(node.expression) !== undefined) return true;
    const name = ts.isExpression(node) ? (environmentNameOf(node, bindings) ?? wholeName(node, bindings)) : undefined;
    if (name !== undefined) names.add(name);
    return false;
  });
  const [name] = names;
  return isMade || names.size !== 1 ? undefined : name;
}

/** `checked.NAME` */
function wholeName(node: ts.Expression, bindings: Bindings): string | undefined {
  if (!ts.isPropertyAccessExpression(node) || !VARIABLE_NAME.test(node.name.text)) return undefined;
  return isWholeEnvironment(node.expression, bindings) ? node.name.text : undefined;
}

/** `cleanEnv(process.env, …)`, `schema.parse(process.env)`, a function of the file that returns such. */
function isChecked(node: ts.Expression, bindings: Bindings, depth: number): boolean {
  if (!ts.isCallExpression(node) || depth > DEEPEST) return false;
  const reference = bindings.importOf(node.expression);
  const members = reference && CHECKING_FUNCTIONS.get(reference.module);
  if (reference !== undefined && members?.has(reference.member) === true) return true;
  const { expression } = node;
  const method = ts.isIdentifier(expression) ? expression.text : (memberName(expression) ?? '');
  if (CHECKING_METHOD.test(method) && node.arguments.some((argument) => isTakenWhole(argument, bindings))) return true;
  const returned = ts.isIdentifier(expression) ? returnedBy(expression, bindings) : undefined;
  return returned !== undefined && isWholeEnvironment(returned, bindings, depth + 1);
}

/** `process.env`, `{ ...process.env }`, `{ NAME: process.env.NAME }` */
function isTakenWhole(argument: ts.Expression, bindings: Bindings): boolean {
  const node = resolved(argument, bindings);
  if (isEnvironmentObject(node, bindings)) return true;
  if (!ts.isObjectLiteralExpression(node) || node.properties.length === 0) return false;
  return node.properties.every((property) => {
    if (ts.isSpreadAssignment(property)) return isEnvironmentObject(property.expression, bindings);
    if (!ts.isPropertyAssignment(property)) return false;
    return environmentNameOf(property.initializer, bindings) === propertyName(property.name);
  });
}

/** What a function of the file ends with. */
function returnedBy(name: ts.Identifier, bindings: Bindings): ts.Expression | undefined {
  const declaration = bindings.declarationOf(name);
  if (declaration?.kind === 'const') {
    const { initializer } = declaration;
    if (!ts.isArrowFunction(initializer)) return undefined;
    return ts.isBlock(initializer.body) ? lastReturn(initializer.body) : initializer.body;
  }
  const node = declaration?.kind === 'function' ? declaration.node : undefined;
  return node !== undefined && ts.isFunctionDeclaration(node) && node.body ? lastReturn(node.body) : undefined;
}

function lastReturn({ statements }: ts.Block): ts.Expression | undefined {
  const last = statements.at(-1);
  return last !== undefined && ts.isReturnStatement(last) ? last.expression : undefined;
}

/** Through names, `await` and `Object.freeze(…)`. */
function resolved(expression: ts.Expression, bindings: Bindings): ts.Expression {
  const node = bindings.resolve(expression);
  if (ts.isAwaitExpression(node)) return resolved(node.expression, bindings);
  const [frozen] = ts.isCallExpression(node) ? node.arguments : [];
  const isFreeze = ts.isCallExpression(node) && /^Object\.(?:freeze|seal)$/.test(node.expression.getText());
  return isFreeze && frozen !== undefined ? resolved(frozen, bindings) : node;
}

/** `export * from './env'`, `export { env as settings } from './env'` */
function passagesOf(tree: ts.SourceFile): EnvironmentPassage[] {
  return tree.statements.flatMap((statement) => {
    if (!ts.isExportDeclaration(statement) || statement.isTypeOnly) return [];
    const { moduleSpecifier, exportClause } = statement;
    if (!isStringLiteralLike(moduleSpecifier) || !SPEAKS_OF_CONFIGURATION.test(statement.getText())) return [];
    const specifier = moduleSpecifier.text;
    if (exportClause === undefined) return { specifier, from: '*', to: '*' };
    if (ts.isNamespaceExport(exportClause)) return { specifier, from: '', to: exportClause.name.text };
    return exportClause.elements.map(({ name, propertyName: local }) => ({
      specifier,
      from: exportedName((local ?? name).text),
      to: exportedName(name.text),
    }));
  });
}

function exportedName(name: string): string {
  return name === 'default' ? '' : name;
}
