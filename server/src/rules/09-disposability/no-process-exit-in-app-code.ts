import { ts } from 'ts-morph';
import type { FilePath } from '../../core/documents/kinds';
import { ancestor, isFunctionLike, memberName, nodeWithSpan, some } from '../../core/documents/typescript/ast';
import type { Bindings } from '../../core/documents/typescript/bindings';
import { exportedFunctions } from '../../core/documents/typescript/exported-functions';
import { isExitCall } from '../../core/documents/typescript/handler-effects';
import { type HandlerKind, handlerKindOf } from '../../core/documents/typescript/handlers';
import type { HandlerCall } from '../../core/documents/typescript/imports';
import { processListenerOf } from '../../core/documents/typescript/process-events';
import type { AppContext } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import { fixOf } from '../../core/rule/fix';

interface Exit {
  readonly call: ts.CallExpression;
  readonly kind: HandlerKind;
  /** The function of this file through which the handler gets there. */
  readonly through?: string;
}

export default defineRule({
  id: 'disposability/no-process-exit-in-app-code',
  summary: 'A request or a job can end the whole process.',
  why: 'A process answers many requests at a time. When one of them calls `process.exit`, all the others are cut off, nothing is closed, and whoever can trigger that request can stop the service.',
  remedy:
    'Throw an error and let the framework answer it; leave the end of the process to its entry and its signal handlers.',
  messages: {
    request: 'Answering a request can end the process here, and with it all other requests.',
    job: 'Working on a job can end the process here, and with it all other jobs.',
    event: 'An event can end the process here, and with it the work on all others.',
  },
  severity: 'info',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'services', serverless: false },
  typescript: {
    needles: ['process.exit', 'process.abort', 'process.kill', 'process.reallyExit'],
    create: (file) => {
      const calls: ts.CallExpression[] = [];
      return {
        CallExpression(call) {
          if (isExitCall(call, file.bindings)) calls.push(call);
        },
        endOfFile() {
          // The thread of a worker ends alone.
          if (calls.length === 0 || /["'](?:node:)?worker_threads["']/.test(file.text)) return;
          for (const call of calls) {
            const exit = exitOf(call, file.tree, file.bindings);
            if (exit === undefined) {
              const members = exitingFunctions(call, file.tree, file.bindings);
              if (members.length > 0) file.collect(call, { members, fixable: caughtName(call) !== undefined });
              continue;
            }
            const { kind, through } = exit;
            file.report(
              call,
              kind,
              {},
              {
                fixable: caughtName(call) !== undefined,
                because:
                  through === undefined
                    ? `the call stands in the handler of a ${kind}`
                    : `the handler of a ${kind} calls "${through}"`,
              },
            );
          }
        },
      };
    },
  },
  app(context) {
    for (const { file, span, data } of context.collected()) {
      const members = Array.isArray(data['members']) ? data['members'] : [];
      const found = handlerCallOf(context, file, members);
      if (found === undefined) continue;
      const { kind, member } = found.call;
      const name = member.split(/[.#]/).at(-1) || 'what this module exports';
      context.report(
        { file, span },
        kind,
        {},
        {
          fixable: data['fixable'] === true,
          because: `the handler of a ${kind} in ${found.file} calls "${name}"`,
          related: [{ file: found.file, span: found.call.span, message: 'a handler calls it here' }],
        },
      );
    }
  },
  fix(context) {
    // With a semicolon missing, the statement has the span of its call.
    const node = nodeWithSpan(context.tree(), context.finding.span);
    const call = node !== undefined && ts.isExpressionStatement(node) ? node.expression : node;
    const name = call !== undefined && ts.isCallExpression(call) ? caughtName(call) : undefined;
    if (name === undefined) return undefined;
    return fixOf(`Throw "${name}" instead`, 'suggestion', context.file, [
      { span: context.finding.span, text: `throw ${name}` },
    ]);
  },
});

/** The first call of one of the functions that stands in a handler of another file. */
function handlerCallOf(
  { app, closely }: AppContext<HandlerKind, undefined>,
  target: FilePath,
  members: readonly string[],
): { readonly file: FilePath; readonly call: HandlerCall } | undefined {
  for (const file of [...app.importersOf(target)].sort()) {
    // Tests and scripts end only themselves.
    if (![...app.rolesOf(file)].every((role) => role === 'config-module')) continue;
    for (const { specifier, use } of closely(file)?.imports ?? []) {
      if (use?.calls === undefined || app.modules.resolve(file, specifier) !== target) continue;
      const call = use.calls.find(({ member }) => members.includes(member));
      if (call !== undefined) return { file, call };
    }
  }
  return undefined;
}

/** How a handler gets to the call; `undefined` where none certainly does. */
function exitOf(call: ts.CallExpression, tree: ts.SourceFile, bindings: Bindings): Exit | undefined {
  for (let node: ts.Node = call; node.parent !== undefined; node = node.parent) {
    if (!isFunctionLike(node)) continue;
    if (isProcessListener(node, bindings)) return undefined;
    const kind = handlerKindOf(node, bindings);
    if (kind !== undefined) return { call, kind };
    const name = nameOf(node);
    const caller = name === undefined ? undefined : handlerCalling(name, tree, bindings);
    if (name !== undefined && caller !== undefined) return { call, kind: caller, through: name.text };
  }
  return undefined;
}

/** The kind of a handler in this file that calls the function by its name. */
function handlerCalling(name: ts.Identifier, tree: ts.SourceFile, bindings: Bindings): HandlerKind | undefined {
  const declared = bindings.declarationOf(name);
  let found: HandlerKind | undefined;
  some(tree, (node) => {
    if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression) || node.expression.text !== name.text)
      return false;
    if (bindings.declarationOf(node.expression) !== declared) return false;
    for (let outer = ancestor(node, isFunctionLike); outer !== undefined; outer = ancestor(outer, isFunctionLike)) {
      if (isProcessListener(outer, bindings)) return false;
      found ??= handlerKindOf(outer, bindings);
    }
    return found !== undefined;
  });
  return found;
}

function nameOf(node: ts.Node): ts.Identifier | undefined {
  if (ts.isFunctionDeclaration(node)) return node.name;
  const { parent } = node;
  return ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name) ? parent.name : undefined;
}

