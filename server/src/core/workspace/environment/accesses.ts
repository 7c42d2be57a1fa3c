import type { FilePath } from '../../documents/kinds';
import { VARIABLE_NAME } from '../../knowledge/environment-getters';
import type { ModuleResolver } from '../module-resolver';
import type { EnvironmentIndex } from './environment-index';
import type { EnvironmentRead, EnvironmentUses } from './uses';

type Modules = Pick<ModuleResolver, 'resolve'>;

/**
 * The reads of a file that go through objects which other modules, or the file itself, have made of the environment. Kept
 * until the file says something else, or some module offers something else.
 */
export function readsThrough(index: EnvironmentIndex, modules: Modules, file: FilePath): readonly EnvironmentRead[] {
  const uses = index.usesOf(file);
  if (uses.accesses.length === 0) return [];
  const known = KNOWN.get(uses);
  if (known?.modules === modules && known.offers === index.offers) return known.reads;
  const reads = findReads(index, modules, file, uses);
  KNOWN.set(uses, { modules, offers: index.offers, reads });
  return reads;
}

interface Known {
  readonly modules: Modules;
  readonly offers: number;
  readonly reads: readonly EnvironmentRead[];
}

const KNOWN = new WeakMap<EnvironmentUses, Known>();

function findReads(
  index: EnvironmentIndex,
  modules: Modules,
  file: FilePath,
  uses: EnvironmentUses,
): EnvironmentRead[] {
  const reads: EnvironmentRead[] = [];
  const targets = new Map<string, FilePath | undefined>();
  for (const { specifier, path, span, isOptional = false, isKept } of uses.accesses) {
    if (!targets.has(specifier)) targets.set(specifier, specifier === '' ? file : modules.resolve(file, specifier));
    const target = targets.get(specifier);
    if (target === undefined) continue;
    const found = specifier === '' ? { name: path, through: file } : offered(index, modules, target, path, 0);
    if (found === undefined) continue;
    const { name, through } = found;
    const isOtherName = lastName(path) !== name;
    reads.push({
      ...{ name, span, hasDefault: false, isOptional, through },
      ...(isKept && { isKept }),
      ...(isOtherName && { isOtherName }),
    });
  }
  return reads;
}

/** Barrels that pass a config module on stand behind each other; more than these lead in a circle. */
const LONGEST_CHAIN = 4;

interface Offered {
  readonly name: string;
  readonly through: FilePath;
}

/** The variable that a module has under a path, and the module that made the object. */
function offered(
  index: EnvironmentIndex,
  modules: Modules,
  file: FilePath,
  path: string,
  depth: number,
): Offered | undefined {
  const { offer } = index.usesOf(file);
  if (offer === undefined || depth > LONGEST_CHAIN) return undefined;
  const name = Object.hasOwn(offer.paths, path) ? offer.paths[path] : wholeName(offer.whole, path);
  if (name !== undefined) return { name, through: file };
  for (const { specifier, from, to } of offer.passages) {
    const inner = innerPath(path, from, to);
    const target = inner === undefined ? undefined : modules.resolve(file, specifier);
    const found = target && inner !== undefined && offered(index, modules, target, inner, depth + 1);
    if (found) return found;
  }
  return undefined;
}

function wholeName(whole: readonly string[], path: string): string | undefined {
  const name = lastName(path);
  if (!VARIABLE_NAME.test(name)) return undefined;
  return whole.includes(path.slice(0, Math.max(0, path.length - name.length - 1))) ? name : undefined;
}

function lastName(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

/** What a path is called in the module that something comes from. */
function innerPath(path: string, from: string, to: string): string | undefined {
  if (to === '*') return path;
  if (to !== '' && path !== to && !path.startsWith(`${to}.`)) return undefined;
  const rest = to === '' ? path : path.slice(to.length + 1);
  return from === '' ? rest : `${from}.${rest}`;
}
