/** What `paths` and `baseUrl` of tsconfig and jsconfig files make of a specifier. */
import { directoryOf, type FilePath, joinPath } from '../documents/kinds';
import type { TsconfigDocument } from '../documents/tsconfig/parse';

export interface Aliases {
  /**
   * Paths, without a statement that they exist, that a specifier may stand for in a file; most likely first. `matched`
   * tells that a pattern names the specifier, which is then no package whether or not a path exists.
   */
  pathsOf(from: FilePath, specifier: string): { readonly paths: readonly FilePath[]; readonly matched: boolean };
  /** True when the compiler keeps imports of a file of which only types are used. */
  keepsImports(from: FilePath): boolean;
}

interface Mapping {
  readonly before: string;
  /** `undefined` for a pattern without `*`. */
  readonly after: string | undefined;
  readonly targets: readonly FilePath[];
}

/** A configuration with all that it takes over from others. */
interface Effective {
  readonly mappings: readonly Mapping[];
  readonly base: FilePath | undefined;
  readonly keepsImports: boolean;
}

export interface AliasesInput {
  readonly configs: ReadonlyMap<FilePath, TsconfigDocument>;
  /** The folder of a workspace package, for `extends` that name one. */
  packageRoot(name: string): FilePath | undefined;
}

const NOTHING: Effective = { mappings: [], base: undefined, keepsImports: false };

/** More than anybody chains; a circle ends here. */
const MAX_DEPTH = 10;

export function createAliases(input: AliasesInput): Aliases {
  const byFolder = groupByFolder(input.configs);
  const effective = new Map<FilePath, Effective>();
  const inForce = new Map<FilePath, readonly Effective[]>();
  const resolved = (file: FilePath): Effective => {
    const known = effective.get(file) ?? resolve(file, input, 0);
    effective.set(file, known);
    return known;
  };
  /** Those of the file's own folder first, then outwards: tools read the nearest, and some the one at the root. */
  const configsFor = (directory: FilePath): readonly Effective[] => {
    const known = inForce.get(directory);
    if (known !== undefined) return known;
    const own = (byFolder.get(directory) ?? []).flatMap((file) => withReferences(file, input)).map(resolved);
    const outer = directory === '' ? [] : configsFor(directoryOf(directory));
    const all = own.length === 0 ? outer : [...own, ...outer];
    inForce.set(directory, all);
    return all;
  };
  return {
    pathsOf(from, specifier) {
      const configs = configsFor(directoryOf(from));
      const paths: FilePath[] = [];
      let matched = false;
      for (const { mappings } of configs) {
        for (const mapping of mappings) {
          const part = partOf(mapping, specifier);
          if (part === undefined) continue;
          // `*` alone stands for every package as well.
          if (mapping.before !== '' || mapping.after !== '') matched = true;
          paths.push(...mapping.targets.map((target) => joinPath(target.replace('*', part))));
        }
      }
      for (const { base } of configs) if (base !== undefined) paths.push(joinPath(base, specifier));
      return { paths, matched };
    },
    keepsImports: (from) => configsFor(directoryOf(from)).some(({ keepsImports }) => keepsImports),
  };
}

/** `tsconfig.json` before `tsconfig.build.json` and the like. */
function groupByFolder(configs: AliasesInput['configs']): ReadonlyMap<FilePath, readonly FilePath[]> {
  const groups = new Map<FilePath, FilePath[]>();
  for (const file of configs.keys()) {
    const directory = directoryOf(file);
    groups.set(directory, [...(groups.get(directory) ?? []), file]);
  }
  for (const files of groups.values()) files.sort((a, b) => a.length - b.length);
  return groups;
}

/** A solution file holds no options of its own: its projects do. */
function withReferences(file: FilePath, { configs }: AliasesInput): FilePath[] {
  const referenced = (configs.get(file)?.references ?? []).flatMap((path) => {
    const target = joinPath(directoryOf(file), path);
    const found = /\.json$/.test(target) ? target : joinPath(target, 'tsconfig.json');
    // A project in another folder speaks for that folder.
    return configs.has(found) && directoryOf(found) === directoryOf(file) ? [found] : [];
  });
  return [file, ...referenced];
}

function resolve(file: FilePath, input: AliasesInput, depth: number): Effective {
  const config = input.configs.get(file);
  if (config === undefined || depth > MAX_DEPTH) return NOTHING;
  const directory = directoryOf(file);
  const parents = config.extends.map((name) => resolve(extended(name, directory, input) ?? '', input, depth + 1));
  // The last one extended wins over those before it.
  const parent: Effective = Object.assign({}, NOTHING, ...parents.map(definedIn));
  const base = config.baseUrl === undefined ? parent.base : joinPath(directory, config.baseUrl);
  return {
    base,
    mappings: config.paths === undefined ? parent.mappings : mappingsOf(config.paths, base ?? directory),
    keepsImports: config.keepsImports ?? parent.keepsImports,
  };
}

function definedIn({ mappings, base, keepsImports }: Effective): Partial<Effective> {
  return {
    ...(mappings.length > 0 && { mappings }),
    ...(base !== undefined && { base }),
    ...(keepsImports && { keepsImports }),
  };
}

/** The file that an `extends` names, among those of the folder. */
function extended(name: string, directory: FilePath, { configs, packageRoot }: AliasesInput): FilePath | undefined {
  const candidatesOf = (path: FilePath): FilePath[] => [path, `${path}.json`, joinPath(path, 'tsconfig.json')];
  if (/^\.\.?(?:\/|$)/.test(name)) return candidatesOf(joinPath(directory, name)).find((path) => configs.has(path));
  const scope = name.startsWith('@') ? 2 : 1;
  const root = packageRoot(name.split('/').slice(0, scope).join('/'));
  if (root === undefined) return undefined;
  return candidatesOf(joinPath(root, ...name.split('/').slice(scope))).find((path) => configs.has(path));
}

function mappingsOf(paths: ReadonlyMap<string, readonly string[]>, base: FilePath): Mapping[] {
  return [...paths].map(([pattern, targets]) => {
    const [before = '', after] = pattern.split('*');
    // `${configDir}` is the folder of the file that extends; that of the one which says so is the best guess.
    const place = (target: string): FilePath => joinPath(base, target.replace('${configDir}', '.'));
    return { before, after, targets: targets.map(place) };
  });
}

/** What `*` stands for; the empty string for a pattern without one that is the specifier. */
function partOf({ before, after }: Mapping, specifier: string): string | undefined {
  if (after === undefined) return specifier === before ? '' : undefined;
  const fits =
    specifier.length >= before.length + after.length && specifier.startsWith(before) && specifier.endsWith(after);
  return fits ? specifier.slice(before.length, specifier.length - after.length) : undefined;
}
