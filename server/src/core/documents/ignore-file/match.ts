import ignore, { type Ignore } from 'ignore';
import { type FilePath, joinPath } from '../kinds';
import { compileDockerPattern } from './docker-pattern';
import { type IgnoreLine, parseIgnoreFile } from './parse';

/** Whether a path is left out, and by which line; a path that `!` took back in names that line, too. */
export interface IgnoreVerdict {
  readonly ignored: boolean;
  readonly line?: IgnoreLine;
  /** Index of the file that holds the line, in the list that was given. */
  readonly file?: number;
}

export interface GitIgnoreFile {
  /** Where the `.gitignore` lies, relative to the root of the paths; `''` for the root. */
  readonly directory: FilePath;
  readonly text: string;
  /** For a file above the root of the paths (and for `info/exclude` of a work tree above): the root's path below that file. */
  readonly prefix?: FilePath;
}

/**
 * Git's reading of several `.gitignore` files (https://git-scm.com/docs/gitignore): the deepest file that says something
 * decides, and nothing below an ignored folder can be taken back in. Names are compared with case.
 * @param files from the root down, global excludes first; of two in one folder the later wins
 * @returns a function that remembers folders: make one for many paths. A folder is asked for with a trailing slash.
 */
export function createGitIgnore(files: readonly GitIgnoreFile[]): (path: FilePath) => boolean {
  const verdict = createGitIgnoreVerdict(files);
  return (path) => verdict(path).ignored;
}

/** As `createGitIgnore`, with the line that decides. */
export function createGitIgnoreVerdict(files: readonly GitIgnoreFile[]): (path: FilePath) => IgnoreVerdict {
  // Seen from the topmost file, so that a rule above the root can also speak of the root itself.
  const root = files.reduce((longest, { prefix = '' }) => (prefix.length > longest.length ? prefix : longest), '');
  const compiled = files.map(({ directory, text, prefix }) => {
    const above = root.slice(0, root.length - (prefix ?? '').length);
    return compileGitIgnore(prefix === undefined ? joinPath(root, directory) : joinPath(above), text);
  });
  const folders = new Map<FilePath, IgnoreVerdict>();

  const judge = (path: FilePath, isFolder: boolean): IgnoreVerdict => {
    const slash = path.lastIndexOf('/');
    const parent = slash < 0 ? undefined : judgeFolder(path.slice(0, slash));
    if (parent?.ignored) return parent;
    for (let index = compiled.length - 1; index >= 0; index--) {
      const line = compiled[index]?.(path, isFolder);
      if (line !== undefined) return { ignored: !line.negated, line, file: index };
    }
    return { ignored: false };
  };
  const judgeFolder = (path: FilePath): IgnoreVerdict => {
    const known = folders.get(path);
    if (known !== undefined) return known;
    const verdict = judge(path, true);
    folders.set(path, verdict);
    return verdict;
  };
  return (path) => {
    const normal = joinPath(path);
    if (normal === '' || normal.startsWith('..')) return { ignored: false };
    const whole = joinPath(root, normal);
    return path.endsWith('/') ? judgeFolder(whole) : judge(whole, false);
  };
}

/** For a single path; `createGitIgnore` serves many. */
export function isGitIgnored(path: FilePath, files: readonly GitIgnoreFile[]): boolean {
  return createGitIgnore(files)(path);
}

/**
 * Docker's reading of a `.dockerignore` (https://github.com/moby/patternmatcher, `MatchesOrParentMatches`): patterns count from
 * the context's root only, a pattern that fits a folder fits all below, the last fitting line wins, and a child of an excluded
 * folder can be taken back in.
 * @returns a function for paths relative to the root of the build context
 */
export function createDockerIgnore(text: string): (path: FilePath) => boolean {
  const verdict = createDockerIgnoreVerdict(text);
  return (path) => verdict(path).ignored;
}

/** As `createDockerIgnore`, with the line that decides. */
export function createDockerIgnoreVerdict(text: string): (path: FilePath) => IgnoreVerdict {
  const rules = parseIgnoreFile(text).lines.flatMap((line) => {
    const matches = compileDockerPattern(line.pattern);
    return matches === undefined ? [] : [{ line, matches }];
  });
  return (path) => {
    const normal = joinPath(path);
    if (normal === '' || normal.startsWith('..')) return { ignored: false };
    const withParents = prefixesOf(normal);
    let ignored = false;
    let decisive: IgnoreLine | undefined;
    for (const { line, matches } of rules) {
      // A line that would not change the verdict is not asked; so it is in Docker, and so the first such line is named.
      if (line.negated !== ignored || !withParents.some(matches)) continue;
      ignored = !line.negated;
      decisive = line;
    }
    return decisive === undefined ? { ignored } : { ignored, line: decisive, file: 0 };
  };
}

/** `a/b/c` → `a`, `a/b`, `a/b/c`. */
function prefixesOf(path: FilePath): FilePath[] {
  const prefixes: FilePath[] = [];
  for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1))
    prefixes.push(path.slice(0, slash));
  prefixes.push(path);
  return prefixes;
}

/** The line of one file that speaks of exactly this path, not of a folder above it. */
type GitIgnoreLevel = (path: FilePath, isFolder: boolean) => IgnoreLine | undefined;

function compileGitIgnore(directory: FilePath, text: string): GitIgnoreLevel {
  const { lines } = parseIgnoreFile(text);
  const matcher = ignore({ ignorecase: false }).add(
    lines.map((line, index) => ({ pattern: line.text, mark: String(index) })),
  );
  const prefix = directory === '' ? '' : `${directory}/`;
  return (path, isFolder) => {
    if (!path.startsWith(prefix) || path.length === prefix.length) return undefined;
    const relative = path.slice(prefix.length);
    const slash = relative.lastIndexOf('/');
    const parent = slash < 0 ? undefined : safeTest(matcher, relative.slice(0, slash + 1));
    const own = safeTest(matcher, isFolder ? `${relative}/` : relative);
    // Reached only when a deeper file took the folder back in: then this file's verdict on the folder is void.
    if (parent?.ignored || own === undefined) return undefined;
    if (own.ignored) return lines[Number(own.rule?.mark)];
    return own.unignored ? lastNegatedLine(lines, isFolder ? `${relative}/` : relative) : undefined;
  };
}

/** The package does not tell which line took a path back in. */
function lastNegatedLine(lines: readonly IgnoreLine[], path: string): IgnoreLine | undefined {
  return lines.findLast(
    (line) => line.negated && safeTest(ignore({ ignorecase: false }).add(line.pattern), path)?.ignored === true,
  );
}

function safeTest(matcher: Ignore, path: string): ReturnType<Ignore['test']> | undefined {
  try {
    return matcher.test(path);
  } catch {
    // A path such as `C:` or a pattern that makes no regular expression says nothing.
    return undefined;
  }
}
