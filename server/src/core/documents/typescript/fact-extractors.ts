import { ts } from 'ts-morph';
import { SHUTDOWN_LIBRARIES, SHUTDOWN_METHODS, TERMINATION_SIGNAL } from '../../knowledge/shutdown';
import type { ListenFact, ShutdownFact } from '../../workspace/facts';
import { isStringLiteralLike, spanOf } from './ast';
import type { Bindings } from './bindings';
import { CONFIG_MODULE_NEEDLES } from './config-module';
import { readsEnvironment } from './environment-reads';
import { type ImportFact, importOfNode } from './imports';
import { calleeSpan, LISTEN_NEEDLES, listenCallOf } from './listen-calls';
import type { TypeScriptListeners } from './listeners';

/** Facts that several rules share; gathered in the same walk as the findings. */
export interface FactSink {
  readonly imports: ImportFact[];
  readonly listens: ListenFact[];
  readonly shutdowns: ShutdownFact[];
}

/** Substrings without which a file holds none of these facts (imports aside, which the text scan gives). */
export const FACT_NEEDLES: readonly string[] = [
  ...LISTEN_NEEDLES,
  TERMINATION_SIGNAL,
  // Whether a suppression stands in a comment or in a string, only the tree tells.
  'twelve-factor-disable',
  ...SHUTDOWN_METHODS,
  ...SHUTDOWN_LIBRARIES,
  ...CONFIG_MODULE_NEEDLES,
];

export function factListeners(sink: FactSink, bindings: Bindings): TypeScriptListeners {
  const addImport = (node: ts.Node): void => {
    const fact = importOfNode(node);
    if (fact === undefined) return;
    sink.imports.push(fact);
    if (fact.kind !== 'type' && SHUTDOWN_LIBRARIES.has(fact.specifier)) {
      sink.shutdowns.push({ span: fact.span, how: 'library' });
    }
  };
  const addListen = (node: ts.CallExpression | ts.NewExpression): void => {
    const listen = listenCallOf(node, bindings);
    if (listen === undefined) return;
    sink.listens.push({
      span: calleeSpan(listen),
      framework: listen.framework,
      certain: listen.certain,
      port: portKind(listen.port, bindings),
    });
  };
  return {
    ImportDeclaration: addImport,
    ExportDeclaration: addImport,
    ImportEqualsDeclaration: addImport,
    NewExpression: addListen,
    CallExpression(call) {
      addImport(call);
      addListen(call);
      const { expression } = call;
      if (ts.isPropertyAccessExpression(expression) && SHUTDOWN_METHODS.has(expression.name.text)) {
        sink.shutdowns.push({ span: spanOf(call), how: 'framework' });
      }
    },
    StringLiteral(literal) {
      if (literal.text === TERMINATION_SIGNAL && isHandled(literal)) {
        sink.shutdowns.push({ span: spanOf(literal), how: 'handler' });
      }
    },
    NoSubstitutionTemplateLiteral(literal) {
      if (literal.text === TERMINATION_SIGNAL) sink.shutdowns.push({ span: spanOf(literal), how: 'handler' });
    },
  };
}

/** `'SIGTERM'` sent to another process (`child.kill('SIGTERM')`) handles nothing; anything else may register a handler. */
function isHandled(literal: ts.StringLiteral): boolean {
  const call = literal.parent;
  if (!ts.isCallExpression(call) || !call.arguments.includes(literal)) return true;
  const callee = call.expression;
  const name = ts.isPropertyAccessExpression(callee) ? callee.name.text : ts.isIdentifier(callee) ? callee.text : '';
  return !/^(?:kill|emit|stop|terminate|treeKill|sendSignal)$/.test(name);
}

function portKind(port: ts.Expression | undefined, bindings: Bindings): ListenFact['port'] {
  if (port === undefined) return 'unknown';
  if (readsEnvironment(port, bindings)) return 'environment';
  const value = bindings.resolve(port);
  return ts.isNumericLiteral(value) || isStringLiteralLike(value) ? 'literal' : 'unknown';
}
