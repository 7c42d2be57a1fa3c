import { factorOf, type Registry, UNUSED_SUPPRESSION } from '../core/engine/registry';
import { type FactorId, parseFactor } from '../core/rule/factors';
import type { RuleId, Severity } from '../core/rule/finding';
import { nearestRule } from '../core/settings/nearest-rule';
import { Settings, type SettingsInput } from '../core/settings/resolve';
import { UsageError } from './io';

/** What `--factor` and `--rule` leave of the rules. */
export interface Selection {
  includes(rule: RuleId): boolean;
  /** Named one by one: such a rule also runs when only its preset keeps it off. */
  isNamed(rule: RuleId): boolean;
  /** Factors that the summary speaks of. */
  includesFactor(factor: FactorId): boolean;
}

/** @throws UsageError for a factor or rule that does not exist */
export function readSelection(
  registry: Registry,
  factors: readonly string[] = [],
  rules: readonly string[] = [],
): Selection {
  const factorIds = factors.map((name) => {
    const id = parseFactor(name);
    if (id === undefined)
      throw new UsageError(`unknown factor "${name}": name it by number, Roman numeral or slug (III, 3, config)`);
    return id;
  });
  for (const id of rules) {
    if (registry.byId(id) === undefined) throw new UsageError(`unknown rule "${id}"${nearest(id, registry)}`);
  }
  const isNamed = (rule: RuleId): boolean => rules.includes(rule);
  const includes = (rule: RuleId): boolean => {
    const factor = factorOf(rule);
    const isInFactor = factorIds.length === 0 || (factor !== null && factorIds.includes(factor));
    return isInFactor && (rules.length === 0 || isNamed(rule));
  };
  const selected = registry.rules.map(({ id }) => id).filter(includes);
  if (selected.length === 0 && (rules.length > 0 || factors.length > 0)) {
    throw new UsageError('no rule is left: --rule and --factor name nothing in common');
  }
  return {
    includes,
    isNamed,
    includesFactor: (factor) =>
      rules.length > 0
        ? selected.some((rule) => factorOf(rule) === factor)
        : factorIds.length === 0 || factorIds.includes(factor),
  };
}

/** Settings that leave out what is not selected, before anything runs. */
export class SelectedSettings extends Settings {
  private readonly isStrict: (rule: RuleId) => boolean;

  constructor(
    input: SettingsInput,
    private readonly selection: Selection,
  ) {
    super(input);
    this.isStrict = (rule) => input.registry.byId(rule)?.preset === 'strict';
  }

  override severityOf(rule: RuleId, file: string, own: Severity, preset?: 'strict'): Severity | 'off' {
    if (!this.selection.includes(rule)) return 'off';
    const severity = super.severityOf(rule, file, own, preset);
    const isStrict = preset === 'strict' || this.isStrict(rule);
    return severity === 'off' && this.selection.isNamed(rule) && isStrict ? own : severity;
  }
}

/** The rule that may have been meant; the id in full, to be copied. */
export function nearest(id: string, registry: Registry): string {
  const ids = registry.rules.map((rule) => rule.id).filter((rule) => rule !== UNUSED_SUPPRESSION);
  const near = nearestRule(id, ids);
  return near === undefined ? '; see twelve-factor rules' : `; did you mean "${near}"?`;
}
