/** Programs that only start another one, and how to find that other one among their arguments. */
import type { ShellWord } from './model';
import { parseOptions } from './options';
import { WRAPPERS, type Wrapper } from './wrapper-table';

export interface Unwrapped {
  readonly wrappers: readonly string[];
  /** Indexes of `NAME=value` words that `env` and `cross-env` take. */
  readonly assignments: readonly number[];
  /** Index of the first word of the command proper. */
  readonly from: number;
  /** Index of the script of a trailing `sh -c`; `wrappers` ends with its name. */
  readonly script?: number;
}

/** Never more than the table is sure of: at an option it does not know, the wrapper stays the command. */
export function unwrap(words: readonly ShellWord[]): Unwrapped {
  const wrappers: string[] = [];
  const assignments: number[] = [];
  let from = 0;
  while (from < words.length && wrappers.length < MAXIMUM_WRAPPERS) {
    const script = scriptOf(words, from);
    if (script) return { wrappers: [...wrappers, script.name], assignments, from, script: script.index };
    const step = wrapperAt(words, from);
    if (!step) break;
    wrappers.push(step.name);
    from = step.end;
    while (step.assigns && from < words.length && ASSIGNMENT.test(words[from]?.text ?? '')) assignments.push(from++);
  }
  return { wrappers, assignments, from };
}

/** The name of a program without its folder. */
export function baseProgram(word: ShellWord | undefined): string {
  const text = word?.text ?? '';
  return text.slice(Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\')) + 1).replace(/\.exe$/i, '');
}

/** True for the name of a shell, without its folder. */
export function isShell(program: string): boolean {
  return SHELLS.has(program);
}

/** More is no command that anybody writes. */
const MAXIMUM_WRAPPERS = 12;
const ASSIGNMENT = /^[A-Za-z_]\w*=/;

const SHELLS: ReadonlySet<string> = new Set(['sh', 'bash', 'ash', 'dash', 'zsh', 'ksh']);

const COREPACK_TOOLS: ReadonlySet<string> = new Set(['npm', 'npx', 'yarn', 'yarnpkg', 'pnpm', 'pnpx']);

interface Step {
  readonly name: string;
  readonly end: number;
  readonly assigns: boolean;
}

function wrapperAt(words: readonly ShellWord[], from: number): Step | undefined {
  const program = words[from];
  if (program === undefined || program.dynamic) return undefined;
  const name = baseProgram(program);
  if (name === 'corepack' && COREPACK_TOOLS.has(baseProgram(words[from + 1]).replace(/@.*$/, ''))) {
    return { name, end: from + 1, assigns: false };
  }
  if (!Object.hasOwn(WRAPPERS, name)) return undefined;
  for (const wrapper of WRAPPERS[name] ?? []) {
    const end = endOfWrapper(words, from + 1, wrapper);
    // A bare `exec > log` or `nohup` with nothing to start stays what it is.
    if (end === undefined || (end >= words.length && name !== 'exec')) continue;
    return { name: [name, ...(wrapper.subcommand ?? [])].join(' '), end, assigns: wrapper.assigns ?? false };
  }
  return undefined;
}

/** Index of the first word that is no longer the wrapper's own. */
function endOfWrapper(words: readonly ShellWord[], from: number, wrapper: Wrapper): number | undefined {
  let at = from;
  for (const subcommand of wrapper.subcommand ?? []) {
    const before = skipOptions(words, at, wrapper);
    if (before === undefined || words[before]?.text !== subcommand) return undefined;
    at = before + 1;
  }
  if (wrapper.needsDashes) {
    const dashes = words.findIndex((word, index) => index >= at && word.text === '--');
    return dashes < 0 ? undefined : dashes + 1;
  }
  for (let left = wrapper.operands ?? 0; ; left--) {
    const next = skipOptions(words, at, wrapper);
    if (next === undefined || left === 0) return next;
    at = next + 1;
  }
}

function skipOptions(words: readonly ShellWord[], from: number, wrapper: Wrapper): number | undefined {
  const first = words[from]?.text;
  if (first === undefined || !first.startsWith('-')) return Math.min(from, words.length);
  const parsed = parseOptions(words.slice(from), wrapper, true);
  if (parsed.unknown.some((word) => word.text.startsWith('-'))) return undefined;
  return words.length - parsed.rest.length - parsed.operands.length;
}

/** `sh -c 'script'`, `bash -euxo pipefail -lc "script"`, `su user -c script`, `eval script`. */
function scriptOf(words: readonly ShellWord[], from: number): { name: string; index: number } | undefined {
  const name = baseProgram(words[from]);
  if (words[from]?.dynamic) return undefined;
  if (name === 'eval') return words.length === from + 2 ? { name, index: from + 1 } : undefined;
  if (name === 'su') {
    const option = words.findIndex((word, index) => index > from && /^(?:-l?c|--command)$/.test(word.text));
    return option > 0 && option + 1 < words.length ? { name: 'su', index: option + 1 } : undefined;
  }
  if (!SHELLS.has(name)) return undefined;
  for (let at = from + 1; at < words.length; at++) {
    const text = words[at]?.text ?? '';
    if (/^-[a-z]*c[a-z]*$/.test(text)) {
      const index = /o/.test(text) ? at + 2 : at + 1;
      return index < words.length ? { name: `${name} -c`, index } : undefined;
    }
    if (/^[-+][a-z]*o$|^--(?:rc|init-)file$/.test(text)) at++;
    else if (!/^[-+][a-z]+$|^--(?:login|norc|noprofile|posix)$/.test(text)) return undefined;
  }
  return undefined;
}
