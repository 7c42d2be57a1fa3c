import { createGitIgnore, type GitIgnoreFile } from '../documents/ignore-file/match';
import { baseName, type DocumentKind, directoryOf, type FilePath, joinPath } from '../documents/kinds';
import type { DocumentResult } from '../engine/candidate';
import type { SecretNameOptions } from '../knowledge/secret-names';
import type { FileRole, PackageRole } from '../rule/roles';
import { compareTexts } from '../text/compare';
import type { AppModel, ComposeModel, DockerfileModel } from './app-model';
import { type AppLayout, layOutApps } from './apps';
import { configModulesFor } from './config-homes';
import { ConfigModules } from './config-modules';
import { composeModel, containerReferences, isDevelopmentPath } from './container-references';
import { readDockerfiles } from './dockerfiles';
import { type CatalogueInput, currentCatalogue } from './environment/catalogue';
import type { EnvironmentIndex } from './environment/environment-index';
import { namesKnownTo } from './environment/names-known';
import type { FileFacts } from './facts';
import { FolderFacts, type PlacedFacts } from './folder-facts';
import { type ImageBuild, imageBuilds, pipelineBuilds } from './image-builds';
import { ModuleGraph } from './module-graph';
import { createModuleResolver, type ModuleResolver } from './module-resolver';
import { classifyPackages, isBelow, type PackageModel, packageOf } from './packages';
import { placedRoles } from './placed-roles';
import { rolesOfPath } from './roles';
import { findStartCommands, type StartCommand } from './start-commands';
import { type KubernetesModel, kubernetesRole, readWorkloads, type WorkloadModel } from './workloads';

export interface GitState {
  /** True when the folder lies in a git work tree. */
  readonly present: boolean;
  /** Contents of `.git/info/exclude` and the user's excludes file. */
  readonly excludes: readonly string[];
  /** Ignore files above the folder, root of the work tree first, with the folder's path below each. */
  readonly above: readonly { readonly text: string; readonly prefix: FilePath }[];
  /** Environment files and ignored files in git's index, relative to the folder; absent when it could not be read. */
  readonly tracked?: ReadonlySet<FilePath>;
}

export const NO_GIT: GitState = { present: false, excludes: [], above: [] };

export interface FolderInput {
  readonly results: ReadonlyMap<FilePath, DocumentResult>;
  readonly paths: ReadonlySet<FilePath>;
  readonly git: GitState;
  readonly environment: EnvironmentIndex;
  /** Names that the configuration takes into, or out of, the secret ones. */
  secretNamesOf(file: FilePath): SecretNameOptions;
  roleOverride(file: FilePath): FileRole | 'production' | 'service' | undefined;
  /** Paths at which a setting says the config module of a package is. */
  declaredConfigModules(packageRoot: FilePath): readonly FilePath[];
}

/** The structure of a folder, derived from facts. Rebuilt when one of the files it rests on changes, never by a keystroke. */
export class FolderModel {
  readonly packages: readonly PackageModel[];
  readonly layout: AppLayout;
  readonly dockerfiles: readonly DockerfileModel[];
  readonly composeFiles: readonly ComposeModel[];
  readonly kubernetesFiles: readonly KubernetesModel[];
  readonly workloads: readonly WorkloadModel[];
  readonly imageBuilds: readonly ImageBuild[];
  readonly startCommands: readonly StartCommand[];
  readonly modules: ModuleResolver;
  private readonly graph: ModuleGraph;
  private readonly configModules: ConfigModules;
  private readonly apps = new Map<FilePath, AppModel>();
  private readonly byName = new Map<string, FilePath[]>();
  private readonly gitIgnore: (path: FilePath) => boolean;
  private readonly facts: FolderFacts;
  private readonly packageCache = new Map<FilePath, PackageModel | undefined>();

