import type { TextDocumentContentChangeEvent, WorkspaceFolder } from 'vscode-languageserver';
import type { FilePath } from '../../core/documents/kinds';
import { OpenDocument } from '../documents/open-document';
import type { Services } from '../services';
import { FolderUri, type PathStyle, parseUri } from '../uris';
import type { FailureLog } from './failures';
import type { FileEvent } from './folder-files';
import { FolderSession } from './folder-session';
import { looseFileOf, virtualFileOf } from './loose-file';
import { LooseSession } from './loose-session';
import type { Session } from './session';

/** A document's place: the session that analyses it, and its path there. */
export interface Located {
  readonly session: Session;
  readonly file: FilePath;
}

interface OpenEntry {
  readonly document: OpenDocument;
  owner:
    | { readonly folder: FolderSession; readonly file: FilePath }
    | { readonly loose: LooseSession; readonly file: FilePath };
}

export interface WorkspaceOptions {
  readonly services: Services;
  readonly failures: FailureLog;
  readonly pathStyle: PathStyle;
  readonly onChange: () => void;
  /** Some folder, or a document outside of all, has read its settings. */
  readonly onSettings: () => void;
}

/** All folders and open documents. Finds the owner of each: the deepest folder on disk that holds it, else nobody. */
export class Workspace {
  private readonly folderMap = new Map<string, FolderSession>();
  private readonly virtualFolders = new Map<string, FolderUri>();
  private readonly documents = new Map<string, OpenEntry>();

  constructor(private readonly options: WorkspaceOptions) {}

  get folders(): readonly FolderSession[] {
    return [...this.folderMap.values()];
  }

  get sessions(): readonly Session[] {
    const loose = [...this.documents.values()].flatMap(({ owner }) => ('loose' in owner ? [owner.loose.session] : []));
    return [...this.folders.map(({ session }) => session), ...loose];
  }

  changeFolders(added: readonly WorkspaceFolder[], removed: readonly WorkspaceFolder[]): void {
    for (const { uri } of removed) {
      this.folderMap.get(uri)?.dispose();
      this.folderMap.delete(uri);
      this.virtualFolders.delete(uri);
    }
    const fresh = added.flatMap(({ uri, name }) => this.addFolder(uri, name) ?? []);
    for (const folder of this.folderMap.values()) folder.setNested(this.nestedIn(folder));
    for (const entry of this.documents.values()) this.reroute(entry);
    for (const folder of fresh) this.watch(folder.start(), folder.name);
    this.options.onChange();
  }

  open(uri: string, languageId: string, version: number, text: string): void {
    // A client that opens twice means the newer text.
    if (this.documents.has(uri)) this.close(uri);
    const document = new OpenDocument(uri, languageId, version, text);
    this.documents.set(uri, { document, owner: this.adopt(document) });
  }

  change(uri: string, changes: readonly TextDocumentContentChangeEvent[], version: number): void {
    const entry = this.documents.get(uri);
    if (entry === undefined) return;
    entry.document.update(changes, version);
    if ('folder' in entry.owner) entry.owner.folder.edited(entry.owner.file);
    else entry.owner.loose.edited();
  }

  save(uri: string): void {
    const owner = this.documents.get(uri)?.owner;
    if (owner === undefined) return;
    if ('folder' in owner) owner.folder.saved(owner.file);
    else owner.loose.saved();
  }

  close(uri: string): void {
    const owner = this.documents.get(uri)?.owner;
    this.documents.delete(uri);
    if (owner === undefined) return;
    if ('folder' in owner) owner.folder.closedDocument(owner.file);
    else owner.loose.dispose();
  }

