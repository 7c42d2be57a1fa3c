import { type DotenvEntry, parseDotenv } from '../core/documents/dotenv/parse';
import { isSerializable, serializeDotenvValue } from '../core/documents/dotenv/serialize';
import { createDockerIgnore } from '../core/documents/ignore-file/match';
import { baseName, type FilePath, joinPath } from '../core/documents/kinds';
import { parseManifest } from '../core/documents/manifest/parse';
import { LOCAL_FILE_FRAMEWORKS } from '../core/knowledge/dotenv-loaders';
import type { EditContext, NewFile } from '../core/rule/fix';
import { applyEdits, differenceOf, type Edit } from '../core/text/edits';
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

/** What `recordVariables` reads; a rule hands these to its `companions`. */
export function environmentCompanions(packageRoot: FilePath): FilePath[] {
  const names = [...EXAMPLE_NAMES, '.env', '.env.local', 'package.json', '.dockerignore'];
  const own = names.map((name) => joinPath(packageRoot, name));
  const ignoring = ['.env', '.env.local'].flatMap((name) => gitIgnoreFilesAbove(joinPath(packageRoot, name)));
  return [...own, ...new Set(ignoring)];
}

export function recordVariable(context: EditContext, variable: EnvironmentVariable): EnvironmentChange {
  return recordVariables(context, [variable]);
}

/**
 * Enters variables into the env files of a package: the bare names into the example file (created when absent), the
 * values into `.env` and only if git ignores it. Where `.env` is missing it is created, together with the ignore lines it
 * needs; an existing `.env` that git does not ignore is left alone, because it may be tracked, and so is an encrypted one.
 */
export function recordVariables(context: EditContext, variables: readonly EnvironmentVariable[]): EnvironmentChange {
  const change = { edits: new Map<FilePath, Edit[]>(), creates: [] as NewFile[], carriesValue: false };
  const root = context.packageRoot;
  const names = EXAMPLE_NAMES.map((name) => joinPath(root, name));
  const example = names.find((path) => context.companion(path) !== undefined) ?? joinPath(root, '.env.example');
  const shown = variables.map((variable) => ({ name: variable.name, value: variable.example }));
  enter(context, change, example, shown);
  const values = variables.flatMap(({ name, value }) =>
    value !== undefined && isSerializable(value) ? [{ name, value }] : [],
  );
  if (values.length === 0) return change;
  const local = localFile(context);
  const text = context.companion(local);
  if (text !== undefined) {
    const isPrivate = context.isGitIgnored(local) && !isEncrypted(text);
    return isPrivate && enter(context, change, local, values) ? { ...change, carriesValue: true } : change;
  }
  if (context.exists(local)) return change;
  const isIgnored = context.isGitIgnored(local);
  const ignore = isIgnored ? undefined : gitIgnoreChange(local, context.companion);
  if (!isIgnored && ignore === undefined) return change;
  enter(context, change, local, values);
  for (const entry of [ignore, dockerIgnore(context, local)]) if (entry !== undefined) add(change, entry);
  return { ...change, carriesValue: true };
}

/**
 * The file for the values of this machine: `.env`, or `.env.local` where the framework reads that first and the
 * repository leaves it to the developer.
 */
export function localFile(context: EditContext): FilePath {
  const [plain, local] = ['.env', '.env.local'].map((name) => joinPath(context.packageRoot, name));
  if (plain === undefined || local === undefined || !readsLocalFile(context)) return plain ?? '.env';
  if (context.companion(local) !== undefined) return local;
  const text = context.companion(plain);
  const isUsed = text !== undefined && context.isGitIgnored(plain) && !isEncrypted(text);
  return isUsed ? plain : local;
}

/** The values the local files already give to names; used to reuse a variable that holds the same value, never shown. */
export function localValues(context: EditContext): ReadonlyMap<string, string> {
  const files = readsLocalFile(context) ? ['.env', '.env.local'] : ['.env'];
  const entries = files.flatMap((name) => {
    const text = context.companion(joinPath(context.packageRoot, name));
    return text === undefined ? [] : parseDotenv(text).entries;
  });
  return new Map(entries.map(({ key, value }) => [key, value]));
}

function readsLocalFile(context: EditContext): boolean {
  const text = context.companion(joinPath(context.packageRoot, 'package.json'));
  const manifest = text === undefined ? undefined : parseManifest(text);
  return LOCAL_FILE_FRAMEWORKS.some((name) => manifest?.dependencies.has(name) === true);
}

/** Enters ignore lines into a change, beside what it already does to the same file. */
export function add(change: Pick<EnvironmentChange, 'edits' | 'creates'>, entry: IgnoreChange): void {
  if (entry.create !== undefined) change.creates.push(entry.create);
  if (entry.edit !== undefined) change.edits.set(entry.path, [...(change.edits.get(entry.path) ?? []), entry.edit]);
}

/** Puts `name=value` into a file: a new file, a new line, or in place of an empty value. `false` when nothing is to do. */
function enter(
  context: EditContext,
  change: { edits: Map<FilePath, Edit[]>; creates: NewFile[] },
  path: FilePath,
  variables: readonly { readonly name: string; readonly value: string }[],
): boolean {
  const before = context.companion(path);
  if (before === undefined) {
    const lines = variables.map(({ name, value }) => `${name}=${serializeDotenvValue(value)}\n`);
    change.creates.push({ path, text: lines.join('') });
    return true;
  }
  const after = variables.reduce((text, variable) => {
    const edit = entryEdit(text, variable);
    return edit === undefined ? text : applyEdits(text, [edit]);
  }, before);
  if (after === before) return false;
  change.edits.set(path, [differenceOf(before, after)]);
  return true;
}

function entryEdit(text: string, { name, value }: { name: string; value: string }): Edit | undefined {
  const right = serializeDotenvValue(value);
  const { entries, comments } = parseDotenv(text);
  const known = entries.findLast(({ key }) => key === name);
  if (known === undefined && value === '' && comments.some(({ disabledKey }) => disabledKey === name)) return undefined;
  if (known !== undefined && (known.value !== '' || value === '')) return undefined;
  const edit = known === undefined ? appendLine(text, `${name}=${right}`) : { span: known.rawValueSpan, text: right };
  return keepsOthers(text, edit, entries, { name, value }) ? edit : undefined;
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
function dockerIgnore(context: EditContext, local: FilePath): IgnoreChange | undefined {
  const root = context.packageRoot;
  if (!['Dockerfile', 'Containerfile'].some((name) => context.exists(joinPath(root, name)))) return undefined;
  const path = joinPath(root, '.dockerignore');
  const text = context.companion(path);
  const name = baseName(local);
  if (text !== undefined && createDockerIgnore(text)(name)) return undefined;
  return dockerIgnoreChange(path, [name], [name], context.companion);
}
