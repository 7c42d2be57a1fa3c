import type { FilePath } from '../documents/kinds';

const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];

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
