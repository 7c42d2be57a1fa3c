import { ts } from 'ts-morph';
import { nodeWithSpan, statementOf } from '../core/documents/typescript/ast';
import { Bindings } from '../core/documents/typescript/bindings';
import { type ListenCall, listenCallOf } from '../core/documents/typescript/listen-calls';
import { SERVER_CLOSINGS } from '../core/knowledge/shutdown';
import type { Edit } from '../core/text/edits';
import type { Span } from '../core/text/span';
import { closingCalls } from './closable-clients';
import { isFreeName } from './module-imports';
import { indentationAt, type SourceStyle, styleOf } from './source-style';

/**
 * Inserts a SIGTERM handler behind the listen call at the span: it stops accepting, lets open requests finish, closes the
 * clients that the file makes, and exits. Nest gets its shutdown hooks. A handle that the code does not keep is given a
 * name. `undefined` where the place is no such call, or one around which statements cannot be put.
 */
export function shutdownEdits(tree: ts.SourceFile, span: Span): Edit[] | undefined {
  const bindings = new Bindings(tree);
  const node = callAround(nodeWithSpan(tree, span));
  const listen = node && listenCallOf(node, bindings);
  const by = listen && SERVER_CLOSINGS.get(listen.framework)?.by;
  if (listen === undefined || by === undefined) return undefined;
  const place = placeOf(listen.call);
  if (place === undefined) return undefined;
  const writer: Writer = { tree, place, style: styleOf(tree) };
  const receiver = listen.receiver === undefined ? undefined : plainText(listen.receiver, tree);
  if (by === 'hooks') return receiver === undefined ? undefined : hooksEdits(writer, receiver);
  const calls = closingCalls(tree, place.statement, bindings);
  if (by === 'promise') {
    return receiver === undefined
      ? undefined
      : withHandler(writer, closingPromise(`${receiver}.close()`, calls, writer.style));
  }
  const handle = by === 'result' ? undefined : receiver;
  if (handle !== undefined) {
    const server = by === 'member' ? `${handle}.server` : handle;
    return withHandler(writer, closingServer(server, calls, writer.style));
  }
  return by === 'member' ? undefined : namedServer(writer, listen, calls);
}

/** The call of a callee, or of its last name. */
function callAround(node: ts.Node | undefined): ts.Node | undefined {
  for (let current = node; current !== undefined && !ts.isStatement(current); current = current.parent) {
    if (ts.isCallExpression(current) || ts.isNewExpression(current)) return current;
  }
  return undefined;
}

/** Whether `shutdownEdits` has an answer for the call; looks at its surroundings only, since it is asked at each keystroke. */
export function canShutDown(listen: ListenCall, tree: ts.SourceFile): boolean {
  const by = SERVER_CLOSINGS.get(listen.framework)?.by;
  const place = by === undefined ? undefined : placeOf(listen.call);
  if (by === undefined || place === undefined) return false;
  const receiver = listen.receiver === undefined ? undefined : plainText(listen.receiver, tree);
  if (by === 'hooks') return receiver !== undefined && place.kind === 'in-block';
  return by === 'result' || receiver !== undefined;
}

/**
 * The call that closes the server of a listen call and gives a promise or takes a callback; `undefined` where the code
 * keeps no handle.
 */
export function serverClosing(
  listen: ListenCall,
  tree: ts.SourceFile,
): { readonly call: string; readonly by: 'callback' | 'promise'; readonly statement: ts.Statement } | undefined {
  const by = SERVER_CLOSINGS.get(listen.framework)?.by;
  const place = by === undefined ? undefined : placeOf(listen.call);
  if (by === undefined || place === undefined || place.kind === 'arrow') return undefined;
  const { statement } = place;
  const receiver = listen.receiver === undefined ? undefined : plainText(listen.receiver, tree);
  const handle =
    by === 'result' ? handleOf(place.expression, tree) : by === 'member' && receiver ? `${receiver}.server` : receiver;
  if (handle === undefined) return undefined;
  const access = by === 'result' && mayBeMissing(handle, tree) ? `${handle}?` : handle;
  return { call: `${access}.close`, by: by === 'promise' || by === 'hooks' ? 'promise' : 'callback', statement };
}

