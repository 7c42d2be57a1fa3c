import type { Diagnostic } from 'vscode-languageserver';
import type { DocumentKind, FilePath } from '../../core/documents/kinds';
import { FolderAnalysis } from '../../core/engine/folder';
import type { FolderListing } from '../../host/file-host';
import type { PositionSource } from '../documents/line-starts';
import type { OpenDocument } from '../documents/open-document';
import type { Services } from '../services';
import { DEFAULT_SETTINGS, type FolderSettings } from '../settings/settings-source';
import type { FolderUri } from '../uris';
import { BackgroundIndex } from './background-index';
import { ClosedFiles } from './closed-files';
import type { FailureLog } from './failures';
import { mayConfigure } from './folder-configuration';
import { type FileEvent, FolderFiles, type ListingChange } from './folder-files';
import { FolderLister } from './folder-lister';
import { type FolderPhase, isIndexing, knowsFiles, mayShow } from './folder-phase';
import { FolderRules } from './folder-rules';
import { IndexRun } from './index-run';
import { Session, type SessionOwner } from './session';

export interface FolderHooks {
  /** Reports or phase are not what they were. */
  readonly onChange: () => void;
  readonly failures: FailureLog;
}

/** One workspace folder on disk: its index, its configuration, its open documents. */
export class FolderSession implements SessionOwner {
  readonly session: Session;
  private readonly files: FolderFiles;
  private readonly closed: ClosedFiles;
  private readonly index: BackgroundIndex;
  private readonly lister: FolderLister;
  readonly rules: FolderRules;
  private readonly run: IndexRun;
  private phase: FolderPhase = 'listing';
  private folderSettings: FolderSettings = DEFAULT_SETTINGS;
  private startsAnew = true;
  private isDisposed = false;

  constructor(
    readonly folder: FolderUri,
    readonly name: string,
    private readonly services: Services,
    private readonly hooks: FolderHooks,
  ) {
    const analysis = new FolderAnalysis({ registry: services.registry, onFailure: hooks.failures.report });
    this.session = new Session(folder.text, analysis, this, services);
    this.files = new FolderFiles(
      (path) => folder.fold(path),
      (file) => analysis.structure().isGitIgnored(file),
    );
    this.closed = new ClosedFiles(analysis);
    this.rules = new FolderRules(analysis, services.knownRules, services.log);
    this.run = new IndexRun(services.createProgress, services.clock, { name, onCancel: () => this.stop() });
    this.lister = new FolderLister(services, {
      // No file is called so.
      key: this.session.keyOf('//listing'),
      root: folder.fsPath,
      name,
      onListed: (listing) => this.applyListing(listing),
    });
    this.index = new BackgroundIndex(services.scheduler, {
      keyOf: (file) => this.session.keyOf(file),
      read: (file) => this.read(file),
      take: (file, text) => this.take(file, text),
      onStructure: () => this.onStructure(),
      onSettled: () => this.onSettled(),
    });
  }

  get settings(): FolderSettings {
    return this.folderSettings;
  }

  get isOn(): boolean {
    return this.phase !== 'off';
  }

  get isIndexing(): boolean {
    return isIndexing(this.phase);
  }

  /** False before the first files are known. */
  get hasReports(): boolean {
    return this.isOn && (!this.isIndexing || this.phase === 'code' || this.session.analysis.isComplete);
  }

  canonical(file: FilePath): FilePath {
    return this.files.canonical(file);
  }

  /** Reads settings and files and analyses everything; once begun, it goes on by itself. */
  async start(): Promise<void> {
    this.folderSettings = await this.services.settings.settingsFor(this.folder.text);
    if (this.phase !== 'listing') return;
    if (this.folderSettings.editor.enable) this.lister.request();
    else this.switchOff();
  }

  /** Reads the disk anew and analyses every file; resolves when that is done. */
  async reanalyze(): Promise<void> {
    if (!this.isOn) return;
    const settled = this.run.settled();
    this.startAnew();
    await settled;
  }

