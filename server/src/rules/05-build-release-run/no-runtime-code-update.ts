import type { ts } from 'ts-morph';
import { parseDockerfile } from '../../core/documents/dockerfile/parse';
import type { ShellCommand } from '../../core/documents/shell/split';
import { isGuardedByDevelopment } from '../../core/documents/typescript/guards';
import { shelledCommands } from '../../core/documents/typescript/shelled-commands';
import { codeUpdateOf, GIT_LIBRARIES } from '../../core/knowledge/code-updates';
import { defineRule } from '../../core/rule/define-rule';
import { fixOf } from '../../core/rule/fix';
import { addedProgramOf, listed } from '../../core/rule/list-options';
import { conditionOf, isOneOff, placeOf, releaseCommands } from '../../core/workspace/release-commands';
import { reasonToRun, runningFiles } from '../../core/workspace/served-files';
import { stripStart } from '../../refactor/strip-start';

export default defineRule({
  id: 'build-release-run/no-runtime-code-update',
  summary: 'The running app, or its start command, brings other code in.',
  why: 'What then runs is no release: nobody built or tested it, processes started at different times run different code, a rollback brings back nothing, and a start fails when the repository or the registry cannot be reached.',
  remedy: 'Build a release from the new code and start that; leave the code of a release alone.',
  messages: {
    start: '"{{command}}" changes the code at every start; a release runs the code it was built with.',
    code: '"{{command}}" changes the code of the app while it runs.',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'likely',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'services' },
  ...listed({
    entry: ['command', 'commands'],
    example: 'git clone*',
    subjects: ['command'],
    add: 'Programs that bring other code in, as globs (`acme-pull`, `svn update`).',
  }),
  typescript: {
    needles: ['child_process', 'execa', 'cross-spawn', 'shelljs'],
    perStatement: true,
    create: (file) => ({
      CallExpression(call: ts.CallExpression) {
        for (const command of shelledCommands(call, file.bindings)) {
          const label = codeUpdateOf(command)?.label ?? addedProgramOf(command, file.options);
          if (label === undefined) continue;
          file.collect(call.expression, {
            command: label,
            development: isGuardedByDevelopment(call, file.bindings),
          });
          return;
        }
      },
    }),
  },
  app(context) {
    const { app } = context;
    for (const start of releaseCommands(app)) {
      for (const step of start.steps) {
        const { at, related } = placeOf(start, step);
        const options = context.optionsFor(at.file);
        const update = codeUpdateOf(step.command);
        // Installs have a rule of their own, which also knows where they can go.
        const known = update?.kind === 'git' ? update.label : undefined;
        const label = known ?? addedProgramOf(step.command, options);
        if (label === undefined || conditionOf(step) === 'mode' || isOneOff(start, step, options)) continue;
        const image = known === undefined ? undefined : app.dockerfiles.find(({ file }) => file === at.file);
        const stripped = image && stripStart(image.document, at.span, undefined, isGitUpdate);
        context.report(
          at,
          'start',
          { command: label },
          {
            severity: conditionOf(step) === undefined ? 'error' : 'warning',
            related,
            fixable: stripped !== undefined,
            because: `it stands before the command that keeps the ${start.processType} process running`,
          },
        );
      }
    }
    const running = runningFiles(app);
    for (const { file, span, data } of context.collected()) {
      if (!running.has(file)) continue;
      const manifest = app.packageOf(file)?.manifest;
      const isAboutGit = GIT_LIBRARIES.some((name) => manifest?.dependencies.has(name) === true);
      context.report(
        { file, span },
        'code',
        { command: String(data['command']) },
        {
          ...(data['development'] === true || isAboutGit ? { severity: 'hint' } : {}),
          fixable: false,
          because: isAboutGit
            ? 'a start command leads to this file; the app works with repositories, and this may be one of its data'
            : reasonToRun(app, file),
        },
      );
    }
  },
  fix(context) {
    if (context.finding.messageId !== 'start') return undefined;
    const document = context.read(parseDockerfile);
    const stripped = stripStart(document, context.finding.span, undefined, isGitUpdate);
    return stripped && fixOf('Start the code of the release', 'suggestion', context.file, stripped.edits);
  },
});

function isGitUpdate(command: ShellCommand): boolean {
  return codeUpdateOf(command)?.kind === 'git';
}
