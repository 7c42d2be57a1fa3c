import { type DocumentKind, type FilePath, kindOf } from '../documents/kinds';
import { mayBeKubernetes } from '../documents/kubernetes/parse';
import type { SecretNameOptions } from '../knowledge/secret-names';
import { hasTwin } from '../knowledge/twin-rules';
import type { Finding, RuleId } from '../rule/finding';
import { Settings } from '../settings/resolve';
import type { AppModel } from '../workspace/app-model';
import { EnvironmentIndex } from '../workspace/environment/environment-index';
import type { TypeScriptFacts } from '../workspace/facts';
import { FolderModel, type GitState, NO_GIT } from '../workspace/folder-model';
import { type AnalyzerOptions, DocumentAnalyzer, type DocumentInput } from './analyze-document';
import { type AppReport, appReportsOf } from './app-report';
import { AppRules, type AppState } from './app-rules';
import type { Baselines } from './baseline';
import type { Candidate, DocumentResult } from './candidate';
import { changesImports, changesStructure } from './changes';
import { finalize, type Surroundings, withFingerprints, withoutRepeats, withoutYielded } from './finalize';
import { changeBetween, moveState, movesBetween } from './moves';
import type { Registry } from './registry';
import { type FileReport, ReportStore } from './report-store';
import { unusedSuppressions } from './unused-suppressions';
import { WantedFiles } from './wanted-files';

export type { AppReport, FileReport };

export interface FolderOptions {
  readonly registry: Registry;
  readonly settings?: Settings;
  readonly onFailure: AnalyzerOptions['onFailure'];
  readonly timing?: AnalyzerOptions['timing'];
  readonly prefilter?: boolean;
}

/** One document as the outside hands it in. */
export type FolderDocument = Omit<DocumentInput, 'kind'> & { readonly kind?: DocumentKind };

/**
 * The analysis of one folder: documents in, reports out. Pure and synchronous; the caller reads files, decides when to
 * refresh and what to show. Facts stay for every file, trees for none.
 */
export class FolderAnalysis {
  private settings: Settings;
  private analyzer: DocumentAnalyzer;
  private readonly results = new Map<FilePath, DocumentResult>();
  private readonly environment = new EnvironmentIndex();
  private readonly reports = new ReportStore({
    directivesOf: (file) => this.directivesOf(file),
    unusedIn: (file, suppressed) => this.unusedIn(file, suppressed),
  });
  /** Files with a suppression comment. */
  private readonly commented = new Set<FilePath>();
  private readonly appStates = new Map<FilePath, AppState>();
  private paths: ReadonlySet<FilePath> = new Set();
  private git: GitState = NO_GIT;
  private model: FolderModel | undefined;
  /** Files whose report has to be made anew. */
  private readonly dirty = new Set<FilePath>();
  /** Those of them that tell cross-file rules something else than before. */
  private readonly changed = new Set<FilePath>();
  /** The last texts of open documents. */
  private readonly texts = new Map<FilePath, string>();
  private complete = false;
  private readonly wanted = new WantedFiles();

  private readonly appRules: AppRules;

  constructor(private readonly options: FolderOptions) {
    this.settings = options.settings ?? new Settings({ registry: options.registry });
    this.analyzer = this.createAnalyzer();
    this.appRules = new AppRules(options, {
      settings: () => this.settings,
      resultOf: (file) => this.results.get(file),
      closely: (file) => this.closely(file),
      lookInto: (file, rule) => this.lookInto(file, rule),
    });
  }

  /** New settings hold from the next `refresh`; documents whose rules or options changed must be handed in again. */
  setSettings(settings: Settings): void {
    this.settings = settings;
    this.analyzer = this.createAnalyzer();
    this.model = undefined;
  }

