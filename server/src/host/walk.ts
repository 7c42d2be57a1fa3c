import { join, relative } from 'node:path';
import { type FilePath, joinPath, kindOf } from '../core/documents/kinds';
import { attempt, errorCode } from './attempt';
import { type Entry, type FileSystem, isInside } from './file-system';
import type { GitLocation } from './git-state';
import { IgnoreRules } from './ignore-rules';
import { nextTurn } from './next-turn';

export interface WalkInput {
  readonly system: FileSystem;
  readonly root: string;
  readonly git: GitLocation;
  /** In bytes. */
  maximumSizeOf(file: FilePath): number;
}

export interface WalkResult {
  readonly paths: ReadonlySet<FilePath>;
  readonly documents: readonly FilePath[];
  readonly warnings: readonly string[];
}

const MEBIBYTE = 1024 * 1024;

const NEVER_ENTERED: ReadonlySet<string> = new Set(['node_modules', '.git', '.hg', '.svn']);

/** The walk gives way this often, so that a language server stays responsive while it lists a large folder. */
const SLICE_MILLISECONDS = 12;

/** Lists a folder. Folder links are not followed, as in git, so there are no loops. */
export async function walkFolder(input: WalkInput): Promise<WalkResult> {
  const walk = new Walk(input);
  const pending: Folder[] = [{ path: '', rules: IgnoreRules.from(input.git.outer) }];
  let sliceEnd = performance.now() + SLICE_MILLISECONDS;
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    pending.push(...walk.enter(folder));
    if (performance.now() < sliceEnd) continue;
    await nextTurn();
    sliceEnd = performance.now() + SLICE_MILLISECONDS;
  }
  return walk.result();
}

interface Folder {
  readonly path: FilePath;
  readonly rules: IgnoreRules;
}

class Walk {
  private readonly paths: FilePath[] = [];
  private readonly documents: FilePath[] = [];
  private readonly warnings: string[] = [];
  private realRoot: string | undefined;

  constructor(private readonly input: WalkInput) {}

  /** Takes in the files of a folder and gives the folders to enter next. */
  enter(folder: Folder): Folder[] {
    const entries = this.entriesOf(folder.path);
    if (entries === undefined || isOtherWorkTree(folder.path, entries, this.input)) return [];
    const rules = this.rulesIn(folder, entries);
    const next: Folder[] = [];
    for (const { name, type } of entries) {
      const path = folder.path === '' ? name : `${folder.path}/${name}`;
      if (type === 'folder') {
        if (!NEVER_ENTERED.has(name) && !rules.ignores(path, true)) next.push({ path, rules });
      } else if (type !== 'other') {
        if (!rules.ignores(path, false) || kindOf(path) === 'dotenv') this.take(path, type === 'link');
      }
    }
    return next;
  }

  result(): WalkResult {
    return {
      paths: new Set(this.paths.sort()),
      documents: this.documents.sort(),
      warnings: this.warnings.sort(),
    };
  }

  private take(path: FilePath, isLink: boolean): void {
    const { system, root, maximumSizeOf } = this.input;
    const kind = kindOf(path);
    if (kind === undefined && !isLink) {
      this.paths.push(path);
      return;
    }
    const status = attempt(() => system.status(join(root, path)));
    if (status?.type !== 'file') return;
    this.paths.push(path);
    if (kind === undefined || (isLink && !this.isDocumentLink(path))) return;
    const maximum = maximumSizeOf(path);
    if (status.size <= maximum) this.documents.push(path);
    // Data of that size is no manifest.
    else if (kind !== 'kubernetes' && kind !== 'text') {
      this.warnings.push(`${path}: larger than ${maximum / MEBIBYTE} MiB, not analysed`);
    }
  }

  /** A link is read only when its target lies in the folder and is not analysed under its own name. */
  private isDocumentLink(path: FilePath): boolean {
    const { system, root } = this.input;
    this.realRoot ??= attempt(() => system.realPath(root)) ?? root;
    const target = attempt(() => system.realPath(join(root, path)));
    if (target === undefined || !isInside(this.realRoot, target)) return false;
    return kindOf(relative(this.realRoot, target).replaceAll('\\', '/')) === undefined;
  }

  private entriesOf(path: FilePath): Entry[] | undefined {
    try {
      return this.input.system.readFolder(join(this.input.root, path));
    } catch (error) {
      const code = errorCode(error);
      // A folder that vanished while we walked is no news.
      if (code !== 'ENOENT') this.warnings.push(`${path === '' ? '.' : path}: folder cannot be read (${code})`);
      return undefined;
    }
  }

  private rulesIn(folder: Folder, entries: readonly Entry[]): IgnoreRules {
    // Git does not follow a linked ignore file either.
    if (!entries.some(({ name, type }) => name === '.gitignore' && type === 'file')) return folder.rules;
    const { system, root, maximumSizeOf } = this.input;
    const file = joinPath(folder.path, '.gitignore');
    const bytes = attempt(() => system.readBytes(join(root, file), maximumSizeOf(file)));
    return bytes === undefined ? folder.rules : folder.rules.with(folder.path, bytes.toString('utf8'));
  }
}

/** A linked work tree inside the folder is a second copy of the project, which git leaves out as well. */
function isOtherWorkTree(path: FilePath, entries: readonly Entry[], { system, root }: WalkInput): boolean {
  if (path === '' || !entries.some(({ name, type }) => name === '.git' && type === 'file')) return false;
  const text = attempt(() => system.readBytes(join(root, path, '.git'), 4096)?.toString('utf8'));
  return text !== undefined && /^gitdir:.*[\\/]worktrees[\\/]/m.test(text);
}
