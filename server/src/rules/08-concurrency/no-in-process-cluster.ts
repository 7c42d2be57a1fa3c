import { defineRule } from '../../core/rule/define-rule';

export default defineRule({
  id: 'concurrency/no-in-process-cluster',
  summary: 'The app forks copies of itself instead of leaving the number of processes to the platform.',
  why: 'The platform sees one process where there are many: it cannot scale, limit, restart or observe them one by one, and memory limits are shared by accident.',
  remedy:
    'Run one process per container and scale with replicas or a process formation; keep worker threads for CPU work inside a request.',
  messages: {
    fork: 'The process forks copies of itself with "cluster".',
    library: '"{{module}}" forks copies of the process.',
  },
  severity: 'info',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'no',
  since: '0.1.0',
  applies: { to: 'services', serverless: false },
  app(context) {
    const inContainer = context.app.dockerfiles.some(({ development }) => !development);
    const severity = inContainer ? ({ severity: 'warning' } as const) : {};
    const because = inContainer
      ? 'the app also runs as a container, where the platform starts the copies'
      : 'the call starts a copy of this process';
    for (const { file, facts } of context.app.factsOf('typescript')) {
      // One finding per file: the forks after the first restart what died.
      const [fork] = facts.forks;
      if (fork === undefined) continue;
      const { span, module } = fork;
      if (module === 'cluster') context.report({ file, span }, 'fork', {}, { ...severity, because });
      else context.report({ file, span }, 'library', { module }, { ...severity, because });
    }
  },
});
