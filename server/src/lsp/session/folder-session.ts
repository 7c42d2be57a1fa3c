import type { Diagnostic } from 'vscode-languageserver';
import type { DocumentKind, FilePath } from '../../core/documents/kinds';
import { FolderAnalysis } from '../../core/engine/folder';
import { readBaselineText } from '../../host/baselines';
import type { FolderListing } from '../../host/file-host';
import type { PositionSource } from '../documents/line-starts';
import type { OpenDocument } from '../documents/open-document';
import type { Services } from '../services';
import { DEFAULT_SETTINGS, type FolderSettings } from '../settings/settings-source';
import type { FolderUri } from '../uris';
import { BackgroundIndex } from './background-index';
import { ClosedFiles } from './closed-files';
import type { FailureLog } from './failures';
import { FolderBaselines } from './folder-baselines';
import { FolderConfiguration, mayConfigure, withOpenTexts } from './folder-configuration';
import { type FileEvent, FolderFiles, type ListingChange } from './folder-files';
import { FolderLister } from './folder-lister';
import { type FolderPhase, isIndexing, knowsFiles, mayShow } from './folder-phase';
import { IndexProgress } from './index-progress';
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
  private readonly configuration: FolderConfiguration;
  readonly baselines: FolderBaselines;
  private phase: FolderPhase = 'listing';
  private folderSettings: FolderSettings = DEFAULT_SETTINGS;
  private startsAnew = true;
  private progress: IndexProgress | undefined;
  private isDisposed = false;
  private readonly waiters: (() => void)[] = [];

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
    this.configuration = new FolderConfiguration(analysis, services.knownRules, services.log);
    this.baselines = new FolderBaselines(analysis, services.log);
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
    const settled = new Promise<void>((resolve) => {
      this.waiters.push(resolve);
    });
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
      this.readBaselines(events.map(({ file }) => file).filter((file) => this.baselines.owns(file)));
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
    const { host } = this.services;
    const root = this.folder.fsPath;
    return this.baselines.owns(file) ? readBaselineText(host, root, file) : host.read(root, file);
  }

  mayShow(_file: FilePath, isOpen: boolean): boolean {
    return mayShow(this.phase, isOpen);
  }

  otherDiagnostics(file: FilePath): readonly Diagnostic[] {
    return [...this.configuration.diagnosticsOf(file), ...this.baselines.diagnosticsOf(file)];
  }

  onAnalyzed(file: FilePath): void {
    if (mayConfigure(file)) this.reloadConfiguration();
    this.index.done(file);
  }

  onRefreshed(): void {
    this.readClosely(this.session.analysis.takeWanted());
    this.hooks.onChange();
  }

  /** Files about which a rule wants to be sure are handed in again. */
  private readClosely(files: readonly FilePath[]): void {
    for (const file of files) {
      if (this.session.isOpen(file)) this.session.requestAnalysis(file, 'open');
      else this.closed.invalidate(file);
    }
    this.index.add(this.closedAmong(files), 'dirty');
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
      if (!this.services.features.dynamicFileWatching) this.readBaselines(this.baselines.paths);
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
    this.readBaselines(this.baselines.paths);
    const closed = this.closedAmong(this.files.documents);
    this.endProgress();
    this.progress = new IndexProgress(this.services.createProgress, this.services.clock, {
      title: `Twelve-Factor: analysing ${this.name}`,
      total: closed.length + this.index.size,
      onCancel: () => this.stop(),
    });
    for (const file of this.session.openFiles) {
      this.index.expect(file);
      this.session.requestAnalysis(file, 'open');
    }
    this.index.add(closed, 'cold');
    if (this.index.isStructureKnown) this.onStructure();
    if (this.index.size === 0) this.onSettled();
  }

  private take(file: FilePath, text: string | undefined): void {
    this.progress?.update(this.index.size);
    if (this.baselines.owns(file)) {
      this.baselines.take(file, text);
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
    this.endProgress();
    this.session.refresh();
    this.showAll();
    this.wake();
  }

  private endProgress(): void {
    this.progress?.end();
    this.progress = undefined;
  }

  private switchOff(): void {
    if (!this.isOn) return;
    this.phase = 'off';
    this.index.clear();
    this.lister.cancel();
    this.endProgress();
    for (const file of this.shownFiles()) this.session.hide(file);
    this.wake();
    this.hooks.onChange();
  }

  private wake(): void {
    for (const waiter of this.waiters.splice(0)) waiter();
  }

  private showAll(): void {
    for (const file of this.shownFiles()) this.session.show(file);
  }

  private shownFiles(): Set<FilePath> {
    const reported = this.session.analysis.fileReports.map(({ file }) => file);
    return new Set([
      ...reported,
      ...this.configuration.brokenFiles,
      ...this.baselines.brokenFiles,
      ...this.session.openFiles,
    ]);
  }

  private reloadConfiguration(): void {
    const open = [...this.session.openDocuments].map(([file, { text }]) => ({ file, text }));
    const changed = this.configuration.load(withOpenTexts(this.files.listing.configurations, open));
    for (const file of changed) this.session.show(file);
    this.applySettings();
  }

  private applyBaselines(): void {
    const { settings } = this.configuration;
    if (settings === undefined) return;
    const { added, removed } = this.baselines.apply(settings, this.files.documents);
    for (const path of removed) this.session.show(path);
    if (knowsFiles(this.phase)) this.readBaselines(added);
  }

  private readBaselines(paths: readonly FilePath[]): void {
    this.index.add(paths, 'dirty');
  }

  /** True when something else holds now, and so everything is analysed anew, file by file. */
  private applySettings(): boolean {
    const result = this.configuration.apply(this.folderSettings.configuration);
    this.applyBaselines();
    if (result !== 'changed') return result === 'first';
    this.closed.invalidateAll();
    for (const file of this.session.openFiles) this.session.requestAnalysis(file, 'open');
    this.index.add(this.closedAmong(this.files.documents), 'cold');
    // Severities hold at once; which rules run, and with what, file by file.
    if (!this.isIndexing) this.session.refresh();
    return true;
  }
}
