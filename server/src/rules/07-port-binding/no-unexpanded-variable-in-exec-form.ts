import type { CommandInstruction } from '../../core/documents/dockerfile/model';
import { parseDockerfile } from '../../core/documents/dockerfile/parse';
import { type EffectiveStart, effectiveStart } from '../../core/documents/dockerfile/resolve';
import { baseName } from '../../core/documents/kinds';
import { isShell } from '../../core/documents/shell/wrappers';
import { CODE_FLAG, EXPANDERS, LITERAL_PROGRAMS } from '../../core/knowledge/literal-programs';
import { defineRule } from '../../core/rule/define-rule';
import { fixOf } from '../../core/rule/fix';
import { isAdded, listed } from '../../core/rule/list-options';
import { containerCommands } from '../../core/workspace/container-commands';
import { startableStages } from '../../core/workspace/dockerfiles';
import { execForm } from '../../refactor/exec-form';

const VARIABLE = /\$(?:\{[A-Za-z_]\w*(?::?[-+?=][^}]*)?\}|[A-Za-z_]\w*)/;
export default defineRule({
  id: 'port-binding/no-unexpanded-variable-in-exec-form',
  summary: 'A variable stands in an exec-form start command, where nothing expands it.',
  why: 'The exec form runs no shell: the program gets the text `$PORT` itself, and the port that the platform assigned is never used.',
  remedy: 'Let the program read the variable from its environment, or start it through a shell with `exec`.',
  messages: {
    unexpanded: '"{{variable}}" is not expanded in exec form; "{{program}}" gets the text as it stands.',
    malformed: 'This is no JSON array, so Docker runs it with a shell as it stands; write the words in double quotes.',
  },
  severity: 'error',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'packages' },
  ...listed({
    entry: ['program', 'programs'],
    example: 'acme-*',
    subjects: ['program'],
    add: 'Programs that take their arguments as they are, as globs (`acme-server`).',
  }),
  dockerfile(file) {
    const { document } = file;
    const seen = new Set<CommandInstruction>();
    for (const stage of startableStages(document)) {
      const start = effectiveStart(document, stage.index);
      for (const instruction of [start?.cmd, start?.entrypoint]) {
        if (instruction === undefined || seen.has(instruction)) continue;
        seen.add(instruction);
        if (instruction.form === 'malformed-exec') reportMalformed(instruction, stage.index);
        else if (instruction.form === 'exec' && start !== undefined) checkWords(instruction, start, stage.index);
      }
    }

    function checkWords(instruction: CommandInstruction, start: EffectiveStart, stage: number): void {
      const { commands, handed } = containerCommands(start);
      const [command] = commands;
      const [program] = command?.words ?? [];
      // An entry script may well do something with its arguments; so may whatever is not known.
      if (command === undefined || program === undefined || handed.length > 0 || commands.length > 1) return;
      const name = baseName(program.text);
      const isLiteral = LITERAL_PROGRAMS.has(name) || isAdded(name, file.options);
      if (!isLiteral || command.wrappers.some((wrapper) => isShell(wrapper) || EXPANDERS.has(wrapper))) return;
      for (const [index, word] of instruction.words.entries()) {
        const variable = VARIABLE.exec(word.value)?.[0];
        if (variable === undefined || CODE_FLAG.test(instruction.words[index - 1]?.value ?? '')) continue;
        file.report(
          word.span,
          'unexpanded',
          { variable, program: name },
          {
            stage,
            because: 'the instruction is a JSON array, and no shell is among its words',
            fixable: start.cmd === undefined || start.entrypoint === undefined,
          },
        );
      }
    }

    function reportMalformed(instruction: CommandInstruction, stage: number): void {
      file.report(
        instruction.argumentsSpan,
        'malformed',
        {},
        {
          stage,
          because: 'the text begins like a JSON array and cannot be read as one',
          fixable: repair(instruction.argumentsText) !== undefined,
        },
      );
    }
  },
  fix(context) {
    const { finding } = context;
    const instruction = context
      .read(parseDockerfile)
      .instructions.find(
        (entry): entry is CommandInstruction =>
          entry.type === 'command' &&
          entry.argumentsSpan.start <= finding.span.start &&
          finding.span.end <= entry.argumentsSpan.end,
      );
    if (instruction === undefined) return undefined;
    if (finding.messageId === 'malformed') {
      const text = repair(instruction.argumentsText);
      return text === undefined
        ? undefined
        : fixOf('Write a JSON array', 'suggestion', context.file, [{ span: instruction.argumentsSpan, text }]);
    }
    const line = `exec ${instruction.words.map(({ value }) => shellWord(value)).join(' ')}`;
    return fixOf('Expand the variable with a shell', 'suggestion', context.file, [
      { span: instruction.argumentsSpan, text: execForm.format(['sh', '-c', line]) },
    ]);
  },
});

/** Single quotes become double ones, bare words get quotes; `undefined` when that makes no array of words. */
function repair(text: string): string | undefined {
  const inner = /^\s*\[([\s\S]*?)\]?\s*$/.exec(text)?.[1];
  if (inner === undefined || /[\\\n`]/.test(inner)) return undefined;
  const words: string[] = [];
  for (const part of inner.split(',')) {
    const word = part.trim();
    if (word === '') continue;
    const plain = /^'([^'"]*)'$|^"([^'"]*)"$|^([\w@%+=:./${}-]+)$/.exec(word);
    if (plain === null) return undefined;
    words.push(plain[1] ?? plain[2] ?? plain[3] ?? '');
  }
  if (words.length === 0) return undefined;
  if (!words.some((word) => VARIABLE.test(word))) return execForm.format(words);
  return execForm.format(['sh', '-c', `exec ${words.map((value) => shellWord(value)).join(' ')}`]);
}

/** Quotes a word for the shell so that variables in it are still expanded, and nothing else. */
function shellWord(value: string): string {
  const escaped = value.replace(/["\\`]|\$(?!\{?[A-Za-z_])/g, '\\$&');
  return escaped === value && /^[\w@%+=:,./${}-]+$/.test(value) ? value : `"${escaped}"`;
}
