import { ts } from 'ts-morph';
import {
  BACKGROUND_APIS,
  BACKGROUND_DECORATORS,
  HOUSEKEEPING_NAME,
  LOCK_TEXT,
  SHORTEST_SCHEDULE,
} from '../../knowledge/background-work';
import { enclosingSymbols, isFunctionLike, memberName, some, unwrap } from './ast';
import type { Bindings } from './bindings';

interface Work {
  readonly kind: 'schedule' | 'consumer';
  readonly locks?: boolean;
}

const LONG_INTERVAL: Work = { kind: 'schedule' };

/** Work that runs beside the requests of a process. */
export interface BackgroundWork {
  /** What is underlined: the callee or the decorator. */
  readonly at: ts.Node;
  /** As it is called in the code: `cron.schedule`, `@Cron`. */
  readonly name: string;
  readonly kind: 'schedule' | 'consumer';
  /** Several processes agree on who does it. */
  readonly locks: boolean;
  /** Runs as soon as the module is loaded. */
  readonly atLoad: boolean;
}

export function backgroundWorkOf(
  node: ts.CallExpression | ts.NewExpression,
  bindings: Bindings,
): BackgroundWork | undefined {
  const callee = unwrap(node.expression);
  const found = apiOf(callee, bindings) ?? (isLongInterval(node, bindings) ? LONG_INTERVAL : undefined);
  if (found === undefined || callee.getText().includes('\n')) return undefined;
  const locks = found.locks === true || (node.arguments ?? []).some((argument) => LOCK_TEXT.test(argument.getText()));
  return { at: node.expression, name: callee.getText(), kind: found.kind, locks, atLoad: isAtLoad(node) };
}

export function decoratedWorkOf(decorator: ts.Decorator, bindings: Bindings): BackgroundWork | undefined {
  const { expression } = decorator;
  const callee = ts.isCallExpression(expression) ? expression.expression : expression;
  const reference = bindings.importOf(callee);
  const found = BACKGROUND_DECORATORS.find(
    ({ module, member }) => module === reference?.module && member === reference.member,
  );
  if (found === undefined) return undefined;
  return {
    at: decorator,
    name: `@${found.member}`,
    kind: found.kind,
    locks: LOCK_TEXT.test(decorator.parent.getText()),
    atLoad: true,
  };
}

function apiOf(callee: ts.Expression, bindings: Bindings): Work | undefined {
  const reference = bindings.importOf(callee);
  if (reference !== undefined) {
    return BACKGROUND_APIS.find(
      ({ module, members }) => module === reference.module && members.includes(reference.member),
    );
  }
  const method = memberName(callee);
  if (method === undefined || !ts.isPropertyAccessExpression(callee)) return undefined;
  if (!BACKGROUND_APIS.some(({ methods }) => methods.includes(method))) return undefined;
  const creator = bindings.creatorOf(callee.expression);
  return (
    creator && BACKGROUND_APIS.find(({ module, methods }) => module === creator.module && methods.includes(method))
  );
}

/** `setInterval` of a minute or more whose call-back waits for something, and does not keep house for the process. */
function isLongInterval(node: ts.CallExpression | ts.NewExpression, bindings: Bindings): boolean {
  if (!ts.isCallExpression(node) || !bindings.isGlobal(node.expression, 'setInterval')) return false;
  const [work, period] = node.arguments;
  if (work === undefined || (numberOf(period, bindings) ?? 0) < SHORTEST_SCHEDULE) return false;
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.name.text === 'unref') return false;
  if (/\.unref\s*\??\.?\(/.test(node.getSourceFile().text)) return false;
  const callback = callbackOf(work, bindings);
  if (callback === undefined || !waits(callback)) return false;
  const names = [...enclosingSymbols(node), work.getText(), callback.getText()].join(' ');
  return !HOUSEKEEPING_NAME.test(names);
}

function callbackOf(work: ts.Expression, bindings: Bindings): ts.Node | undefined {
  const value = bindings.resolve(work);
  if (isFunctionLike(value)) return value;
  const declaration = ts.isIdentifier(value) ? bindings.declarationOf(value) : undefined;
  return declaration?.kind === 'function' ? declaration.node : undefined;
}

function waits(callback: ts.Node): boolean {
  return some(callback, (node) => {
    if (ts.isAwaitExpression(node)) return true;
    return ts.isCallExpression(node) && /^(?:then|catch)$/.test(memberName(node.expression) ?? '');
  });
}

/** Numbers and products of numbers: `5 * 60 * 1000`. */
function numberOf(expression: ts.Expression | undefined, bindings: Bindings): number | undefined {
  if (expression === undefined) return undefined;
  const node = bindings.resolve(expression);
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.AsteriskToken) {
    const left = numberOf(node.left, bindings);
    const right = numberOf(node.right, bindings);
    return left === undefined || right === undefined ? undefined : left * right;
  }
  return bindings.staticNumber(node);
}

/** Outside of every function and every condition. */
function isAtLoad(node: ts.Node): boolean {
  for (let current: ts.Node | undefined = node.parent; current !== undefined; current = current.parent) {
    if (isFunctionLike(current) || ts.isClassLike(current) || ts.isConstructorDeclaration(current)) return false;
  }
  return true;
}
