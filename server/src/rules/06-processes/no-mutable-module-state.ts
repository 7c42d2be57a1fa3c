import { CACHE_NAME, mayKeepState, TRANSIENT_NAME } from '../../core/knowledge/request-handlers';
import { defineRule } from '../../core/rule/define-rule';
import { listed } from '../../core/rule/list-options';
import { linkStates, requestStateListeners } from '../../core/workspace/request-states';

export default defineRule({
  id: 'processes/no-mutable-module-state',
  summary: 'Requests change what a module of the process keeps, and others look at it.',
  why: 'Each process has its own, from its own start on: counts differ from process to process, and whoever is connected to another process is missing in the list.',
  remedy:
    'Keep it in a backing service, or pass messages between the processes through one; keep in memory only what one request needs.',
  messages: {
    state: 'Requests change "{{name}}", which every process has for itself.',
    connection: '"{{name}}" lists connections of this process only; those of other processes are not in it.',
    count: '"{{name}}" counts in this process only, and from its start on.',
  },
  severity: 'hint',
  preset: 'strict',
  confidence: 'likely',
  fixable: 'no',
  since: '0.1.0',
  applies: { to: 'services' },
  ...listed({
    entry: ['name', 'names'],
    example: '*Registry',
    subjects: ['name'],
  }),
  yieldsTo: ['processes/no-request-state-in-memory'],
  typescript: {
    needles: [],
    concerns: (text) => mayKeepState(text, isLeftOut),
    create: (file) => requestStateListeners(file, isLeftOut),
  },
  app(context) {
    for (const { file, span, key, writes, reads } of linkStates(context)) {
      const [write] = writes;
      const [read] = reads;
      if (write === undefined || read === undefined) continue;
      // The rule about data of requests says it where the name leaves no doubt.
      const isSure = writes.some(({ written }) => written === 'data');
      if (isSure && !TRANSIENT_NAME.test(key.slice(key.lastIndexOf('.') + 1))) continue;
      const kind = isSure ? 'state' : write.written === 'count' ? 'count' : 'connection';
      context.report(
        { file, span },
        kind,
        { name: key },
        {
          because: `a handler of ${write.from} changes it, and a handler of ${read.from} reads it`,
          related: [
            { file: write.file, span: write.span, message: 'it is changed here' },
            { file: read.file, span: read.span, message: 'it is read here' },
          ],
        },
      );
    }
  },
});

function isLeftOut(name: string): boolean {
  return CACHE_NAME.test(name);
}