/** Written in place as a listener of a signal or of a fatal error. */
function isProcessListener(node: ts.Node, bindings: Bindings): boolean {
  return ts.isCallExpression(node.parent) && processListenerOf(node.parent, bindings) !== undefined;
}

/** The name of the error that the statement's own catch clause has caught. */
function caughtName(call: ts.CallExpression): string | undefined {
  const block = ts.isExpressionStatement(call.parent) ? call.parent.parent : undefined;
  const clause = block?.parent;
  if (clause === undefined || !ts.isCatchClause(clause)) return undefined;
  const name = clause.variableDeclaration?.name;
  return name !== undefined && ts.isIdentifier(name) ? name.text : undefined;
}

/** Exported functions of the file that get to the call whenever they run that far: it stands in them or in one they call. */
function exitingFunctions(call: ts.CallExpression, tree: ts.SourceFile, bindings: Bindings): string[] {
  const owner = ownerOf(call);
  if (owner === undefined || isProcessListener(owner, bindings)) return [];
  const exported = exportedFunctions(tree, bindings);
  const own = exported.filter(({ node }) => node === owner);
  if (own.length > 0) return own.map(({ member }) => member);
  const name = nameOf(owner);
  const declared = name && bindings.declarationOf(name);
  if (name === undefined || declared === undefined) return [];
  const callers = exported.filter(({ node }) =>
    some(node, (inner) => {
      if (!ts.isCallExpression(inner) || !ts.isIdentifier(inner.expression)) return false;
      if (inner.expression.text !== name.text || ownerOf(inner) !== node) return false;
      return bindings.declarationOf(inner.expression) === declared;
    }),
  );
  return callers.map(({ member }) => member);
}

/** The function that a node runs in; the call-back of a `catch` belongs to the function around it. */
function ownerOf(node: ts.Node): ts.Node | undefined {
  let owner = ancestor(node, isFunctionLike);
  while (owner !== undefined && ts.isCallExpression(owner.parent) && memberName(owner.parent.expression) === 'catch') {
    owner = ancestor(owner, isFunctionLike);
  }
  return owner;
}
