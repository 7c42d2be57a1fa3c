import type { Catalogue, FactorEntry, RuleEntry } from './catalogue';

const LINE_WIDTH = 120;

/** The module that hands all rules and factors to the engine, written as the formatter wants it. */
export function ruleIndex({ rules, factors }: Catalogue): string {
  const names = nameRules(rules);
  const imports = [
    ...factors.map(({ factor, module }) => [module, `{ factor as ${camelCase(factor.id)} }`]),
    ...rules.map(({ module }, index) => [module, names[index]]),
  ].sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
  return [
    '// Written by `npm run generate`; edits are lost.',
    "import type { Rule } from '../core/rule/define-rule';",
    "import type { Factor } from '../core/rule/factors';",
    ...imports.map(([module, name]) => `import ${name} from './${module}';`),
    '',
    '/** In the order of 12factor.net. */',
    ...list(
      'export const factors: readonly Factor[] = ',
      factors.map(({ factor }: FactorEntry) => camelCase(factor.id)),
    ),
    '',
    '/** In the order of their factors, then of their names. */',
    ...list('export const rules: readonly Rule[] = ', names),
    '',
  ].join('\n');
}

/** A rule's name alone where it is unique, else with its factor in front. */
function nameRules(rules: readonly RuleEntry[]): string[] {
  const nameOf = (id: string): string => id.slice(id.indexOf('/') + 1);
  const all = rules.map(({ rule }) => nameOf(rule.id));
  return rules.map(({ rule }) => {
    const name = nameOf(rule.id);
    return camelCase(all.filter((other) => other === name).length > 1 ? rule.id : name);
  });
}

function camelCase(text: string): string {
  return text.replace(/[-/](\w)/g, (_, letter: string) => letter.toUpperCase());
}

function list(declaration: string, names: readonly string[]): string[] {
  const inline = `${declaration}[${names.join(', ')}];`;
  if (inline.length <= LINE_WIDTH) return [inline];
  return [`${declaration}[`, ...names.map((name) => `  ${name},`), '];'];
}
