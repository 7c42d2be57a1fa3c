import { spanOf } from '../../core/documents/typescript/ast';
import { isGuardedByDevelopment } from '../../core/documents/typescript/guards';
import {
  type FunctionNode,
  type RequestHandler,
  requestHandlerOf,
} from '../../core/documents/typescript/request-handlers';
import { requestStates } from '../../core/documents/typescript/request-state';
import { defineRule } from '../../core/rule/define-rule';

/** A variable of the module that may change: without one there is no state. */
const MODULE_VARIABLE =
  /^\uFEFF?(?:export )?(?:(?:let|var) \w|const \w+[^=\n]*=\s*(?:new (?:Map|Set)\b|[[{])|const \w+[^=\n]*\n)/m;

export default defineRule({
  id: 'processes/no-request-state-in-memory',
  summary: 'A request leaves data in a variable of the module, where another request looks for it.',
  why: 'The next request may reach another process, which knows nothing of it; a restart or a deploy loses it. What has to outlive a request belongs in a backing service.',
  remedy: 'Keep it in a database or a store such as Redis, whose address comes from the environment.',
  messages: { state: 'Requests keep data in "{{name}}", which this process alone knows and the next restart loses.' },
  severity: 'info',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'no',
  since: '0.1.0',
  applies: { to: 'services' },
  typescript: {
    needles: ['req', 'Context', 'hono', 'koa', 'bullmq', '@nestjs/common'],
    concerns: (text) => MODULE_VARIABLE.test(text),
    create: (file) => {
      const { bindings } = file;
      const handlers: RequestHandler[] = [];
      const check = (node: FunctionNode): void => {
        const handler = requestHandlerOf(node, bindings);
        if (handler !== undefined) handlers.push(handler);
      };
      return {
        FunctionDeclaration: check,
        FunctionExpression: check,
        ArrowFunction: check,
        MethodDeclaration: check,
        endOfFile() {
          for (const { name, write, read } of requestStates(file.tree, handlers, bindings)) {
            file.report(
              name,
              'state',
              { name: name.text },
              {
                ...(isGuardedByDevelopment(write, bindings) ? { severity: 'hint' } : {}),
                because: 'a request handler puts data of its request into it, and a handler reads it',
                related: [
                  { file: file.file, span: spanOf(write), message: 'data of a request is kept here' },
                  { file: file.file, span: spanOf(read), message: 'a handler reads it here' },
                ],
              },
            );
          }
        },
      };
    },
  },
});