/** Where a call stands, and what has to be done so that statements can follow it. */
interface Place {
  readonly call: ts.CallExpression | ts.NewExpression;
  readonly statement: ts.Statement;
  /**
   * - `in-block`: among other statements
   * - `alone`: the whole body of an `if` or loop, which needs braces
   * - `arrow`: the expression an arrow function gives
   */
  readonly kind: 'in-block' | 'alone' | 'arrow';
  /** The expression that the statement consists of; with `await` before it where there is one. */
  readonly expression: ts.Expression;
}

interface Writer {
  readonly tree: ts.SourceFile;
  readonly place: Place;
  readonly style: SourceStyle;
}

function placeOf(call: ts.CallExpression | ts.NewExpression): Place | undefined {
  let expression: ts.Expression = call;
  while (ts.isAwaitExpression(expression.parent) || ts.isVoidExpression(expression.parent))
    expression = expression.parent;
  const statement = statementOf(call);
  for (let node: ts.Node = call; node !== statement; node = node.parent) {
    if (ts.isArrowFunction(node.parent) && node.parent.body === node) {
      return node === expression && ts.isStatement(statement)
        ? { call, statement, kind: 'arrow', expression }
        : undefined;
    }
    if (isBranch(node)) return undefined;
    if (ts.isExpressionStatement(node) && !isListed(node))
      return node.expression === expression ? { call, statement: node, kind: 'alone', expression } : undefined;
  }
  if (!ts.isStatement(statement) || ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement))
    return undefined;
  return { call, statement, kind: 'in-block', expression };
}

/** The call may not happen, or happens later: what follows the statement cannot rely on it. */
function isBranch(node: ts.Node): boolean {
  if (ts.isFunctionLike(node) || ts.isClassLike(node) || ts.isConditionalExpression(node)) return true;
  if (ts.isIterationStatement(node, false) || ts.isIfStatement(node)) return true;
  return ts.isBinaryExpression(node) && /^(?:&&|\|\||\?\?)/.test(node.operatorToken.getText());
}

function isListed(node: ts.Statement): boolean {
  const { parent } = node;
  return ts.isSourceFile(parent) || ts.isBlock(parent) || ts.isModuleBlock(parent) || ts.isCaseOrDefaultClause(parent);
}

function hooksEdits({ tree, place, style }: Writer, receiver: string): Edit[] | undefined {
  if (place.kind !== 'in-block') return undefined;
  const start = place.statement.getStart(tree);
  const indent = indentationAt(tree.text, start);
  const line = `${receiver}.enableShutdownHooks()${style.semicolon}${style.lineBreak}${indent}`;
  return [{ span: { start, end: start }, text: line }];
}

/** A Node server that the call gives: under the name it has, or under a new one. */
function namedServer(writer: Writer, listen: ListenCall, calls: readonly string[]): Edit[] | undefined {
  const { tree, place, style } = writer;
  const { statement, expression, kind } = place;
  const known = handleOf(expression, tree);
  if (known !== undefined) {
    const access = mayBeMissing(known, tree) ? `${known}?` : known;
    return withHandler(writer, closingServer(access, calls, style));
  }
  const name = ['server', 'httpServer', 'listeningServer', 'shutdownServer'].find((one) => isFreeName(tree, one));
  if (name === undefined) return undefined;
  const handler = closingServer(name, calls, style);
  if (kind !== 'in-block') return withHandler(writer, handler, name);
  const start = statement.getStart(tree);
  if (ts.isExpressionStatement(statement) && statement.expression === expression && !ts.isVoidExpression(expression)) {
    return [{ span: { start, end: start }, text: `const ${name} = ` }, ...withHandler(writer, handler)];
  }
  // Anywhere else the call gets a statement of its own before.
  const indent = indentationAt(tree.text, start);
  const lines = [
    `const ${name} = ${listen.call.getText(tree)}${style.semicolon}`,
    ...handler.map((line) => indented(line, indent)),
  ];
  const call = { start: listen.call.getStart(tree), end: listen.call.end };
  return [
    { span: { start, end: start }, text: lines.join(style.lineBreak) + style.lineBreak.repeat(2) + indent },
    { span: call, text: name },
  ];
}

