/** By which names other packages reach the files of a package, and it its own (`imports`). */
import { type FilePath, joinPath } from '../documents/kinds';
import { findFile, sourceOf } from './modules';
import type { PackageModel } from './packages';

/**
 * The specifier (`@acme/lib`, `@acme/lib/money`) under which a package exports a file; `undefined` when it does not.
 * Where `exports` names built files, their sources count.
 */
export function specifierOf(
  model: PackageModel,
  file: FilePath,
  exists: (path: FilePath) => boolean,
): string | undefined {
  const { name, main, module, hasExports, exports } = model.manifest;
  if (name === undefined) return undefined;
  const leadsHere = (target: string): boolean => {
    const path = joinPath(model.root, target);
    return sourceOf(path, (candidate) => findFile(candidate, exists)) === file;
  };
  if (!hasExports) {
    const entries = [main, module].filter((entry) => entry !== undefined);
    return (entries.length > 0 ? entries : ['index']).some(leadsHere) ? name : undefined;
  }
  const relative = `./${model.root === '' ? file : file.slice(model.root.length + 1)}`;
  for (const [key, value] of entriesOf(exports)) {
    for (const target of targetsOf(value, 0)) {
      const part = key.includes('*') ? starOf(target, relative) : undefined;
      if (part !== undefined) return joinSpecifier(name, key.replace('*', part));
      if (!key.includes('*') && leadsHere(target)) return joinSpecifier(name, key);
    }
  }
  return undefined;
}

/**
 * The source file that `@acme/lib` (`subpath` empty) or `@acme/lib/money` (`money`) leads to. Without `exports`, and where
 * these name files that nothing in the folder makes, the path below the package or its `src` is taken.
 */
export function entryOf(
  model: PackageModel,
  subpath: string,
  exists: (path: FilePath) => boolean,
): FilePath | undefined {
  const { main, module, types, hasExports, exports } = model.manifest;
  const file = (path: FilePath): FilePath | undefined => findFile(path, exists);
  const key = subpath === '' ? '.' : `./${subpath}`;
  const targets = hasExports ? mapped(entriesOf(exports), key) : [];
  if (subpath === '') targets.push(...[main, module, types].filter((entry) => entry !== undefined));
  for (const target of targets) {
    const found = sourceOf(joinPath(model.root, target.replace(/\.d\.([cm]?)ts$/, '.$1js')), file);
    if (found !== undefined) return found;
  }
  const rest = subpath === '' ? 'index' : subpath;
  const inside = [joinPath(model.root, rest), joinPath(model.root, 'src', rest)];
  return file(inside[subpath === '' ? 1 : 0] ?? '') ?? file(inside[subpath === '' ? 0 : 1] ?? '');
}

/** The source file that a `#name` of a package's `imports` leads to; a package that it may name gives nothing. */
export function importEntryOf(
  model: PackageModel,
  specifier: string,
  exists: (path: FilePath) => boolean,
): FilePath | undefined {
  const { imports } = model.manifest;
  if (typeof imports !== 'object' || imports === null) return undefined;
  for (const target of mapped(Object.entries(imports), specifier)) {
    if (!target.startsWith('.')) continue;
    const found = sourceOf(joinPath(model.root, target), (path) => findFile(path, exists));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The targets of all conditions that a key of an `exports` or `imports` map has; patterns with `*` filled in. */
function mapped(entries: readonly (readonly [string, unknown])[], key: string): string[] {
  return entries.flatMap(([pattern, value]) => {
    if (!pattern.includes('*')) return pattern === key ? targetsOf(value, 0) : [];
    const [before = '', after = ''] = pattern.split('*');
    if (!key.startsWith(before) || !key.endsWith(after) || key.length < before.length + after.length) return [];
    const part = key.slice(before.length, key.length - after.length);
    return targetsOf(value, 0).map((target) => target.replaceAll('*', part));
  });
}

/** `"exports": "./index.js"` and `{ "import": … }` speak of the package itself. */
function entriesOf(exports: unknown): [string, unknown][] {
  if (typeof exports !== 'object' || exports === null || Array.isArray(exports)) return [['.', exports]];
  const entries = Object.entries(exports);
  return entries.some(([key]) => key.startsWith('.')) ? entries : [['.', exports]];
}

/** The files of all conditions. */
function targetsOf(value: unknown, depth: number): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || depth > 5) return [];
  return Object.values(value).flatMap((inner) => targetsOf(inner, depth + 1));
}

/** What `*` stands for when the pattern fits the path; extensions of source and built file are alike. */
function starOf(pattern: string, path: string): string | undefined {
  const bare = (text: string): string => text.replace(/(?:\.d)?\.[cm]?[jt]sx?$/, '');
  const [before = '', after] = bare(pattern).split('*');
  const subject = bare(path);
  if (after === undefined || !subject.startsWith(before) || !subject.endsWith(after)) return undefined;
  const part = subject.slice(before.length, subject.length - after.length);
  // A pattern without an extension wants the extension in the specifier.
  return part === '' || bare(pattern) === pattern ? undefined : part;
}

function joinSpecifier(name: string, key: string): string {
  return key === '.' ? name : `${name}${key.slice(1)}`;
}
