import { directoryOf, type FilePath, kindOf } from '../documents/kinds';
import { compareTexts } from '../text/compare';
import { isBelow, type PackageModel } from './packages';
import { rolesOfPath } from './roles';

/** Where the apps of a folder are (DESIGN §5). */
export interface AppLayout {
  /** Roots of the apps, deepest first; never empty: where there is none, the folder is the app. */
  readonly roots: readonly FilePath[];
  ownerOf(file: FilePath): FilePath;
}

export interface LayoutInput {
  readonly packages: readonly PackageModel[];
  /** Dockerfiles and Procfiles. */
  readonly processFiles: readonly FilePath[];
  /** For container and pipeline files above the apps: the directories they build or work in. */
  readonly references: ReadonlyMap<FilePath, readonly FilePath[]>;
}

export function layOutApps(input: LayoutInput): AppLayout {
  const roots = new Set<FilePath>();
  for (const model of input.packages) {
    if (model.isApp && !isAside(model.file)) roots.add(model.root);
  }
  for (const file of input.processFiles) {
    if (isAside(file)) continue;
    const root = processRoot(file, input.packages);
    if (root !== undefined) roots.add(root);
  }
  const apps = [...roots].sort((a, b) => b.length - a.length || compareTexts(a, b));
  const only = apps.length === 1 ? apps[0] : undefined;
  const all = apps.includes('') ? apps : [...apps, ''];
  const owners = new Map<FilePath, FilePath>();
  return {
    roots: apps.length === 0 ? [''] : all,
    ownerOf(file) {
      const known = owners.get(file) ?? findOwner(file);
      owners.set(file, known);
      return known;
    },
  };

  function findOwner(file: FilePath): FilePath {
    const holder = apps.find((root) => isBelow(file, root));
    if (holder !== undefined && holder !== '') return holder;
    if (kindOf(file) === 'typescript') return holder ?? '';
    const named = input.references.get(file)?.map((path) => apps.find((root) => root !== '' && isBelow(path, root)));
    return named?.find((root) => root !== undefined) ?? holder ?? only ?? '';
  }
}

/** Examples, fixtures and templates are no apps of the repository. */
function isAside(file: FilePath): boolean {
  const roles = rolesOfPath(file, 'manifest');
  return roles.includes('example') || roles.includes('development');
}

/** A Dockerfile in `docker/` belongs to the package around it; without any package, its folder is the app. */
function processRoot(file: FilePath, packages: readonly PackageModel[]): FilePath | undefined {
  const directory = directoryOf(file);
  if (packages.some(({ root }) => root === directory)) return directory;
  const enclosing = packages.some(({ root }) => isBelow(directory, root));
  // A Dockerfile away from every package builds something this product does not read.
  return enclosing || packages.length > 0 ? undefined : directory;
}
