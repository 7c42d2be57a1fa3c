import type { Diagnostic } from 'vscode-languageserver';
import { type DocumentKind, type FilePath, kindOf, kindOfLanguage } from '../../core/documents/kinds';
import { FolderAnalysis } from '../../core/engine/folder';
import { Settings } from '../../core/settings/resolve';
import { NO_GIT } from '../../core/workspace/folder-model';
import type { FolderListing } from '../../host/file-host';
import { toConfigurationDiagnostic } from '../convert';
import type { PositionSource } from '../documents/line-starts';
import type { OpenDocument } from '../documents/open-document';
import { describeError } from '../log';
import type { Priority } from '../scheduler';
import type { Services } from '../services';
import { DEFAULT_SETTINGS, type FolderSettings } from '../settings/settings-source';
import type { FolderUri } from '../uris';
import { BackgroundIndex } from './background-index';
import { ClosedFiles } from './closed-files';
import type { FailureLog } from './failures';
import { FolderConfiguration, mayConfigure, withOpenTexts } from './folder-configuration';
import { IndexProgress } from './index-progress';
import { Session, type SessionOwner } from './session';

/**
 * `off`: switched off by settings; `listing`: the files are being looked for; `structure`: manifests and containers are
 * read, nothing can be judged yet; `code`: open documents are judged one by one; `complete`: everything was handed in;
 * `stopped`: the user broke the index off, so cross-file rules stay silent.
 */
type Phase = 'off' | 'listing' | 'structure' | 'code' | 'complete' | 'stopped';

export interface FolderSessionHooks {
  /** Reports or phase are not what they were. */
  onChange(): void;
  readonly failures: FailureLog;
}

/** One workspace folder on disk: its index, its configuration, its open documents. */
export class FolderSession implements SessionOwner {
  readonly session: Session;
  private phase: Phase = 'listing';
  private folderSettings: FolderSettings = DEFAULT_SETTINGS;
  private listing: FolderListing = NOTHING_LISTED;
  private documents: ReadonlySet<FilePath> = new Set();
  private nested: readonly FilePath[] = [];
  private readonly closed = new ClosedFiles();
  private readonly index: BackgroundIndex;
  private readonly configuration: FolderConfiguration;
  private progress: IndexProgress | undefined;
  private applied = '';
  private startsAnew = true;
  private isDisposed = false;
  private settledListeners: (() => void)[] = [];
  private readonly warned = new Set<string>();

  constructor(
    readonly folder: FolderUri,
    private readonly name: string,
    private readonly services: Services,
    private readonly hooks: FolderSessionHooks,
  ) {
    const { registry, scheduler, knownRules } = services;
    const analysis = new FolderAnalysis({ registry, onFailure: hooks.failures.report });
    this.session = new Session(folder.text, analysis, this, services);
    this.configuration = new FolderConfiguration(knownRules);
    this.index = new BackgroundIndex(scheduler, {
      keyOf: (file) => this.session.keyOf(file),
      read: (file) => services.host.read(folder.fsPath, file),
      take: (file, text) => this.take(file, text),
      onStructure: () => this.onStructure(),
      onSettled: () => this.onSettled(),
    });
  }

  get settings(): FolderSettings {
    return this.folderSettings;
  }

  get isIndexing(): boolean {
    return this.phase === 'listing' || this.phase === 'structure' || this.phase === 'code';
  }

  /** Reads settings and files and analyses everything; once begun, it goes on by itself. */
  async start(): Promise<void> {
    await this.loadSettings();
    if (this.phase === 'listing') this.requestListing();
  }

  /** Reads the disk anew and analyses every file; resolves when that is done. */
  async reanalyze(): Promise<void> {
    if (this.phase === 'off' || this.isDisposed) return;
    this.startsAnew = true;
    this.phase = 'listing';
    this.closed.invalidateAll();
    this.requestListing();
    this.hooks.onChange();
    await new Promise<void>((resolve) => {
      this.settledListeners.push(resolve);
    });
  }