  /** Changes on disk, by URI. What lies in no folder is nobody's. */
  fileEvents(events: readonly { readonly uri: string; readonly kind: FileEvent['kind'] }[]): void {
    const byFolder = new Map<FolderSession, FileEvent[]>();
    for (const { uri, kind } of events) {
      const place = this.placeOf(uri);
      if (place === undefined) continue;
      const list = byFolder.get(place.folder) ?? [];
      byFolder.set(place.folder, list);
      list.push({ file: place.file, kind });
    }
    for (const [folder, list] of byFolder) folder.fileEvents(list);
  }

  reloadSettings(): void {
    for (const folder of this.folderMap.values()) this.watch(folder.reloadSettings(), folder.name);
    for (const { owner } of this.documents.values()) {
      if ('loose' in owner) this.watch(owner.loose.reloadSettings(), owner.file);
    }
  }

  /** Where an open document, or a file of a folder, is analysed. */
  locate(uri: string): Located | undefined {
    const owner = this.documents.get(uri)?.owner;
    if (owner !== undefined) {
      return { session: 'folder' in owner ? owner.folder.session : owner.loose.session, file: owner.file };
    }
    const place = this.placeOf(uri);
    return place === undefined ? undefined : { session: place.folder.session, file: place.file };
  }

  /** A folder that lies in two nested workspace folders belongs to the inner one. */
  private placeOf(uri: string): { folder: FolderSession; file: FilePath } | undefined {
    const parsed = parseUri(uri);
    if (parsed === undefined) return undefined;
    let best: { folder: FolderSession; file: FilePath } | undefined;
    for (const folder of this.folderMap.values()) {
      const file = folder.folder.fileOf(parsed);
      if (file === undefined || file === '') continue;
      if (best === undefined || folder.folder.depth > best.folder.folder.depth) {
        best = { folder, file: folder.canonical(file) };
      }
    }
    return best;
  }

  private addFolder(text: string, name: string): FolderSession | undefined {
    if (this.folderMap.has(text) || this.virtualFolders.has(text) || parseUri(text) === undefined) return undefined;
    const uri = new FolderUri(text, this.options.pathStyle);
    if (!uri.isOnDisk) {
      this.virtualFolders.set(text, uri);
      return undefined;
    }
    const { services, onChange } = this.options;
    const folder = new FolderSession(uri, name, services, { onChange, failures: this.options.failures });
    this.folderMap.set(text, folder);
    return folder;
  }

  private nestedIn(outer: FolderSession): FilePath[] {
    return [...this.folderMap.values()].flatMap((inner) => {
      const path = outer.folder.fileOf(inner.folder.uri);
      return inner === outer || path === undefined || path === '' ? [] : [path];
    });
  }

  /** Gives the document to whom it belongs. */
  private adopt(document: OpenDocument): OpenEntry['owner'] {
    const place = this.placeOf(document.uri);
    if (place !== undefined) {
      place.folder.opened(place.file, document);
      return place;
    }
    const { services } = this.options;
    const uri = parseUri(document.uri);
    const virtual = uri && [...this.virtualFolders.values()].map((folder) => folder.fileOf(uri)).find((file) => file);
    const file = virtual ? virtualFileOf(virtual, document.languageId) : looseFileOf(uri, document.languageId);
    const loose = new LooseSession(document, file, services, this.options.failures);
    this.watch(loose.start(), file.file);
    return { loose, file: file.file };
  }

  /** After folders came or went, a document may belong to somebody else. */
  private reroute(entry: OpenEntry): void {
    const { owner, document } = entry;
    const place = this.placeOf(document.uri);
    if ('folder' in owner) {
      if (place?.folder === owner.folder) return;
      if (this.folderMap.has(owner.folder.folder.text)) owner.folder.closedDocument(owner.file);
    } else if (place === undefined) return;
    else owner.loose.dispose();
    entry.owner = this.adopt(document);
  }

  /** Work that begins with reading settings; one folder that fails does not stop the others. */
  private watch(work: Promise<void>, name: string): void {
    work.then(this.options.onSettings).catch((error: unknown) => this.options.failures.reportWork(name, error));
  }
}
