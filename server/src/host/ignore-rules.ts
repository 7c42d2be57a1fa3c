import ignore, { type Ignore } from 'ignore';
import { directoryOf, type FilePath } from '../core/documents/kinds';
import { attempt } from './attempt';
import type { OuterIgnore } from './git-state';

/** The patterns of one ignore file, and how a folder-relative path reads from the place they are relative to. */
interface Scope {
  readonly patterns: Ignore;
  /** Put before the path (files above the folder), or the number of characters taken off it (files inside). */
  readonly prefix: string;
  readonly offset: number;
}

/**
 * The ignore files that hold in one folder of a walk from the top down. A folder that is ignored is never entered, so a
 * path is asked about only when its parent is not ignored.
 */
export class IgnoreRules {
  private constructor(private readonly scopes: readonly Scope[]) {}

  static from(outer: readonly OuterIgnore[]): IgnoreRules {
    return new IgnoreRules(
      outer.map(({ text, prefix }) => ({
        patterns: compile(text),
        prefix: prefix === '' ? '' : `${prefix}/`,
        offset: 0,
      })),
    );
  }

  /** With the ignore file of a folder, whose patterns beat all above it. */
  with(directory: FilePath, text: string): IgnoreRules {
    const scope = { patterns: compile(text), prefix: '', offset: directory === '' ? 0 : directory.length + 1 };
    return new IgnoreRules([...this.scopes, scope]);
  }

  ignores(path: FilePath, isFolder: boolean): boolean {
    for (let index = this.scopes.length - 1; index >= 0; index--) {
      const scope = this.scopes[index];
      if (scope === undefined) continue;
      const relative = scope.prefix + path.slice(scope.offset);
      const verdict = attempt(() => scope.patterns.test(isFolder ? `${relative}/` : relative));
      if (verdict?.unignored) return false;
      if (verdict?.ignored && !isInherited(scope, relative)) return true;
    }
    return false;
  }
}

/** The parent is known not to be ignored: a deeper file took it back, or the user opened an ignored folder itself. */
function isInherited(scope: Scope, relative: string): boolean {
  const parent = directoryOf(relative);
  return parent !== '' && scope.patterns.test(`${parent}/`).ignored;
}

function compile(text: string): Ignore {
  return ignore({ ignorecase: false }).add(text.replace(/^\uFEFF/, ''));
}
