import { directoryOf, type FilePath, joinPath } from '../documents/kinds';
import type { PackageModel } from './packages';
import { packageOf } from './packages';

const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];

/** Where an import leads, judged by the paths that exist; no module is loaded. */
export interface ModuleResolver {
  /** The file of the analysed folder a specifier names, or `undefined` for packages, built-ins and unknowns. */
  resolve(from: FilePath, specifier: string): FilePath | undefined;
}

export function createModuleResolver(
  exists: (path: FilePath) => boolean,
  packages: readonly PackageModel[],
): ModuleResolver {
  const byName = new Map(
    packages.flatMap((model) => (model.manifest.name ? [[model.manifest.name, model] as const] : [])),
  );
  const file = (path: FilePath): FilePath | undefined => findFile(path, exists);
  return {
    resolve(from, specifier) {
      if (specifier.startsWith('.')) return file(joinPath(directoryOf(from), specifier));
      const nearest = packageOf(packages, from);
      const root = nearest?.root ?? '';
      const alias = /^(?:@|~)\/(.*)$/.exec(specifier)?.[1];
      // The usual aliases of a package's own sources; a wrong guess only widens what is reachable.
      if (alias !== undefined) return file(joinPath(root, 'src', alias)) ?? file(joinPath(root, alias));
      if (specifier.startsWith('#')) return file(joinPath(root, 'src', specifier.slice(1).replace(/^\//, '')));
      const [name = '', rest] = splitSpecifier(specifier);
      const workspace = byName.get(name);
      if (workspace !== undefined) return workspaceEntry(workspace, rest, file);
      return file(joinPath(root, specifier)) ?? file(joinPath(root, 'src', specifier));
    },
  };
}

/** True for what can only be a file of the project: relative paths and the usual aliases. */
export function isOwnSpecifier(specifier: string): boolean {
  return /^(?:\.|@\/|~\/|#)/.test(specifier);
}

/** `@scope/name/sub` gives `['@scope/name', 'sub']`. */
export function splitSpecifier(specifier: string): [name: string, rest: string] {
  const parts = specifier.split('/');
  const count = specifier.startsWith('@') ? 2 : 1;
  return [parts.slice(0, count).join('/'), parts.slice(count).join('/')];
}

function workspaceEntry(
  model: PackageModel,
  rest: string,
  file: (path: FilePath) => FilePath | undefined,
): FilePath | undefined {
  if (rest !== '') return file(joinPath(model.root, rest)) ?? file(joinPath(model.root, 'src', rest));
  const main = model.manifest.main;
  return (
    (main === undefined ? undefined : file(sourceOf(joinPath(model.root, main), file) ?? '')) ??
    file(joinPath(model.root, 'src/index')) ??
    file(joinPath(model.root, 'index'))
  );
}

/** Output folders of builds, and where their sources stand. */
const OUTPUT = /(^|\/)(?:dist|build|lib|out|\.build|compiled|output|bin)\//;

/**
 * The source of a file that a start command names: itself when it exists, else the same path with the output folder
 * replaced by `src` or dropped (`dist/server.js` gives `src/server.ts`).
 */
export function sourceOf(path: FilePath, file: (path: FilePath) => FilePath | undefined): FilePath | undefined {
  const exact = file(path);
  if (exact !== undefined) return exact;
  const bare = path.replace(/\.[cm]?jsx?$/, '');
  if (!OUTPUT.test(bare)) return file(bare);
  const candidates = ['$1src/', '$1', '$1source/', '$1app/', '$1server/'].map((to) => bare.replace(OUTPUT, to));
  // `dist/src/main.js` and `dist/apps/api/main.js` keep more of the tree below the output folder.
  candidates.push(bare.replace(OUTPUT, '$1').replace(/\/([^/]+)$/, '/src/$1'));
  for (const candidate of candidates) {
    const found = file(candidate);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Tries the path as written, with the extensions of the language, as a directory, and `.js` standing for `.ts`. */
export function findFile(path: FilePath, exists: (path: FilePath) => boolean): FilePath | undefined {
  if (path === '' || path.startsWith('../')) return undefined;
  if (/\.[cm]?[jt]sx?$/.test(path) && exists(path)) return path;
  for (const extension of EXTENSIONS) if (exists(path + extension)) return path + extension;
  const written = /^(.*)\.([cm]?)jsx?$/.exec(path);
  if (written !== null) {
    for (const extension of [`.${written[2]}ts`, '.tsx']) {
      if (exists(`${written[1]}${extension}`)) return `${written[1]}${extension}`;
    }
  }
  for (const extension of EXTENSIONS) if (exists(`${path}/index${extension}`)) return `${path}/index${extension}`;
  return undefined;
}
