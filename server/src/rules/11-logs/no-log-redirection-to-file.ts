import { baseProgram, type ShellCommand, type ShellRedirect } from '../../core/documents/shell/split';
import { LOG_FILE_FLAGS, STANDARD_STREAM } from '../../core/knowledge/log-files';
import { defineRule } from '../../core/rule/define-rule';
import { fixOf } from '../../core/rule/fix';
import { listed } from '../../core/rule/list-options';
import type { Span } from '../../core/text/span';
import { startsApp } from '../../core/workspace/app-start';
import { releaseCommands } from '../../core/workspace/release-commands';
import type { StartCommand, StartStep } from '../../core/workspace/start-commands';

export default defineRule({
  id: 'logs/no-log-redirection-to-file',
  summary: 'The start command sends the log to a file.',
  why: 'The platform collects what a process writes to standard output. A file grows until the disk is full, is gone with the container, and nobody sees it in the meantime.',
  remedy: 'Let the process write to standard output, and leave the rest to the platform.',
  messages: {
    redirect: 'What the app says goes to "{{target}}" and is kept from the platform.',
    tee: 'What the app says is copied to "{{target}}", which grows until the disk is full.',
    flag: '"{{flag}}" makes "{{program}}" write what the app says to a file.',
    setting: '"{{key}}" makes PM2 write what the app says to a file.',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'packages' },
  ...listed({
    entry: ['file', 'files'],
    example: 'audit*.log',
    subjects: ['target'],
  }),
  appReads: 'structure',
  app(context) {
    const { app } = context;
    const seen = new Set<string>();
    for (const start of releaseCommands(app))
      for (const [index, step] of start.steps.entries()) check(start, step, index);
    for (const { file, facts } of app.factsOf('typescript')) {
      for (const { logFiles } of facts.processes ?? []) {
        for (const { key, target, span } of logFiles) {
          if (STANDARD_STREAM.test(target)) continue;
          const more = { severity: 'info', roles: { 'tool-config': 'info' }, fixable: false } as const;
          context.report(
            { file, span },
            'setting',
            { key },
            { ...more, because: 'the file describes what PM2 starts' },
          );
        }
      }
    }

    function check(start: StartCommand, step: StartStep, index: number): void {
      const { command, at } = step;
      const because = `the ${start.origin === 'script' ? 'start script' : 'release'} runs it`;
      const report = (
        span: Span,
        message: 'redirect' | 'tee' | 'flag',
        data: Record<string, string>,
        fixable: boolean,
      ): void => {
        const key = `${at.file}:${span.start}`;
        if (seen.has(key)) return;
        seen.add(key);
        context.report({ file: at.file, span }, message, data, { because, fixable });
      };
      const before = start.steps[index - 1]?.command;
      if (
        baseProgram(command.words[0]) === 'tee' &&
        command.operator === '|' &&
        before !== undefined &&
        startsApp(before)
      ) {
        const target = command.words.slice(1).find(({ text }) => !text.startsWith('-') && !STANDARD_STREAM.test(text));
        if (target !== undefined) report(command.span, 'tee', { target: target.text }, false);
        return;
      }
      if (!startsApp(command)) return;
      const [first] = command.redirects.filter(isToFile);
      if (first !== undefined) report(first.span, 'redirect', { target: first.target.text }, isWritten(first, command));
      const flag = logFlag(command);
      if (flag !== undefined) report(command.span, 'flag', flag, false);
    }
  },
  fix({ finding, file, text }) {
    // Both streams are usually sent together: `> app.log 2>&1`.
    const rest = text.slice(finding.span.end);
    const both = /^(?:[ \t]+(?:\d?>&\d|&>>?[ \t]*\S+|2>>?[ \t]*[\w./-]+))*/.exec(rest)?.[0].length ?? 0;
    const before = /[ \t]*$/.exec(text.slice(0, finding.span.start))?.[0].length ?? 0;
    return fixOf('Let the app write to standard output', 'suggestion', file, [
      { span: { start: finding.span.start - before, end: finding.span.end + both }, text: '' },
    ]);
  },
});

function isToFile({ operator, target }: ShellRedirect): boolean {
  return (
    /^(?:1|2|&)?>>?\|?$/.test(operator) && !STANDARD_STREAM.test(target.text) && !/^\$\(|^\/dev\//.test(target.text)
  );
}

/** False where the place of the whole command stands for the redirect. */
function isWritten({ span }: ShellRedirect, command: ShellCommand): boolean {
  return span.start >= command.span.end;
}

function logFlag(command: ShellCommand): { flag: string; program: string } | undefined {
  const program = baseProgram(command.words[0]) ?? '';
  const flags = LOG_FILE_FLAGS.get(program) ?? [];
  for (const [index, { text }] of command.words.entries()) {
    const flag = flags.find((one) => text === one || text.startsWith(`${one}=`));
    if (flag === undefined) continue;
    const value = text === flag ? (command.words[index + 1]?.text ?? '') : text.slice(flag.length + 1);
    if (value !== '' && !STANDARD_STREAM.test(value)) return { flag, program };
  }
  return undefined;
}
