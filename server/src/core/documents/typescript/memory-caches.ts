import { ts } from 'ts-morph';
import { MEMORY_CACHES, NEST_CACHE_TYPES, namesLogin, SHARED_KEY } from '../../knowledge/memory-stores';
import {
  ancestor,
  hasUnknownProperties,
  isFunctionLike,
  memberName,
  propertyName,
  propertyOf,
  some,
  unwrap,
} from './ast';
import type { Bindings } from './bindings';
import { fieldType, typeReferenceOf } from './written-types';

/** Something that every process has to know is put into a cache in memory. */
export interface SharedEntry {
  /** The part of the key that says what it is. */
  readonly key: string;
  /** The cache of Nest: what it is made of stands in a module of the app. */
  readonly isNest: boolean;
  readonly module: string;
}

/** `cache.set('otp:' + phone, code)`, where the cache is made in this file and has no store, or is the one of Nest. */
export function sharedEntryOf(call: ts.CallExpression, bindings: Bindings): SharedEntry | undefined {
  const callee = unwrap(call.expression);
  if (!ts.isPropertyAccessExpression(callee) || !/^(?:set|put)$/.test(callee.name.text)) return undefined;
  const key = SHARED_KEY.exec(beginningOf(call.arguments[0], bindings))?.[1];
  if (key === undefined) return undefined;
  const receiver = unwrap(callee.expression);
  const imported = bindings.importOf(receiver);
  if (imported !== undefined) {
    // The package itself is a cache: `import cache from 'memory-cache'`.
    const isCache = imported.module === 'memory-cache' && imported.member === '';
    return isCache ? { key, isNest: false, module: imported.module } : undefined;
  }
  if (ts.isPropertyAccessExpression(receiver) && receiver.expression.kind === ts.SyntaxKind.ThisKeyword) {
    const owner = ancestor(receiver, ts.isClassLike);
    const type = owner && typeReferenceOf(fieldType(owner, receiver.name.text), bindings);
    const isCache = type !== undefined && NEST_CACHE_TYPES.has(type.module) && type.member === 'Cache';
    return isCache ? { key, isNest: true, module: '@nestjs/cache-manager' } : undefined;
  }
  const declaration = ts.isIdentifier(receiver) ? bindings.declarationOf(receiver) : undefined;
  const made = declaration?.kind === 'const' ? unwrap(declaration.initializer) : undefined;
  const cache = made !== undefined && (ts.isNewExpression(made) || ts.isCallExpression(made)) ? made : undefined;
  const module = cache && memoryCacheOf(cache, bindings);
  return module === undefined || module.startsWith('@nestjs/') ? undefined : { key, isNest: false, module };
}

/** The package of a cache that is made without a store; `undefined` too where something that cannot be seen may name one. */
export function memoryCacheOf(node: ts.CallExpression | ts.NewExpression, bindings: Bindings): string | undefined {
  const reference = bindings.importOf(node.expression);
  const cache = MEMORY_CACHES.find(
    ({ module, members }) => module === reference?.module && members.includes(reference.member),
  );
  if (cache === undefined) return undefined;
  const argument = node.arguments?.[0];
  if (cache.stores.length === 0 || argument === undefined) return cache.module;
  const options = bindings.resolve(argument);
  if (!ts.isObjectLiteralExpression(options) || hasUnknownProperties(options)) return undefined;
  return cache.stores.some((name) => propertyOf(options, name) !== undefined) ? undefined : cache.module;
}

/** Maps and sets of the module, or of a class, that are called after what a login hands out and are filled in a function. */
export function loginStates(tree: ts.SourceFile): ts.Identifier[] {
  const found: ts.Identifier[] = [];
  some(tree, (node) => {
    if (!ts.isVariableDeclaration(node) && !ts.isPropertyDeclaration(node)) return false;
    const { name, initializer } = node;
    if (!ts.isIdentifier(name) || initializer === undefined || !namesLogin(name.text)) return false;
    const isOfModule = ts.isPropertyDeclaration(node) || ancestor(node, isFunctionLike) === undefined;
    if (
      isOfModule &&
      isCollection(initializer) &&
      isUsed(name, /^(?:set|add)$/) &&
      isUsed(name, /^(?:get|has|delete)$/)
    )
      found.push(name);
    return false;
  });
  return found;
}

function isCollection(initializer: ts.Expression): boolean {
  const node = unwrap(initializer);
  return ts.isNewExpression(node) && ts.isIdentifier(node.expression) && /^(?:Map|Set)$/.test(node.expression.text);
}

/** `states.set(…)`, `this.states.set(…)` in a function. */
function isUsed(own: ts.Identifier, method: RegExp): boolean {
  return some(own.getSourceFile(), (node) => {
    if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
    if (!method.test(node.expression.name.text) || ancestor(node, isFunctionLike) === undefined) return false;
    const receiver = unwrap(node.expression.expression);
    return (ts.isIdentifier(receiver) ? receiver.text : memberName(receiver)) === propertyName(own);
  });
}

/** What is certain of a key: its text up to the first part that is not known. */
function beginningOf(key: ts.Expression | undefined, bindings: Bindings): string {
  const node = key && unwrap(bindings.resolve(key));
  if (node === undefined) return '';
  if (ts.isTemplateExpression(node)) return node.head.text;
  if (ts.isBinaryExpression(node)) return beginningOf(node.left, bindings);
  return bindings.staticString(node) ?? '';
}