  constructor(private readonly input: FolderInput) {
    const facts = new FolderFacts(input.results);
    this.facts = facts;
    for (const path of input.paths) {
      const name = baseName(path);
      const list = this.byName.get(name);
      if (list === undefined) this.byName.set(name, [path]);
      else list.push(path);
    }
    this.gitIgnore = createGitIgnore(this.gitIgnoreFiles());
    const manifests = this.factsOf('manifest').map(({ file, facts }) => ({ file, manifest: facts.document }));
    const processFiles = [...this.factsOf('dockerfile'), ...this.factsOf('procfile')].map(({ file }) => file);
    const roots = manifests.map(({ file }) => ({ root: directoryOf(file) }));
    const ownerRoot = (path: FilePath): FilePath => packageOf(roots, path)?.root ?? '';
    this.composeFiles = this.factsOf('compose').map(({ file, facts: { document } }) =>
      composeModel(file, document, input.roleOverride(file)),
    );
    const built = this.composeFiles.flatMap(({ file, document }) =>
      document.services.flatMap(({ build }) => (build ? [joinPath(directoryOf(file), build.context)] : [])),
    );
    this.packages = classifyPackages(manifests, {
      started: new Set([...processFiles.filter((file) => !isDevelopmentPath(file)).map(ownerRoot), ...built]),
      listening: new Set(facts.listeningFiles().map(ownerRoot)),
      exists: (path) => input.paths.has(path),
    });
    const pipelines = pipelineBuilds(this.factsOf('workflow').map(({ facts }) => facts.document));
    this.dockerfiles = readDockerfiles({
      dockerfiles: this.factsOf('dockerfile').map(({ file, facts }) => ({ file, document: facts.document })),
      composeFiles: this.composeFiles,
      pipelineBuilds: pipelines,
      packages: this.packages,
      paths: input.paths,
      roleOverride: (file) => input.roleOverride(file),
    });
    this.kubernetesFiles = this.factsOf('kubernetes').map(({ file, facts: { document } }) => ({
      file,
      document,
      role: kubernetesRole(file, input.roleOverride(file)),
    }));
    this.imageBuilds = imageBuilds({ ...this, pipelineBuilds: pipelines });
    this.workloads = readWorkloads(this.kubernetesFiles, this.imageBuilds, this);
    this.layout = layOutApps({ packages: this.packages, processFiles, references: containerReferences(this) });
    this.modules = createModuleResolver({
      exists: (path) => input.paths.has(path),
      hasFolder: (path) => this.folders.has(path),
      isIgnored: (path) => this.gitIgnore(path),
      packages: this.packages,
      configs: new Map(this.factsOf('tsconfig').map(({ file, facts }) => [file, facts.document])),
    });
    this.graph = new ModuleGraph(
      this.modules,
      (file) => facts.typescript(file),
      () => facts.filesOf('typescript'),
    );
    this.configModules = new ConfigModules({
      declared: (root) => input.declaredConfigModules(root),
      exists: (path) => input.paths.has(path),
      rootOf: (file) => this.packageOf(file)?.root ?? '',
      files: () => this.factsOf('typescript'),
      factsOf: (file) => facts.typescript(file),
    });
    this.startCommands = findStartCommands({
      packages: this.packages,
      dockerfiles: this.dockerfiles,
      composeFiles: this.composeFiles,
      workloads: this.workloads,
      processFiles: facts.managedProcesses(),
      procfiles: this.factsOf('procfile').map(({ file, facts }) => ({ file, document: facts.document })),
      scripts: this.factsOf('shell').map(({ file, facts }) => ({ file, commands: facts.commands })),
      exists: (path) => input.paths.has(path),
    });
  }

  /** The app of a root, its facts read through to the current results. */
  app(root: FilePath): AppModel {
    let app = this.apps.get(root);
    if (app === undefined) {
      app = this.createApp(root);
      this.apps.set(root, app);
    }
    return app;
  }

  /** Called when the imports of a file change: what is reachable is worked out anew when next asked for. */
  forgetImports(file: FilePath): void {
    this.graph.forget(file);
  }

  packageOf(file: FilePath): PackageModel | undefined {
    if (!this.packageCache.has(file)) this.packageCache.set(file, packageOf(this.packages, file));
    return this.packageCache.get(file);
  }

