import { type DotenvEntry, parseDotenv } from '../core/documents/dotenv/parse';
import { isSerializable, serializeDotenvValue } from '../core/documents/dotenv/serialize';
import { createDockerIgnore } from '../core/documents/ignore-file/match';
import { type FilePath, joinPath } from '../core/documents/kinds';
import type { FixContext, NewFile } from '../core/rule/fix';
import { applyEdits, type Edit } from '../core/text/edits';
import { appendLine } from './append-line';
import { dockerIgnoreChange, gitIgnoreChange, gitIgnoreFilesAbove, type IgnoreChange } from './ignore-entry';

export { appendLine };

/** Names under which projects keep the documented, value-free twin of `.env`, in order of use. */
const EXAMPLE_NAMES = [
  '.env.example',
  '.env.sample',
  '.env.template',
  '.env.dist',
  'env.example',
  '.example.env',
  'example.env',
];

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
  const own = [...EXAMPLE_NAMES, '.env', '.dockerignore'].map((name) => joinPath(packageRoot, name));
  return [...own, ...gitIgnoreFilesAbove(joinPath(packageRoot, '.env'))];
}

/**
 * Enters a variable into the env files of a package: the bare name into the example file (created when absent), the
 * value into `.env` and only if git ignores it. Where `.env` is missing it is created, together with the ignore lines it
 * needs; an existing `.env` that git does not ignore is left alone, because it may be tracked, and so is an encrypted one.
 */
export function recordVariable(context: FixContext, variable: EnvironmentVariable): EnvironmentChange {
  const change = { edits: new Map<FilePath, Edit[]>(), creates: [] as NewFile[], carriesValue: false };
  const root = context.packageRoot;
  const names = EXAMPLE_NAMES.map((name) => joinPath(root, name));
  const example = names.find((path) => context.companion(path) !== undefined) ?? joinPath(root, '.env.example');
  enter(context, change, example, { name: variable.name, value: variable.example });
  if (variable.value === undefined || !isSerializable(variable.value)) return change;
  const local = joinPath(root, '.env');
  const text = context.companion(local);
  const value = { name: variable.name, value: variable.value };
  if (text !== undefined) {
    const isPrivate = context.isGitIgnored(local) && !isEncrypted(text);
    return isPrivate && enter(context, change, local, value) ? { ...change, carriesValue: true } : change;
  }
  if (context.exists(local)) return change;
  const isIgnored = context.isGitIgnored(local);
  const ignore = isIgnored ? undefined : gitIgnoreChange(local, context.companion);
  if (!isIgnored && ignore === undefined) return change;
  enter(context, change, local, value);
  for (const entry of [ignore, dockerIgnore(context)]) if (entry !== undefined) add(change, entry);
  return { ...change, carriesValue: true };
}

/** The values `.env` already gives to names; used to reuse a variable that holds the same value, never shown. */
export function localValues(context: FixContext): ReadonlyMap<string, string> {
  const text = context.companion(joinPath(context.packageRoot, '.env'));
  const entries = text === undefined ? [] : parseDotenv(text).entries;
  return new Map(entries.map(({ key, value }) => [key, value]));
}

/** Enters ignore lines into a change, beside what it already does to the same file. */
export function add(change: Pick<EnvironmentChange, 'edits' | 'creates'>, entry: IgnoreChange): void {
  if (entry.create !== undefined) change.creates.push(entry.create);
  if (entry.edit !== undefined) change.edits.set(entry.path, [...(change.edits.get(entry.path) ?? []), entry.edit]);
}

/** Puts `name=value` into a file: a new file, a new line, or in place of an empty value. `false` when nothing is to do. */
function enter(
  context: FixContext,
  change: { edits: Map<FilePath, Edit[]>; creates: NewFile[] },
  path: FilePath,
  { name, value }: { name: string; value: string },
): boolean {
  const text = context.companion(path);
  const right = serializeDotenvValue(value);
  if (text === undefined) {
    change.creates.push({ path, text: `${name}=${right}\n` });
    return true;
  }
  const { entries, comments } = parseDotenv(text);
  const known = entries.findLast(({ key }) => key === name);
  if (known === undefined && value === '' && comments.some(({ disabledKey }) => disabledKey === name)) return false;
  if (known !== undefined && (known.value !== '' || value === '')) return false;
  const edit = known === undefined ? appendLine(text, `${name}=${right}`) : { span: known.rawValueSpan, text: right };
  if (!keepsOthers(text, edit, entries, { name, value })) return false;
  change.edits.set(path, [edit]);
  return true;
}

/** A quote left open further up would swallow the new line: then the file is left alone. */
function keepsOthers(
  text: string,
  edit: Edit,
  before: readonly DotenvEntry[],
  entry: { name: string; value: string },
): boolean {
  const after = parseDotenv(applyEdits(text, [edit])).entries;
  const others = before.filter(({ key }) => key !== entry.name);
  return (
    after.findLast(({ key }) => key === entry.name)?.value === entry.value &&
    others.every(({ key, value }) => after.some((kept) => kept.key === key && kept.value === value))
  );
}

/** dotenvx keeps its values encrypted and commits the file: a plain value has no place in it. */
function isEncrypted(text: string): boolean {
  return /^(?:export\s+)?DOTENV_PUBLIC_KEY/m.test(text) || /=\s*["']?encrypted:/.test(text);
}

/** Beside a Dockerfile, a new `.env` would go into the image with the next `COPY . .`. */
function dockerIgnore(context: FixContext): IgnoreChange | undefined {
  const root = context.packageRoot;
  if (!['Dockerfile', 'Containerfile'].some((name) => context.exists(joinPath(root, name)))) return undefined;
  const path = joinPath(root, '.dockerignore');
  const text = context.companion(path);
  if (text !== undefined && createDockerIgnore(text)('.env')) return undefined;
  return dockerIgnoreChange(path, ['.env'], ['.env'], context.companion);
}
