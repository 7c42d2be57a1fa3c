/** What the range of a dependency leaves open (https://docs.npmjs.com/cli/configuring-npm/package-json#dependencies). */

/**
 * - `any`: every version, `*` or nothing
 * - `tag`: whatever the publisher calls so, such as `latest`
 * - `open`: every version from some on
 * - `git`: the newest commit of a branch
 * - `tarball`: whatever the address serves
 * - `outside`: a folder outside of the repository
 */
export type FloatingRange = 'any' | 'tag' | 'open' | 'git' | 'tarball' | 'outside';

/** @param root the folder of the package, relative to the repository; `undefined` for a range that names versions, and for what is unknown */
export function floatingRange(range: string, root: string): FloatingRange | undefined {
  const text = range.trim();
  if (/[{}$]|^(?:workspace|catalog|npm|patch|portal|jsr|exec):/.test(text)) return undefined;
  if (/^(?:file|link):/.test(text)) return leavesRepository(text.replace(/^\w+:/, ''), root) ? 'outside' : undefined;
  if (isGit(text)) return isPinnedCommit(text.split('#')[1]) ? undefined : 'git';
  if (/^https?:\/\//.test(text)) return /\d+\.\d+\.\d+/.test(text) ? undefined : 'tarball';
  if (text === '' || /^[*xX](?:\.[*xX])*$/.test(text)) return 'any';
  if (/^[a-z][\w.-]*$/i.test(text) && !/^v?\d/.test(text)) return 'tag';
  return text.split('||').some(isOpen) ? 'open' : undefined;
}

function isOpen(alternative: string): boolean {
  const text = alternative.trim();
  return /^>=?\s*v?\d[\w.+-]*$/.test(text);
}

function isGit(text: string): boolean {
  return (
    /^(?:git(?:\+\w+)?:|github:|gitlab:|bitbucket:|gist:|git@)/.test(text) ||
    /^[\w.-]+\/[\w.-]+(?:#.*)?$/.test(text) ||
    /^https?:\/\/[^#]+\.git(?:#|$)/.test(text)
  );
}

/** A commit, a range of versions, or a tag that looks like one. */
function isPinnedCommit(fragment: string | undefined): boolean {
  return (
    fragment !== undefined &&
    (/^[0-9a-f]{7,40}$/.test(fragment) || /^semver:/.test(fragment) || /\d+\.\d+/.test(fragment))
  );
}

function leavesRepository(path: string, root: string): boolean {
  if (/^(?:\/|~|[A-Za-z]:)/.test(path)) return true;
  let depth = root === '' ? 0 : root.split('/').length;
  for (const part of path.split('/')) {
    if (part === '..') depth--;
    else if (part !== '.' && part !== '') depth++;
    if (depth < 0) return true;
  }
  return false;
}
