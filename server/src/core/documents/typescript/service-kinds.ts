import { ts } from 'ts-morph';
import { isStandInPair, KIND_OPTIONS, kindOfImport, kindOfWord, type ServiceKind } from '../../knowledge/service-kinds';
import { isFunctionLike, memberName, propertyName } from './ast';
import type { Bindings } from './bindings';
import { placeNameOf } from './deploy-choices';

/** What two parts of the code use in one another's place. */
export interface KindChoice {
  readonly first: string;
  readonly second: string;
  readonly group: ServiceKind['group'] | 'class';
}

/** The kinds of service between which two parts choose; `undefined` where they use the same ones, or none. */
export function kindChoice(first: ts.Node, second: ts.Node, bindings: Bindings): KindChoice | undefined {
  const [left, right] = [kindsIn(first, bindings), kindsIn(second, bindings)];
  for (const a of left) {
    const others = right.filter(({ group }) => group === a.group);
    const same = left.some(({ kind }) => others.some((b) => b.kind === kind));
    const other = others[0];
    if (other !== undefined && !same) return { first: a.kind, second: other.kind, group: a.group };
  }
  const [one, two] = [classIn(first, bindings), classIn(second, bindings)];
  const isPair = one !== undefined && two !== undefined && isStandInPair(one, two);
  return isPair ? { first: one, second: two, group: 'class' } : undefined;
}

/** Kinds of service that a part of the code makes or names; functions inside of it run at another time. */
export function kindsIn(part: ts.Node, bindings: Bindings): ServiceKind[] {
  const found: ServiceKind[] = [];
  const visit = (node: ts.Node): void => {
    const kind = ts.isExpression(node) ? kindOf(node, bindings) : undefined;
    if (kind !== undefined) found.push(kind);
    if (!isFunctionLike(node)) ts.forEachChild(node, visit);
  };
  const resolved = ts.isExpression(part) ? bindings.resolve(part) : part;
  visit(resolved);
  return found;
}

function kindOf(node: ts.Expression, bindings: Bindings): ServiceKind | undefined {
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
    const reference = bindings.importOf(node.expression) ?? bindings.creatorOf(node.expression);
    return reference && kindOfImport(reference);
  }
  if (ts.isStringLiteral(node)) return KIND_OPTIONS.test(optionNameOf(node)) ? kindOfWord(node.text) : undefined;
  if (!ts.isObjectLiteralExpression(node)) return undefined;
  // nodemailer's transports that send nothing: https://nodemailer.com/transports/
  const isSilent = node.properties.some((property) => SILENT_MAIL.has(propertyName(property.name) ?? ''));
  return isSilent ? { group: 'mail', kind: 'the console', standIn: true } : undefined;
}

const SILENT_MAIL: ReadonlySet<string> = new Set(['jsonTransport', 'streamTransport']);

/** The option that a text is given to. A choice's name stands around it: `type: isProduction ? 'pg' : 'sqlite'`. */
function optionNameOf(node: ts.StringLiteral): string {
  const { parent } = node;
  if (ts.isCallExpression(parent) || ts.isArrayLiteralExpression(parent)) return '';
  return placeNameOf(node);
}

/** What two parts use in one another's place, where `isStandIn` holds for one of the two names alone. */
export function standInChoice(
  first: ts.Node,
  second: ts.Node,
  bindings: Bindings,
  isStandIn: (name: string) => boolean,
): KindChoice | undefined {
  const [left, right] = [namesIn(first, bindings), namesIn(second, bindings)];
  for (const [part, other] of [
    [left, right],
    [right, left],
  ] as const) {
    const named = part.find(isStandIn);
    const real = other.find((name) => !part.includes(name));
    if (named === undefined || real === undefined || other.some(isStandIn)) continue;
    return { first: part === left ? named : real, second: part === left ? real : named, group: 'class' };
  }
  return undefined;
}

/** The class of the project's own, and the packages of what else is made. */
function namesIn(part: ts.Node, bindings: Bindings): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const module = (bindings.importOf(node.expression) ?? bindings.creatorOf(node.expression))?.module;
      if (module !== undefined && !/^[.~@#]?\//.test(module)) found.push(module);
    }
    if (!isFunctionLike(node)) ts.forEachChild(node, visit);
  };
  const own = classIn(part, bindings);
  visit(ts.isExpression(part) ? bindings.resolve(part) : part);
  return own === undefined ? found : [own, ...found];
}

/** The class of the project's own that the part makes or hands on: `new LocalStorage()`, `LocalStorage`. */
function classIn(part: ts.Node, bindings: Bindings): string | undefined {
  let found: string | undefined;
  const visit = (node: ts.Node): void => {
    if (found !== undefined || isFunctionLike(node)) return;
    const made = ts.isNewExpression(node) ? node.expression : ts.isIdentifier(node) ? node : undefined;
    const name = made === undefined ? undefined : ts.isIdentifier(made) ? made.text : memberName(made);
    if (made !== undefined && name !== undefined && /^[A-Z]/.test(name) && isOwn(made, bindings)) found = name;
    else ts.forEachChild(node, visit);
  };
  visit(part);
  return found;
}

function isOwn(callee: ts.Expression, bindings: Bindings): boolean {
  const reference = bindings.importOf(callee);
  if (reference !== undefined) return /^[.~@#]/.test(reference.module);
  return ts.isIdentifier(callee) && bindings.declarationOf(callee)?.kind === 'function';
}