  /** The editor's settings may have changed. */
  async reloadSettings(): Promise<void> {
    const before = this.folderSettings;
    await this.loadSettings();
    if (this.isDisposed || JSON.stringify(before) === JSON.stringify(this.folderSettings)) return;
    const { enable } = this.folderSettings.editor;
    if (!enable || !before.editor.enable) {
      if (enable) this.requestListing();
      return;
    }
    if (this.applySettings()) this.analyzeAll();
    else for (const file of this.session.analysis.files) this.session.show(file);
  }

  /** Folders inside this one that are workspace folders themselves and own their files. */
  setNested(nested: readonly FilePath[]): void {
    if (nested.join('\n') === this.nested.join('\n')) return;
    this.nested = nested;
    if (this.phase !== 'off' && this.phase !== 'listing') this.applyListing(this.listing);
  }

  opened(file: FilePath, document: OpenDocument): void {
    this.session.attach(file, document);
    if (this.phase === 'off' || this.phase === 'listing') return;
    // A read under way would give the text on disk.
    if (this.index.isPending(file)) this.services.scheduler.cancel(this.session.keyOf(file));
    if (this.phase === 'structure' && kindOf(file) === 'typescript') this.index.expect(file);
    else this.session.requestAnalysis(file, 'active');
  }

  edited(file: FilePath): void {
    if (this.isIndexing && !this.mayShow(file, true)) return;
    if (this.phase !== 'off') this.session.edited(file);
  }

  saved(file: FilePath): void {
    if (this.phase === 'off') return;
    if (this.mayShow(file, true)) this.session.requestAnalysis(file, 'active');
    if (!this.services.features.dynamicFileWatching) this.requestListing();
  }

  closedDocument(file: FilePath): void {
    this.session.detach(file);
    if (this.phase === 'off' || this.phase === 'listing') return;
    this.closed.invalidate(file);
    // What was not saved is gone: the file on disk holds again, if there is one.
    if (mayConfigure(file)) this.reloadConfiguration();
    this.index.add([file], 'dirty');
  }

  /** Something happened on disk; `gone` tells a deletion. */
  fileEvents(events: readonly { readonly file: FilePath; readonly kind: 'created' | 'changed' | 'deleted' }[]): void {
    if (this.phase === 'off' || this.phase === 'listing') return;
    const changed = new Set<FilePath>();
    let mustList = false;
    for (const { file, kind } of events) {
      if (this.isForeign(file)) continue;
      const isDocument = this.documents.has(file);
      if (isDocument && !this.session.isOpen(file)) changed.add(file);
      mustList ||= mayConfigure(file) || isDocument ? kind === 'deleted' || mayConfigure(file) : kind !== 'changed';
      mustList ||= kindOf(file) === 'ignore-file';
    }
    this.index.add([...changed], 'dirty');
    if (mustList) this.requestListing();
  }

  dispose(): void {
    this.isDisposed = true;
    this.switchOff();
  }

  // What the session asks.

  uriOf(file: FilePath): string {
    return this.folder.uriOf(file);
  }

  kindOf(file: FilePath, document: OpenDocument): DocumentKind | undefined {
    if (this.documents.has(file)) return kindOf(file);
    const isListed = this.listing.paths.has(file);
    if (isListed) return kindOf(file) === undefined ? kindOfLanguage(document.languageId) : undefined;
    // Not on disk yet, or nothing that belongs to the project.
    return this.isForeign(file) ? undefined : (kindOf(file) ?? kindOfLanguage(document.languageId));
  }

  positionsOf(file: FilePath): PositionSource | undefined {
    return this.closed.positionsOf(file);
  }

  read(file: FilePath): Promise<string | undefined> {
    return this.services.host.read(this.folder.fsPath, file);
  }

  mayShow(_file: FilePath, isOpen: boolean): boolean {
    if (this.phase === 'complete' || this.phase === 'stopped') return true;
    return this.phase === 'code' && isOpen;
  }

  otherDiagnostics(file: FilePath): readonly Diagnostic[] {
    const problem = this.configuration.problemOf(file);
    return problem === undefined ? [] : [toConfigurationDiagnostic(problem)];
  }

  onAnalyzed(file: FilePath): void {
    if (mayConfigure(file) && this.phase !== 'listing') this.reloadConfiguration();
    this.index.done(file);
  }

  onRefreshed(): void {
    this.hooks.onChange();
  }
}
