import { ts } from 'ts-morph';
import { parseManifest } from '../core/documents/manifest/parse';
import { nodeWithSpan, some } from '../core/documents/typescript/ast';
import { Bindings } from '../core/documents/typescript/bindings';
import { REDIS_LIMITS, type RedisLimit } from '../core/knowledge/memory-stores';
import type { Edit } from '../core/text/edits';
import type { Span } from '../core/text/span';
import { addDependencies } from './manifest-edits';
import { importedName, importLine, insertImports, isFreeName } from './module-imports';
import { majorOf, REDIS_CLIENT } from './redis-dependencies';
import { anchorOf, insertProperty, redisNames, redisSetUp } from './redis-set-up';
import { type SourceStyle, styleOf } from './source-style';

export interface RateLimitStore {
  readonly edits: readonly Edit[];
  readonly limit: RedisLimit;
}

/**
 * Has the rate limiter whose call has its callee at the span count in Redis. `undefined` for other limiters, for options
 * that are not written at the call, and where several limiters would count under one name.
 */
export function rateLimitStore(tree: ts.SourceFile, span: Span): RateLimitStore | undefined {
  const callee = nodeWithSpan(tree, span);
  const call = callee?.parent;
  if (callee === undefined || call === undefined || !ts.isCallExpression(call) || call.expression !== callee) {
    return undefined;
  }
  const bindings = new Bindings(tree);
  const found = limiterOf(call, bindings);
  const anchor = anchorOf(call);
  // A client made in a function would be made at every call of it.
  if (found === undefined || anchor === undefined || !ts.isSourceFile(anchor.parent)) return undefined;
  const argument = call.arguments[found.argument];
  const options = argument && bindings.resolve(argument);
  if (options !== undefined && !(ts.isObjectLiteralExpression(options) && options === argument)) return undefined;
  const style = styleOf(tree);
  const made =
    found.limit.by === 'redis'
      ? storeOf(call, found.limit, anchor, tree, style, bindings)
      : ownClient(found.limit, tree, style);
  if (made === undefined) return undefined;
  const property = `${found.limit.option}: ${made.value}`;
  const at = call.end - 1;
  const edit =
    options === undefined
      ? { span: { start: at, end: at }, text: `${found.argument > 0 ? ', ' : ''}{ ${property} }` }
      : insertProperty(options, property, tree, style);
  return { edits: [edit, ...made.edits], limit: found.limit };
}

/** Lists what such a store needs. `undefined` when the listed versions speak another interface. */
export function rateLimitDependencies(
  manifest: string,
  { limiter, oldest, store, by }: RedisLimit,
): Edit[] | undefined {
  const { dependencies } = parseManifest(manifest);
  if ((majorOf(dependencies.get(limiter)?.range) ?? oldest) < oldest) return undefined;
  const client = REDIS_CLIENT[by];
  if ((majorOf(dependencies.get(client.name)?.range) ?? client.oldest) < client.oldest) return undefined;
  return addDependencies(manifest, [...(store === undefined ? [] : [store]), client]);
}

function limiterOf(
  call: ts.CallExpression,
  bindings: Bindings,
): { readonly limit: RedisLimit; readonly argument: number } | undefined {
  const [first] = call.arguments;
  const called = bindings.importOf(call.expression);
  const plugin = called === undefined && first !== undefined ? bindings.importOf(first) : undefined;
  const limit = REDIS_LIMITS.find(({ limiter, isPlugin }) => limiter === (isPlugin ? plugin : called)?.module);
  return limit && { limit, argument: limit.isPlugin ? 1 : 0 };
}

interface Made {
  readonly value: string;
  readonly edits: readonly Edit[];
}

/** `new RedisStore({ sendCommand, prefix })`: limiters of one prefix would count together. */
function storeOf(
  call: ts.CallExpression,
  { store, limiter }: RedisLimit,
  anchor: ts.Statement,
  tree: ts.SourceFile,
  style: SourceStyle,
  bindings: Bindings,
): Made | undefined {
  if (store === undefined) return undefined;
  const names = redisNames(tree, anchor, bindings, { module: store.name, name: 'RedisStore', as: 'RateLimitStore' });
  const { parent } = call;
  const name = ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name) ? parent.name.text : undefined;
  if (names === undefined || (name === undefined && isOneOfSeveral(call, limiter, bindings))) return undefined;
  const type = /\.[cm]?tsx?$/.test(tree.fileName) ? ': string[]' : '';
  const prefix = name === undefined ? '' : `, prefix: ${style.quote}${name}:${style.quote}`;
  const send = `sendCommand: (...args${type}) => ${names.client}.sendCommand(args)`;
  return {
    value: `new ${names.store}({ ${send}${prefix} })`,
    edits: redisSetUp(tree, anchor, names, style, []),
  };
}

function isOneOfSeveral(call: ts.CallExpression, limiter: string, bindings: Bindings): boolean {
  return some(
    call.getSourceFile(),
    (node) => ts.isCallExpression(node) && node !== call && bindings.importOf(node.expression)?.module === limiter,
  );
}

/** `new Redis(process.env.REDIS_URL)`: the limiter makes its keys itself. */
function ownClient({ by }: RedisLimit, tree: ts.SourceFile, style: SourceStyle): Made | undefined {
  const known = importedName(tree, by, 'Redis');
  const name = known ?? ['Redis', 'RedisClient'].find((free) => isFreeName(tree, free));
  if (name === undefined) return undefined;
  const named = { name: 'Redis', ...(name !== 'Redis' && { as: name }) };
  const edits =
    known === undefined ? [insertImports(tree, style, [importLine({ module: by, named: [named] }, style)])] : [];
  return { value: `new ${name}(process.env.REDIS_URL)`, edits };
}