  /** Findings to tolerate; holds from the next `refresh`. */
  setBaselines(baselines: Baselines | undefined): void {
    this.reports.setBaselines(baselines);
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

  /** Goes up whenever some file says something else of environment variables. */
  get environmentRevision(): number {
    return this.environment.revision;
  }

  get isComplete(): boolean {
    return this.complete;
  }

  /** Analyses one version of a document. Reports change with the next `refresh`. */
  update(document: FolderDocument): void {
    const written = document.kind ?? kindOf(document.file);
    // YAML of some other tool sets up deploys as well, and may name variables.
    const isOther = written === 'kubernetes' && !mayBeKubernetes(document.file, document.text);
    const kind = isOther ? 'text' : written;
    if (kind === undefined || this.settings.isIgnored(document.file)) {
      this.remove(document.file);
      return;
    }
    const old = this.results.get(document.file);
    const result = this.analyzer.analyze({ ...document, kind, ...this.wanted.of(document.file) });
    this.results.set(document.file, result);
    this.environment.set(document.file, result.environment, result.mentions);
    if (result.directives.length > 0) this.commented.add(document.file);
    else this.commented.delete(document.file);
    this.dirty.add(document.file);
    if (!this.movesOnly(document, old, result)) this.changed.add(document.file);
    if (document.tree === undefined) this.texts.delete(document.file);
    else this.texts.set(document.file, document.text);
    if (old === undefined || changesStructure(old, result)) this.model = undefined;
    else if (changesImports(old, result)) this.model?.forgetImports(document.file);
  }

  remove(file: FilePath): void {
    if (!this.results.delete(file)) return;
    this.environment.delete(file);
    this.wanted.delete(file);
    this.commented.delete(file);
    this.texts.delete(file);
    this.dirty.add(file);
    this.changed.add(file);
    this.model = undefined;
  }

  /** The rules for which the text of a file is parsed; for benchmarks. */
  reasonsToParse(file: FilePath, text: string): RuleId[] {
    return this.analyzer.reasonsToParse(file, text);
  }

  resultOf(file: FilePath): DocumentResult | undefined {
    return this.results.get(file);
  }

  /** Files that rules read; other texts only count as mentions. */
  get files(): FilePath[] {
    return [...this.results.values()].filter(({ kind }) => kind !== 'text').map(({ file }) => file);
  }

  /** What the settings say of the names of secrets. */
  secretNamesOf(file: FilePath): SecretNameOptions {
    return this.settings.secretNamesOf(file);
  }

  /** Brings all reports up to date and names the files whose report is not what it was. */
  refresh(): FilePath[] {
    const rebuilt = this.model === undefined;
    const model = this.structure();
    const stale = new Set(rebuilt ? [...this.results.keys(), ...this.dirty] : this.dirty);
    const apps = new Set(rebuilt ? model.layout.roots : [...this.changed].map((file) => model.layout.ownerOf(file)));
    if (rebuilt) this.dropOldApps(model);
    for (const root of apps) this.runApp(model.app(root), stale);
    this.dirty.clear();
    this.changed.clear();
    const byFile = this.appCandidates(stale);
    for (const file of stale) this.judge(file, byFile.get(file) ?? [], model);
    return this.reports.publish([...stale, ...this.commented]);
  }

  /**
   * Files that a rule wants to be sure about since the last `refresh`: to be handed in again as they are, and refreshed.
   * Each file is named once.
   */
  takeWanted(): FilePath[] {
    return this.wanted.take();
  }

  reportOf(file: FilePath): FileReport | undefined {
    return this.reports.of(file);
  }

  /** Every file with a report, in path order. */
  get fileReports(): FileReport[] {
    return this.reports.all;
  }

  /** Apps in path order. The folder itself is left out when it holds nothing beside other apps. */
  appReports(): AppReport[] {
    const { appRules, complete, reports, results, registry } = this;
    const model = this.structure();
    return appReportsOf(model, {
      ...{ appRules, complete, reports, results, registry },
      around: this.surroundings(model),
      evidenceOf: (root) => this.appStates.get(root)?.evidence ?? [],
    });
  }

  structure(): FolderModel {
    this.model ??= new FolderModel({
      results: this.results,
      paths: this.paths,
      git: this.git,
      environment: this.environment,
      secretNamesOf: (file) => this.settings.secretNamesOf(file),
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

  /**
   * True when a new version of an open document tells cross-file rules what the one before it told: then what they said
   * holds, and only its places move. Most keystrokes are such.
   */
  private movesOnly({ file, text }: FolderDocument, old: DocumentResult | undefined, result: DocumentResult): boolean {
    const before = this.texts.get(file);
    if (old === undefined || before === undefined || this.changed.has(file)) return false;
    const moves = movesBetween(old, result, changeBetween(before, text));
    const states = moves && [...this.appStates].map(([root, state]) => [root, moveState(state, file, moves)] as const);
    if (states === undefined) return false;
    const moved = new Map<FilePath, AppState>();
    for (const [root, state] of states) {
      if (state === undefined) return false;
      moved.set(root, state);
      for (const other of state.touched) this.dirty.add(other);
    }
    for (const [root, state] of moved) this.appStates.set(root, state);
    return true;
  }

  private runApp(app: AppModel, stale: Set<FilePath>): void {
    const old = this.appStates.get(app.root);
    for (const candidate of old?.candidates ?? []) stale.add(candidate.file);
    const state = this.complete ? this.appRules.check(app) : { candidates: [], evidence: [] };
    for (const candidate of state.candidates) stale.add(candidate.file);
    this.appStates.set(app.root, state);
  }

  private closely(file: FilePath): TypeScriptFacts | undefined {
    const facts = this.results.get(file)?.facts;
    if (facts?.kind === 'typescript' && facts.close === true) return facts;
    if (facts?.kind === 'typescript') this.wanted.readClosely(file);
    return undefined;
  }

  private lookInto(file: FilePath, rule: RuleId): void {
    if (this.results.get(file)?.kind === 'typescript') this.wanted.lookInto(file, rule);
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
      this.reports.judge(file, 0, undefined);
      return;
    }
    const around = this.surroundings(model);
    const all = [...(result?.candidates ?? []), ...fromApps].flatMap((candidate) => finalize(candidate, around) ?? []);
    const single = withoutYielded(withoutRepeats(all), this.options.registry);
    this.reports.judge(file, result?.version ?? 0, withFingerprints(single));
  }

  private unusedIn(file: FilePath, suppressed: readonly Finding[]): readonly Finding[] {
    if (!this.complete || !this.commented.has(file)) return [];
    const directives = this.directivesOf(file).filter(({ foreign }) => foreign !== true);
    const candidates = unusedSuppressions({
      file,
      directives,
      suppressed,
      isKnown: (rule) => this.options.registry.byId(rule) !== undefined,
      isEnabled: (rule) => this.settings.isEnabled(rule, file) && !hasTwin(this.settings.toolsFor(file), rule),
    });
    const around = this.surroundings(this.structure());
    return withFingerprints(candidates.flatMap((candidate) => finalize(candidate, around) ?? []));
  }

  private directivesOf(file: FilePath): DocumentResult['directives'] {
    const directives = this.results.get(file)?.directives ?? [];
    if (directives.length === 0) return directives;
    const { allow, requireReason } = this.settings.suppressionsFor(file);
    return allow ? directives.filter(({ reason, foreign }) => foreign === true || !requireReason || reason !== '') : [];
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
}
