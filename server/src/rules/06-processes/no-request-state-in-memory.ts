import { ISSUED_NAME, mayKeepState, TRANSIENT_NAME } from '../../core/knowledge/request-handlers';
import { defineRule } from '../../core/rule/define-rule';
import { listed } from '../../core/rule/list-options';
import { linkStates, requestStateListeners } from '../../core/workspace/request-states';

export default defineRule({
  id: 'processes/no-request-state-in-memory',
  summary: 'A request leaves data in a variable of the module, where another request looks for it.',
  why: 'The next request may reach another process, which knows nothing of it; a restart or a deploy loses it. What has to outlive a request belongs in a backing service.',
  remedy: 'Keep it in a database or a store such as Redis, whose address comes from the environment.',
  messages: {
    state: 'Requests keep data in "{{name}}", which this process alone knows and the next restart loses.',
    issued: 'Requests are checked against "{{name}}", which this process alone knows and the next restart loses.',
  },
  severity: 'info',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'no',
  since: '0.1.0',
  applies: { to: 'services' },
  ...listed({
    entry: ['name', 'names'],
    example: '*Registry',
    subjects: ['name'],
  }),
  typescript: {
    needles: [],
    concerns: (text) => mayKeepState(text, isLeftOut),
    create: (file) => requestStateListeners(file, isLeftOut),
  },
  app(context) {
    for (const { file, span, key, writes, reads, fills } of linkStates(context)) {
      const write = writes.find(({ written }) => written === 'data');
      const [read] = reads;
      const [fill] = fills;
      if (write === undefined && read !== undefined && fill !== undefined && ISSUED_NAME.test(key)) {
        const because = 'a function puts in what it is given while the app runs, and a handler looks it up';
        const related = [
          { file: fill.file, span: fill.span, message: 'it is filled here' },
          { file: read.file, span: read.span, message: 'a handler reads it here' },
        ];
        context.report({ file, span }, 'issued', { name: key }, { because, related });
        continue;
      }
      if (write === undefined || read === undefined) continue;
      const isNear = write.from === file;
      context.report(
        { file, span },
        'state',
        { name: key },
        {
          ...(write.development ? { severity: 'hint' } : {}),
          because: isNear
            ? 'a request handler puts data of its request into it, and a handler reads it'
            : `a request handler of ${write.from} puts data of its request into it, and a handler reads it`,
          related: [
            { file: write.file, span: write.span, message: 'data of a request is kept here' },
            { file: read.file, span: read.span, message: 'a handler reads it here' },
          ],
        },
      );
    }
  },
});

function isLeftOut(name: string): boolean {
  return TRANSIENT_NAME.test(name);
}
