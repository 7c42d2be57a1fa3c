import { z } from 'zod';
import { factorOf } from '../../src/core/engine/registry';
import type { Rule } from '../../src/core/rule/define-rule';
import { type Factor, factorNumeral } from '../../src/core/rule/factors';
import type { Catalogue, RuleEntry } from './catalogue';

const BEGIN = '<!-- written by `npm run generate` -->';
const END = '<!-- from here on written by hand -->';

const FIX_WORDS: Readonly<Record<Rule['fixable'], string>> = {
  safe: 'safe: also applied by “fix all”, on save and by `--fix`',
  suggestion: 'quick fix, to be looked at',
  no: 'none',
};

/** The page of a rule with its head brought up to date; the hand-written body stays as it is. */
export function rulePage(page: string, rule: Rule, factor: Factor | undefined): string {
  return `${pageHead(rule, factor)}\n\n${pageBody(page)}`;
}

/** What stands below the generated head; all of it where there is none yet. */
export function pageBody(page: string): string {
  const end = page.indexOf(END);
  return (end < 0 ? page : page.slice(end + END.length)).trimStart();
}

function pageHead(rule: Rule, factor: Factor | undefined): string {
  const cells: [string, string][] = [
    ['Factor', factor === undefined ? 'none' : `[${factorNumeral(factor.id)}. ${factor.title}](${factor.url})`],
    ['Severity', rule.severity],
    ['Preset', `\`${rule.preset}\``],
    ['Confidence', rule.confidence],
    ['Fix', FIX_WORDS[rule.fixable]],
    ['Since', rule.since],
  ];
  return [
    BEGIN,
    `# ${rule.id}`,
    '',
    rule.summary,
    '',
    `| ${cells.map(([name]) => name).join(' | ')} |`,
    `| ${cells.map(() => '---').join(' | ')} |`,
    `| ${cells.map(([, value]) => value).join(' | ')} |`,
    ...optionLines(rule),
    END,
  ].join('\n');
}

/** The rule's options with their defaults, as its schema describes them. */
function optionLines(rule: Rule): string[] {
  if (rule.options === undefined) return [];
  const schema = z.toJSONSchema(rule.options, { io: 'input', unrepresentable: 'any' });
  const { [FROM_SETTING]: names, ...properties } = schema.properties ?? {};
  const lines = Object.entries(properties).map(([name, option]) => {
    const { description = '', default: value = undefined } = typeof option === 'object' ? option : {};
    const preset = value === undefined ? '' : ` Default: \`${JSON.stringify(value)}\`.`;
    return `- \`${name}\`: ${description}${preset}`;
  });
  const options = lines.length === 0 ? [] : ['', 'Options:', '', ...lines];
  const setting = names === undefined ? [] : ['', `The setting \`${FROM_SETTING}\` says which names count as secret.`];
  return [...options, ...setting];
}

/** No option of the rule: a setting of all rules that is handed on to it. */
const FROM_SETTING = 'secretNames';

/** The overview of all rule pages. */
export function pagesIndex(catalogue: Catalogue): string {
  const sections = catalogue.factors.flatMap(({ factor }) => {
    const entries = catalogue.rules.filter(({ rule }) => factorOf(rule.id) === factor.id);
    const title = `## ${factorNumeral(factor.id)}. ${factor.title}`;
    return ['', title, '', `${factor.statement} [12factor.net](${factor.url})`, ...section(entries)];
  });
  const others = catalogue.rules.filter(({ rule }) => factorOf(rule.id) === null);
  const rest = others.length === 0 ? [] : ['', '## Of no factor', ...section(others)];
  const head = ['<!-- written by `npm run generate`; edits are lost -->', '# Rules'];
  return [...head, ...sections, ...rest, ''].join('\n');
}

function section(entries: readonly RuleEntry[]): string[] {
  if (entries.length === 0) return [];
  return ['', '| Rule | What it finds | Severity | Fix |', '| --- | --- | --- | --- |', ...entries.map(row)];
}

function row({ rule, page }: RuleEntry): string {
  const severity = rule.preset === 'strict' ? `${rule.severity}, in \`strict\`` : rule.severity;
  return `| [${rule.id}](${page}) | ${rule.summary} | ${severity} | ${rule.fixable} |`;
}
