import { defineRule } from '../../core/rule/define-rule';

/** Libraries whose one purpose is to fork the service inside its own container. */
const CLUSTER_LIBRARIES: ReadonlySet<string> = new Set([
  'throng',
  'recluster',
  'sticky-cluster',
  'express-cluster',
  'cluster-service',
]);

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
  typescript: {
    needles: ['cluster', 'throng'],
    perStatement: true,
    create: (file) => ({
      CallExpression(call) {
        const reference = file.bindings.importOf(call.expression);
        if (reference === undefined) return;
        const isFork = reference.module === 'cluster' && reference.member === 'fork';
        const isLibrary = CLUSTER_LIBRARIES.has(reference.module) && reference.member === '';
        if (!isFork && !isLibrary) return;
        // One finding per file: the forks after the first restart what died.
        file.collect(call.expression, { kind: isFork ? 'fork' : 'library', module: reference.module });
      },
    }),
  },
  app(context) {
    const seen = new Set<string>();
    const inContainer = context.app.dockerfiles.some(({ development }) => !development);
    for (const { file, span, data } of context.collected()) {
      if (seen.has(file)) continue;
      seen.add(file);
      const severity = inContainer ? ({ severity: 'warning' } as const) : {};
      const because = inContainer
        ? 'the app also runs as a container, where the platform starts the copies'
        : 'the call starts a copy of this process';
      if (data['kind'] === 'fork') context.report({ file, span }, 'fork', {}, { ...severity, because });
      else context.report({ file, span }, 'library', { module: String(data['module']) }, { ...severity, because });
    }
  },
});
