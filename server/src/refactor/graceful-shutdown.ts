import { ts } from 'ts-morph';
import { nodeWithSpan, statementOf } from '../core/documents/typescript/ast';
import { Bindings } from '../core/documents/typescript/bindings';
import { handleOf, listenCallOf } from '../core/documents/typescript/listen-calls';
import { type Edit, lineBreakOf } from '../core/text/edits';
import type { Span } from '../core/text/span';

/** Frameworks whose `listen` gives a Node server, which has `close(callback)`. */
const NODE_SERVERS: ReadonlySet<string> = new Set([
  'express',
  'koa',
  'connect',
  'polka',
  'http',
  'https',
  'http2',
  'net',
  '@hono/node-server',
]);
/** Frameworks whose app has an asynchronous `close()` that drains requests. */
const CLOSEABLE_APPS: ReadonlySet<string> = new Set(['fastify']);

/** True when `shutdownEdits` can write a handler for a server of this framework. */
export function canCloseGracefully(framework: string): boolean {
  return NODE_SERVERS.has(framework) || CLOSEABLE_APPS.has(framework) || framework === '@nestjs/core';
}

/**
 * Inserts a SIGTERM handler behind the listen call at the span: Nest gets its shutdown hooks, Fastify its `close()`, a
 * Node server `close()` with a name for its handle where it has none. `undefined` when the place is no such call.
 */
export function shutdownEdits(tree: ts.SourceFile, span: Span): Edit[] | undefined {
  const node = nodeWithSpan(tree, span);
  const listen = node && listenCallOf(node, new Bindings(tree));
  if (listen === undefined) return undefined;
  const statement = statementOf(listen.call);
  if (!ts.isStatement(statement)) return undefined;
  const lineBreak = lineBreakOf(tree.text);
  const indent = indentationOf(statement, tree);
  const insert = (lines: readonly string[]): Edit => ({
    span: { start: statement.end, end: statement.end },
    text: lines.map((line) => lineBreak + (line === '' ? '' : indent + line)).join(''),
  });
  const receiver = listen.receiver?.getText(tree);
  if (listen.framework === '@nestjs/core') {
    if (receiver === undefined) return undefined;
    const start = statement.getStart(tree);
    return [{ span: { start, end: start }, text: `${receiver}.enableShutdownHooks();${lineBreak}${indent}` }];
  }
  if (CLOSEABLE_APPS.has(listen.framework)) {
    if (receiver === undefined || !/^[\w$.]+$/.test(receiver)) return undefined;
    return [insert(['', ...handler([`void ${receiver}.close().then(() => process.exit(0));`])])];
  }
  if (!NODE_SERVERS.has(listen.framework)) return undefined;
  const named = handleOf(listen.call);
  if (named !== undefined) return /^[\w$.]+$/.test(named) ? [insert(['', ...handler(closing(named))])] : undefined;
  if (!ts.isExpressionStatement(statement) || statement.expression !== listen.call) return undefined;
  const name = freeName(tree);
  const start = statement.getStart(tree);
  return [{ span: { start, end: start }, text: `const ${name} = ` }, insert(['', ...handler(closing(name))])];
}

function handler(body: readonly string[]): string[] {
  return ["process.on('SIGTERM', () => {", ...body.map((line) => `  ${line}`), '});'];
}

/** `close` alone waits for idle keep-alive connections on Node 18; the platform's grace period is shorter than that. */
function closing(name: string): string[] {
  return [`${name}.close(() => process.exit(0));`, 'setTimeout(() => process.exit(1), 10_000).unref();'];
}

function freeName(tree: ts.SourceFile): string {
  const taken = (name: string): boolean => new RegExp(`\\b${name}\\b`).test(tree.text);
  return ['server', 'httpServer', 'listeningServer'].find((name) => !taken(name)) ?? 'shutdownServer';
}

function indentationOf(node: ts.Node, tree: ts.SourceFile): string {
  const start = node.getStart(tree);
  const lineStart = tree.text.lastIndexOf('\n', start - 1) + 1;
  return /^[ \t]*/.exec(tree.text.slice(lineStart, start))?.[0] ?? '';
}
