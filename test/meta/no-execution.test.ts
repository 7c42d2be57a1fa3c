import assert from 'node:assert/strict';
import { ts } from 'ts-morph';
import { forEachNode, importsOf, parseSource, placeOf, type Source, sourcesIn } from '../support/sources';

/** Modules that start processes, open connections or run code. The language server's own transport is a library's matter. */
const FORBIDDEN: ReadonlySet<string> = new Set([
  'child_process',
  'cluster',
  'dgram',
  'dns',
  'http',
  'http2',
  'https',
  'inspector',
  'net',
  'repl',
  'tls',
  'vm',
  'wasi',
  'worker_threads',
]);
/** Globals that reach the network or run text as code. */
const FORBIDDEN_GLOBALS: ReadonlySet<string> = new Set([
  'eval',
  'fetch',
  'Function',
  'EventSource',
  'WebSocket',
  'XMLHttpRequest',
]);

const sources = sourcesIn('server/src');

describe('invariant 8: nothing of the project is executed', () => {
  it('the server imports nothing that starts a process or opens a connection', () => {
    const wrong = sources.flatMap((source) =>
      importsOf(source)
        .filter((specifier) => FORBIDDEN.has(specifier.replace(/^node:/, '').replace(/\/.*$/, '')))
        .map((specifier) => `${source.path} imports ${specifier}`),
    );
    assert.deepEqual(wrong, []);
  });

  it('the server runs no text as code and calls nothing on the network', () => {
    assert.deepEqual(sources.flatMap(forbiddenReferences), []);
  });

  it('the server loads modules by constant names only', () => {
    assert.deepEqual(sources.flatMap(dynamicLoads), []);
  });
});

function forbiddenReferences(source: Source): string[] {
  const found: string[] = [];
  forEachNode(parseSource(source), (node) => {
    const isCalled = ts.isCallExpression(node) || ts.isNewExpression(node);
    if (!isCalled || !ts.isIdentifier(node.expression)) return;
    if (FORBIDDEN_GLOBALS.has(node.expression.text)) found.push(`${placeOf(source, node)} ${node.expression.text}`);
  });
  return found;
}

function dynamicLoads(source: Source): string[] {
  const found: string[] = [];
  forEachNode(parseSource(source), (node) => {
    if (!ts.isCallExpression(node)) return;
    const { expression } = node;
    const isLoad =
      expression.kind === ts.SyntaxKind.ImportKeyword ||
      (ts.isIdentifier(expression) && (expression.text === 'require' || expression.text === 'createRequire'));
    const [argument] = node.arguments;
    if (isLoad && (argument === undefined || !ts.isStringLiteralLike(argument))) found.push(placeOf(source, node));
  });
  return found;
}
