import { ts } from 'ts-morph';
import {
  BACKGROUND_APIS,
  BACKGROUND_DECORATORS,
  HOUSEKEEPING_NAME,
  LOCK_TEXT,
  SCHEDULE_FILE,
  SHORTEST_NAMED_SCHEDULE,
  SHORTEST_SCHEDULE,
} from '../../knowledge/background-work';
import { CHAT_CLIENTS, type ChatClient } from '../../knowledge/chat-clients';
import { addedPackageOf, type ListOptions } from '../../rule/list-options';
import type { FilePath } from '../kinds';
import {
  enclosingSymbols,
  hasUnknownProperties,
  isFunctionLike,
  memberName,
  propertyOf,
  some,
  statementOf,
  unwrap,
} from './ast';
import type { Bindings, ImportReference } from './bindings';

/** What work beside the requests is about. */
export type BackgroundKind = 'schedule' | 'consumer' | 'chat';

interface Work {
  readonly module: string;
  readonly kind: BackgroundKind;
  readonly locks?: boolean;
}

const LONG_INTERVAL: Work = { module: '', kind: 'schedule' };

/** Work that runs beside the requests of a process. */
export interface BackgroundWork {
  /** What is underlined: the callee or the decorator. */
  readonly at: ts.Node;
  /** As it is called in the code: `cron.schedule`, `@Cron`. */
  readonly name: string;
  /** The package that does it; `''` for a timer. */
  readonly module: string;
  readonly kind: BackgroundKind;
  /** Several processes agree on who does it. */
  readonly locks: boolean;
  /** Runs as soon as the module is loaded. */
  readonly atLoad: boolean;
}

export function backgroundWorkOf(
  node: ts.CallExpression | ts.NewExpression,
  file: FilePath,
  bindings: Bindings,
  options: Pick<ListOptions, 'add'>,
): BackgroundWork | undefined {
  const callee = unwrap(node.expression);
  const added = addedPackageOf(callee, bindings, options);
  const found =
    added !== undefined
      ? { module: added, kind: 'schedule' as const }
      : (apiOf(node, bindings) ?? (isLongInterval(node, file, bindings) ? LONG_INTERVAL : undefined));
  if (found === undefined || callee.getText().includes('\n')) return undefined;
  const locks =
    ('locks' in found && found.locks === true) ||
    (node.arguments ?? []).some((argument) => LOCK_TEXT.test(argument.getText()));
  return {
    at: node.expression,
    name: callee.getText(),
    module: found.module,
    kind: found.kind,
    locks,
    atLoad: isAtLoad(node),
  };
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
    module: found.module,
    kind: found.kind,
    locks: LOCK_TEXT.test(decorator.parent.getText()),
    atLoad: true,
  };
}

type Api = Work & {
  readonly members: readonly string[];
  readonly methods: readonly string[];
  readonly chat?: ChatClient;
};

const APIS: readonly Api[] = [
  ...BACKGROUND_APIS,
  ...CHAT_CLIENTS.map((chat): Api => ({ ...chat, kind: 'chat', chat })),
];
const METHODS: ReadonlySet<string> = new Set(APIS.flatMap(({ methods }) => methods));

function apiOf(node: ts.CallExpression | ts.NewExpression, bindings: Bindings): Work | undefined {
  const found = calledApi(unwrap(node.expression), bindings);
  return found?.chat === undefined || connects(found.chat, node.arguments ?? [], bindings) ? found : undefined;
}

function calledApi(callee: ts.Expression, bindings: Bindings): Api | undefined {
  const reference = bindings.importOf(callee);
  if (reference !== undefined) {
    return APIS.find(({ module, members }) => module === reference.module && members.includes(reference.member));
  }
  const method = memberName(callee);
  if (method === undefined || !ts.isPropertyAccessExpression(callee) || !METHODS.has(method)) return undefined;
  const creator = bindings.creatorOf(callee.expression) ?? creatorInBlock(callee.expression, bindings);
  return creator && APIS.find(({ module, methods }) => module === creator.module && methods.includes(method));
}

/** Whether the arguments make the client connect by itself; options that cannot be seen make it unknown. */
function connects({ only, unless }: ChatClient, args: readonly ts.Expression[], bindings: Bindings): boolean {
  if (only === undefined && unless === undefined) return true;
  const values = args.map((argument) => bindings.resolve(argument));
  const objects = values.filter(ts.isObjectLiteralExpression);
  if (objects.some(hasUnknownProperties)) return false;
  const has = (name: string): boolean =>
    objects.some((object) => {
      const value = propertyOf(object, name)?.value;
      return value !== undefined && value.kind !== ts.SyntaxKind.FalseKeyword && !ts.isConditionalExpression(value);
    });
  if (only !== undefined) return has(only);
  return objects.length === values.length && !has(unless ?? '');
}

/** `queue = new Queue('mail')` in the same block before: whatever else the variable holds elsewhere. */
function creatorInBlock(expression: ts.Expression, bindings: Bindings): ImportReference | undefined {
  const name = unwrap(expression);
  const statement = statementOf(expression);
  if (!ts.isIdentifier(name) || !(ts.isBlock(statement.parent) || ts.isSourceFile(statement.parent))) return undefined;
  let found: ImportReference | undefined;
  for (const before of statement.parent.statements) {
    if (before === statement) return found;
    const assignment = ts.isExpressionStatement(before) ? before.expression : undefined;
    if (assignment === undefined || !ts.isBinaryExpression(assignment)) continue;
    if (assignment.operatorToken.kind !== ts.SyntaxKind.EqualsToken || !ts.isIdentifier(assignment.left)) continue;
    if (assignment.left.text === name.text) found = bindings.creatorOf(assignment.right);
  }
  return undefined;
}

/** `setInterval` of a minute or more whose call-back waits for something, and does not keep house for the process. */
function isLongInterval(node: ts.CallExpression | ts.NewExpression, file: FilePath, bindings: Bindings): boolean {
  if (!ts.isCallExpression(node) || !bindings.isGlobal(node.expression, 'setInterval')) return false;
  const [work, period] = node.arguments;
  const isNamed = SCHEDULE_FILE.test(file);
  const shortest = isNamed ? SHORTEST_NAMED_SCHEDULE : SHORTEST_SCHEDULE;
  if (work === undefined || (numberOf(period, bindings) ?? 0) < shortest) return false;
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.name.text === 'unref') return false;
  if (/\.unref\s*\??\.?\(/.test(bindings.wholeFile().text)) return false;
  const callback = callbackOf(work, bindings);
  if (callback === undefined || !waits(callback)) return false;
  if (isNamed) return true;
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
