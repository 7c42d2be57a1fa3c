import { ts } from 'ts-morph';
import { addedSinksOf } from '../../knowledge/added-sinks';
import {
  isSink,
  pluginSinksOf,
  SECRET_PROPERTIES,
  SECRET_SINKS,
  type SecretSink,
  type SecretUse,
  sinksOf,
} from '../../knowledge/secret-sinks';
import { valuesAt } from './argument-places';
import { memberName, passesValueOn, propertyName, propertyOf } from './ast';
import type { Bindings, ImportReference } from './bindings';
import { encodedIn, isFallbackOperator } from './literals';

/** A place of a library where a secret is given to it, with what is given there. */
export interface SecretPlace {
  /** The library as imported. */
  readonly module: string;
  /** What is called or constructed, as a person would write it: `nodemailer.createTransport`. */
  readonly callee: string;
  /** Path of the option; empty for a positional argument. */
  readonly option: string;
  readonly use: SecretUse;
  /** Conventional name of the variable that holds it. */
  readonly variable: string;
  readonly value: ts.Expression;
}

/**
 * Every secret place of a call or construction; empty for what the tables do not know.
 * @param added places that a project names itself, as in `added-sinks.ts`
 */
export function secretPlacesOf(
  node: ts.CallExpression | ts.NewExpression,
  bindings: Bindings,
  added: readonly string[] = [],
): SecretPlace[] {
  const sinks = [...sinksAt(node, bindings), ...(added.length === 0 ? [] : addedSinksAt(node, bindings, added))];
  if (sinks.length === 0 || usesFileDatabase(node, bindings)) return [];
  return sinks.flatMap(({ sink, callee }) =>
    sink.places.flatMap((place) =>
      valuesAt(node.arguments ?? [], place, bindings).map(({ value, option }): SecretPlace => {
        const { use, variable } = sink;
        return { module: callee.module, callee: describe(callee, sink.method), option, use, variable, value };
      }),
    ),
  );
}

/** SQLite has no password, whatever the position for one is filled with. */
function usesFileDatabase(node: ts.CallExpression | ts.NewExpression, bindings: Bindings): boolean {
  return (node.arguments ?? []).some((argument) => {
    if (!ts.isObjectLiteralExpression(argument)) return false;
    return ['dialect', 'type', 'client'].some((name) =>
      /sqlite/i.test(bindings.staticString(propertyOf(argument, name)?.value) ?? ''),
    );
  });
}

/** `app.keys = […]` on what a known package made. */
export function secretPropertyOf(node: ts.BinaryExpression, bindings: Bindings): SecretPlace | undefined {
  if (node.operatorToken.kind !== ts.SyntaxKind.EqualsToken || !ts.isPropertyAccessExpression(node.left))
    return undefined;
  const property = node.left.name.text;
  const entry = SECRET_PROPERTIES.find((candidate) => candidate.property === property);
  if (entry === undefined || bindings.creatorOf(node.left.expression)?.module !== entry.module) return undefined;
  const { module, use, variable } = entry;
  return { module, callee: module, option: property, use, variable, value: node.right };
}

/**
 * The secret place that an expression ends up in, directly or through constants of the file; `undefined` when none is
 * seen. Climbs from the expression, so it is cheap to ask for a few expressions and dear to ask for all.
 */
export function secretPlaceOf(
  expression: ts.Expression,
  bindings: Bindings,
  identifiers: IdentifiersNamed,
  depth = 0,
): SecretPlace | undefined {
  if (depth > 3) return undefined;
  const path: string[] = [];
  for (let current: ts.Node = expression; current.parent !== undefined; current = current.parent) {
    const { parent } = current;
    if (ts.isPropertyAssignment(parent) && parent.initializer === current)
      path.unshift(propertyName(parent.name) ?? '?');
    else if (ts.isShorthandPropertyAssignment(parent)) path.unshift(parent.name.text);
    else if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name)) {
      return throughReferences({ name: parent.name, expression, path }, bindings, identifiers, depth);
    } else if (ts.isBinaryExpression(parent) && parent.right === current && path.length === 0) {
      const place = secretPropertyOf(parent, bindings);
      if (place !== undefined) return place;
      if (!isFallbackOperator(parent.operatorToken.kind)) return undefined;
    } else if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) {
      const place = secretPlacesOf(parent, bindings).find(({ value }) => contains(value, expression));
      if (place !== undefined) return place;
      if (!ts.isCallExpression(parent) || encodedIn(parent) === undefined) return undefined;
    } else if (!passesValueOn(parent)) return undefined;
  }
  return undefined;
}

