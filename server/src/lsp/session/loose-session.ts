import type { Diagnostic } from 'vscode-languageserver';
import type { DocumentKind, FilePath } from '../../core/documents/kinds';
import { FolderAnalysis } from '../../core/engine/folder';
import { Settings } from '../../core/settings/resolve';
import type { OpenDocument } from '../documents/open-document';
import type { Services } from '../services';
import { DEFAULT_SETTINGS, type FolderSettings } from '../settings/settings-source';
import type { FailureLog } from './failures';
import { Session, type SessionOwner } from './session';

/** What a loose document is called and is for the analysis; `undefined`: it is not analysed. */
export interface LooseFile {
  readonly file: FilePath;
  readonly kind: DocumentKind | undefined;
}

/**
 * A document outside of every folder on disk: untitled, a single file, or one of a virtual folder. It is an app of one
 * file, and only rules that need no other file run.
 */
export class LooseSession implements SessionOwner {
  readonly session: Session;
  private looseSettings: FolderSettings = DEFAULT_SETTINGS;
  private isReady = false;

  constructor(
    private readonly document: OpenDocument,
    private readonly loose: LooseFile,
    private readonly services: Services,
    failures: FailureLog,
  ) {
    const analysis = new FolderAnalysis({ registry: services.registry, onFailure: failures.report });
    this.session = new Session(`loose:${document.uri}`, analysis, this, services);
    this.session.attach(loose.file, document);
  }

  get settings(): FolderSettings {
    return this.looseSettings;
  }

  async start(): Promise<void> {
    await this.reloadSettings();
  }

  async reloadSettings(): Promise<void> {
    this.looseSettings = await this.services.settings.settingsFor(this.document.uri);
    // Closed while the editor was asked.
    if (!this.session.isOpen(this.loose.file)) return;
    this.isReady = this.looseSettings.editor.enable;
    if (!this.isReady) {
      this.session.hide(this.loose.file);
      return;
    }
    const { registry } = this.services;
    this.session.analysis.setSettings(new Settings({ registry, editor: this.looseSettings.configuration }));
    this.session.requestAnalysis(this.loose.file, 'active');
  }

  edited(): void {
    if (this.isReady) this.session.edited(this.loose.file);
  }

  saved(): void {
    if (this.isReady) this.session.requestAnalysis(this.loose.file, 'active');
  }

  dispose(): void {
    this.session.hide(this.loose.file);
    this.session.detach(this.loose.file);
  }

  uriOf(): string {
    return this.document.uri;
  }

  kindOf(): DocumentKind | undefined {
    return this.loose.kind;
  }

  positionsOf(): undefined {
    return undefined;
  }

  async read(): Promise<undefined> {
    return undefined;
  }

  isAnalyzed(): boolean {
    return false;
  }

  mayShow(): boolean {
    return this.isReady;
  }

  otherDiagnostics(): readonly Diagnostic[] {
    return [];
  }

  onAnalyzed(): void {}

  onRefreshed(): void {}
}
