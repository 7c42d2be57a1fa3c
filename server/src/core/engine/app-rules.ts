import { type FilePath, joinPath } from '../documents/kinds';
import type { AppContext } from '../rule/context';
import type { Rule } from '../rule/define-rule';
import type { Evidence, RuleId } from '../rule/finding';
import type { Settings } from '../settings/resolve';
import type { AppModel } from '../workspace/app-model';
import type { TypeScriptFacts } from '../workspace/facts';
import type { AnalyzerOptions } from './analyze-document';
import type { Candidate, DocumentResult } from './candidate';
import { hash } from './fingerprint';
import { appAnchor } from './place-anchor';
import { factorOf, type Registry } from './registry';
import { settle } from './settle';

/** What the cross-file rules say of an app. */
export interface AppState {
  readonly candidates: readonly Candidate[];
  readonly evidence: readonly Evidence[];
}

export interface AppRulesOptions {
  readonly registry: Registry;
  readonly onFailure: AnalyzerOptions['onFailure'];
  readonly timing?: AnalyzerOptions['timing'];
}

/** What changes while the folder is analysed. */
export interface AppRulesSource {
  settings(): Settings;
  resultOf(file: FilePath): DocumentResult | undefined;
  /** The facts of a file read closely; `undefined` until it has been. */
  closely(file: FilePath): TypeScriptFacts | undefined;
  /** Has a rule look at a file, whatever its needles and `concerns` say. */
  lookInto(file: FilePath, rule: RuleId): void;
}

/** Runs cross-file rules on apps; those that read no code keep their result as long as the structure stays. */
export class AppRules {
  /** Results of structural rules, by the app model they were computed on: a new structure has new models. */
  private readonly structural = new WeakMap<AppModel, Map<RuleId, AppState>>();
  /** Whether a rule is on anywhere in an app; new settings have new models. */
  private readonly enabled = new WeakMap<AppModel, Map<RuleId, boolean>>();

  constructor(
    private readonly options: AppRulesOptions,
    private readonly source: AppRulesSource,
  ) {}

  check(app: AppModel): AppState {
    const states = this.options.registry.appRules.map((rule) => {
      if (!this.isEnabledIn(app, rule.id)) return NOTHING;
      if (rule.appReads !== 'structure') return this.run(rule, app);
      const known = this.structural.get(app)?.get(rule.id) ?? this.run(rule, app);
      this.structural.set(app, (this.structural.get(app) ?? new Map<RuleId, AppState>()).set(rule.id, known));
      return known;
    });
    return {
      candidates: states.flatMap(({ candidates }) => candidates),
      evidence: states.flatMap(({ evidence }) => evidence),
    };
  }

  /** A cross-file rule runs when any file of the app may have its findings; each is judged where it stands. */
  isEnabledIn(app: AppModel, rule: RuleId): boolean {
    const known = this.enabled.get(app) ?? new Map<RuleId, boolean>();
    this.enabled.set(app, known);
    let isEnabled = known.get(rule);
    if (isEnabled === undefined) {
      const settings = this.source.settings();
      isEnabled =
        settings.isEnabled(rule, joinPath(app.root, 'package.json')) ||
        app.files.some((file) => settings.isEnabled(rule, file));
      known.set(rule, isEnabled);
    }
    return isEnabled;
  }

  private run(rule: Rule, app: AppModel): AppState {
    const candidates: Candidate[] = [];
    const evidence: Evidence[] = [];
    const factor = factorOf(rule.id);
    const { source } = this;
    const context: AppContext<string, unknown> = {
      app,
      closely: (file) => source.closely(file),
      lookInto: (file) => source.lookInto(file, rule.id),
      optionsFor: (file) => source.settings().optionsOf(rule.id, file),
      collected: () => app.files.flatMap((file) => source.resultOf(file)?.collected.get(rule.id) ?? []),
      report: (at, messageId, data = {}, more = {}) => {
        const place = appAnchor(source.resultOf(at.file), rule.id, at.span);
        const anchor = hash(`${messageId}|${more.related?.[0]?.file ?? ''}|${place}`);
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
    return { candidates: settle(candidates, evidence), evidence };
  }
}

const NOTHING: AppState = { candidates: [], evidence: [] };