  rolesOf(file: FilePath): ReadonlySet<FileRole> {
    const override = this.input.roleOverride(file);
    if (override === 'production' || override === 'service') return NO_ROLES;
    if (override !== undefined) return new Set([override]);
    const result = this.input.results.get(file);
    if (result === undefined) return NO_ROLES;
    if (result.facts.kind === 'typescript') {
      return placedRoles(file, {
        facts: result.facts,
        model: this.packageOf(file),
        packageRoles: this.packageRolesOf(file),
        isConfigModule: result.facts.configModule !== undefined || this.configModules.of(file)?.file === file,
        isStarted: this.entryFiles.has(file),
        isStartScript: this.startScriptEntries.has(file),
        hasMembers: (root) => this.packages.some((other) => other.root !== root && isBelow(other.root, root)),
        exists: (path) => this.input.paths.has(path),
      });
    }
    return new Set(rolesOfPath(file, result.kind));
  }

  packageRolesOf(file: FilePath): ReadonlySet<PackageRole> {
    const model = this.packageOf(file);
    if (model !== undefined) return model.roles;
    const result = this.input.results.get(file);
    if (result?.facts.kind === 'typescript') {
      // A loose file counts as a server when it makes one itself.
      return result.facts.listens.some((listen) => listen.certain) ? SERVER_ONLY : NO_PACKAGE_ROLES;
    }
    return result !== undefined && PROCESS_KINDS.has(result.kind) ? SERVER_ONLY : NO_PACKAGE_ROLES;
  }

  isGitIgnored(path: FilePath): boolean {
    return this.gitIgnore(path);
  }

  isDevelopmentStage(file: FilePath, stage: number): boolean {
    const model = this.dockerfiles.find((dockerfile) => dockerfile.file === file);
    return model !== undefined && (model.development || !model.releaseStages.has(stage));
  }

  factsOf<Kind extends FileFacts['kind']>(kind: Kind): PlacedFacts<Kind>[] {
    return this.facts.of(kind);
  }

  private entryCache: ReadonlySet<FilePath> | undefined;

  /** Files that start commands of a deploy run. */
  get entryFiles(): ReadonlySet<FilePath> {
    this.entryCache ??= new Set(
      this.startCommands
        .filter(({ origin, production }) => origin !== 'script' && production)
        .flatMap(({ entries }) => entries),
    );
    return this.entryCache;
  }

  private startScriptCache: ReadonlySet<FilePath> | undefined;

  /** Files that the `start` script of a service runs (`node bin/www.js`). */
  private get startScriptEntries(): ReadonlySet<FilePath> {
    this.startScriptCache ??= new Set(
      this.startCommands
        .filter(({ origin, at }) => origin === 'script' && this.packageOf(at.file)?.roles.has('server') === true)
        .flatMap(({ entries }) => entries),
    );
    return this.startScriptCache;
  }

  private ownedFilesCache: ReadonlyMap<FilePath, readonly FilePath[]> | undefined;

  /** The files of each app that rules read, in path order. */
  private get ownedFiles(): ReadonlyMap<FilePath, readonly FilePath[]> {
    this.ownedFilesCache ??= this.groupByOwner();
    return this.ownedFilesCache;
  }

  private groupByOwner(): Map<FilePath, FilePath[]> {
    const byOwner = new Map<FilePath, FilePath[]>();
    const judged = [...this.input.results.values()].filter(({ kind }) => kind !== 'text').map(({ file }) => file);
    for (const file of judged.sort(compareTexts)) {
      const owner = this.layout.ownerOf(file);
      const list = byOwner.get(owner);
      if (list === undefined) byOwner.set(owner, [file]);
      else list.push(file);
    }
    return byOwner;
  }

  private folderCache: ReadonlySet<FilePath> | undefined;

  /** Every folder that holds a path, at any depth. */
  private get folders(): ReadonlySet<FilePath> {
    if (this.folderCache === undefined) {
      const folders = new Set<FilePath>();
      for (const path of this.input.paths) {
        for (let folder = directoryOf(path); folder !== '' && !folders.has(folder); folder = directoryOf(folder)) {
          folders.add(folder);
        }
      }
      this.folderCache = folders;
    }
    return this.folderCache;
  }

