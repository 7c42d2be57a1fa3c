import { directoryOf, type FilePath } from '../documents/kinds';
import type { ManifestDocument } from '../documents/manifest/parse';
import {
  DESKTOP_DEPENDENCIES,
  FRONT_END_DEPENDENCIES,
  HTTP_FRAMEWORKS,
  MANAGED_SERVER_DEPENDENCIES,
  SERVER_DEPENDENCIES,
  SERVERLESS_DEPENDENCIES,
  SERVERLESS_FILES,
} from '../knowledge/http-frameworks';
import type { PackageRole } from '../rule/roles';

/** A directory with a package.json, and what it is (RULES §1.1, project roles). */
export interface PackageModel {
  readonly root: FilePath;
  readonly file: FilePath;
  readonly manifest: ManifestDocument;
  readonly roles: ReadonlySet<PackageRole>;
  /** The framework's own server reads PORT and handles SIGTERM (Next, Nuxt, …). */
  readonly managedServer: boolean;
  /** Has server evidence of its own, so that it is judged as an app. */
  readonly isApp: boolean;
}

export interface PackageInput {
  readonly file: FilePath;
  readonly manifest: ManifestDocument;
}

/** Evidence from outside the manifests, by package root. */
export interface PackageEvidence {
  /** Directories whose Dockerfile or Procfile starts the package. */
  readonly started: ReadonlySet<FilePath>;
  /** Directories with code that opens a port on a server it made itself. */
  readonly listening: ReadonlySet<FilePath>;
  exists(path: FilePath): boolean;
}

/** Decides the roles of all packages of a folder together: a library used by a service is part of that service. */
export function classifyPackages(inputs: readonly PackageInput[], evidence: PackageEvidence): PackageModel[] {
  const models = inputs.map(({ file, manifest }) => {
    const root = directoryOf(file);
    const roles = rolesOf(root, manifest, evidence);
    const managedServer = hasAny(manifest, MANAGED_SERVER_DEPENDENCIES);
    return { root, file, manifest, roles, managedServer, isApp: roles.has('server') || evidence.started.has(root) };
  });
  spreadServerRole(models);
  return models;
}

/** Marks workspace packages that a server depends on, directly or through others: their code runs in it. */
function spreadServerRole(models: readonly { manifest: ManifestDocument; roles: Set<PackageRole> }[]): void {
  const byName = new Map(
    models.flatMap((model) => (model.manifest.name ? [[model.manifest.name, model] as const] : [])),
  );
  const queue = models.filter((model) => model.roles.has('server'));
  for (const model of queue) {
    for (const name of model.manifest.dependencies.keys()) {
      const used = byName.get(name);
      if (used === undefined || used.roles.size > 0) continue;
      used.roles.add('server');
      queue.push(used);
    }
  }
}

function rolesOf(root: FilePath, manifest: ManifestDocument, evidence: PackageEvidence): Set<PackageRole> {
  const roles = new Set<PackageRole>();
  const started = evidence.started.has(root);
  if (isPublishable(manifest) && !started) roles.add('library');
  if (hasAny(manifest, DESKTOP_DEPENDENCIES, true)) roles.add('desktop');
  // What a container or a Procfile starts is a process, whatever else the package can be deployed as.
  if (!started && (hasAny(manifest, SERVERLESS_DEPENDENCIES, true) || hasServerlessFile(root, evidence))) {
    roles.add('serverless');
  }
  const isServer = hasAny(manifest, SERVER_DEPENDENCIES);
  // A command for people may open a port (a local preview, a login); a service is started by a deploy.
  const isCommand = !started && isCommandPackage(manifest) && !hasAny(manifest, HTTP_FRAMEWORKS);
  const listens = !isCommand && (isServer || started || evidence.listening.has(root));
  if (listens && !roles.has('library') && !roles.has('desktop')) roles.add('server');
  if (isCommand || (!listens && manifest.bin !== undefined && manifest.bin.length > 0)) roles.add('cli');
  // The code of a browser application stays one when an image serves it, or a small server beside it.
  if (!isServer && hasAny(manifest, FRONT_END_DEPENDENCIES, true)) roles.add('front-end');
  return roles;
}

/** Published with a command: `npx thing`. */
function isCommandPackage({ bin, private: isPrivate, files, publishConfig }: ManifestDocument): boolean {
  return bin !== undefined && bin.length > 0 && isPrivate !== true && (files !== undefined || publishConfig);
}

/** RULES §1.1, P-LIB: meant for a registry, and nothing says that it is started. */
function isPublishable(manifest: ManifestDocument): boolean {
  if (manifest.private === true || manifest.scripts.has('start')) return false;
  const hasEntry = manifest.main !== undefined || manifest.hasExports || manifest.types !== undefined;
  return hasEntry && (manifest.files !== undefined || manifest.publishConfig);
}

function hasServerlessFile(root: FilePath, evidence: PackageEvidence): boolean {
  const prefix = root === '' ? '' : `${root}/`;
  return [...SERVERLESS_FILES].some((name) => evidence.exists(prefix + name));
}

function hasAny(manifest: ManifestDocument, names: ReadonlySet<string>, development = false): boolean {
  for (const name of manifest.dependencies.keys()) if (names.has(name)) return true;
  if (development) for (const name of manifest.devDependencies.keys()) if (names.has(name)) return true;
  return false;
}

/** The package with the longest root that holds the path. */
export function packageOf<P extends { readonly root: FilePath }>(
  packages: readonly P[],
  path: FilePath,
): P | undefined {
  let best: P | undefined;
  for (const candidate of packages) {
    if (!isBelow(path, candidate.root)) continue;
    if (best === undefined || candidate.root.length > best.root.length) best = candidate;
  }
  return best;
}

/** The packages around a path, the nearest first. */
export function packagesAbove<P extends { readonly root: FilePath }>(packages: readonly P[], path: FilePath): P[] {
  return packages.filter(({ root }) => isBelow(path, root)).sort((a, b) => b.root.length - a.root.length);
}

/** True when the path is the directory or lies in it; compared by whole segments. */
export function isBelow(path: FilePath, directory: FilePath): boolean {
  return directory === '' ? !path.startsWith('../') : path === directory || path.startsWith(`${directory}/`);
}

/** Whether the package around one file holds another file: it lies in it or below it, or in a dependency of the folder. */
export function takesIn(packages: readonly PackageModel[], around: FilePath, file: FilePath): boolean {
  const owner = packageOf(packages, around);
  if (isBelow(file, owner?.root ?? '')) return true;
  const name = packageOf(packages, file)?.manifest.name ?? '';
  return owner?.manifest.dependencies.has(name) === true || owner?.manifest.devDependencies.has(name) === true;
}
