import picomatch from 'picomatch';
import type { z } from 'zod';
import { type FilePath, joinPath } from '../documents/kinds';
import type { Registry } from '../engine/registry';
import { factorOf } from '../engine/registry';
import type { SecretNameOptions } from '../knowledge/secret-names';
import type { TwinTool } from '../knowledge/twin-rules';
import type { Rule } from '../rule/define-rule';
import { parseFactor } from '../rule/factors';
import type { RuleId, Severity } from '../rule/finding';
import type { FileRole } from '../rule/roles';
import type { Configuration, ConfiguredSeverity, Override, RuleSetting } from './schema';

/** A configuration file's content and the folder it governs (`''` is the analysed root). */
export interface ConfigurationFile {
  readonly directory: FilePath;
  readonly configuration: Configuration;
}

export interface SettingsInput {
  readonly registry: Registry;
  /** The editor's settings; a configuration file beats them for rules and severities, so that editor and CI agree. */
  readonly editor?: Configuration;
  readonly files?: readonly ConfigurationFile[];
  /** A baseline for every file, whatever the configuration says; relative to the analysed root, or absolute. */
  readonly baseline?: FilePath;
}

/** Answers what holds for a file. Immutable: a change of configuration makes a new one. */
export class Settings {
  private readonly scopes: readonly Scope[];
  private readonly baseline: FilePath | undefined;
  private readonly rules: ReadonlyMap<RuleId, Rule>;
  private readonly tuned: ReadonlySet<RuleId>;

  constructor(input: SettingsInput) {
    this.rules = new Map(input.registry.rules.map((rule) => [rule.id, rule]));
    const editor = input.editor ?? {};
    this.baseline = input.baseline;
    const ownBaseline = baselinePath('', editor.baseline);
    const scopes = (input.files ?? []).map(({ directory, configuration }) => {
      const { baseline } = configuration;
      const path = baseline === undefined ? ownBaseline : baselinePath(directory, baseline);
      return new Scope(directory, { ...editor, ...configuration }, path);
    });
    // Deepest first: the nearest configuration file wins.
    this.scopes = [...scopes, new Scope('', editor, ownBaseline)].sort(
      (a, b) => b.directory.length - a.directory.length,
    );
    this.tuned = new Set(this.scopes.flatMap((scope) => scope.tunedRules()));
  }

  /** True when the file is left out of the analysis. */
  isIgnored(file: FilePath): boolean {
    return this.scopeOf(file).isIgnored(file);
  }

  /** False only when nothing can bring a finding of the rule about in this file. */
  isEnabled(rule: RuleId, file: FilePath): boolean {
    return this.severityOf(rule, file, 'warning') !== 'off';
  }

  /**
   * The severity a finding gets: what the user says (rule before factor, override before both), else `own`, the
   * severity the rule chose from its evidence.
   * @param preset of the one finding, where the rule asks for less than this
   */
  severityOf(rule: RuleId, file: FilePath, own: Severity, preset?: 'strict'): Severity | 'off' {
    const definition = this.rules.get(rule);
    const scope = this.scopeOf(file);
    const setting = scope.ruleSetting(rule, file);
    if (setting !== undefined) return severityIn(setting);
    const factor = factorOf(rule);
    const byFactor = factor === null ? undefined : scope.factorSeverity(factor);
    if (byFactor !== undefined && !(byFactor === 'off' && definition?.secret === true)) return byFactor;
    const isStrict = preset === 'strict' || definition?.preset === 'strict';
    if (isStrict && scope.preset !== 'strict') return 'off';
    return own;
  }

  /** False when nobody gives the rule options anywhere. */
  isTuned(rule: RuleId): boolean {
    return this.tuned.has(rule);
  }

  /** The rule's options for a file, defaults filled in. */
  optionsOf(rule: RuleId, file: FilePath): unknown {
    const schema = this.rules.get(rule)?.options;
    return schema === undefined ? undefined : this.scopeOf(file).optionsOf(rule, file, schema);
  }

  /** Which names of a file count as secret, beside those that are known. */
  secretNamesOf(file: FilePath): SecretNameOptions {
    return this.scopeOf(file).configuration.secretNames ?? {};
  }

  /** The role a user gave the file, beating every guess. */
  roleOf(file: FilePath): FileRole | 'production' | 'service' | undefined {
    return this.scopeOf(file).role(file);
  }

  /** Where the config module of a package may be, as a user says: relative to the package, else to the configuration. */
  configModulesOf(packageRoot: FilePath): readonly FilePath[] {
    const scope = this.scopeOf(joinPath(packageRoot, 'package.json'));
    const path = scope.configuration.configModule;
    return path === undefined ? [] : [...new Set([joinPath(packageRoot, path), joinPath(scope.directory, path)])];
  }

