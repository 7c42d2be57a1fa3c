import { type DocumentKind, type FilePath, kindOf } from '../documents/kinds';
import type { AppContext } from '../rule/context';
import type { Rule } from '../rule/define-rule';
import type { Evidence, Finding, RuleId } from '../rule/finding';
import { Settings } from '../settings/resolve';
import type { AppModel } from '../workspace/app-model';
import { FolderModel, type GitState, NO_GIT } from '../workspace/folder-model';
import { type AnalyzerOptions, DocumentAnalyzer, type DocumentInput } from './analyze-document';
import type { Candidate, DocumentResult } from './candidate';
import { changesImports, changesStructure, sameFindings } from './changes';
import { type AppSummary, summarize } from './compliance';
import {
  appliesToPackage,
  finalize,
  isEvidenceValid,
  type Surroundings,
  withFingerprints,
  withoutRepeats,
  withoutYielded,
} from './finalize';
import { hash } from './fingerprint';
import { factorOf, type Registry } from './registry';
import { partition, unusedSuppressions } from './unused-suppressions';

export interface FolderOptions {
  readonly registry: Registry;
  readonly settings?: Settings;
  readonly onFailure: AnalyzerOptions['onFailure'];
  readonly timing?: AnalyzerOptions['timing'];
  readonly prefilter?: boolean;
}

/** One document as the outside hands it in. */
export type FolderDocument = Omit<DocumentInput, 'kind'> & { readonly kind?: DocumentKind };

/** What is shown of a file. */
export interface FileReport {
  readonly file: FilePath;
  /** The version the report was computed for. */
  readonly version: number;
  readonly findings: readonly Finding[];
  /** Findings that a comment silences; shown only on request. */
  readonly suppressed: readonly Finding[];
}

export interface AppReport {
  readonly summary: AppSummary;
  readonly findings: readonly Finding[];
  readonly evidence: readonly Evidence[];
}

interface AppState {
  candidates: readonly Candidate[];
  evidence: readonly Evidence[];
}

/**
 * The analysis of one folder: documents in, reports out. Pure and synchronous; the caller reads files, decides when to
 * refresh and what to show. Facts stay for every file, trees for none.
 */
export class FolderAnalysis {
  private settings: Settings;
  private analyzer: DocumentAnalyzer;
  private readonly results = new Map<FilePath, DocumentResult>();
  private readonly reports = new Map<FilePath, FileReport>();
  /** Reports without `unused-suppression`, which depends on what all other files say. */
  private readonly judged = new Map<FilePath, FileReport>();
  /** Files with a suppression comment. */
  private readonly commented = new Set<FilePath>();
  private readonly appStates = new Map<FilePath, AppState>();
  /** Results of structural rules, by the app model they were computed on: a new structure has new models. */
  private readonly structural = new WeakMap<AppModel, Map<RuleId, AppState>>();
  private paths: ReadonlySet<FilePath> = new Set();
  private git: GitState = NO_GIT;
  private model: FolderModel | undefined;
  private readonly dirty = new Set<FilePath>();
  private complete = false;

  constructor(private readonly options: FolderOptions) {
    this.settings = options.settings ?? new Settings({ registry: options.registry });
    this.analyzer = this.createAnalyzer();
  }

  /** New settings hold from the next `refresh`; documents whose rules or options changed must be handed in again. */
  setSettings(settings: Settings): void {
    this.settings = settings;
    this.analyzer = this.createAnalyzer();
    this.model = undefined;
  }

  /** All paths that exist and are not ignored by git, whether analysed or not. */
  setPaths(paths: ReadonlySet<FilePath>, git: GitState): void {
    this.paths = paths;
    this.git = git;
    this.model = undefined;
  }

  /** Cross-file rules run once every file of the folder has been handed in. */
  setComplete(complete: boolean): void {
    if (complete !== this.complete) this.model = undefined;
    this.complete = complete;
  }

  get registry(): Registry {
    return this.options.registry;
  }

  get isComplete(): boolean {
    return this.complete;
  }

  /** Analyses one version of a document. Reports change with the next `refresh`. */
  update(document: FolderDocument): void {
    const kind = document.kind ?? kindOf(document.file);
    if (kind === undefined || this.settings.isIgnored(document.file)) {
      this.remove(document.file);
      return;
    }
    const old = this.results.get(document.file);
    const result = this.analyzer.analyze({ ...document, kind });
    this.results.set(document.file, result);
    if (result.directives.length > 0) this.commented.add(document.file);
    else this.commented.delete(document.file);
    this.dirty.add(document.file);
    if (old === undefined || changesStructure(old, result)) this.model = undefined;
    else if (changesImports(old, result)) this.model?.forgetImports(document.file);
  }

  remove(file: FilePath): void {
    if (!this.results.delete(file)) return;
    this.commented.delete(file);
    this.dirty.add(file);
    this.model = undefined;
  }

  needsParse(text: string): boolean {
    return this.analyzer.needsParse(text);
  }

