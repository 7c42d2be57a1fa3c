import { type FilePath, kindOf } from '../../documents/kinds';
import { isPlatformVariable } from '../../knowledge/platform-variables';
import { isSecretName, type SecretNameOptions } from '../../knowledge/secret-names';
import type { FileRole } from '../../rule/roles';
import { compareTexts } from '../../text/compare';
import type { ModuleResolver } from '../module-resolver';
import { isBelow } from '../packages';
import { readsThrough } from './accesses';
import type { EnvironmentIndex } from './environment-index';
import type {
  DynamicRead,
  EnvironmentDeclaration,
  EnvironmentRead,
  EnvironmentReference,
  EnvironmentUses,
} from './uses';

/** What a variable holds, as far as its name tells. */
export type VariableClass = 'secret' | 'config' | 'platform';

export type Placed<T> = T & { readonly file: FilePath };

/** A variable as one app sees it: every place that reads, declares or names it, in order of files and places. */
export interface EnvironmentVariable {
  readonly name: string;
  readonly class: VariableClass;
  readonly reads: readonly Placed<EnvironmentRead>[];
  readonly declarations: readonly Placed<EnvironmentDeclaration>[];
  readonly references: readonly Placed<EnvironmentReference>[];
  /** Some file of the app sets it itself. */
  readonly isAssigned: boolean;
}

/** The environment of one app: names and places, no value. */
export interface EnvironmentCatalogue {
  /** By name, sorted. */
  readonly variables: ReadonlyMap<string, EnvironmentVariable>;
  /** Names that code which runs puts together: with an empty prefix, nobody can say that a variable is unused. */
  readonly dynamic: readonly Placed<DynamicRead>[];
  /** Objects that code of the app puts into the environment, and sets of variables that deploys hand over. */
  readonly overlays: readonly EnvironmentOverlay[];
}

/** An object of another module whose keys code sets as variables, or what a deploy takes from elsewhere. */
export interface EnvironmentOverlay {
  readonly by: 'code' | 'deploy';
  /** The module, where it is one of the folder; `undefined` when nobody can say which variables there are. */
  readonly source: FilePath | undefined;
}

export interface CatalogueInput {
  readonly root: FilePath;
  readonly index: EnvironmentIndex;
  readonly modules: Pick<ModuleResolver, 'resolve'>;
  readonly secretNames?: SecretNameOptions;
  /** Of all apps of the folder. */
  readonly roots: readonly FilePath[];
  ownerOf(file: FilePath): FilePath;
  rolesOf(file: FilePath): ReadonlySet<FileRole>;
}

export function buildCatalogue(input: CatalogueInput): EnvironmentCatalogue {
  const variables = new Map<string, Building>();
  const dynamic: Placed<DynamicRead>[] = [];
  const overlays: EnvironmentOverlay[] = [];
  const variable = (name: string): Building => {
    const known = variables.get(name) ?? { reads: [], declarations: [], references: [], isAssigned: false };
    variables.set(name, known);
    return known;
  };
  // Those of apps below this one too, which its env files may be written for.
  const addDynamic = (file: FilePath, uses: EnvironmentUses): void => {
    if (uses.dynamic.length === 0 || ASIDE.some((role) => input.rolesOf(file).has(role))) return;
    for (const read of uses.dynamic) {
      if (read.sets !== undefined) {
        if (isSeen(file, input) || isShared(file, input)) overlays.push(overlayOf(read.sets, file, input));
      } else if (isSeen(file, input) || isBelow(file, input.root)) dynamic.push({ ...read, file });
    }
  };
  const speaking = [...input.index.speaking].filter(
    ([file, { dynamic: put }]) =>
      isSeen(file, input) ||
      isBelow(file, input.root) ||
      (put.some(({ sets }) => sets !== undefined) && isShared(file, input)),
  );
  speaking.sort(([a], [b]) => compareTexts(a, b));
  for (const [file, uses] of speaking) {
    addDynamic(file, uses);
    if (!isSeen(file, input)) continue;
    for (const read of uses.reads) variable(read.name).reads.push({ ...read, file });
    for (const declaration of uses.declarations) variable(declaration.name).declarations.push({ ...declaration, file });
    for (const reference of uses.references) {
      const found = variable(reference.name);
      found.references.push({ ...reference, file });
      if (reference.isAssigned === true) found.isAssigned = true;
    }
  }
  addReadsThrough(input, variables);
  const sorted = [...variables].sort(([a], [b]) => compareTexts(a, b));
  return {
    variables: new Map(
      sorted.map(([name, found]) => [name, { name, class: classOf(name, input.secretNames), ...found }]),
    ),
    dynamic,
    overlays,
  };
}

function overlayOf(specifier: string, file: FilePath, { modules }: CatalogueInput): EnvironmentOverlay {
  return {
    by: kindOf(file) === 'typescript' ? 'code' : 'deploy',
    source: specifier === '' ? undefined : modules.resolve(file, specifier),
  };
}

/** The catalogue as it is now, kept until some file says something else of variables. */
export function currentCatalogue(input: CatalogueInput): () => EnvironmentCatalogue {
  let known: { readonly revision: number; readonly catalogue: EnvironmentCatalogue } | undefined;
  return () => {
    const { revision } = input.index;
    if (known?.revision !== revision) known = { revision, catalogue: buildCatalogue(input) };
    return known.catalogue;
  };
}

/**
 * What code takes off objects that were made of the environment. An app sees it of its own code, and of that of others
 * where the object is its own; a variable that nobody else names is none.
 */
function addReadsThrough(input: CatalogueInput, variables: ReadonlyMap<string, Building>): void {
  const speaking = [...input.index.speaking].filter(([, { accesses }]) => accesses.length > 0);
  for (const [file] of speaking.sort(([a], [b]) => compareTexts(a, b))) {
    const isOwn = isSeen(file, input);
    for (const read of readsThrough(input.index, input.modules, file)) {
      if (isOwn || (read.through !== undefined && isSeen(read.through, input)))
        variables.get(read.name)?.reads.push({ ...read, file });
    }
  }
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };
type Building = Mutable<Omit<EnvironmentVariable, 'name' | 'class'>>;

/** Code that runs in no deploy reads what it likes. */
export const ASIDE: readonly FileRole[] = ['test', 'generated', 'example'];

/** An app sees its own files, and what decides how it runs wherever that stands, other apps' folders aside. */
export function isSeen(file: FilePath, input: Pick<CatalogueInput, 'root' | 'roots' | 'ownerOf'>): boolean {
  if (input.ownerOf(file) === input.root) return true;
  return kindOf(file) !== 'typescript' && !isOfOtherApp(file, input);
}

/** Code of no app, such as a library of the workspace; tools and scripts set variables for themselves. */
function isShared(file: FilePath, input: CatalogueInput): boolean {
  const roles = input.rolesOf(file);
  return !isOfOtherApp(file, input) && !roles.has('script') && !roles.has('tool-config');
}

/** Below an app that this one does not stand in. */
export function isOfOtherApp(file: FilePath, { root, roots }: Pick<CatalogueInput, 'root' | 'roots'>): boolean {
  return roots.some((other) => other !== '' && isBelow(file, other) && !isBelow(root, other));
}

export function classOf(name: string, secretNames?: SecretNameOptions): VariableClass {
  if (isPlatformVariable(name)) return 'platform';
  return isSecretName(name, secretNames) ? 'secret' : 'config';
}
