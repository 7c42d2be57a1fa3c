import { ts } from 'ts-morph';
import { PAIR_ACCOUNT, PAIR_SECRET } from '../../knowledge/stand-in-keys';
import { propertyName } from './ast';

/**
 * True for the half of a pair of keys that says who asks, where the half that proves it stands beside it: `access_key`
 * beside `access_secret` in one object, `API_KEY` beside `SECRET_KEY` in one list of statements.
 */
export function isAccountOfPair(node: ts.Expression, name: string): boolean {
  return PAIR_ACCOUNT.test(name) && namesBeside(node).some((other) => PAIR_SECRET.test(other));
}

function namesBeside(node: ts.Expression): string[] {
  const { parent } = node;
  if (ts.isPropertyAssignment(parent)) return parent.parent.properties.flatMap(({ name }) => propertyName(name) ?? []);
  if (!ts.isVariableDeclaration(parent) || !ts.isVariableStatement(parent.parent.parent)) return [];
  const around = parent.parent.parent.parent;
  if (!ts.isBlock(around) && !ts.isSourceFile(around)) return [];
  return around.statements
    .flatMap((statement) => (ts.isVariableStatement(statement) ? statement.declarationList.declarations : []))
    .flatMap(({ name }) => (ts.isIdentifier(name) ? name.text : []));
}
