import type { ts } from 'ts-morph';
import type { Diagnostic } from 'vscode-languageserver';
import type { DocumentKind, FilePath } from '../../core/documents/kinds';
import type { FileReport, FolderAnalysis } from '../../core/engine/folder';
import { type Finding, SEVERITIES } from '../../core/rule/finding';
import { type Place, type PlaceOf, toDiagnostic } from '../convert';
import { LineStarts, type PositionSource } from '../documents/line-starts';
import type { OpenDocument } from '../documents/open-document';
import type { ClientFeatures } from '../features';
import type { DiagnosticsPublisher } from '../publisher';
import type { Job, Priority, Scheduler } from '../scheduler';
import type { FolderSettings } from '../settings/settings-source';

/** What a session needs to know of the place its files come from: a folder on disk, or a single document. */
export interface SessionOwner {
  readonly settings: FolderSettings;
  uriOf(file: FilePath): string;
  /** What an open document is to the analysis; `undefined` when it is none of its business. */
  kindOf(file: FilePath, document: OpenDocument): DocumentKind | undefined;
  /** Line places of a file that is not open. */
  positionsOf(file: FilePath): PositionSource | undefined;
  /** The text of a file that is not open. */
  read(file: FilePath): Promise<string | undefined>;
  /** True when the text is the one that was analysed. */
  isAnalyzed(file: FilePath, text: string): boolean;
  /** False while too little is known of the surroundings to judge the file. */
  mayShow(file: FilePath, isOpen: boolean): boolean;
  /** What is shown on a file beside its findings. */
  otherDiagnostics(file: FilePath): readonly Diagnostic[];
  onAnalyzed(file: FilePath): void;
  onRefreshed(): void;
}

export interface SessionServices {
  readonly scheduler: Scheduler;
  readonly publisher: DiagnosticsPublisher;
  readonly features: ClientFeatures;
}

/**
 * One analysis and the open documents that belong to it: analyses them when their turn comes, and shows what the
 * reports say. What is shown of an open document always belongs to the version that is shown.
 */
export class Session {
  private readonly open = new Map<FilePath, OpenDocument>();
  /** Versions that were handed in. */
  private readonly analyzed = new Map<FilePath, number>();
  /** Analysed because somebody asked, between two saves that decide what is shown. */
  private readonly lookedAt = new Set<FilePath>();

  constructor(
    /** Tells this session's jobs from all others. */
    readonly id: string,
    readonly analysis: FolderAnalysis,
    private readonly owner: SessionOwner,
    private readonly services: SessionServices,
  ) {}

  get settings(): FolderSettings {
    return this.owner.settings;
  }

  get openFiles(): Iterable<FilePath> {
    return this.open.keys();
  }

  get openDocuments(): ReadonlyMap<FilePath, OpenDocument> {
    return this.open;
  }

  isOpen(file: FilePath): boolean {
    return this.open.has(file);
  }

  documentOf(file: FilePath): OpenDocument | undefined {
    return this.open.get(file);
  }

  attach(file: FilePath, document: OpenDocument): void {
    this.open.set(file, document);
    const uri = this.owner.uriOf(file);
    if (uri !== document.uri) this.services.publisher.clear(uri);
  }

  detach(file: FilePath): void {
    const document = this.open.get(file);
    this.open.delete(file);
    this.analyzed.delete(file);
    this.lookedAt.delete(file);
    this.services.scheduler.cancel(this.keyOf(file));
    if (document === undefined) return;
    this.services.publisher.forgetVersion(document.uri);
    if (document.uri !== this.owner.uriOf(file)) this.services.publisher.clear(document.uri);
  }

  keyOf(file: FilePath): string {
    return `${this.id}#${file}`;
  }

  /** Analyses an open document when its turn comes, without waiting for a pause. */
  requestAnalysis(file: FilePath, priority: Priority): void {
    this.services.scheduler.request(this.keyOf(file), this.jobOf(file, priority));
  }

  /** Analyses an open document once its text has come to rest. */
  edited(file: FilePath): void {
    if (this.settings.editor.run === 'onSave') return;
    this.services.scheduler.edit(this.keyOf(file), this.jobOf(file, 'active'));
  }

