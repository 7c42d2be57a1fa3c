import { ts } from 'ts-morph';
import {
  type DeploySwitch,
  SWITCHED_METHODS,
  SWITCHED_MODULES,
  SWITCHED_NAMES,
  TRUSTED_PROXY,
} from '../../knowledge/deploy-values';
import { isFunctionLike, isStringLiteralLike, memberName } from './ast';
import type { Bindings } from './bindings';
import { clientSiteOf } from './service-clients';

/**
 * What a part of the code brings about when it is run at all: a middleware that guards the service, the client of a
 * backing service. Functions inside of it run at another time and do not count.
 */
export function switchedBy(part: ts.Node, bindings: Bindings): DeploySwitch | undefined {
  const own = ts.isCallExpression(part) || ts.isNewExpression(part) || ts.isBinaryExpression(part);
  const found = own ? switchOfNode(part, bindings) : undefined;
  if (found !== undefined) return found;
  return ts.forEachChild(part, (child) => (isFunctionLike(child) ? undefined : switchedBy(child, bindings)));
}

function switchOfNode(
  node: ts.CallExpression | ts.NewExpression | ts.BinaryExpression,
  bindings: Bindings,
): DeploySwitch | undefined {
  if (ts.isBinaryExpression(node)) {
    const isProxy = node.operatorToken.kind === ts.SyntaxKind.EqualsToken && memberName(node.left) === 'proxy';
    return isProxy && node.right.kind === ts.SyntaxKind.TrueKeyword ? TRUSTED_PROXY : undefined;
  }
  const reference = bindings.importOf(node.expression);
  const byModule = reference && SWITCHED_MODULES.get(reference.module);
  if (byModule !== undefined) return byModule;
  const client = clientSiteOf(node, bindings)?.client;
  if (client !== undefined && client.family !== 'api') {
    return { what: `the use of "${client.module}"`, variable: `${client.prefix}_ENABLED` };
  }
  return ts.isCallExpression(node) ? switchOfMethod(node, bindings) : undefined;
}

function switchOfMethod(call: ts.CallExpression, bindings: Bindings): DeploySwitch | undefined {
  const method = memberName(call.expression);
  if (method === undefined) return undefined;
  const [first] = call.arguments;
  if ((method === 'set' || method === 'enable') && isStringLiteralLike(first) && first.text === 'trust proxy') {
    return TRUSTED_PROXY;
  }
  const byMethod = SWITCHED_METHODS.get(method);
  if (byMethod !== undefined || (method !== 'use' && method !== 'register')) return byMethod;
  for (const argument of call.arguments) {
    const callee = ts.isCallExpression(argument) ? argument.expression : argument;
    const reference = bindings.importOf(callee);
    const known = reference && SWITCHED_MODULES.get(reference.module);
    if (known !== undefined) return known;
    // A middleware of the project's own is known by its name alone, and only where it is imported.
    const name = ts.isIdentifier(callee) && reference?.module.startsWith('.') === true ? callee.text : undefined;
    const named = name && SWITCHED_NAMES.find(({ pattern }) => pattern.test(name));
    if (named) return { what: named.what, variable: named.variable };
  }
  return undefined;
}
