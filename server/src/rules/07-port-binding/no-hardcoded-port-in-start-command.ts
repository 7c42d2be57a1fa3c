import { baseProgram, type ShellCommand, type ShellWord } from '../../core/documents/shell/split';
import { OTHER_PORT_PROGRAM, PORT_PROGRAMS, type PortProgram } from '../../core/knowledge/port-flags';
import { defineRule } from '../../core/rule/define-rule';
import { fixOf } from '../../core/rule/fix';
import { addedProgramOf, type ListOptions, listed } from '../../core/rule/list-options';
import { releaseCommands } from '../../core/workspace/release-commands';
import type { StartCommand, StartStep } from '../../core/workspace/start-commands';

export default defineRule({
  id: 'port-binding/no-hardcoded-port-in-start-command',
  summary: 'The start command names the port.',
  why: 'The platform decides on which port it reaches a process, and says so in PORT. With a port in the command two processes cannot run on one machine, and each platform needs a command of its own.',
  remedy: 'Take the port from PORT, or leave the flag out where the program reads PORT by itself.',
  messages: {
    port: '"{{program}}" is told port {{port}} by its command line, whatever PORT says.',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'packages', roles: { 'front-end': 'warning' } },
  ...listed({
    entry: ['program', 'programs'],
    example: 'acme-*',
    subjects: ['program'],
    add: 'Programs that are told their port by `-p` or `--port`, as globs (`acme-server`, `acme serve`).',
  }),
  appReads: 'structure',
  app(context) {
    const seen = new Set<string>();
    for (const start of releaseCommands(context.app)) for (const step of start.steps) check(start, step);

    function check(start: StartCommand, { command, at }: StartStep): void {
      const found = portFlag(command, context.optionsFor(at.file));
      const key = `${at.file}:${found?.from.span.start ?? command.span.start}`;
      if (found === undefined || seen.has(key)) return;
      seen.add(key);
      const { from, to, port, program } = found;
      // The words of an array stand further apart, and no shell expands a variable in them.
      const isText = from === to || to.span.start - from.span.end === 1;
      const span = isText ? { start: from.span.start, end: to.span.end } : command.span;
      const isShell = isText && start.origin !== 'kubernetes';
      const isArray = at.file === start.at.file && (start.origin === 'dockerfile' || start.origin === 'compose');
      const data = { program: baseProgram(command.words[0]) ?? '', port, reads: String(program.readsPort) };
      context.report({ file: at.file, span }, 'port', data, {
        fixable: isShell && !isArray,
        because: start.origin === 'script' ? 'it is the start script' : `the process "${start.processType}" starts so`,
      });
    }
  },
  fix({ finding, file, text }) {
    const { span, data } = finding;
    const written = text.slice(span.start, span.end);
    if (data['reads'] === 'true') {
      const before = /[ \t]*$/.exec(text.slice(0, span.start))?.[0].length ?? 0;
      return fixOf('Leave the port to PORT', 'suggestion', file, [
        { span: { start: span.start - before, end: span.end }, text: '' },
      ]);
    }
    const fixed = written.replace(String(data['port']), '$PORT');
    return fixed === written
      ? undefined
      : fixOf('Take the port from PORT', 'suggestion', file, [{ span, text: fixed }]);
  },
});

interface PortFlag {
  readonly program: Pick<PortProgram, 'flags' | 'readsPort'>;
  /** The flag, and the word with the port: one and the same in `--port=3000`. */
  readonly from: ShellWord;
  readonly to: ShellWord;
  readonly port: string;
}

function portFlag(command: ShellCommand, options: ListOptions): PortFlag | undefined {
  const [first, ...rest] = command.words;
  const name = baseProgram(first);
  const operand = rest.find(({ text }) => !text.startsWith('-'))?.text ?? '';
  const known = PORT_PROGRAMS.find((one) => one.program.test(name ?? '') && (one.operand?.test(operand) ?? true));
  const program = known ?? (addedProgramOf(command, options) === undefined ? undefined : OTHER_PORT_PROGRAM);
  // `PORT=3000 next start` is for development machines; whoever sets PORT and passes it on has read the documentation.
  if (program === undefined || command.assignments.some((assignment) => assignment.name === 'PORT')) return undefined;
  for (const [index, word] of rest.entries()) {
    const flag = program.flags.find((one) => word.text === one || word.text.startsWith(`${one}=`));
    if (flag === undefined) continue;
    const to = word.text === flag ? rest[index + 1] : word;
    const value = word.text === flag ? to?.text : word.text.slice(flag.length + 1);
    if (to !== undefined && value !== undefined && /^\d{2,5}$/.test(value))
      return { program, from: word, to, port: value };
  }
  return undefined;
}
