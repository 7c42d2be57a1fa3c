import { ts } from 'ts-morph';
import { CHAINED_DEFAULTS } from '../../knowledge/environment-getters';
import { memberName, propertyName, unwrap } from './ast';
import { identifiersNamed } from './identifiers';

/** Values of the environment that a schema is given, which decides what may be missing. */

/** `z.coerce.number().catch(150).parse(process.env.X)` */
export function isGivenToLenientSchema({ expression }: ts.CallExpression): boolean {
  if (!CHECKING_METHODS.has(memberName(expression) ?? '')) return false;
  for (let node: ts.Expression = expression; ts.isPropertyAccessExpression(node); ) {
    const inner = unwrap(node.expression);
    if (!ts.isCallExpression(inner)) return false;
    if (LENIENT_METHODS.has(memberName(inner.expression) ?? '')) return true;
    node = inner.expression;
  }
  return false;
}

const LENIENT_METHODS: ReadonlySet<string> = new Set([...CHAINED_DEFAULTS, 'optional', 'nullish']);

/** Part of an object that a schema checks, which then decides: `schema.safeParse({ tls: { key: process.env.X } })`, also by a name. */
export function isChecked(property: ts.PropertyAssignment): boolean {
  let object: ts.Node = property.parent;
  while (ts.isPropertyAssignment(object.parent)) {
    if (RUNTIME_ENVIRONMENT.test(propertyName(object.parent.name) ?? '')) return true;
    object = object.parent.parent;
  }
  const holder = object.parent;
  if (!ts.isVariableDeclaration(holder)) return isGivenToCheck(object);
  return ts.isIdentifier(holder.name) && identifiersNamed(holder.name).some(isGivenToCheck);
}

function isGivenToCheck(value: ts.Node): boolean {
  const call = value.parent;
  if (!ts.isCallExpression(call) || !call.arguments.some((argument) => argument === value)) return false;
  return CHECKING_METHODS.has(memberName(call.expression) ?? '');
}

/** What t3-env is given to check. */
const RUNTIME_ENVIRONMENT = /^(?:experimental__)?runtimeEnv(?:Strict)?$/;

const CHECKING_METHODS: ReadonlySet<string> = new Set([
  'parse',
  'safeParse',
  'parseAsync',
  'safeParseAsync',
  'validate',
  'validateSync',
  'validateAsync',
  'attempt',
  'cast',
]);
