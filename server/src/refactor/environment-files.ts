import { parseDotenv } from '../core/documents/dotenv/parse';
import { serializeDotenvValue } from '../core/documents/dotenv/serialize';
import { type FilePath, joinPath } from '../core/documents/kinds';
import type { FixContext, NewFile } from '../core/rule/fix';
import { type Edit, lineBreakOf } from '../core/text/edits';

/** Names under which projects keep the documented, value-free twin of `.env`, in order of use. */
const EXAMPLE_NAMES = ['.env.example', '.env.sample', '.env.template', '.env.dist', 'env.example', '.example.env', 'example.env'];

/** Changes to env files and ignore files that go along with a change of code. */
export interface EnvironmentChange {
  readonly edits: Map<FilePath, Edit[]>;
  readonly creates: NewFile[];
  /** True when a created or edited file holds a value. */
  readonly carriesValue: boolean;
}

export interface EnvironmentVariable {
  readonly name: string;
  /** What `.env` gets; written only where git ignores the file. `undefined`: no value is known. */
  readonly value: string | undefined;
  /** What `.env.example` gets: empty for anything that is not the same in every deploy. */
  readonly example: string;
}

/** What `recordVariable` reads; a rule hands these to its `companions`. */
export function environmentCompanions(packageRoot: FilePath): FilePath[] {
  return [...EXAMPLE_NAMES, '.env', '.env.local', '.gitignore'].map((name) => joinPath(packageRoot, name)).concat('.gitignore');
}

/**
 * Enters a variable into the env files of a package: the bare name into the example file (created when absent), the
 * value into `.env` and only if git ignores it. Where `.env` is missing it is created, together with the ignore line it
 * needs; an existing `.env` that git does not ignore is left alone, because it may be tracked.
 */
export function recordVariable(context: FixContext, variable: EnvironmentVariable): EnvironmentChange {
  const change: EnvironmentChange = { edits: new Map(), creates: [], carriesValue: false };
  const root = context.packageRoot;
  const names = EXAMPLE_NAMES.map((name) => joinPath(root, name));
  const example = names.find((path) => context.companion(path) !== undefined) ?? joinPath(root, '.env.example');
  enter(context, change, example, `${variable.name}=${variable.example}`, variable.name);
  if (variable.value === undefined) return change;
  const local = joinPath(root, '.env');
  const exists = context.companion(local) !== undefined || context.exists(local);
  if (context.isGitIgnored(local)) {
    enter(context, change, local, `${variable.name}=${serializeDotenvValue(variable.value)}`, variable.name);
    return { ...change, carriesValue: true };
  }
  if (exists) return change;
  enter(context, change, local, `${variable.name}=${serializeDotenvValue(variable.value)}`, variable.name);
  ignore(context, change, root);
  return { ...change, carriesValue: true };
}

/** The value `.env` already gives a name; used to reuse a variable that holds the same value, never shown. */
export function localValues(context: FixContext): ReadonlyMap<string, string> {
  const text = context.companion(joinPath(context.packageRoot, '.env'));
  const entries = text === undefined ? [] : parseDotenv(text).entries;
  return new Map(entries.map(({ key, value }) => [key, value]));
}

/** Appends a line at the end of a file that ends in a line break, or puts the missing break before it. */
export function appendLine(text: string, line: string): Edit {
  const lineBreak = lineBreakOf(text);
  const lead = text === '' || /[\r\n]$/.test(text) ? '' : lineBreak;
  return { span: { start: text.length, end: text.length }, text: `${lead}${line}${lineBreak}` };
}

function enter(context: FixContext, change: EnvironmentChange, path: FilePath, line: string, name: string): void {
  const text = context.companion(path);
  if (text === undefined) {
    change.creates.push({ path, text: `${line}\n` });
    return;
  }
  if (parseDotenv(text).entries.some(({ key }) => key === name)) return;
  change.edits.set(path, [appendLine(text, line)]);
}

function ignore(context: FixContext, change: EnvironmentChange, root: FilePath): void {
  const own = joinPath(root, '.gitignore');
  const path = context.companion(own) === undefined && context.companion('.gitignore') !== undefined ? '.gitignore' : own;
  const text = context.companion(path);
  if (text === undefined) change.creates.push({ path, text: '.env\n' });
  else change.edits.set(path, [appendLine(text, '.env')]);
}

