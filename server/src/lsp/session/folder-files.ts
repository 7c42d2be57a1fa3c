import { type DocumentKind, type FilePath, kindOf, kindOfLanguage } from '../../core/documents/kinds';
import { NO_GIT } from '../../core/workspace/folder-model';
import type { FolderListing } from '../../host/file-host';
import { mayConfigure } from './folder-configuration';

export interface ListingChange {
  readonly added: readonly FilePath[];
  readonly removed: readonly FilePath[];
  /** Paths or git state differ, analysed or not. */
  readonly hasNewPaths: boolean;
}

export interface FileEvent {
  readonly file: FilePath;
  readonly kind: 'created' | 'changed' | 'deleted';
}

const NOTHING_LISTED: FolderListing = {
  paths: new Set(),
  documents: [],
  git: NO_GIT,
  configurations: [],
  warnings: [],
};

const NEVER_OURS = /(?:^|\/)(?:node_modules|\.git|\.hg|\.svn)(?:\/|$)/;

/** Which files a folder has, and what an open document is to it. */
export class FolderFiles {
  private current: FolderListing = NOTHING_LISTED;
  private known: ReadonlySet<FilePath> = new Set();
  private nested: readonly FilePath[] = [];
  private byFoldedName = new Map<string, FilePath>();

  constructor(
    /** The form under which the file system takes names for one. */
    private readonly fold: (path: FilePath) => string,
    private readonly isGitIgnored: (file: FilePath) => boolean,
  ) {}

  get listing(): FolderListing {
    return this.current;
  }

  get documents(): ReadonlySet<FilePath> {
    return this.known;
  }

  apply(listing: FolderListing | undefined): ListingChange {
    const before = this.current;
    this.current = listing ?? NOTHING_LISTED;
    const hasNewPaths = !sameSet(before.paths, this.current.paths) || !sameState(before.git, this.current.git);
    return { ...this.sortOut(), hasNewPaths };
  }

  /** Folders inside this one that own their files themselves; `undefined` when they are the same as before. */
  setNested(nested: readonly FilePath[]): ListingChange | undefined {
    if (nested.join('\n') === this.nested.join('\n')) return undefined;
    this.nested = nested;
    return { ...this.sortOut(), hasNewPaths: false };
  }

  /** The listed name that the file system takes for the same. */
  canonical(file: FilePath): FilePath {
    return this.known.has(file) ? file : (this.byFoldedName.get(this.fold(file)) ?? file);
  }

  /** Dependencies, git's own files, other folders' files and what git ignores; environment files are ours even so. */
  isForeign(file: FilePath): boolean {
    if (NEVER_OURS.test(file) || this.isNested(file)) return true;
    return kindOf(file) !== 'dotenv' && !this.current.paths.has(file) && this.isGitIgnored(file);
  }

  /**
   * What follows from changes on disk: documents to read again, and whether the folder must be listed anew. Of a folder
   * that comes or goes the client often says no more than its name.
   */
  triage(events: readonly FileEvent[]): { readonly changed: readonly FilePath[]; readonly mustList: boolean } {
    const own = events.filter(({ file }) => !this.isForeign(file));
    const changed = own.map(({ file }) => file).filter((file) => this.known.has(file));
    return { changed: [...new Set(changed)], mustList: own.some((event) => this.changesListing(event)) };
  }

  /** `undefined` for what is not analysed: too large, ignored, of no kind. A new file counts before it is saved. */
  kindOf(file: FilePath, languageId: string): DocumentKind | undefined {
    const kind = kindOf(file);
    if (this.known.has(file)) return kind;
    if (this.current.paths.has(file) && kind !== undefined) return undefined;
    return this.isForeign(file) ? undefined : (kind ?? kindOfLanguage(languageId));
  }

  private changesListing({ file, kind }: FileEvent): boolean {
    if (mayConfigure(file) || kindOf(file) === 'ignore-file') return true;
    return this.known.has(file) ? kind === 'deleted' : kind !== 'changed';
  }

  private sortOut(): Pick<ListingChange, 'added' | 'removed'> {
    const before = this.known;
    this.known = new Set(this.current.documents.filter((file) => !this.isNested(file)));
    this.byFoldedName = new Map([...this.known].map((file) => [this.fold(file), file]));
    return {
      added: [...this.known].filter((file) => !before.has(file)),
      removed: [...before].filter((file) => !this.known.has(file)),
    };
  }

  private isNested(file: FilePath): boolean {
    return this.nested.some((folder) => file === folder || file.startsWith(`${folder}/`));
  }
}

function sameSet(a: ReadonlySet<FilePath>, b: ReadonlySet<FilePath>): boolean {
  if (a.size !== b.size) return false;
  for (const path of a) if (!b.has(path)) return false;
  return true;
}

function sameState(a: FolderListing['git'], b: FolderListing['git']): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
