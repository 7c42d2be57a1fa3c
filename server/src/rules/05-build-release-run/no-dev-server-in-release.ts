import { startProgramOf } from '../../core/knowledge/start-programs';
import { defineRule } from '../../core/rule/define-rule';
import { placeOf, releaseCommands } from '../../core/workspace/release-commands';

export default defineRule({
  id: 'build-release-run/no-dev-server-in-release',
  summary: 'A release is started with a development server or a file watcher.',
  why: 'Such a program compiles on the fly, watches files that never change and restarts at will: it is slow, needs the development dependencies and keeps the signals of the platform to itself.',
  remedy: 'Build ahead and start the result with `node`, or with the production command of the framework.',
  messages: {
    devServer: '"{{program}}" is for development; a release runs what was built.',
    transpiler: '"{{program}}" compiles the code at every start; build it once instead.',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'no',
  since: '0.1.0',
  applies: { to: 'services' },
  app(context) {
    const released = releaseCommands(context.app);
    // `npm start` is what a platform without an image runs, and what a reader takes for the way to start a release.
    const scripts = context.app.startCommands.filter((start) => start.origin === 'script' && !released.includes(start));
    for (const start of [...released, ...scripts]) {
      for (const step of start.steps) {
        const match = startProgramOf(step.command);
        if (match?.kind !== 'dev-server' && match?.kind !== 'transpiler') continue;
        const { at, related } = placeOf(start, step);
        const because = `the ${start.processType} process is started with it`;
        const isWatcher = match.kind === 'dev-server';
        const severity = !isWatcher ? 'hint' : released.includes(start) ? 'warning' : 'info';
        context.report(at, isWatcher ? 'devServer' : 'transpiler', { program: match.label }, {
          severity,
          related,
          because,
        });
      }
    }
  },
});