  resultOf(file: FilePath): DocumentResult | undefined {
    return this.results.get(file);
  }

  get files(): Iterable<FilePath> {
    return this.results.keys();
  }

  /** Brings all reports up to date and names the files whose report is not what it was. */
  refresh(): FilePath[] {
    const rebuilt = this.model === undefined;
    const model = this.structure();
    const stale = new Set(rebuilt ? [...this.results.keys(), ...this.dirty] : this.dirty);
    const apps = new Set(rebuilt ? model.layout.roots : [...this.dirty].map((file) => model.layout.ownerOf(file)));
    if (rebuilt) this.dropOldApps(model);
    for (const root of apps) this.runApp(model.app(root), stale);
    this.dirty.clear();
    const byFile = this.appCandidates(stale);
    for (const file of stale) this.judge(file, byFile.get(file) ?? [], model);
    return this.publish(stale, model);
  }

  reportOf(file: FilePath): FileReport | undefined {
    return this.reports.get(file);
  }

  /** Every file with a report, in path order. */
  get fileReports(): FileReport[] {
    return [...this.reports.values()].sort((a, b) => (a.file < b.file ? -1 : 1));
  }

  /** Apps in path order. The folder itself is left out when it holds nothing beside other apps. */
  appReports(): AppReport[] {
    const model = this.structure();
    const roots = [...model.layout.roots].sort();
    const reports = roots.map((root) => this.appReport(model, root));
    const meaningful = reports.filter(({ report, hasFiles }) => hasFiles && report !== undefined);
    return (meaningful.length > 0 ? meaningful : reports).map(({ report }) => report);
  }

  structure(): FolderModel {
    this.model ??= new FolderModel({
      results: this.results,
      paths: this.paths,
      git: this.git,
      roleOverride: (file) => this.settings.roleOf(file),
      declaredConfigModules: (root) => this.settings.configModulesOf(root),
    });
    return this.model;
  }

  appOf(file: FilePath): AppModel {
    const model = this.structure();
    return model.app(model.layout.ownerOf(file));
  }

  private createAnalyzer(): DocumentAnalyzer {
    const { registry, onFailure, timing, prefilter } = this.options;
    return new DocumentAnalyzer({
      registry,
      settings: this.settings,
      onFailure,
      ...(timing && { timing }),
      ...(prefilter !== undefined && { prefilter }),
    });
  }

  private runApp(app: AppModel, stale: Set<FilePath>): void {
    const old = this.appStates.get(app.root);
    for (const candidate of old?.candidates ?? []) stale.add(candidate.file);
    const state = this.complete ? this.checkApp(app) : { candidates: [], evidence: [] };
    for (const candidate of state.candidates) stale.add(candidate.file);
    this.appStates.set(app.root, state);
  }

  private checkApp(app: AppModel): AppState {
    const states = this.options.registry.appRules.map((rule) => {
      if (!this.settings.isEnabled(rule.id, app.root === '' ? 'package.json' : `${app.root}/package.json`))
        return NOTHING;
      if (rule.appReads !== 'structure') return this.runAppRule(rule, app);
      const known = this.structural.get(app)?.get(rule.id) ?? this.runAppRule(rule, app);
      this.structural.set(app, (this.structural.get(app) ?? new Map<RuleId, AppState>()).set(rule.id, known));
      return known;
    });
    return {
      candidates: states.flatMap(({ candidates }) => candidates),
      evidence: states.flatMap(({ evidence }) => evidence),
    };
  }

  private runAppRule(rule: Rule, app: AppModel): AppState {
    const candidates: Candidate[] = [];
    const evidence: Evidence[] = [];
    const factor = factorOf(rule.id);
    const context: AppContext<string, unknown> = {
      app,
      optionsFor: (file) => this.settings.optionsOf(rule.id, file),
      collected: () => app.files.flatMap((file) => this.results.get(file)?.collected.get(rule.id) ?? []),
      report: (at, messageId, data = {}, more = {}) => {
        const anchor = hash(`${messageId}|${more.related?.[0]?.file ?? ''}|${Object.values(data).join(' ')}`);
        candidates.push({ ...more, rule: rule.id, file: at.file, span: at.span, messageId, data, anchor });
      },
      attest: (at, statement) => {
        if (factor !== null) evidence.push({ rule: rule.id, factor, file: at.file, span: at.span, statement });
      },
    };
    const start = this.options.timing?.now() ?? 0;
    try {
      rule.app?.(context);
    } catch (error) {
      this.options.onFailure(app.root, rule.id, error, 'app');
    }
    this.options.timing?.record(rule.id, this.options.timing.now() - start);
    return { candidates, evidence };
  }

  private dropOldApps(model: FolderModel): void {
    for (const [root, state] of this.appStates) {
      if (model.layout.roots.includes(root)) continue;
      for (const candidate of state.candidates) this.dirty.add(candidate.file);
      this.appStates.delete(root);
    }
  }

