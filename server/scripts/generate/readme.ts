import { factorOf } from '../../src/core/engine/registry';
import { factorNumeral } from '../../src/core/rule/factors';
import { type Catalogue, PAGES_FOLDER } from './catalogue';

const SECTION = /(<!-- rules -->\n)[\s\S]*?(<!-- \/rules -->)/;

/** The README with its table of rules brought up to date, where it has the markers of one. */
export function readmeWithRules(readme: string, catalogue: Catalogue): string {
  return readme.replace(SECTION, (_, begin: string, end: string) => `${begin}${rulesTable(catalogue)}\n${end}`);
}

function rulesTable({ factors, rules }: Catalogue): string {
  const rows = factors.flatMap(({ factor }) =>
    rules
      .filter(({ rule }) => factorOf(rule.id) === factor.id)
      .map(({ rule, page }, index) => {
        const title = index === 0 ? `${factorNumeral(factor.id)}. ${factor.title}` : '';
        const fix = rule.fixable === 'no' ? '' : rule.fixable === 'safe' ? 'safe' : 'yes';
        const name = rule.id.slice(rule.id.indexOf('/') + 1);
        return `| ${title} | [${name}](${PAGES_FOLDER}/${page}) | ${rule.summary} | ${fix} |`;
      }),
  );
  return ['| Factor | Rule | What it finds | Fix |', '| --- | --- | --- | --- |', ...rows].join('\n');
}
