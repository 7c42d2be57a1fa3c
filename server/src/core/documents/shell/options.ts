/** Options and operands of a command by a table for its program. What the table does not know is handed back as unknown. */
import type { ShellWord } from './model';

export interface OptionSpec {
  /** Options without a value, or with one only after `=`. */
  readonly flags: readonly string[];
  /** Options whose value may be the next word. */
  readonly values: readonly string[];
  /** Short or old spellings and what they mean: results carry the latter. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** Everything after the first operand belongs to another program. */
  readonly stopAtOperand?: boolean;
}

export interface ParsedOptions {
  /** By canonical name with its dashes; `true` without a value. The last one wins. */
  readonly options: ReadonlyMap<string, string | true>;
  /** The word each option of {@link options} stands in. */
  readonly optionWords: ReadonlyMap<string, ShellWord>;
  readonly operands: readonly ShellWord[];
  /** What follows `--`, or the first operand where the table says so. */
  readonly rest: readonly ShellWord[];
  /** Options the table does not know, and variables that may stand for options: a rule that sees one stays silent. */
  readonly unknown: readonly ShellWord[];
}

/**
 * @param words without the program's name
 * @param spec one and the same object for each call: what is made of it is remembered
 * @param stopAtOperand where the sub-command says it, and not the table
 */
export function parseOptions(
  words: readonly ShellWord[],
  spec: OptionSpec,
  stopAtOperand = spec.stopAtOperand === true,
): ParsedOptions {
  const state: State = { spec: tableOf(spec), options: new Map(), optionWords: new Map(), unknown: [] };
  const operands: ShellWord[] = [];
  let index = 0;
  for (; index < words.length; index++) {
    const word = words[index];
    if (word === undefined) break;
    if (word.text === '--') return { ...state, operands, rest: words.slice(index + 1) };
    if (!isOption(word)) {
      if (word.dynamic && word.text.startsWith('$') && !word.quoted) state.unknown.push(word);
      operands.push(word);
      if (stopAtOperand) break;
    } else if (readOption(state, word, words[index + 1])) index++;
  }
  return { ...state, operands, rest: words.slice(index + 1) };
}

interface Table {
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlySet<string>;
  readonly aliases: Readonly<Record<string, string>>;
}

interface State {
  readonly spec: Table;
  readonly options: Map<string, string | true>;
  readonly optionWords: Map<string, ShellWord>;
  readonly unknown: ShellWord[];
}

const TABLES = new WeakMap<OptionSpec, Table>();

function tableOf(spec: OptionSpec): Table {
  const known = TABLES.get(spec);
  if (known) return known;
  const table = { flags: new Set(spec.flags), values: new Set(spec.values), aliases: spec.aliases ?? {} };
  TABLES.set(spec, table);
  return table;
}

function isOption(word: ShellWord): boolean {
  return word.text.length > 1 && word.text.startsWith('-');
}

/** True when the option took the next word as its value. */
function readOption(state: State, word: ShellWord, next: ShellWord | undefined): boolean {
  const { text } = word;
  const equals = text.indexOf('=');
  const name = canonical(state, equals > 0 ? text.slice(0, equals) : text);
  const takesValue = state.spec.values.has(name);
  if (takesValue || state.spec.flags.has(name)) {
    if (equals > 0) set(state, name, text.slice(equals + 1), word);
    else if (!takesValue) set(state, name, true, word);
    else set(state, name, next?.text ?? '', word);
    return takesValue && equals < 0 && next !== undefined;
  }
  if (text.startsWith('--')) {
    state.unknown.push(word);
    return false;
  }
  return readCluster(state, word, next);
}

/** `-yq`, `-p3000`: single letters, of which the last may carry a value. */
function readCluster(state: State, word: ShellWord, next: ShellWord | undefined): boolean {
  const letters = word.text.slice(1, 20);
  for (let at = 0; at < letters.length; at++) {
    const name = canonical(state, `-${letters.charAt(at)}`);
    if (state.spec.values.has(name)) {
      const value = word.text.slice(at + 2).replace(/^=/, '');
      set(state, name, value === '' ? (next?.text ?? '') : value, word);
      return value === '' && next !== undefined;
    }
    if (!state.spec.flags.has(name)) {
      state.unknown.push(word);
      return false;
    }
    set(state, name, true, word);
  }
  return false;
}

function canonical(state: State, name: string): string {
  const { aliases } = state.spec;
  return Object.hasOwn(aliases, name) ? (aliases[name] ?? name) : name;
}

function set(state: State, name: string, value: string | true, word: ShellWord): void {
  state.options.set(name, value);
  state.optionWords.set(name, word);
}
