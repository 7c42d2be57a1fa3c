import type { CommandInstruction } from '../../core/documents/dockerfile/model';
import { parseDockerfile } from '../../core/documents/dockerfile/parse';
import { type EffectiveStart, effectiveStart } from '../../core/documents/dockerfile/resolve';
import { baseName } from '../../core/documents/kinds';
import { packageManagerCommand } from '../../core/documents/shell/package-manager';
import { baseProgram, type ShellCommand } from '../../core/documents/shell/split';
import { isShell } from '../../core/documents/shell/wrappers';
import { AFTERTHOUGHTS, STATIC_SERVERS, startProgramOf } from '../../core/knowledge/start-programs';
import { defineRule } from '../../core/rule/define-rule';
import { fixOf } from '../../core/rule/fix';
import { listed } from '../../core/rule/list-options';
import { containerCommands, isShellScript } from '../../core/workspace/container-commands';
import { startableStages } from '../../core/workspace/dockerfiles';
import { execForm } from '../../refactor/exec-form';

export default defineRule({
  id: 'disposability/no-shell-form-start-command',
  summary: 'The container starts a shell, and the shell starts the app.',
  why: 'The shell is PID 1 and gets the SIGTERM of the platform; it passes nothing on. The app is killed in mid-request when the grace period is over.',
  remedy: 'Write the command as a JSON array, or put `exec` before the last command when the shell is needed.',
  messages: {
    shellForm: '{{keyword}} in shell form makes a shell PID 1; the app never sees SIGTERM.',
    needsExec: 'The shell stays PID 1 and keeps SIGTERM from the app; start it with "exec".',
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
  }),
  dockerfile(file) {
    const { document } = file;
    const seen = new Set<CommandInstruction>();
    for (const stage of startableStages(document)) {
      const start = effectiveStart(document, stage.index);
      // An entry point that is a text for the shell leaves CMD aside.
      const isWhole = start?.entrypoint !== undefined && start.entrypoint.form !== 'exec';
      for (const instruction of [isWhole ? undefined : start?.cmd, start?.entrypoint]) {
        if (instruction === undefined || seen.has(instruction)) continue;
        seen.add(instruction);
        check(instruction, stage.index);
      }
      const written = start?.cmd ?? start?.entrypoint;
      if (start !== undefined && written !== undefined && startsAppItself(start)) {
        file.attest(written.span, `${written.keyword} in exec form: the app gets SIGTERM itself.`);
      }
    }

    function check(instruction: CommandInstruction, stage: number): void {
      if (instruction.scripts.length === 0 || instruction.form === 'malformed-exec') return;
      // A SHELL instruction says that the shell is meant; only POSIX scripts are judged.
      if (instruction.shellInForce !== undefined) return;
      const commands = execForm.commandsOf(instruction);
      const last = commands.at(-1);
      if (last === undefined || last.words.length === 0 || isHarmless(commands)) return;
      // The package manager in it has a rule of its own, with the same remedy.
      const manager = packageManagerCommand(last);
      if (manager?.action === 'run' || manager?.action === 'start') return;
      const plain = execForm.isPlain(commands) && instruction.form === 'shell';
      file.report(
        instruction.argumentsSpan,
        plain ? 'shellForm' : 'needsExec',
        { keyword: instruction.keyword, program: baseProgram(last.words[0]) },
        {
          stage,
          ...(plain ? {} : { severity: 'info' }),
          fixable: plain || canExec(last, instruction),
          because:
            instruction.form === 'exec'
              ? 'the array starts a shell with a script'
              : 'Docker runs this text with "/bin/sh -c"',
        },
      );
    }
  },
  fix(context) {
    const { finding } = context;
    const document = context.read(parseDockerfile);
    const instruction = document.instructions.find(
      (candidate): candidate is CommandInstruction =>
        candidate.type === 'command' && candidate.argumentsSpan.start === finding.span.start,
    );
    if (instruction === undefined) return undefined;
    const commands = execForm.commandsOf(instruction);
    if (finding.messageId === 'shellForm') {
      const words = commands[0]?.wrappedWords ?? commands[0]?.words ?? [];
      const text = execForm.format(words.map((word) => word.text));
      return fixOf('Use the exec form', 'suggestion', context.file, [{ span: instruction.argumentsSpan, text }]);
    }
    const last = commands.at(-1);
    if (last === undefined || !canExec(last, instruction)) return undefined;
    // Behind what is set for the command alone, before the wrappers that start it.
    const start = (last.wrappedWords ?? last.words)[0]?.span.start ?? last.span.start;
    return fixOf('Start the app with "exec"', 'suggestion', context.file, [
      { span: { start, end: start }, text: 'exec ' },
    ]);
  },
});

/** Neither a shell nor a package or process manager stands between the container runtime and the app. */
function startsAppItself(start: EffectiveStart): boolean {
  if (
    [start.cmd, start.entrypoint].some(
      (part) => part !== undefined && (part.form !== 'exec' || part.scripts.length > 0),
    )
  )
    return false;
  const { commands, handed } = containerCommands(start);
  const command = handed[0] ?? commands[0];
  return command !== undefined && packageManagerCommand(command) === undefined && startProgramOf(command) === undefined;
}

/** `exec` is there already, a script that may well have one, a shell for people, or a file server. */
function isHarmless(commands: readonly ShellCommand[]): boolean {
  const last = commands.at(-1);
  if (last === undefined || last.wrappers.includes('exec')) return true;
  const program = baseName(last.words[0]?.text ?? '');
  if (STATIC_SERVERS.test(program) || isShell(program) || isShellScript(last)) return true;
  return last.words[0]?.dynamic === true || (commands.length === 1 && last.words.length === 1);
}

/** `exec` replaces the shell by a program: not by a list, a function, a pipe or something in the background. */
function canExec(last: ShellCommand, instruction: CommandInstruction): boolean {
  // A shell within the shell would be replaced, and the outer one stay.
  const isDirect =
    !last.wrappers.some((name) => name.endsWith(' -c')) && instruction.scripts.every(({ exact }) => exact);
  // Where the shell goes on after the app, another command than the app is last.
  const isApp = !AFTERTHOUGHTS.has(last.words[0]?.text ?? '');
  return isDirect && isApp && last.depth === 0 && !last.background && last.operator !== '|';
}