/** Puts the handler behind the statement, in braces where the statement stands alone. */
function withHandler({ tree, place, style }: Writer, handler: readonly string[], name?: string): Edit[] {
  const { statement, kind, expression } = place;
  const { lineBreak } = style;
  const start = kind === 'arrow' ? expression.getStart(tree) : statement.getStart(tree);
  const end = kind === 'arrow' ? expression.end : statement.end;
  const indent = indentationAt(tree.text, start);
  if (kind === 'in-block') {
    return [{ span: { start: end, end }, text: handler.map((line) => lineBreak + indented(line, indent)).join('') }];
  }
  const outer = kind === 'arrow' ? indent : indentationAt(tree.text, statement.parent.getStart(tree));
  const inner = outer + style.indent;
  const body = tree.text.slice(start, end);
  const first = `${name === undefined ? '' : `const ${name} = `}${body}${kind === 'arrow' ? style.semicolon : ''}`;
  const last = kind === 'arrow' && name !== undefined ? ['', `return ${name}${style.semicolon}`] : [];
  const lines = ['{', inner + first, ...[...handler, ...last].map((line) => indented(line, inner)), `${outer}}`];
  return [{ span: { start, end }, text: lines.join(lineBreak) }];
}

function indented(line: string, indent: string): string {
  return line === '' ? '' : indent + line;
}

/** Begins with an empty line. The timer keeps a connection that never ends from using up the platform's patience. */
function closingServer(server: string, calls: readonly string[], style: SourceStyle): string[] {
  const { semicolon: end, indent } = style;
  const close =
    calls.length === 0
      ? [`${server}.close(() => process.exit(0))${end}`]
      : [
          `${server}.close(async () => {`,
          ...calls.map((call) => `${indent}await ${call}${end}`),
          `${indent}process.exit(0)${end}`,
          `})${end}`,
        ];
  return handler([...close, `setTimeout(() => process.exit(1), 10_000).unref()${end}`], style);
}

function closingPromise(close: string, calls: readonly string[], style: SourceStyle): string[] {
  const { semicolon: end, indent } = style;
  if (calls.length === 0) return handler([`void ${close}.then(() => process.exit(0))${end}`], style);
  const body = calls.map((call) => `${indent}await ${call}${end}`);
  return handler([`void ${close}.then(async () => {`, ...body, `${indent}process.exit(0)${end}`, `})${end}`], style);
}

function handler(body: readonly string[], { quote, semicolon, indent }: SourceStyle): string[] {
  return ['', `process.on(${quote}SIGTERM${quote}, () => {`, ...body.map((line) => indent + line), `})${semicolon}`];
}

/** The name a server is known by after the call: `const server = app.listen(…)`, `this.server = app.listen(…)`. */
function handleOf(expression: ts.Expression, tree: ts.SourceFile): string | undefined {
  const { parent } = expression;
  if (ts.isVariableDeclaration(parent)) return ts.isIdentifier(parent.name) ? parent.name.text : undefined;
  if (!ts.isBinaryExpression(parent) || parent.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return undefined;
  const text = plainText(parent.left, tree);
  return text === undefined || /^(?:module\.)?exports\b/.test(text) ? undefined : text;
}

/** A field or variable declared as `server?: Server` or `Server | undefined`, which a closure does not narrow. */
function mayBeMissing(handle: string, tree: ts.SourceFile): boolean {
  const name = handle.replace(/^.*\./, '').replace(/[$#]/g, '\\$&');
  return new RegExp(`(?<![\\w$])${name}(?:\\?\\s*:|\\s*:[^;=\\n]*\\b(?:undefined|null)\\b)`).test(tree.text);
}

/** Names and members that can be written again without a second effect. */
function plainText(node: ts.Expression, tree: ts.SourceFile): string | undefined {
  const text = node.getText(tree);
  return /^(?:this\.)?#?[\w$]+(?:\.#?[\w$]+)*$/.test(text) ? text : undefined;
}
