import { startProgramOf } from '../../core/knowledge/start-programs';
import { defineRule } from '../../core/rule/define-rule';
import { conditionOf, isOneOff, placeOf, releaseCommands, unreleasedScripts } from '../../core/workspace/release-commands';

/** Processes of a platform that are the build itself. */
const BUILD_PROCESSES = /^(?:build|heroku-postbuild)$/;

export default defineRule({
  id: 'build-release-run/no-build-at-start',
  summary: 'The start command builds the app or installs its dependencies.',
  why: 'Every process of every deploy then builds anew: it starts slowly, may get other versions than the one before it, and fails when a registry or a compiler is away, at the moment when a process is needed most.',
  remedy: 'Move the step into the build (a `RUN` line, the build script of the platform); start only what was built. For values that a front end freezes at build time, serve them at run time instead.',
  messages: {
    build: '"{{program}}" runs at every start; it belongs to the build.',
    install: '"{{program}}" installs dependencies at every start; that belongs to the build.',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'no',
  since: '0.1.0',
  applies: { to: 'services' },
  appReads: 'structure',
  app(context) {
    const released = releaseCommands(context.app);
    // A script that only people run at home is their own affair, but shows how the app is started elsewhere.
    const scripts = unreleasedScripts(context.app);
    for (const start of [...released, ...scripts]) {
      if (BUILD_PROCESSES.test(start.processType)) continue;
      const told = new Set<string>();
      for (const step of start.steps) {
        const match = startProgramOf(step.command);
        if (match?.kind !== 'build' && match?.kind !== 'install') continue;
        const condition = conditionOf(step);
        // A process that ends with the build is the build.
        if (isOneOff(start, step) || condition === 'mode') continue;
        const { at, related } = placeOf(start, step);
        // One finding per fact: a script that builds may well call three tools.
        const place = `${at.file}|${at.span.start}|${match.kind}`;
        if (told.has(place)) continue;
        told.add(place);
        context.report(at, match.kind, { program: match.label }, {
          ...(scripts.includes(start) ? { severity: 'hint' } : condition === undefined ? {} : { severity: 'info' }),
          related,
          because: `it stands before the command that keeps the ${start.processType} process running`,
        });
      }
      attestBuiltCode(start);
    }

    function attestBuiltCode(start: (typeof context.app.startCommands)[number]): void {
      const kinds = start.steps.map((step) => startProgramOf(step.command)?.kind);
      const isPlain = kinds.every((kind) => kind === undefined || kind === 'migration');
      if (start.origin !== 'script' && isPlain && start.entries.length > 0) {
        context.attest(start.at, 'The start command runs built code only.');
      }
    }
  },
});
