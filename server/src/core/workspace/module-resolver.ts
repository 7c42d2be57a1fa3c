import { directoryOf, type FilePath, joinPath } from '../documents/kinds';
import type { TsconfigDocument } from '../documents/tsconfig/parse';
import { isBuiltIn, isHostModule, isPackageName } from '../knowledge/module-names';
import { type Aliases, createAliases } from './aliases';
import { findFile, sourceOf, splitSpecifier } from './modules';
import { entryOf, importEntryOf } from './package-entries';
import { type PackageModel, packageOf } from './packages';

/** Where an import leads, judged by the paths that exist and by manifests and tsconfigs; no module is loaded. */
export interface ModuleResolver {
  /** The file of the analysed folder a specifier names, or `undefined` for packages, built-ins and unknowns. */
  resolve(from: FilePath, specifier: string): FilePath | undefined;
  /**
   * The package of a registry that a specifier names. `undefined` for the folder's own files and packages, for aliases,
   * for what the run-time brings and for names that bundlers and frameworks make up.
   */
  packageNamed(from: FilePath, specifier: string): string | undefined;
  /** True when the compiler keeps imports of the file of which only types are used. */
  keepsImports(from: FilePath): boolean;
}

export interface ModuleResolverInput {
  exists(path: FilePath): boolean;
  hasFolder(path: FilePath): boolean;
  /** By git; a folder is asked for with a trailing slash. */
  isIgnored(path: FilePath): boolean;
  readonly packages: readonly PackageModel[];
  readonly configs: ReadonlyMap<FilePath, TsconfigDocument>;
}

export function createModuleResolver(input: ModuleResolverInput): ModuleResolver {
  return new Resolver(input);
}

/** Files that bundlers import beside code. */
const ASSET_EXTENSIONS = ['', '.d.ts', '.json', '.vue', '.svelte', '.astro', '.css', '.scss', '.graphql', '.node'];

class Resolver implements ModuleResolver {
  private readonly byName: ReadonlyMap<string, PackageModel>;
  private readonly aliases: Aliases;
  private readonly nearest = new Map<FilePath, PackageModel | undefined>();

  constructor(private readonly input: ModuleResolverInput) {
    const { packages, configs } = input;
    this.byName = new Map(
      packages.flatMap((model) => (model.manifest.name ? [[model.manifest.name, model] as const] : [])),
    );
    this.aliases = createAliases({ configs, packageRoot: (name) => this.byName.get(name)?.root });
  }

  resolve(from: FilePath, specifier: string): FilePath | undefined {
    if (specifier.startsWith('.')) return this.file(joinPath(directoryOf(from), specifier));
    const configured = this.configured(from, specifier);
    if (configured !== undefined) return configured;
    const [name, rest] = splitSpecifier(specifier);
    const workspace = this.byName.get(name);
    if (workspace !== undefined) return entryOf(workspace, rest, this.input.exists);
    return this.guessed(from, specifier, (path) => this.file(path));
  }

  packageNamed(from: FilePath, written: string): string | undefined {
    // Bundlers take `x.svg?react`.
    const specifier = written.replace(/[?!].*$/, '');
    const [name] = splitSpecifier(specifier);
    if (!isPackageName(name) || isBuiltIn(specifier) || isHostModule(name) || this.byName.has(name)) return undefined;
    const { paths, matched } = this.aliases.pathsOf(from, specifier);
    if (matched || this.namesModuleAlias(from, specifier)) return undefined;
    const isThere = (path: FilePath): FilePath | undefined => this.file(path) ?? this.asset(path);
    if (paths.some((path) => isThere(path) !== undefined || this.isMade(path, specifier))) return undefined;
    // A folder of that name: bundlers are told in code that it is one of theirs.
    const isFolder = (path: FilePath): FilePath | undefined => (this.input.hasFolder(path) ? path : undefined);
    const found = this.guessed(from, specifier, isThere) ?? this.guessed(from, name, isFolder);
    return found === undefined ? name : undefined;
  }

  /** A tool puts it into a folder that git ignores, from where a setting of the compiler takes it. */
  private isMade(path: FilePath, specifier: string): boolean {
    if (!path.endsWith(`/${specifier}`) && path !== specifier) return false;
    const base = path.slice(0, -specifier.length);
    const [folder = ''] = specifier.split('/');
    if (/(?:^|\/)node_modules\//.test(base) || (base !== '' && this.input.isIgnored(base))) return false;
    return this.input.isIgnored(`${base}${folder}/`);
  }

  keepsImports(from: FilePath): boolean {
    return this.aliases.keepsImports(from);
  }

  /** What manifests and tsconfigs say in so many words. */
  private configured(from: FilePath, specifier: string): FilePath | undefined {
    const model = this.packageAt(from);
    const imported = specifier.startsWith('#') && model && importEntryOf(model, specifier, this.input.exists);
    if (imported) return imported;
    for (const path of [...this.aliases.pathsOf(from, specifier).paths, ...this.moduleAliasPaths(model, specifier)]) {
      const found = sourceOf(path, (candidate) => this.file(candidate));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /**
   * The usual aliases of a package's own sources (`@/x`, `~/x`, `#x`, `@x/y`, `src/x`), which bundlers are told of in
   * code; a wrong guess only widens what is reachable.
   */
  private guessed(
    from: FilePath,
    specifier: string,
    file: (path: FilePath) => FilePath | undefined,
  ): FilePath | undefined {
    const bare = specifier.replace(/^(?:[@~#]\/|[@~#])/, '');
    for (let model = this.packageAt(from); model !== undefined; ) {
      const { root } = model;
      const found = file(joinPath(root, 'src', bare)) ?? file(joinPath(root, bare));
      if (found !== undefined) return found;
      model = root === '' ? undefined : this.packageAt(root);
    }
    return undefined;
  }

  private namesModuleAlias(from: FilePath, specifier: string): boolean {
    for (let model = this.packageAt(from); model !== undefined; ) {
      if (this.moduleAliasPaths(model, specifier).length > 0) return true;
      model = model.root === '' ? undefined : this.packageAt(model.root);
    }
    return false;
  }

  private moduleAliasPaths(model: PackageModel | undefined, specifier: string): FilePath[] {
    return [...(model?.manifest.moduleAliases ?? [])].flatMap(([name, target]) => {
      if (specifier !== name && !specifier.startsWith(`${name}/`)) return [];
      return [joinPath(model?.root ?? '', target, specifier.slice(name.length))];
    });
  }

  /** The nearest package around a path. */
  private packageAt(path: FilePath): PackageModel | undefined {
    const directory = directoryOf(path);
    if (!this.nearest.has(directory)) {
      const probe = directory === '' ? 'package.json' : `${directory}/package.json`;
      this.nearest.set(directory, packageOf(this.input.packages, probe));
    }
    return this.nearest.get(directory);
  }

  private file(path: FilePath): FilePath | undefined {
    return findFile(path, this.input.exists);
  }

  private asset(path: FilePath): FilePath | undefined {
    if (path === '' || path.startsWith('../')) return undefined;
    return ASSET_EXTENSIONS.map((extension) => path + extension).find((candidate) => this.input.exists(candidate));
  }
}
