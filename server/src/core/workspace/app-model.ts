import type { FilePath } from '../documents/kinds';
import type { FileRole, PackageRole } from '../rule/roles';
import type { EnvironmentCatalogue } from './environment/catalogue';
import type { ConfigModuleFact, FactsOf, FileFacts, TypeScriptFacts } from './facts';
import type { ModuleResolver } from './module-resolver';
import type { PackageModel } from './packages';
import type { StartCommand } from './start-commands';
import type { KubernetesModel, WorkloadModel } from './workloads';

/** The module through which a package reads its environment: the one that a setting names, else the best guess. */
export interface ConfigModuleModel {
  readonly file: FilePath;
  /** Named by a setting. */
  readonly isDeclared: boolean;
  /** Absent for a module that only the setting knows. */
  readonly fact?: ConfigModuleFact;
}

/** A Dockerfile with what its surroundings say about it. */
export interface DockerfileModel {
  readonly file: FilePath;
  readonly document: FactsOf<'dockerfile'>['document'];
  /** The folder its build sees: from compose or workflow where they name it, else the nearest package's root. */
  readonly context: FilePath;
  /** False where nothing tells the context: what the build sees, and which ignore file is in force, is not known. */
  readonly isContextKnown: boolean;
  /** Indexes of the stages that end up in the release (RULES §1.2). */
  readonly releaseStages: ReadonlySet<number>;
  /** Indexes of the stages that containers are made of: the last one, and those that compose files target. */
  readonly started: ReadonlySet<number>;
  /** By its name, or because only development compose files build it. */
  readonly development: boolean;
}

export interface ComposeModel {
  readonly file: FilePath;
  readonly document: FactsOf<'compose'>['document'];
  readonly role: 'development' | 'production' | 'neutral';
}

/**
 * One app (DESIGN §5) as cross-file rules see it: facts only, no texts. What stands in `folder…` reaches beyond the app,
 * for lock files, ignore files and manifests above it.
 */
export interface AppModel {
  /** Folder-relative; `''` for the root app. */
  readonly root: FilePath;
  readonly name: string;
  /** Every analysed file of the app. */
  readonly files: readonly FilePath[];
  readonly packages: readonly PackageModel[];
  readonly dockerfiles: readonly DockerfileModel[];
  /** Of all apps, as `folderComposeFiles`: code of one app may be built and run from above it. */
  readonly folderDockerfiles: readonly DockerfileModel[];
  readonly composeFiles: readonly ComposeModel[];
  readonly folderComposeFiles: readonly ComposeModel[];
  readonly kubernetesFiles: readonly KubernetesModel[];
  /** What runs containers, from files of any role. */
  readonly workloads: readonly WorkloadModel[];
  /** Of all apps: a Service or an autoscaler may stand elsewhere. */
  readonly folderKubernetesFiles: readonly KubernetesModel[];
  readonly folderWorkloads: readonly WorkloadModel[];
  readonly startCommands: readonly StartCommand[];
  /** Those of all apps: an image above an app may start it. */
  readonly folderStartCommands: readonly StartCommand[];
  readonly modules: ModuleResolver;
  /** The facts of one kind, in path order. */
  factsOf<Kind extends FileFacts['kind']>(
    kind: Kind,
  ): readonly { readonly file: FilePath; readonly facts: FactsOf<Kind> }[];
  typescript(file: FilePath): TypeScriptFacts | undefined;
  /** The package a file belongs to, also above the app. */
  packageOf(file: FilePath): PackageModel | undefined;
  /** True for any path that exists in the folder and is not ignored by git, whether analysed or not. */
  exists(path: FilePath): boolean;
  /** Direct look-up among the folder's paths: all whose name (last segment) is `name`. */
  folderFilesNamed(name: string): readonly FilePath[];
  readonly folderPackages: readonly PackageModel[];
  folderFactsOf<Kind extends FileFacts['kind']>(
    kind: Kind,
  ): readonly { readonly file: FilePath; readonly facts: FactsOf<Kind> }[];
  /** Judged by the `.gitignore` files of the folder and the exclude files of git. */
  isGitIgnored(path: FilePath): boolean;
  /** True when the folder lies in a git work tree. */
  readonly hasGit: boolean;
  /** True for an environment file or an ignored one that git's index is known to hold: ignore lines do nothing for it. */
  isTracked(path: FilePath): boolean;
  rolesOf(file: FilePath): ReadonlySet<FileRole>;
  /** The config module of the package that a file belongs to. */
  configModuleOf(file: FilePath): ConfigModuleModel | undefined;
  /** Modules through which the package of a file may read its environment, the likeliest first. */
  configModulesFor(file: FilePath): readonly FilePath[];
  packageRolesOf(file: FilePath): ReadonlySet<PackageRole>;
  /** Files that run when one of the entries does. */
  reachableFrom(entries: readonly FilePath[]): ReadonlySet<FilePath>;
  /** The environment variables that the app reads, declares and names. */
  readonly environment: EnvironmentCatalogue;
  /** True when a text of the folder, env files and documentation aside, has the name somewhere. */
  isMentioned(name: string): boolean;
  /** The same for the texts below a folder. */
  isMentionedBelow(folder: FilePath, name: string): boolean;
  /** True when a text of the folder has the name that may read it: no env file, no documentation, nothing that sets up a deploy. */
  isUsedSomewhere(name: string): boolean;
  /** True when a file that sets up deploys of the app, or builds it, speaks of the variable: see `knowledge/setting-files.ts`. */
  isSettled(name: string): boolean;
  /** True when documentation of the app, or of what it stands in, tells of the variable. */
  isDocumented(name: string): boolean;
  /** True when the comments of an example speak of the variable. */
  isToldBy(example: FilePath, name: string): boolean;
  /** True when code of another app names the variable and does not read it: it may set it for this one. */
  isNamedByOtherApps(name: string): boolean;
  /** True when any file of the folder, of other apps too, declares the variable. */
  isDeclaredInFolder(name: string): boolean;
  /** Relative paths and aliases that the file imports and that lead to no known file; types aside. */
  unresolvedImportsOf(file: FilePath): readonly string[];
  /** Files that import the file, in path order. */
  importersOf(file: FilePath): readonly FilePath[];
}