  private appCandidates(files: ReadonlySet<FilePath>): Map<FilePath, Candidate[]> {
    const byFile = new Map<FilePath, Candidate[]>();
    for (const { candidates } of this.appStates.values()) {
      for (const candidate of candidates) {
        if (!files.has(candidate.file)) continue;
        const list = byFile.get(candidate.file) ?? [];
        byFile.set(candidate.file, list);
        list.push(candidate);
      }
    }
    return byFile;
  }

  /** What the rules say of a file, without those of its own comments that silence nothing: that depends on other files. */
  private judge(file: FilePath, fromApps: readonly Candidate[], model: FolderModel): void {
    const result = this.results.get(file);
    if (result === undefined && fromApps.length === 0) {
      this.judged.delete(file);
      return;
    }
    const around = this.surroundings(model);
    const all = [...(result?.candidates ?? []), ...fromApps].flatMap((candidate) => finalize(candidate, around) ?? []);
    const single = withoutYielded(withoutRepeats(all), this.options.registry);
    const { kept, suppressed } = partition(withFingerprints(single), (path) => this.directivesOf(path));
    this.judged.set(file, { file, version: result?.version ?? 0, findings: kept, suppressed });
  }

  /** Completes the reports of the files, and of those whose comments may be used or unused by now; names what changed. */
  private publish(files: ReadonlySet<FilePath>, model: FolderModel): FilePath[] {
    const suppressed = [...this.judged.values()].flatMap((entry) => entry.suppressed);
    const changed: FilePath[] = [];
    for (const file of new Set([...files, ...this.commented])) {
      const judged = this.judged.get(file);
      const old = this.reports.get(file);
      if (judged === undefined) {
        if (this.reports.delete(file)) changed.push(file);
        continue;
      }
      const unused = this.complete ? this.unusedIn(file, suppressed, model) : [];
      const report = unused.length === 0 ? judged : { ...judged, findings: [...judged.findings, ...unused] };
      this.reports.set(file, report);
      if (old === undefined || old.version !== report.version || !sameFindings(old.findings, report.findings))
        changed.push(file);
    }
    return changed;
  }

  private unusedIn(file: FilePath, suppressed: readonly Finding[], model: FolderModel): Finding[] {
    const directives = this.directivesOf(file);
    if (directives.length === 0) return [];
    const candidates = unusedSuppressions({
      file,
      directives,
      suppressed,
      isKnown: (rule) => this.options.registry.byId(rule) !== undefined,
      isEnabled: (rule) => this.settings.isEnabled(rule, file),
    });
    const around = this.surroundings(model);
    return withFingerprints(candidates.flatMap((candidate) => finalize(candidate, around) ?? []));
  }

  private directivesOf(file: FilePath): DocumentResult['directives'] {
    const directives = this.results.get(file)?.directives ?? [];
    if (directives.length === 0) return directives;
    const { allow, requireReason } = this.settings.suppressionsFor(file);
    return allow ? directives.filter(({ reason }) => !requireReason || reason !== '') : [];
  }

  private surroundings(model: FolderModel): Surroundings {
    return {
      registry: this.options.registry,
      settings: this.settings,
      rolesOf: (file) => model.rolesOf(file),
      packageRolesOf: (file) => model.packageRolesOf(file),
      isDevelopmentStage: (file, stage) => model.isDevelopmentStage(file, stage),
      appRootOf: (file) => model.layout.ownerOf(file),
    };
  }

  private appReport(model: FolderModel, root: FilePath): { report: AppReport; hasFiles: boolean } {
    const around = this.surroundings(model);
    const app = model.app(root);
    const findings: Finding[] = [];
    const evidence: Evidence[] = [];
    const kinds = new Set<DocumentKind>();
    const brokenKinds = new Set<DocumentKind>();
    for (const file of app.files) {
      const result = this.results.get(file);
      if (result === undefined) continue;
      kinds.add(result.kind);
      if (result.broken) brokenKinds.add(result.kind);
      findings.push(...(this.reports.get(file)?.findings ?? []));
      evidence.push(...result.evidence.filter((entry) => isEvidenceValid(entry, around)));
    }
    for (const entry of this.appStates.get(root)?.evidence ?? []) {
      if (isEvidenceValid(entry, around)) evidence.push(entry);
    }
    const packageRoles =
      app.packages.length > 0 ? app.packages.map((model) => model.roles) : [model.packageRolesOf(app.files[0] ?? '')];
    const summary = summarize(
      {
        root,
        name: app.name,
        findings,
        evidence,
        kinds,
        brokenKinds,
        complete: this.complete,
        applies: (rule) =>
          packageRoles.some((roles) => appliesToPackage(rule.applies, roles)) &&
          this.settings.isEnabled(rule.id, app.files[0] ?? root),
      },
      this.options.registry,
    );
    const hasFiles = findings.length > 0 || evidence.length > 0 || app.packages.some(({ isApp }) => isApp);
    return { report: { summary, findings, evidence }, hasFiles };
  }
}

const NOTHING: AppState = { candidates: [], evidence: [] };
