import { LOCKFILES } from '../../knowledge/lockfiles';
import { baseName, type FilePath } from '../kinds';

/** Which packages a lock file holds. Who depends on whom is not read: it would be most of the file. */
export interface LockfileDocument {
  /** By name; where a package is there in several versions, the one at the top of `node_modules`, else the highest. */
  readonly versions: ReadonlyMap<string, string>;
  /** False when the text is no lock file as its manager writes it: a package that is missing proves nothing then. */
  readonly understood: boolean;
}

/**
 * Never throws.
 * @param file decides the format, by its name
 */
export function parseLockfile(file: FilePath, text: string): LockfileDocument {
  const versions = new Map<string, string>();
  const add = (name: string, version: string): void => {
    const known = versions.get(name);
    if (known === undefined || isLater(version, known)) versions.set(name, version);
  };
  switch (LOCKFILES.get(baseName(file))) {
    case 'npm':
      return { versions, understood: readNpm(text, versions) };
    case 'yarn':
      for (const [, name = '', version = ''] of text.matchAll(YARN_ENTRY)) add(name, version);
      return { versions, understood: /^# yarn lockfile v1|^__metadata:/m.test(text.slice(0, 1000)) };
    case 'pnpm':
      for (const [, name = '', version = ''] of text.matchAll(PNPM_ENTRY)) add(name, version);
      return { versions, understood: /^lockfileVersion:/m.test(text.slice(0, 1000)) };
    case 'bun':
      for (const [, name = '', version = ''] of text.matchAll(BUN_ENTRY)) add(name, version);
      return { versions, understood: /"lockfileVersion"\s*:/.test(text.slice(0, 1000)) };
    default:
      return { versions, understood: false };
  }
}

/** `"@scope/name@^1", "@scope/name@~1":` and, in the next line, `version "1.2.3"` (Yarn 1) or `version: 1.2.3`. */
const YARN_ENTRY = /^"?((?:@[^@/"\s]+\/)?[^@"\s#][^@"\s]*)@[^\n]*:\r?\n {2}version:? "?([^"\r\n]+)/gm;
/** `/name/1.2.3:`, `/@scope/name@1.2.3(peer@1):` and, since version 9, `'@scope/name@1.2.3':`. */
const PNPM_ENTRY = /^ {2}['"]?\/?((?:@[^/'"@\s]+\/)?[^/@'"\s]+)[@/](\d[^:()'"_\s]*)[^\r\n]*:\s*$/gm;
/** `"name": ["name@1.2.3", …]`; a key with a path before the name stands for a nested copy. */
const BUN_ENTRY = /^\s{2,8}"[^"\n]+": \["((?:@[^@/"\s]+\/)?[^@"\s]+)@([^"\s]*)"/gm;

/** Versions 2 and 3 list paths below `packages`, version 1 nests `dependencies`. */
function readNpm(text: string, versions: Map<string, string>): boolean {
  let root: unknown;
  try {
    root = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return false;
  }
  if (!isObject(root) || root['lockfileVersion'] === undefined) return false;
  const { packages, dependencies } = root;
  if (isObject(packages)) readPaths(packages, versions);
  else if (isObject(dependencies)) readNested(dependencies, versions, 0);
  return true;
}

const MODULES = 'node_modules/';

function readPaths(packages: Readonly<Record<string, unknown>>, versions: Map<string, string>): void {
  for (const [path, entry] of Object.entries(packages)) {
    const at = path.lastIndexOf(MODULES);
    if (at < 0 || !isObject(entry)) continue;
    const name = path.slice(at + MODULES.length);
    if (at === 0 || !versions.has(name)) versions.set(name, textOf(entry['version']));
  }
}

function readNested(
  dependencies: Readonly<Record<string, unknown>>,
  versions: Map<string, string>,
  depth: number,
): void {
  for (const [name, entry] of Object.entries(dependencies)) {
    if (!isObject(entry)) continue;
    if (depth === 0 || !versions.has(name)) versions.set(name, textOf(entry['version']));
    const { dependencies: inner } = entry;
    if (isObject(inner) && depth < 20) readNested(inner, versions, depth + 1);
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Compares the three numbers; a version with a suffix comes before the one without. */
function isLater(version: string, known: string): boolean {
  const numbers = (text: string): number[] => text.split(/[.+-]/, 3).map((part) => Number.parseInt(part, 10) || 0);
  const [a, b] = [numbers(version), numbers(known)];
  for (const [index, part] of a.entries()) if (part !== (b[index] ?? 0)) return part > (b[index] ?? 0);
  return known.includes('-') && !version.includes('-');
}