  private createApp(root: FilePath): AppModel {
    const { input, layout } = this;
    const owned = (file: FilePath): boolean => layout.ownerOf(file) === root;
    const files = this.ownedFiles.get(root) ?? [];
    const ownedByKind = new Map<FileFacts['kind'], readonly FilePath[]>();
    const filesOf = (kind: FileFacts['kind']): readonly FilePath[] => {
      const known = ownedByKind.get(kind) ?? files.filter((file) => input.results.get(file)?.facts.kind === kind);
      ownedByKind.set(kind, known);
      return known;
    };
    const manifest = this.packages.find((model) => model.root === root)?.manifest;
    const isOwned = ({ file }: { file: FilePath }): boolean => owned(file);
    const catalogue: CatalogueInput = {
      root,
      roots: layout.roots,
      index: input.environment,
      modules: this.modules,
      get secretNames() {
        return input.secretNamesOf(joinPath(root, 'package.json'));
      },
      ownerOf: layout.ownerOf,
      rolesOf: (file) => this.rolesOf(file),
    };
    const environment = currentCatalogue(catalogue);
    const app: AppModel = {
      root,
      name: manifest?.name ?? (root === '' ? '' : baseName(root)),
      files,
      packages: this.packages.filter((model) => owned(model.file)),
      dockerfiles: this.dockerfiles.filter(isOwned),
      folderDockerfiles: this.dockerfiles,
      composeFiles: this.composeFiles.filter(isOwned),
      folderComposeFiles: this.composeFiles,
      kubernetesFiles: this.kubernetesFiles.filter(isOwned),
      workloads: this.workloads.filter(({ model }) => owned(model.file)),
      folderKubernetesFiles: this.kubernetesFiles,
      folderWorkloads: this.workloads,
      startCommands: this.startCommands.filter(({ at }) => owned(at.file)),
      folderStartCommands: this.startCommands,
      modules: this.modules,
      factsOf: (kind) => this.facts.among(filesOf(kind), kind),
      typescript: (file) => this.facts.typescript(file),
      packageOf: (file) => this.packageOf(file),
      exists: (path) => input.paths.has(path),
      folderFilesNamed: (name) => this.byName.get(name) ?? [],
      folderPackages: this.packages,
      folderFactsOf: (kind) => this.factsOf(kind),
      isGitIgnored: (path) => this.isGitIgnored(path),
      hasGit: input.git.present,
      isTracked: (path) => input.git.tracked?.has(path) === true,
      rolesOf: (file) => this.rolesOf(file),
      configModuleOf: (file) => this.configModules.of(file),
      configModulesFor: (file) => configModulesFor(app, file),
      packageRolesOf: (file) => this.packageRolesOf(file),
      reachableFrom: (entries) => this.graph.reachableFrom(entries),
      unresolvedImportsOf: (file) => this.graph.unresolvedImportsOf(file),
      importersOf: (file) => this.graph.importersOf(file),
      ...namesKnownTo(catalogue),
      get environment() {
        return environment();
      },
    };
    return app;
  }

  private gitIgnoreFiles(): GitIgnoreFile[] {
    const { git } = this.input;
    const own = this.factsOf('ignore-file')
      .filter(({ file }) => baseName(file) === '.gitignore')
      .map(({ file, facts }) => ({ directory: directoryOf(file), text: facts.text }));
    const outer = git.above.map(({ text, prefix }) => ({ directory: '', text, prefix }));
    return [...git.excludes.map((text) => ({ directory: '', text })), ...outer, ...own];
  }
}

/** Files that start processes, whether or not a package stands around them. */
const PROCESS_KINDS: ReadonlySet<DocumentKind> = new Set(['dockerfile', 'procfile', 'compose', 'kubernetes']);
const NO_ROLES: ReadonlySet<FileRole> = new Set();
const NO_PACKAGE_ROLES: ReadonlySet<PackageRole> = new Set();
const SERVER_ONLY: ReadonlySet<PackageRole> = new Set(['server']);
