import type { AppSummary, FactorStatus, FactorSummary } from '../../core/engine/compliance';
import { factorNumeral } from '../../core/rule/factors';
import type { Severity } from '../../core/rule/finding';
import type { Colors } from '../colors';
import { oneLine } from '../io';
import type { Report, ReportedEvidence } from '../report';

const STATUS_WORDS: Readonly<Record<FactorStatus, string>> = {
  findings: 'findings',
  clean: 'clean',
  'partly-assessed': 'partly assessed',
  'not-assessable': 'not assessable',
};

/** Twelve lines for an app: what holds, and what shows it. */
export function appSummary(app: AppSummary, report: Report, colors: Colors): string[] {
  const title = app.root === '.' ? app.name || 'this folder' : app.name === '' ? app.root : `${app.root} (${app.name})`;
  const titleWidth = Math.max(...app.factors.map(({ id }) => titleOf(id, report).length));
  const lines = app.factors.map((factor) => {
    const numeral = factorNumeral(factor.id).padEnd(4);
    const name = titleOf(factor.id, report).padEnd(titleWidth);
    return `  ${numeral} ${name}  ${statusOf(factor, colors)}${evidenceOf(factor, app, report, colors)}`.trimEnd();
  });
  return [colors.bold(`Twelve factors of ${oneLine(title)}`), ...lines];
}

function statusOf(factor: FactorSummary, colors: Colors): string {
  if (factor.status === 'findings') {
    const color =
      factor.bySeverity.error > 0 ? colors.red : factor.bySeverity.warning > 0 ? colors.yellow : colors.blue;
    if (factor.findings === 0) return colors.dim(`– ${factor.known} known`);
    const known = factor.known === 0 ? '' : colors.dim(`, ${factor.known} known`);
    return `${color(`✖ ${counts(factor.bySeverity)}`)}${known}`;
  }
  const word = STATUS_WORDS[factor.status];
  return factor.status === 'clean' ? colors.green(`✔ ${word}`) : colors.dim(`– ${word}`);
}

/** The first piece of evidence, and how many more there are. */
function evidenceOf(factor: FactorSummary, app: AppSummary, report: Report, colors: Colors): string {
  if (factor.evidence === 0) return '';
  const [first] = report.evidence.filter(
    ({ evidence, app: root }) => evidence.factor === factor.id && root === app.root,
  );
  if (first === undefined) return '';
  const more = factor.evidence > 1 ? `, and ${factor.evidence - 1} more` : '';
  return colors.dim(`  ${describe(first)}${more}`);
}

function describe({ evidence, line }: ReportedEvidence): string {
  return oneLine(`${evidence.statement.replace(/\.$/, '')} (${evidence.file}:${line})`);
}

function titleOf(id: FactorSummary['id'], report: Report): string {
  return report.registry.factor(id)?.title ?? id;
}

/** `2 errors, 1 warning`; nothing of what there is none of. Hints are not counted. */
export function counts(bySeverity: Readonly<Record<Severity, number>>): string {
  const parts = [
    plural(bySeverity.error, 'error'),
    plural(bySeverity.warning, 'warning'),
    plural(bySeverity.info, 'info', 'infos'),
  ];
  return parts.filter((part) => !part.startsWith('0 ')).join(', ');
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
