import { createRegistry, factorOf, type Registry } from '../../core/engine/registry';
import type { Rule } from '../../core/rule/define-rule';
import { FACTOR_IDS, factorNumber, factorNumeral } from '../../core/rule/factors';
import { factors, rules } from '../../rules/index';
import { type Colors, colorsFor } from '../colors';
import type { ExitCode, Io } from '../io';

export interface RulesOptions {
  readonly format: 'table' | 'json';
  readonly color: boolean;
}

export async function listRules(
  options: RulesOptions,
  io: Io,
  registry: Registry = createRegistry(rules, factors),
): Promise<ExitCode> {
  const colors = colorsFor(io.stdout.isTerminal, options.color, io.env);
  await io.stdout.write(options.format === 'json' ? json(registry) : table(registry, colors));
  return 0;
}

function json(registry: Registry): string {
  const entries = registry.rules.map((rule) => {
    const factor = factorOf(rule.id);
    return {
      id: rule.id,
      factor: factor === null ? null : factorNumber(factor),
      summary: rule.summary,
      why: rule.why,
      remedy: rule.remedy,
      severity: rule.severity,
      preset: rule.preset,
      confidence: rule.confidence,
      fix: rule.fixable,
      since: rule.since,
    };
  });
  return `${JSON.stringify(entries, undefined, 2)}\n`;
}

const FIX_WORDS: Readonly<Record<Rule['fixable'], string>> = { safe: '--fix', suggestion: 'editor', no: '' };

function table(registry: Registry, colors: Colors): string {
  const width = Math.max(...registry.rules.map(({ id }) => id.length));
  const row = (rule: Rule): string => {
    const severity = rule.severity.padEnd(7);
    const preset = rule.preset === 'strict' ? 'strict' : '';
    return `  ${rule.id.padEnd(width)}  ${severity}  ${FIX_WORDS[rule.fixable].padEnd(6)}  ${preset.padEnd(6)}  ${rule.summary}`;
  };
  const lines: string[] = [];
  for (const id of FACTOR_IDS) {
    const own = registry.rules.filter((rule) => factorOf(rule.id) === id);
    if (own.length === 0) continue;
    const title = registry.factor(id)?.title ?? id;
    lines.push('', colors.bold(`${factorNumeral(id)}. ${title}`), ...own.map(row));
  }
  const others = registry.rules.filter((rule) => factorOf(rule.id) === null);
  if (others.length > 0) lines.push('', colors.bold('Of no factor'), ...others.map(row));
  const head = `  ${'rule'.padEnd(width)}  ${'level'.padEnd(7)}  ${'fix'.padEnd(6)}  ${'preset'.padEnd(6)}  what it finds`;
  return `${[colors.dim(head), ...lines].join('\n')}\n\nMore about one: twelve-factor explain RULE\n`;
}
