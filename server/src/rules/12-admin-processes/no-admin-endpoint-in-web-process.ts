import { ts } from 'ts-morph';
import {
  isFunctionLike,
  isStringLiteralLike,
  memberName,
  propertyName,
  some,
  unwrap,
} from '../../core/documents/typescript/ast';
import type { Bindings } from '../../core/documents/typescript/bindings';
import { isGuardedByDevelopment } from '../../core/documents/typescript/guards';
import { bodyOf } from '../../core/documents/typescript/handler-effects';
import { handlerKindOf, registeredFunctions } from '../../core/documents/typescript/handlers';
import {
  ADMIN_CALL,
  ADMIN_NEEDLES,
  ADMIN_PATH,
  ADMIN_TEXT,
  BULK_DELETE,
  VM_RUN,
} from '../../core/knowledge/admin-endpoints';
import { defineRule } from '../../core/rule/define-rule';
import { listed } from '../../core/rule/list-options';
import { listeningFiles, reasonToServe, startersOf } from '../../core/workspace/served-files';

export default defineRule({
  id: 'admin-processes/no-admin-endpoint-in-web-process',
  summary: 'A task of administration is run by a request to the web process.',
  why: 'Whoever finds the address can run it, a time-out of the request cuts it off half-way, a retry runs it twice, and it takes memory and time from the requests of everybody else.',
  remedy: 'Make it a script of the same release, and run it as a one-off process.',
  messages: {
    route: 'A request to "{{path}}" runs "{{task}}" in the process that serves requests.',
    console: '"{{name}}" opens a console in the process that serves requests.',
    code: '"{{name}}" runs code in the process that serves requests whenever a request asks for it.',
  },
  severity: 'info',
  preset: 'strict',
  confidence: 'likely',
  fixable: 'no',
  since: '0.1.0',
  applies: { to: 'services' },
  ...listed({
    entry: ['task', 'tasks'],
    example: 'reset*',
    subjects: ['task', 'name'],
  }),
  typescript: {
    needles: ADMIN_NEEDLES,
    concerns: (text) => ADMIN_TEXT.test(text),
    create: (file) => {
      const { bindings } = file;
      const collect = (at: ts.Node, kind: string, data: Record<string, string>): void =>
        file.collect(at, { kind, ...data, development: isGuardedByDevelopment(at, bindings) });
      return {
        CallExpression(call) {
          const route = routeOf(call, bindings);
          if (route !== undefined) collect(call.arguments[0] ?? call, 'route', route);
          const reference = bindings.importOf(call.expression);
          if (reference?.module === 'repl' && reference.member === 'start')
            collect(call.expression, 'console', { name: 'repl.start' });
          else if (reference?.module === 'vm' && VM_RUN.test(reference.member) && isInHandler(call, bindings))
            collect(call.expression, 'code', { name: `vm.${reference.member}` });
          else if (
            ts.isIdentifier(call.expression) &&
            bindings.isGlobal(call.expression, 'eval') &&
            isInHandler(call, bindings)
          )
            collect(call.expression, 'code', { name: 'eval' });
        },
        MethodDeclaration(method) {
          const path = decoratedPath(method, bindings);
          const task = path === undefined || method.body === undefined ? undefined : taskIn(method.body, bindings);
          if (path !== undefined && task !== undefined) collect(method.name, 'route', { path, task });
        },
      };
    },
  },
  app(context) {
    const { app } = context;
    const listening = listeningFiles(app);
    const served = app.reachableFrom([...new Set([...listening, ...startersOf(app, listening)])]);
    for (const { file, span, data } of context.collected()) {
      if (!served.has(file)) continue;
      const options = {
        ...(data['development'] === true ? { severity: 'hint' as const } : {}),
        because: reasonToServe(app, file),
      };
      const at = { file, span };
      if (data['kind'] === 'route')
        context.report(at, 'route', { path: String(data['path']), task: String(data['task']) }, options);
      else context.report(at, data['kind'] === 'console' ? 'console' : 'code', { name: String(data['name']) }, options);
    }
  },
});

/** `app.post('/admin/migrate', handler)` whose handler certainly calls such a task. */
function routeOf(call: ts.CallExpression, bindings: Bindings): { path: string; task: string } | undefined {
  const [path] = call.arguments;
  if (!isStringLiteralLike(path) || !ADMIN_PATH.test(path.text)) return undefined;
  const registered = registeredFunctions(call, bindings);
  if (registered?.kind !== 'request') return undefined;
  for (const { body } of registered.functions) {
    const task = body && taskIn(body, bindings);
    if (task !== undefined) return { path: path.text, task };
  }
  return undefined;
}

/** `@Post('seed')` of Nest. */
function decoratedPath(method: ts.MethodDeclaration, bindings: Bindings): string | undefined {
  for (const { expression } of ts.getDecorators(method) ?? []) {
    if (!ts.isCallExpression(expression) || bindings.importOf(expression.expression)?.module !== '@nestjs/common')
      continue;
    const path = bindings.staticString(expression.arguments[0]);
    if (path !== undefined && ADMIN_PATH.test(path)) return path;
    if (path === undefined && ADMIN_PATH.test(propertyName(method.name) ?? '')) return propertyName(method.name);
  }
  return undefined;
}

/** The call that does it, in the handler or in a function of the file that it calls. */
function taskIn(body: ts.Node, bindings: Bindings, depth = 0): string | undefined {
  let found: string | undefined;
  some(body, (node) => {
    if (!ts.isCallExpression(node)) return false;
    const callee = unwrap(node.expression);
    const name = ts.isIdentifier(callee) ? callee.text : memberName(callee);
    if (name === undefined) return false;
    if (ADMIN_CALL.test(name) || (BULK_DELETE.test(name) && hasNoCondition(node))) found = name;
    else if (depth < 2 && ts.isIdentifier(callee)) {
      const inner = bodyOf(callee, bindings);
      if (inner !== undefined) found = taskIn(inner, bindings, depth + 1);
    }
    return found !== undefined;
  });
  return found;
}

/** `deleteMany()`, `deleteMany({})` of a table or a collection. */
function hasNoCondition({ expression, arguments: given }: ts.CallExpression): boolean {
  const name = memberName(expression);
  if (name !== 'deleteMany' && name !== 'destroyAll') return false;
  const [condition] = given;
  return condition === undefined || (ts.isObjectLiteralExpression(condition) && condition.properties.length === 0);
}

function isInHandler(node: ts.Node, bindings: Bindings): boolean {
  for (let current: ts.Node = node; current.parent !== undefined; current = current.parent) {
    if (isFunctionLike(current) && handlerKindOf(current, bindings) === 'request') return true;
  }
  return false;
}
