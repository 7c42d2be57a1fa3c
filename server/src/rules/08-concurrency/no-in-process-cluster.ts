import { CLUSTER_NEEDLES } from '../../core/knowledge/cluster-libraries';
import { defineRule } from '../../core/rule/define-rule';
import { addedPackageOf, listed } from '../../core/rule/list-options';

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
  ...listed({
    entry: ['package', 'packages'],
    example: '@acme/*',
    subjects: ['module'],
    add: 'Packages whose calls fork the process, as globs (`@acme/cluster`).',
  }),
  typescript: {
    needles: CLUSTER_NEEDLES,
    perStatement: true,
    // What is known forks by the shared facts; here stands what a user names.
    create: (file) => ({
      CallExpression(call) {
        const module = addedPackageOf(call.expression, file.bindings, file.options);
        if (module !== undefined) file.collect(call.expression, { module });
      },
    }),
  },
  app(context) {
    const inContainer = context.app.dockerfiles.some(({ development }) => !development);
    const severity = inContainer ? ({ severity: 'warning' } as const) : {};
    const because = inContainer
      ? 'the app also runs as a container, where the platform starts the copies'
      : 'the call starts a copy of this process';
    const told = new Set<string>();
    for (const { file, span, data } of context.collected()) {
      if (told.has(file)) continue;
      told.add(file);
      context.report({ file, span }, 'library', { module: String(data['module']) }, { ...severity, because });
    }
    for (const { file, facts } of context.app.factsOf('typescript')) {
      // One finding per file: the forks after the first restart what died.
      const [fork] = facts.forks;
      if (fork === undefined || told.has(file)) continue;
      const { span, module, onDemand } = fork;
      const why = onDemand ? 'it does so only where a deploy sets the number' : because;
      const options = { ...severity, ...(onDemand && { severity: 'hint' as const }), because: why };
      if (module === 'cluster') context.report({ file, span }, 'fork', {}, options);
      else context.report({ file, span }, 'library', { module }, options);
    }
  },
});
