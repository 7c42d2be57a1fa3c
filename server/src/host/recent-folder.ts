import { type FileSystem, isInside } from './file-system';

/** Whether a folder lies in another one, links followed: most files are read right after one of the same folder. */
export class RecentFolder {
  private last:
    | { readonly root: string; readonly folder: string; readonly inside: boolean; readonly until: number }
    | undefined;

  constructor(private readonly system: FileSystem) {}

  isInside(root: string, folder: string): boolean {
    const now = performance.now();
    if (this.last?.root === root && this.last.folder === folder && now < this.last.until) return this.last.inside;
    const inside = isInside(this.system.realPath(root), this.system.realPath(folder));
    this.last = { root, folder, inside, until: now + RECENT };
    return inside;
  }
}

/** Milliseconds in which no folder is expected to become a link to another place. */
const RECENT = 1_000;