  suppressionsFor(file: FilePath): { readonly allow: boolean; readonly requireReason: boolean } {
    const { suppressions } = this.scopeOf(file).configuration;
    return { allow: suppressions?.allow ?? true, requireReason: suppressions?.requireReason ?? false };
  }

  /** Tools that this one leaves its twins of their rules to. */
  toolsFor(file: FilePath): readonly TwinTool[] {
    return this.scopeOf(file).configuration.deferTo ?? NO_TOOLS;
  }

  /** The file with known findings that speaks of this file: relative to the analysed root, or absolute. */
  baselineOf(file: FilePath): FilePath | undefined {
    return this.baseline ?? this.scopeOf(file).baseline;
  }

  private scopeOf(file: FilePath): Scope {
    const scope = this.scopes.find(({ directory }) => directory === '' || file.startsWith(`${directory}/`));
    return scope ?? EVERYWHERE;
  }
}

class Scope {
  readonly preset: 'recommended' | 'strict';
  private readonly factors: ReadonlyMap<string, ConfiguredSeverity>;
  private readonly overrides: readonly { readonly override: Override; readonly matches: (path: string) => boolean }[];
  private readonly ignores: (path: string) => boolean;
  /** By rule and by what was said of it. */
  private readonly options = new Map<RuleId, Map<RuleSetting | undefined, unknown>>();

  constructor(
    readonly directory: FilePath,
    readonly configuration: Configuration,
    /** Relative to the analysed root. */
    readonly baseline?: FilePath,
  ) {
    this.preset = configuration.preset ?? 'recommended';
    this.factors = new Map(
      Object.entries(configuration.factors ?? {}).map(([key, severity]) => [parseFactor(key) ?? key, severity]),
    );
    this.overrides = (configuration.overrides ?? []).map((override) => ({
      override: override as Override,
      matches: matcher(override.files),
    }));
    this.ignores = matcher(configuration.ignore ?? []);
  }

  isIgnored(file: FilePath): boolean {
    return this.ignores(this.relative(file));
  }

  /** Asked for with every keystroke; read once for all files that nobody speaks of differently. */
  optionsOf(rule: RuleId, file: FilePath, schema: z.ZodType): unknown {
    const setting = this.ruleSetting(rule, file);
    const known = this.options.get(rule) ?? new Map<RuleSetting | undefined, unknown>();
    this.options.set(rule, known);
    if (!known.has(setting)) {
      const given = Array.isArray(setting) ? setting[1] : {};
      const parsed = schema.safeParse({ secretNames: this.configuration.secretNames ?? {}, ...given });
      known.set(setting, parsed.success ? parsed.data : schema.parse({}));
    }
    return known.get(setting);
  }

  ruleSetting(rule: RuleId, file: FilePath): RuleSetting | undefined {
    const path = this.relative(file);
    for (let index = this.overrides.length - 1; index >= 0; index--) {
      const entry = this.overrides[index];
      const setting = entry?.override.rules?.[rule];
      if (setting !== undefined && entry?.matches(path)) return setting;
    }
    return this.configuration.rules?.[rule] as RuleSetting | undefined;
  }

  tunedRules(): RuleId[] {
    const named = [this.configuration.rules, ...this.overrides.map(({ override }) => override.rules)];
    return named.flatMap((rules) =>
      Object.entries(rules ?? {}).flatMap(([id, value]) => (Array.isArray(value) ? [id] : [])),
    );
  }

  factorSeverity(factor: string): ConfiguredSeverity | undefined {
    return this.factors.get(factor);
  }

  role(file: FilePath): Override['role'] {
    const path = this.relative(file);
    return this.overrides.findLast(({ override, matches }) => override.role !== undefined && matches(path))?.override
      .role;
  }

  private relative(file: FilePath): FilePath {
    return this.directory === '' ? file : file.slice(this.directory.length + 1);
  }
}

const NO_TOOLS: readonly TwinTool[] = [];
const EVERYWHERE = new Scope('', {});

/** Empty is none: so an editor can switch off what its user settings name. */
function baselinePath(directory: FilePath, baseline: string | undefined): FilePath | undefined {
  return baseline === undefined || baseline === '' ? undefined : joinPath(directory, baseline);
}

function matcher(globs: readonly string[]): (path: string) => boolean {
  return globs.length === 0 ? () => false : picomatch([...globs], { dot: true });
}

function severityIn(setting: RuleSetting): ConfiguredSeverity {
  return Array.isArray(setting) ? setting[0] : setting;
}
