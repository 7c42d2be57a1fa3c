import { ts } from 'ts-morph';
import { GLOBAL_SERVE_APIS, LISTEN_APIS, SERVE_APIS } from '../../knowledge/http-frameworks';
import type { Span } from '../../text/span';
import { isFunctionLike, propertyOf, some, spanOf, unwrap } from './ast';
import type { Bindings } from './bindings';

/** A call that opens a port. */
export interface ListenCall {
  readonly call: ts.CallExpression | ts.NewExpression;
  /** Package of the server, `''` when only the shape speaks for one. */
  readonly framework: string;
  readonly certain: boolean;
  /** The expression of the port, when one is given. */
  readonly port: ts.Expression | undefined;
  readonly host: ts.Expression | undefined;
  /** The expression `.listen` was called on. */
  readonly receiver: ts.Expression | undefined;
}

/** Substrings without which a file opens no port in a way that `listenCallOf` knows. */
export const LISTEN_NEEDLES: readonly string[] = ['.listen(', 'serve(', 'startStandaloneServer', '.server(', 'Server('];

/** Names people give to servers; with a numeric port they tell a listen call whose receiver comes from elsewhere. */
const SERVER_NAME =
  /(?:^|\.)(?:_?(?:app|server|api|fastify|express|koa|http|https|httpServer|io|nest|web|webServer|apollo|apolloServer|appServer|expressApp))$/i;

const SERVE_MEMBERS: ReadonlySet<string> = new Set(
  [...SERVE_APIS, ...GLOBAL_SERVE_APIS].map(({ member }) => member.slice(member.lastIndexOf('.') + 1)),
);

export function listenCallOf(node: ts.Node, bindings: Bindings): ListenCall | undefined {
  if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return undefined;
  const found = serveCall(node, bindings) ?? (ts.isCallExpression(node) ? listenMethod(node, bindings) : undefined);
  return found !== undefined && isTemporary(found) ? undefined : found;
}

/**
 * True for a port that the same function closes again in its own course: for a login, a set-up page, a helper of tests. What
 * waits for an event of the process stays open as long as the service.
 */
function isTemporary({ call, receiver }: ListenCall): boolean {
  const owner = ownFunction(call);
  if (owner === undefined) return false;
  const names = new Set<string>();
  for (let node: ts.Node = call; node !== owner && !ts.isStatement(node); node = node.parent) {
    if (ts.isVariableDeclaration(node)) names.add(node.name.getText());
    if (ts.isBinaryExpression(node)) names.add(node.left.getText());
  }
  if (receiver !== undefined) names.add(receiver.getText());
  let closes = false;
  const waits = some(owner, (node) => {
    if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
    const { expression, name } = node.expression;
    if (expression.getText() === 'process') return /^(?:on|once|addListener)$/.test(name.text);
    if (/^(?:close|stop)$/.test(name.text) && names.has(expression.getText())) closes ||= ownFunction(node) === owner;
    return false;
  });
  return closes && !waits;
}

/** The function around a node; what a `new Promise` is given belongs to the one around that. */
function ownFunction(node: ts.Node): ts.Node | undefined {
  for (let { parent } = node; parent !== undefined; parent = parent.parent) {
    if (!isFunctionLike(parent)) continue;
    const isExecutor = ts.isNewExpression(parent.parent) && parent.parent.expression.getText() === 'Promise';
    if (!isExecutor) return parent;
  }
  return undefined;
}

/** What a finding about the call underlines: its callee, or the last name of one that goes over several lines. */
export function calleeSpan({ call }: ListenCall): Span {
  const callee = call.expression;
  const isLong = ts.isPropertyAccessExpression(callee) && callee.getText().includes('\n');
  return spanOf(isLong ? callee.name : callee);
}

function listenMethod(call: ts.CallExpression, bindings: Bindings): ListenCall | undefined {
  const callee = unwrap(call.expression);
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== 'listen') return undefined;
  const receiver = callee.expression;
  const creator = bindings.creatorOf(receiver);
  const api = creator && LISTEN_APIS.find((entry) => entry.module === creator.module);
  if (creator !== undefined && api === undefined && !creator.module.startsWith('.')) return undefined;
  const { port, host } = portOf(call.arguments, bindings);
  const base = { call, port, host, receiver };
  if (api !== undefined) return { ...base, framework: api.module, certain: true };
  if (!SERVER_NAME.test(receiver.getText())) return undefined;
  const [first] = call.arguments;
  if (first !== undefined && (ts.isArrowFunction(first) || ts.isFunctionExpression(first))) return undefined;
  return { ...base, framework: '', certain: false };
}

function serveCall(node: ts.CallExpression | ts.NewExpression, bindings: Bindings): ListenCall | undefined {
  const callee = unwrap(node.expression);
  // Most calls are of members that no server has: their root need not be looked up.
  if (ts.isPropertyAccessExpression(callee) && !SERVE_MEMBERS.has(callee.name.text)) return undefined;
  const global = GLOBAL_SERVE_APIS.find(
    (api) =>
      ts.isPropertyAccessExpression(callee) &&
      callee.name.text === api.member &&
      bindings.isGlobal(callee.expression, api.global),
  );
  const options = node.arguments ?? [];
  if (global !== undefined) return fromOptions(node, global.global.toLowerCase(), options[0], [], bindings);
  const reference = bindings.importOf(callee);
  if (reference === undefined) return undefined;
  const api = SERVE_APIS.find((entry) => entry.module === reference.module && entry.member === reference.member);
  return api && fromOptions(node, api.module, options[api.argument], api.path, bindings);
}

function fromOptions(
  call: ts.CallExpression | ts.NewExpression,
  framework: string,
  argument: ts.Expression | undefined,
  path: readonly string[],
  bindings: Bindings,
): ListenCall | undefined {
  let options = argument && bindings.resolve(argument);
  for (const name of path) {
    if (options === undefined || !ts.isObjectLiteralExpression(options)) return undefined;
    const value = propertyOf(options, name)?.value;
    options = value && bindings.resolve(value);
  }
  const base = { call, framework, certain: true, receiver: undefined };
  if (options === undefined || !ts.isObjectLiteralExpression(options))
    return { ...base, port: undefined, host: undefined };
  const port = propertyOf(options, 'port')?.value;
  // A WebSocket server without its own port shares the one of an HTTP server.
  if (framework === 'ws' && port === undefined) return undefined;
  return { ...base, port, host: hostIn(options) };
}

function portOf(
  parameters: readonly ts.Expression[],
  bindings: Bindings,
): { port: ts.Expression | undefined; host: ts.Expression | undefined } {
  const [first, second] = parameters;
  if (first === undefined) return { port: undefined, host: undefined };
  const options = bindings.resolve(first);
  if (ts.isObjectLiteralExpression(options)) {
    return { port: propertyOf(options, 'port')?.value, host: hostIn(options) };
  }
  const isHost = second !== undefined && !ts.isFunctionLike(second) && bindings.staticString(second) !== undefined;
  return { port: first, host: isHost ? second : undefined };
}

function hostIn(options: ts.ObjectLiteralExpression): ts.Expression | undefined {
  return (propertyOf(options, 'host') ?? propertyOf(options, 'hostname'))?.value;
}
