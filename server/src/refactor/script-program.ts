import type { CommandInstruction, DockerfileDocument } from '../core/documents/dockerfile/model';
import { environmentAt } from '../core/documents/dockerfile/resolve';
import { splitShell } from '../core/documents/shell/split';
import { parseConnectionString } from '../core/knowledge/connection-string';
import { secretKind } from '../core/knowledge/secret-names';
import { findProviderTokens } from '../core/knowledge/tokens';
import { type Edit, lineBreakOf } from '../core/text/edits';
import { lineAbove } from './dockerfile-lines';
import { execForm } from './exec-form';

/** What a script of package.json comes down to, where it is one plain `node` command. */
export interface ScriptProgram {
  readonly words: readonly string[];
  /** Variables that the script sets for it; none of them a secret. */
  readonly variables: readonly { readonly name: string; readonly value: string }[];
}

/** `undefined` for anything that needs a shell, a program of `node_modules/.bin`, or a variable that looks like a secret. */
export function scriptProgram(script: string): ScriptProgram | undefined {
  const commands = splitShell(script);
  const [command] = commands;
  if (command === undefined || !execForm.isPlain([{ ...command, assignments: [] }]) || commands.length > 1)
    return undefined;
  if (command.words[0]?.text !== 'node' || !command.wrappers.every((name) => NEUTRAL.has(name))) return undefined;
  const variables = command.assignments.map(({ name, value }) => ({
    name,
    value: value.text,
    isDynamic: value.dynamic,
  }));
  if (variables.some(({ name, value, isDynamic }) => isDynamic || !PLAIN.test(value) || isSecret(name, value)))
    return undefined;
  return {
    words: command.words.map(({ text }) => text),
    variables: variables.map(({ name, value }) => ({ name, value })),
  };
}

/** They only set variables, or nothing at all. */
const NEUTRAL: ReadonlySet<string> = new Set(['cross-env', 'cross-env-shell', 'env', 'exec']);
const PLAIN = /^[\w%+=:,./@-]*$/;

function isSecret(name: string, value: string): boolean {
  const hasPassword = /\/\/[^/]*@/.test(value) || (parseConnectionString(value)?.password ?? '') !== '';
  return secretKind(name) !== undefined || hasPassword || findProviderTokens(value).length > 0;
}

/** Starts the program of the script itself; what the script sets becomes an `ENV` of the image. */
export function startProgramEdits(
  text: string,
  document: DockerfileDocument,
  instruction: CommandInstruction,
  { words, variables }: ScriptProgram,
): Edit[] {
  const [command] = execForm.commandsOf(instruction);
  const around = (command?.wrappedWords ?? []).slice(0, -(command?.words.length ?? 0)).map((word) => word.text);
  const kept = around.filter((word) => word !== 'exec');
  const start = { span: instruction.argumentsSpan, text: execForm.format([...kept, ...words]) };
  const known = environmentAt(document, instruction);
  const missing = variables.filter(({ name, value }) => known.get(name) !== value);
  if (missing.length === 0) return [start];
  const at = lineAbove(text, instruction.span.start);
  const assignments = missing.map(({ name, value }) => `${name}=${value === '' ? '""' : value}`).join(' ');
  return [{ span: { start: at, end: at }, text: `ENV ${assignments}${lineBreakOf(text)}` }, start];
}
