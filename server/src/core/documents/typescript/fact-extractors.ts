import { ts } from 'ts-morph';
import { CLUSTER_LIBRARIES, CLUSTER_NEEDLES } from '../../knowledge/cluster-libraries';
import { SHUTDOWN_LIBRARIES, SHUTDOWN_METHODS, TERMINATION_SIGNAL } from '../../knowledge/shutdown';
import type { ForkFact, ListenFact, ShutdownFact } from '../../workspace/facts';
import { isStringLiteralLike, some, spanOf } from './ast';
import type { Bindings } from './bindings';
import { CONFIG_MODULE_NEEDLES } from './config-module';
import { environmentNameOf, readsEnvironment } from './environment-reads';
import { type ImportFact, importOfNode } from './imports';
import { calleeSpan, LISTEN_NEEDLES, listenCallOf } from './listen-calls';
import type { TypeScriptListeners } from './listeners';

/** Takes the facts that several rules share; they are gathered in the same walk as the findings. */
export interface FactSink {
  addImport(fact: ImportFact): void;
  addListen(fact: ListenFact): void;
  addShutdown(fact: ShutdownFact): void;
  addFork(fact: ForkFact): void;
}

/** Substrings without which a file holds none of these facts (imports aside, which the text scan gives). */
export const FACT_NEEDLES: readonly string[] = [
  ...LISTEN_NEEDLES,
  TERMINATION_SIGNAL,
  // Whether a suppression stands in a comment or in a string, only the tree tells.
  'twelve-factor-disable',
  ...SHUTDOWN_METHODS,
  ...SHUTDOWN_LIBRARIES,
  ...CLUSTER_NEEDLES,
  ...CONFIG_MODULE_NEEDLES,
];

export function factListeners(sink: FactSink, bindings: Bindings): TypeScriptListeners {
  const addImport = (node: ts.Node): void => {
    const fact = importOfNode(node);
    if (fact === undefined) return;
    sink.addImport(fact);
    if (fact.kind !== 'type' && SHUTDOWN_LIBRARIES.has(fact.specifier)) {
      sink.addShutdown({ span: fact.span, how: 'library' });
    }
  };
  const addListen = (node: ts.CallExpression | ts.NewExpression): void => {
    const listen = listenCallOf(node, bindings);
    if (listen === undefined) return;
    sink.addListen({
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
      const module = forkingModuleOf(call, bindings);
      if (module !== undefined) {
        const isOnDemand = isUnderVariable(call, bindings);
        sink.addFork({ span: spanOf(call.expression), module, ...(isOnDemand && { onDemand: true }) });
      }
      const { expression } = call;
      if (ts.isPropertyAccessExpression(expression) && SHUTDOWN_METHODS.has(expression.name.text)) {
        sink.addShutdown({ span: spanOf(call), how: 'framework' });
      }
    },
    StringLiteral(literal) {
      if (literal.text === TERMINATION_SIGNAL && isHandled(literal)) {
        sink.addShutdown({ span: spanOf(literal), how: 'handler' });
      }
    },
    NoSubstitutionTemplateLiteral(literal) {
      if (literal.text === TERMINATION_SIGNAL) sink.addShutdown({ span: spanOf(literal), how: 'handler' });
    },
  };
}

/** `cluster.fork()`, or the call of a library that forks. */
function forkingModuleOf(call: ts.CallExpression, bindings: Bindings): string | undefined {
  const reference = bindings.importOf(call.expression);
  if (reference === undefined) return undefined;
  const isFork = reference.module === 'cluster' && reference.member === 'fork';
  return isFork || (CLUSTER_LIBRARIES.has(reference.module) && reference.member === '') ? reference.module : undefined;
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

/** `const count = parse(process.env.WORKERS); if (count) …`: without the variable, nothing of it happens. */
function isUnderVariable(node: ts.Node, bindings: Bindings): boolean {
  for (let child = node; child.parent !== undefined; child = child.parent) {
    const { parent } = child;
    if (!ts.isIfStatement(parent) || child !== parent.thenStatement) continue;
    const condition = bindings.resolve(parent.expression);
    const reads = some(condition, (part) => ts.isExpression(part) && environmentNameOf(part, bindings) !== undefined);
    const hasDefault = some(condition, (part) => ts.isBinaryExpression(part) && FALLBACKS.has(part.operatorToken.kind));
    if (reads && !hasDefault) return true;
  }
  return false;
}

const FALLBACKS: ReadonlySet<ts.SyntaxKind> = new Set([ts.SyntaxKind.BarBarToken, ts.SyntaxKind.QuestionQuestionToken]);