/** Follows a constant to where it is used, whole (`session(options)`) or by the path taken from it (`options.secret`). */
function throughReferences(
  { name, expression, path }: { name: ts.Identifier; expression: ts.Expression; path: readonly string[] },
  bindings: Bindings,
  identifiers: IdentifiersNamed,
  depth: number,
): SecretPlace | undefined {
  const declaration = bindings.declarationOf(name);
  if (declaration?.kind !== 'const') return undefined;
  for (const node of identifiers(name.text)) {
    if (node === name || bindings.declarationOf(node) !== declaration) continue;
    const { parent } = node;
    const isWhole = ts.isCallExpression(parent) || ts.isNewExpression(parent);
    const given = isWhole && secretPlacesOf(parent, bindings).find(({ value }) => contains(value, expression));
    const taken = given ? undefined : memberAlong(node, path);
    const place = given || (taken && secretPlaceOf(taken, bindings, identifiers, depth + 1));
    if (place) return place;
  }
  return undefined;
}

/** `options.session.secret` for the name `options` and the path to the secret. */
function memberAlong(name: ts.Identifier, path: readonly string[]): ts.Expression | undefined {
  let reference: ts.Expression = name;
  for (const step of path) {
    const { parent } = reference;
    if (!ts.isPropertyAccessExpression(parent) || parent.expression !== reference || parent.name.text !== step) {
      return undefined;
    }
    reference = parent;
  }
  return reference;
}

/** The identifiers of a file by their text. */
export type IdentifiersNamed = (name: string) => readonly ts.Identifier[];

/** Looks through the file once, when it is first asked. */
export function identifiersOf(tree: ts.SourceFile): IdentifiersNamed {
  let index: Map<string, ts.Identifier[]> | undefined;
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const known = index?.get(node.text);
      if (known === undefined) index?.set(node.text, [node]);
      else known.push(node);
    }
    ts.forEachChild(node, visit);
  };
  return (name) => {
    if (index === undefined) {
      index = new Map();
      visit(tree);
    }
    return index.get(name) ?? [];
  };
}

interface FoundSink {
  readonly sink: SecretSink;
  readonly callee: ImportReference;
}

function sinksAt(node: ts.CallExpression | ts.NewExpression, bindings: Bindings): FoundSink[] {
  const callee = bindings.importOf(node.expression);
  if (callee !== undefined) {
    return sinksOf(callee.module, callee.member)
      .filter(({ method }) => method === undefined)
      .map((sink) => ({ sink, callee }));
  }
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return [];
  const [plugin] = node.arguments;
  if (node.expression.name.text === 'register' && plugin !== undefined) {
    const reference = bindings.importOf(plugin);
    if (reference === undefined) return [];
    return pluginSinksOf(reference.module, reference.member).map((sink) => ({ sink, callee: reference }));
  }
  return methodSinks(node.expression, bindings);
}

function addedSinksAt(
  node: ts.CallExpression | ts.NewExpression,
  bindings: Bindings,
  entries: readonly string[],
): FoundSink[] {
  const callee = bindings.importOf(node.expression);
  if (callee !== undefined) return addedSinksOf(describe(callee), entries).map((sink) => ({ sink, callee }));
  const methods: string[] = [];
  let receiver = node.expression;
  while (ts.isPropertyAccessExpression(receiver)) {
    methods.unshift(receiver.name.text);
    receiver = receiver.expression;
  }
  const creator = methods.length === 0 ? undefined : bindings.creatorOf(receiver);
  if (creator === undefined) return [];
  const method = methods.join('.');
  return addedSinksOf(describe(creator, method), entries).map((sink) => ({
    sink: { ...sink, method },
    callee: creator,
  }));
}

/** `client.login(token)` where `client` was made by a known package; the method is compared before anything is resolved. */
function methodSinks(callee: ts.PropertyAccessExpression, bindings: Bindings): FoundSink[] {
  const named = METHOD_SINKS.get(callee.name.text);
  if (named === undefined) return [];
  return named.flatMap((sink) => {
    let receiver: ts.Expression = callee.expression;
    for (const step of (sink.method ?? '').split('.').slice(0, -1).reverse()) {
      if (memberName(receiver) !== step || !ts.isPropertyAccessExpression(receiver)) return [];
      receiver = receiver.expression;
    }
    const creator = bindings.creatorOf(receiver);
    if (creator === undefined) return [];
    return isSink(sink, creator.module, creator.member) ? [{ sink, callee: creator }] : [];
  });
}

/** By the last name of the method. */
const METHOD_SINKS: ReadonlyMap<string, readonly SecretSink[]> = methodIndex();

function methodIndex(): Map<string, SecretSink[]> {
  const index = new Map<string, SecretSink[]>();
  for (const sink of SECRET_SINKS) {
    const last = sink.method?.slice(sink.method.lastIndexOf('.') + 1);
    if (last !== undefined) index.set(last, [...(index.get(last) ?? []), sink]);
  }
  return index;
}

function describe({ module, member }: ImportReference, method?: string): string {
  return [module, member, method].filter((part) => part !== undefined && part !== '').join('.');
}

function contains(outer: ts.Node, inner: ts.Node): boolean {
  return outer.pos <= inner.pos && inner.end <= outer.end;
}
