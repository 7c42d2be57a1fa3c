import { type ShellCommand, splitShell } from '../shell/split';
import type { ShellText } from './model';

/** The commands of a text, split once however many rules ask for them. */
export function commandsOfScript(script: ShellText): readonly ShellCommand[] {
  const known = SPLIT.get(script);
  if (known !== undefined) return known;
  const commands = splitShell(script.text, script.offset);
  SPLIT.set(script, commands);
  return commands;
}

const SPLIT = new WeakMap<ShellText, readonly ShellCommand[]>();
