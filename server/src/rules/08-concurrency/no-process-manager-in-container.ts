import { parseDockerfile } from '../../core/documents/dockerfile/parse';
import { CLUSTER_FLAG, CONTAINER_RUNTIME } from '../../core/knowledge/process-managers';
import { startProgramOf } from '../../core/knowledge/start-programs';
import { defineRule } from '../../core/rule/define-rule';
import { fixOf } from '../../core/rule/fix';
import { addedProgramOf, listed } from '../../core/rule/list-options';
import { placeOf, releaseCommands } from '../../core/workspace/release-commands';
import { managedStart, withoutManager } from '../../refactor/managed-program';

export default defineRule({
  id: 'concurrency/no-process-manager-in-container',
  summary: 'A process manager runs the app inside its container.',
  why: 'The container platform already starts, restarts and scales the process. A second manager hides crashes from it, swallows signals, multiplies memory and keeps logs to itself.',
  remedy: 'Start the app with `node` and let the platform run as many containers as needed.',
  messages: { manager: '"{{program}}" manages processes inside the container, which is the platform\'s work.' },
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
    add: 'Programs that start other programs and watch over them, as globs (`acme-supervisor`, `acme supervise`).',
  }),
  appReads: 'structure',
  app(context) {
    for (const start of releaseCommands(context.app)) {
      if (start.origin !== 'dockerfile' && start.origin !== 'compose') continue;
      for (const step of start.steps) {
        const { at, related } = placeOf(start, step);
        const match = startProgramOf(step.command);
        const known = match?.kind === 'process-manager' ? match.label : undefined;
        const program = known ?? addedProgramOf(step.command, context.optionsFor(at.file));
        if (program === undefined) continue;
        const operands = step.command.words
          .slice(1)
          .map(({ text }) => text)
          .join(' ');
        const isSingle =
          CONTAINER_RUNTIME.test(program) &&
          !CLUSTER_FLAG.test(operands) &&
          !/ecosystem|\.config\.|\.json\b/.test(operands);
        const image = context.app.dockerfiles.find(({ file }) => file === at.file);
        const isAlone = step.scripts.length === 0 && start.steps.length === 1;
        context.report(
          at,
          'manager',
          { program },
          {
            ...(isSingle ? { severity: 'info' } : {}),
            related,
            fixable: isAlone && image !== undefined && managedStart(image.document, at.span) !== undefined,
            because: `the ${start.origin === 'dockerfile' ? 'image' : `service "${start.processType}"`} starts it`,
          },
        );
      }
    }
  },
  fix(context) {
    const document = context.read(parseDockerfile);
    const instruction = managedStart(document, context.finding.span);
    const edits = instruction && withoutManager(context.text, document, instruction);
    return edits && fixOf('Start the app with node', 'suggestion', context.file, edits);
  },
});
