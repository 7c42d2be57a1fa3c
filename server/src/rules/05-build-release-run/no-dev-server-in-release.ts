import type { FilePath } from '../../core/documents/kinds';
import { type StartProgramMatch, startProgramOf } from '../../core/knowledge/start-programs';
import { defineRule } from '../../core/rule/define-rule';
import type { Severity } from '../../core/rule/finding';
import { fixOf } from '../../core/rule/fix';
import { addedProgramOf, listed } from '../../core/rule/list-options';
import { conditionOf, placeOf, releaseCommands, unreleasedScripts } from '../../core/workspace/release-commands';
import type { StartCommand, StartStep } from '../../core/workspace/start-commands';
import { canStartProduction, packageOfStep, productionEdits } from '../../refactor/start-production';

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
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'services' },
  ...listed({
    entry: ['program', 'programs'],
    example: 'acme-*',
    subjects: ['program'],
    add: 'Programs that are for development, as globs (`acme-watch`, `acme dev`).',
  }),
  appReads: 'structure',
  app(context) {
    const { app } = context;
    const released = releaseCommands(app);
    // `npm start` is what a platform without an image runs, and what a reader takes for the way to start a release.
    const scripts = unreleasedScripts(app);
    for (const start of [...released, ...scripts]) {
      for (const step of start.steps) {
        if (conditionOf(step) === 'mode') continue;
        const { at, related } = placeOf(start, step);
        const match = developmentProgram(step, at.file);
        if (match === undefined) continue;
        context.report(at, match.kind === 'dev-server' ? 'devServer' : 'transpiler', dataOf(step, match), {
          severity: severityOf(start, step, match),
          related,
          fixable: canStartProduction(start, step, app),
          because: `the ${start.processType} process is started with it`,
        });
      }
    }

    function developmentProgram({ command }: StartStep, file: FilePath): StartProgramMatch | undefined {
      const match = startProgramOf(command);
      if (match?.kind === 'dev-server' || match?.kind === 'transpiler') return match;
      const label = addedProgramOf(command, context.optionsFor(file));
      return label === undefined ? undefined : { kind: 'dev-server', label, isFrontEnd: false };
    }

    function dataOf(step: StartStep, match: StartProgramMatch): Record<string, string> {
      const manifest = packageOfStep(step, app)?.file;
      return { program: match.label, ...(manifest === undefined ? {} : { manifest }) };
    }

    function severityOf(start: StartCommand, step: StartStep, match: StartProgramMatch): Severity {
      if (match.kind === 'transpiler') return 'hint';
      // By the convention of its tools, the `start` of a front end is for development; what is deployed are files.
      const isFrontEnd =
        match.isFrontEnd && start.origin === 'script' && app.packageRolesOf(step.at.file).has('front-end');
      if (isFrontEnd) return 'hint';
      return released.includes(start) ? 'warning' : 'info';
    }
  },
  companions: (finding) => (finding.data['manifest'] === undefined ? [] : [String(finding.data['manifest'])]),
  fix(context) {
    const edits = productionEdits(context, String(context.finding.data['manifest']));
    return edits && fixOf('Start the app for production', 'suggestion', context.file, edits);
  },
});
