/** Which lock files hold for a package or a folder, and what they hold. */
import picomatch from 'picomatch';
import { baseName, directoryOf, type FilePath, joinPath } from '../documents/kinds';
import { LOCKFILES, type PackageManager, type PackageManagerField, packageManagerOf } from '../knowledge/lockfiles';
import type { AppModel } from './app-model';
import { isBelow, type PackageModel } from './packages';
import { rolesOfPath } from './roles';

export interface Lockfile {
  readonly file: FilePath;
  readonly manager: PackageManager;
}

/** What the look-up needs of an app. */
export type LockfileModel = Pick<AppModel, 'exists' | 'folderFilesNamed' | 'folderPackages'>;

export function lockfilesIn(model: LockfileModel, directory: FilePath): Lockfile[] {
  return [...LOCKFILES].flatMap(([name, manager]) => {
    const file = joinPath(directory, name);
    return model.exists(file) ? [{ file, manager }] : [];
  });
}

/** Lock files anywhere below a folder, those of examples and tests left out. */
export function lockfilesBelow(model: LockfileModel, directory: FilePath): Lockfile[] {
  return [...LOCKFILES].flatMap(([name, manager]) =>
    model.folderFilesNamed(name).flatMap((file) => {
      const isAside = rolesOfPath(file, 'manifest').length > 0;
      return isBelow(file, directory) && !isAside ? [{ file, manager }] : [];
    }),
  );
}

/** Beside the package, else in the nearest workspace that has it as a member. */
export function lockfilesFor(model: LockfileModel, root: FilePath): Lockfile[] {
  const own = lockfilesIn(model, root);
  if (own.length > 0) return own;
  for (const workspace of workspaceRootsOf(model, root)) {
    const found = lockfilesIn(model, workspace);
    if (found.length > 0) return found;
  }
  return [];
}

/**
 * Names and versions that the lock file of a package fixes; `undefined` where there is none, or one that could not be
 * read, so that nothing can be said of what is missing.
 */
export function lockedVersions(
  model: LockfileModel & Pick<AppModel, 'folderFactsOf'>,
  root: FilePath,
): ReadonlyMap<string, string> | undefined {
  const files = new Set(lockfilesFor(model, root).map(({ file }) => file));
  const facts = model.folderFactsOf('lockfile').filter(({ file }) => files.has(file));
  if (facts.length < files.size || facts.length === 0) return undefined;
  if (!facts.every(({ facts: { document } }) => document.understood)) return undefined;
  const [first, ...others] = facts.map(({ facts: { document } }) => document.versions);
  return others.length === 0 ? first : new Map([...others, ...(first ? [first] : [])].flatMap((map) => [...map]));
}

/**
 * True where some lock file above the package holds the name, or may: one beside the package can be a leftover, and what
 * a workspace installs for others is found all the same.
 */
export function mayBeLockedAbove(
  model: LockfileModel & Pick<AppModel, 'folderFactsOf'>,
  root: FilePath,
  name: string,
): boolean {
  return model
    .folderFactsOf('lockfile')
    .some(
      ({ file, facts: { document } }) =>
        directoryOf(file) !== root &&
        isBelow(root, directoryOf(file)) &&
        (!document.understood || document.versions.has(name)),
    );
}

/** Folders above a package that declare it as a workspace member, nearest first. */
export function workspaceRootsOf(model: LockfileModel, root: FilePath): FilePath[] {
  const roots: FilePath[] = [];
  for (let directory = root; directory !== ''; ) {
    directory = directoryOf(directory);
    if (isMemberOf(model, root, directory)) roots.push(directory);
  }
  return roots;
}

/** True where the lock file stands in a place of its own (Rush), or where another tool than the four installs. */
export function isInstalledOtherwise(model: LockfileModel, root: FilePath): boolean {
  const marks = ['rush.json', 'deno.lock', 'deno.json', 'deno.jsonc', '.pnp.cjs', '.pnp.js'];
  for (let directory = root; ; directory = directoryOf(directory)) {
    if (marks.some((name) => model.exists(joinPath(directory, name)))) return true;
    if (directory === '') return false;
  }
}

/** The manager a package (or the workspace it belongs to) declares. */
export function declaredManager(model: LockfileModel, root: FilePath): PackageManager | undefined {
  return declarationOf(model, root)?.manager;
}

/**
 * True where a package (or the workspace it belongs to) asks for a pnpm that leaves out `devDependencies` when `NODE_ENV` is
 * `production`: version 9 and earlier; version 10 installs them all the same (tried with 9.15.0, 10.0.0 and 10.10.0).
 */
export function isPnpmHeedingMode(model: LockfileModel, root: FilePath): boolean {
  const declared = declarationOf(model, root);
  return declared?.manager === 'pnpm' && declared.major !== undefined && declared.major < 10;
}

function declarationOf(model: LockfileModel, root: FilePath): PackageManagerField | undefined {
  for (const directory of [root, ...workspaceRootsOf(model, root)]) {
    const manifest = packageAt(model, directory)?.manifest;
    const text = manifest?.packageManager?.value ?? manifest?.devEnginePackageManager?.value;
    const declared = text === undefined ? undefined : packageManagerOf(text);
    if (declared !== undefined) return declared;
  }
  return undefined;
}

/** Yarn 2 and later: by their settings file, or by the version that the manifest asks for. */
export function isYarnBerry(model: LockfileModel, lockfile: FilePath): boolean {
  const directory = directoryOf(lockfile);
  if (baseName(lockfile) !== 'yarn.lock') return false;
  if (model.exists(joinPath(directory, '.yarnrc.yml'))) return true;
  const text = packageAt(model, directory)?.manifest.packageManager?.value;
  const declared = text === undefined ? undefined : packageManagerOf(text);
  return declared?.manager === 'yarn' && (declared.major ?? 1) > 1;
}

function packageAt(model: LockfileModel, directory: FilePath): PackageModel | undefined {
  return model.folderPackages.find(({ root }) => root === directory);
}

/** The globs of `pnpm-workspace.yaml`, `lerna.json` and the like are not read: what lies below counts as a member. */
function isMemberOf(model: LockfileModel, root: FilePath, workspace: FilePath): boolean {
  const tools = ['pnpm-workspace.yaml', 'lerna.json', 'nx.json'];
  if (tools.some((name) => model.exists(joinPath(workspace, name)))) return true;
  const globs = packageAt(model, workspace)?.manifest.workspaces;
  if (globs === undefined) return false;
  const relative = workspace === '' ? root : root.slice(workspace.length + 1);
  const clean = (glob: string): string => glob.replace(/^\.\/|\/$/g, '');
  const taken = globs.filter((glob) => !glob.startsWith('!')).map(clean);
  const left = globs.filter((glob) => glob.startsWith('!')).map((glob) => clean(glob.slice(1)));
  return taken.length > 0 && picomatch(taken)(relative) && !(left.length > 0 && picomatch(left)(relative));
}
