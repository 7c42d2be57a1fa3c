/** Which manifest declares what a file imports. */
import { directoryOf, type FilePath, joinPath } from '../documents/kinds';
import { DEPENDENCY_SECTIONS, type ManifestDependency } from '../documents/manifest/model';
import { PROVIDED_PACKAGES, SERVERLESS_PACKAGES } from '../knowledge/provided-packages';
import type { AppModel } from './app-model';
import { isBelow, type PackageModel } from './packages';

/** How a package is known around a file: by its own manifest, by one further out only, or by its types alone. */
export type Declaration =
  | { readonly by: 'own'; readonly model: PackageModel; readonly dependency: ManifestDependency }
  | { readonly by: 'outer' | 'types'; readonly model: PackageModel; readonly dependency: ManifestDependency }
  | { readonly by: 'none' };

export type DeclarationModel = Pick<AppModel, 'exists' | 'folderPackages'>;

/**
 * The manifests that hold for a file, nearest first. A package.json without a name and without dependencies only sets the
 * module format, and is none.
 */
export function manifestsAround(model: DeclarationModel, file: FilePath): PackageModel[] {
  return model.folderPackages
    .filter(({ root, manifest }) => isBelow(file, root) && !isMarker(manifest))
    .sort((a, b) => b.root.length - a.root.length);
}

function isMarker({ name, sections }: PackageModel['manifest']): boolean {
  return name === undefined && !DEPENDENCY_SECTIONS.some((section) => sections.has(section));
}

/**
 * What the manifests say of a package that a file imports. `undefined` where nobody can tell: no manifest, a broken one, an
 * import map, a framework or a platform that brings the package.
 */
export function declarationOf(
  model: DeclarationModel,
  manifests: readonly PackageModel[],
  name: string,
): Declaration | undefined {
  const [nearest] = manifests;
  if (nearest === undefined || manifests.some(({ manifest }) => manifest.errors.length > 0)) return undefined;
  const own = declared(nearest, name);
  if (own !== undefined) return { by: 'own', model: nearest, dependency: own };
  if (hasImportMap(model, nearest.root) || isProvided(manifests, name)) return undefined;
  if (manifests.some(({ manifest }) => manifest.bundledDependencies.includes(name))) return undefined;
  for (const outer of manifests.slice(1)) {
    const found = declared(outer, name);
    if (found !== undefined) return { by: 'outer', model: outer, dependency: found };
  }
  for (const around of manifests) {
    const types = declared(around, typesPackage(name));
    if (types !== undefined) return { by: 'types', model: around, dependency: types };
  }
  return { by: 'none' };
}

/** `@types/express`, and `@types/scope__name` for a scoped package. */
export function typesPackage(name: string): string {
  return `@types/${name.replace(/^@([^/]+)\//, '$1__')}`;
}

function declared({ manifest }: PackageModel, name: string): ManifestDependency | undefined {
  for (const section of DEPENDENCY_SECTIONS) {
    const found = manifest[section].get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isProvided(manifests: readonly PackageModel[], name: string): boolean {
  if (SERVERLESS_PACKAGES.test(name) && manifests[0]?.roles.has('serverless') === true) return true;
  for (const [framework, names] of PROVIDED_PACKAGES) {
    if (names.test(name) && manifests.some((model) => declared(model, framework) !== undefined)) return true;
  }
  return false;
}

/** Packages of Meteor have a manifest in code (`Npm.depends` in their package.js). */
export function isMeteorPackage(model: Pick<AppModel, 'exists'>, file: FilePath): boolean {
  let isInside = false;
  for (let directory = directoryOf(file); ; directory = directoryOf(directory)) {
    if (isInside && model.exists(joinPath(directory, '.meteor/release'))) return true;
    isInside ||= model.exists(joinPath(directory, 'package.js'));
    if (directory === '') return false;
  }
}

/** Deno resolves names by its own settings. */
function hasImportMap(model: DeclarationModel, root: FilePath): boolean {
  const names = ['deno.json', 'deno.jsonc', 'import_map.json', 'import-map.json'];
  for (let directory = root; ; directory = directoryOf(directory)) {
    if (names.some((name) => model.exists(joinPath(directory, name)))) return true;
    if (directory === '') return false;
  }
}