  /** The report of an open document's current text. Something that is only looked at is not shown before it is saved. */
  currentReport(file: FilePath): FileReport | undefined {
    const document = this.open.get(file);
    if (document === undefined || !this.owner.mayShow(file, true)) return undefined;
    this.services.scheduler.flush(this.keyOf(file));
    if (!this.isCurrent(file, document)) {
      if (this.settings.editor.run === 'onSave') this.lookedAt.add(file);
      this.analyze(file);
      this.refresh();
    }
    return this.isCurrent(file, document) ? this.analysis.reportOf(file) : undefined;
  }

  /** Hands the current text of an open document in; reports follow with `refresh`. */
  analyze(file: FilePath): void {
    const document = this.open.get(file);
    if (document === undefined) return;
    const kind = this.owner.kindOf(file, document);
    this.analyzed.set(file, document.version);
    if (kind === undefined) this.analysis.remove(file);
    else {
      const { text, version } = document;
      const edited = document.edited(file);
      const tree = (): ts.SourceFile => document.syntaxTree(file);
      this.analysis.update({ file, kind, text, version, tree, ...(edited && { edited }) });
    }
    this.owner.onAnalyzed(file);
  }

  /** Brings the reports up to date and shows what is different. */
  refresh(): void {
    for (const file of this.analysis.refresh()) this.show(file);
    this.owner.onRefreshed();
  }

  show(file: FilePath): void {
    const document = this.open.get(file);
    if (!this.owner.mayShow(file, document !== undefined) || this.lookedAt.has(file)) return;
    if (document !== undefined && !this.isCurrent(file, document)) return;
    const report = this.analysis.reportOf(file);
    const findings = report?.findings ?? [];
    // Known findings are hints, whatever they would be without the baseline.
    const shown = mostImportant(
      document === undefined
        ? findings.filter(({ severity }) => severity !== 'hint')
        : [...findings, ...(report?.known ?? []).map(asKnown)],
      this.settings.editor.maxFindingsPerFile,
    );
    const own = shown.map((finding) => toDiagnostic(finding, this.placeOf, this.services.features));
    const all = [...this.owner.otherDiagnostics(file), ...own];
    // Of a document that is none of ours, nothing is said, not even that it is clean.
    if (all.length === 0 && this.analysis.resultOf(file) === undefined) this.hide(file);
    else this.services.publisher.publish(document?.uri ?? this.owner.uriOf(file), document?.version, all);
  }

  /** Takes back what is shown of a file. */
  hide(file: FilePath): void {
    this.services.publisher.clear(this.open.get(file)?.uri ?? this.owner.uriOf(file));
  }

  readonly placeOf: PlaceOf = (file): Place => {
    const document = this.open.get(file);
    if (document !== undefined) return { uri: document.uri, version: document.version, positions: document };
    return { uri: this.owner.uriOf(file), version: null, positions: this.owner.positionsOf(file) ?? NO_LINES };
  };

  /** Open buffers before disk. */
  async readText(file: FilePath): Promise<string | undefined> {
    return this.open.get(file)?.text ?? (await this.owner.read(file));
  }

  /** False for a closed file that has changed on disk unseen: what was found in it may not be there any more. */
  isAnalyzed(file: FilePath, text: string): boolean {
    return this.open.has(file) || this.owner.isAnalyzed(file, text);
  }

  private jobOf(file: FilePath, priority: Priority): Job {
    return {
      priority,
      run: () => {
        this.lookedAt.delete(file);
        this.analyze(file);
        if (!this.owner.mayShow(file, true)) return;
        this.refresh();
        // Not every version makes a difference to the report, but a save may have to show what a look left out.
        this.show(file);
      },
    };
  }

  private isCurrent(file: FilePath, document: OpenDocument): boolean {
    if (this.analyzed.get(file) !== document.version) return false;
    // Files without a result of their own (no kind, ignored) carry findings of cross-file rules at most.
    const result = this.analysis.resultOf(file);
    return result === undefined || this.analysis.reportOf(file)?.version === document.version;
  }
}

/** Faded, and out of the list of problems. */
function asKnown(finding: Finding): Finding {
  return { ...finding, severity: 'hint', unnecessary: true, message: `${finding.message} (known, in the baseline)` };
}

/** The gravest ones, in order of their places. */
function mostImportant(findings: readonly Finding[], limit: number): readonly Finding[] {
  if (findings.length <= limit) return findings;
  const kept = [...findings]
    .sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity))
    .slice(0, limit);
  const chosen = new Set(kept);
  return findings.filter((finding) => chosen.has(finding));
}

const NO_LINES: PositionSource = new LineStarts('');