  /** The editor's settings may have changed. */
  async reloadSettings(): Promise<void> {
    const before = this.folderSettings;
    this.folderSettings = await this.services.settings.settingsFor(this.folder.text);
    if (this.isDisposed || JSON.stringify(before) === JSON.stringify(this.folderSettings)) return;
    const { enable } = this.folderSettings.editor;
    if (!enable) this.switchOff();
    else if (!this.isOn) this.startAnew();
    else if (this.phase !== 'listing' && !this.applySettings()) this.showAll();
  }

  /** Folders inside this one that are workspace folders themselves and own their files. */
  setNested(nested: readonly FilePath[]): void {
    const change = this.files.setNested(nested);
    if (change !== undefined && knowsFiles(this.phase)) this.applyChange(change);
  }

  opened(file: FilePath, document: OpenDocument): void {
    this.session.attach(file, document);
    // Takes the place of a read of the file on disk that is still to come.
    if (knowsFiles(this.phase)) this.session.requestAnalysis(file, 'active');
  }

  edited(file: FilePath): void {
    if (knowsFiles(this.phase)) this.session.edited(file);
  }

  saved(file: FilePath): void {
    if (!knowsFiles(this.phase)) return;
    this.session.requestAnalysis(file, 'active');
    if (!this.services.features.dynamicFileWatching) this.lister.request();
  }

  /** What was not saved is gone: the file on disk holds again, if there is one. */
  closedDocument(file: FilePath): void {
    this.session.detach(file);
    this.closed.invalidate(file);
    if (!knowsFiles(this.phase)) return;
    if (mayConfigure(file)) this.reloadConfiguration();
    this.index.add([file], 'dirty');
  }

  /** The client saw something happen on disk: files, or whole folders without a word of what is in them. */
  fileEvents(events: readonly FileEvent[]): void {
    if (!this.isOn) return;
    const { changed, mustList } = this.files.triage(events);
    if (knowsFiles(this.phase)) {
      this.index.add(this.closedAmong(changed), 'dirty');
      const told = events.flatMap(({ file }) => (this.rules.baselines.owns(file) ? file : []));
      this.index.add(told, 'dirty');
    }
    if (mustList) this.lister.request();
  }

  dispose(): void {
    this.isDisposed = true;
    this.switchOff();
    for (const file of [...this.session.openFiles]) this.session.detach(file);
  }

  uriOf(file: FilePath): string {
    return this.folder.uriOf(file);
  }

  kindOf(file: FilePath, document: OpenDocument): DocumentKind | undefined {
    return this.files.kindOf(file, document.languageId);
  }

  positionsOf(file: FilePath): PositionSource | undefined {
    return this.closed.positionsOf(file);
  }

  isAnalyzed(file: FilePath, text: string): boolean {
    return this.closed.holds(file, text);
  }

  read(file: FilePath): Promise<string | undefined> {
    return this.rules.read(this.services.host, this.folder.fsPath, file);
  }

  mayShow(_file: FilePath, isOpen: boolean): boolean {
    return mayShow(this.phase, isOpen);
  }

  otherDiagnostics(file: FilePath): readonly Diagnostic[] {
    return this.rules.diagnosticsOf(file);
  }

  onAnalyzed(file: FilePath): void {
    if (mayConfigure(file)) this.reloadConfiguration();
    this.index.done(file);
  }

  onRefreshed(): void {
    // Files about which a rule wants to be sure are handed in again.
    const wanted = this.session.analysis.takeWanted();
    for (const file of wanted) {
      if (this.session.isOpen(file)) this.session.requestAnalysis(file, 'open');
      else this.closed.invalidate(file);
    }
    this.index.add(this.closedAmong(wanted), 'dirty');
    this.hooks.onChange();
  }

  private startAnew(): void {
    this.startsAnew = true;
    this.phase = 'listing';
    this.index.clear();
    this.closed.invalidateAll();
    this.lister.request();
    this.hooks.onChange();
  }

  private applyListing(listing: FolderListing | undefined): void {
    if (!this.isOn) return;
    const change = this.files.apply(listing);
    if (change.hasNewPaths) this.session.analysis.setPaths(this.files.listing.paths, this.files.listing.git);
    if (!this.startsAnew) {
      this.applyChange(change);
      if (!this.services.features.dynamicFileWatching) this.index.add(this.rules.baselines.paths, 'dirty');
      return;
    }
    this.forget(change.removed);
    this.beginIndex();
  }

  private applyChange({ added, removed, hasNewPaths }: ListingChange): void {
    this.forget(removed);
    this.reloadConfiguration();
    this.index.add(this.closedAmong(added), 'dirty');
    for (const file of [...added, ...removed]) {
      if (this.session.isOpen(file)) this.session.requestAnalysis(file, 'open');
    }
    if (this.index.size === 0 && (removed.length > 0 || hasNewPaths)) this.session.refresh();
  }

  private forget(files: readonly FilePath[]): void {
    for (const file of this.closedAmong(files)) this.closed.remove(file);
  }

  private closedAmong(files: Iterable<FilePath>): FilePath[] {
    return [...files].filter((file) => !this.session.isOpen(file));
  }

  private beginIndex(): void {
    this.startsAnew = false;
    this.phase = 'structure';
    this.reloadConfiguration();
    this.index.add(this.rules.baselines.paths, 'dirty');
    const closed = this.closedAmong(this.files.documents);
    this.run.begin(closed.length + this.index.size);
    for (const file of this.session.openFiles) {
      this.index.expect(file);
      this.session.requestAnalysis(file, 'open');
    }
    this.index.add(closed, 'cold');
    if (this.index.isStructureKnown) this.onStructure();
    if (this.index.size === 0) this.onSettled();
  }

  private take(file: FilePath, text: string | undefined): void {
    this.run.update(this.index.size);
    if (this.rules.baselines.owns(file)) {
      this.rules.baselines.take(file, text);
      this.session.show(file);
    } else if (text === undefined || !this.files.documents.has(file)) this.forget([file]);
    else if (!this.session.isOpen(file)) this.closed.take(file, text);
  }

  private onStructure(): void {
    if (this.phase !== 'structure') return;
    this.phase = 'code';
    this.session.refresh();
    for (const file of this.session.openFiles) this.session.show(file);
  }

  private onSettled(): void {
    if (this.phase !== 'code') {
      this.session.refresh();
      return;
    }
    this.session.analysis.setComplete(true);
    this.finish('complete');
  }

  /** The user breaks the index off: what was handed in is shown, cross-file rules stay silent. */
  private stop(): void {
    if (this.phase !== 'structure' && this.phase !== 'code') return;
    this.index.clear();
    this.services.log.info(`Analysis of "${this.name}" stopped; rules that look at several files do not run.`);
    this.finish('stopped');
    for (const file of this.session.openFiles) this.session.requestAnalysis(file, 'open');
  }

  private finish(phase: 'complete' | 'stopped'): void {
    this.phase = phase;
    this.session.refresh();
    this.showAll();
    this.run.end();
  }

  private switchOff(): void {
    if (!this.isOn) return;
    this.phase = 'off';
    this.index.clear();
    this.lister.cancel();
    for (const file of this.shownFiles()) this.session.hide(file);
    this.run.end();
    this.hooks.onChange();
  }

  private showAll(): void {
    for (const file of this.shownFiles()) this.session.show(file);
  }

  private shownFiles(): Set<FilePath> {
    const reported = this.session.analysis.fileReports.map(({ file }) => file);
    return new Set([...reported, ...this.rules.brokenFiles, ...this.session.openFiles]);
  }

  private reloadConfiguration(): void {
    const changed = this.rules.load(this.files.listing.configurations, this.session.openDocuments);
    for (const file of changed) this.session.show(file);
    this.applySettings();
  }

  /** True when something else holds now, and so everything is analysed anew, file by file. */
  private applySettings(): boolean {
    const { result, added, removed } = this.rules.apply(this.folderSettings.configuration, this.files.documents);
    for (const path of removed) this.session.show(path);
    if (knowsFiles(this.phase)) this.index.add(added, 'dirty');
    if (result !== 'changed') return result === 'first';
    this.closed.invalidateAll();
    for (const file of this.session.openFiles) this.session.requestAnalysis(file, 'open');
    this.index.add(this.closedAmong(this.files.documents), 'cold');
    // Severities hold at once; which rules run, and with what, file by file.
    if (!this.isIndexing) this.session.refresh();
    return true;
  }
}
