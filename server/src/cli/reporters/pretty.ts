import { join, relative } from 'node:path';
import type { FilePath } from '../../core/documents/kinds';
import { SEVERITIES, type Severity } from '../../core/rule/finding';
import type { FixOutcome } from '../apply-fixes';
import type { Colors } from '../colors';
import { oneLine } from '../io';
import type { Report, ReportedFinding } from '../report';
import { codeFrame } from './code-frame';
import { createMasker, type Masker } from './mask';
import { appSummary, counts, plural } from './summary';

export interface PrettyOptions {
  readonly colors: Colors;
  /** Paths are shown relative to it, so that a terminal can open them. A real path. */
  readonly cwd: string;
  readonly columns: number | undefined;
  readonly fixed: FixOutcome | undefined;
}

/** For people: what is where and what to do about it, then the state of the twelve factors. Hints stay in the editor. */
export function renderPretty(report: Report, options: PrettyOptions): string {
  const shown = report.findings.filter(({ finding }) => finding.severity !== 'hint');
  const byFile = new Map<FilePath, ReportedFinding[]>();
  for (const entry of shown) byFile.set(entry.finding.file, [...(byFile.get(entry.finding.file) ?? []), entry]);
  const blocks = [...byFile].map(([file, entries]) => fileBlock(file, entries, report, options));
  // Twelve lines of nothing would hide that nothing was there.
  const shownApps = report.files === 0 ? [] : report.apps;
  const apps = shownApps.map((app) => appSummary(app, report, options.colors).join('\n'));
  return `${[...blocks, ...apps, closing(report, shown, options)].join('\n\n')}\n`;
}

function fileBlock(
  file: FilePath,
  entries: readonly ReportedFinding[],
  report: Report,
  options: PrettyOptions,
): string {
  const mask = createMasker(
    file,
    report.texts.get(file) ?? '',
    report.secrets.get(file) ?? [],
    report.secretNamesOf(file),
  );
  const path = oneLine(shownPath(file, report, options));
  return [options.colors.underline(path), ...entries.map((entry) => findingBlock(entry, mask, report, options))].join(
    '\n',
  );
}

function findingBlock(entry: ReportedFinding, mask: Masker, report: Report, options: PrettyOptions): string {
  const { finding, line, column, suppressed } = entry;
  const { colors } = options;
  const head = [
    colors.dim(`${line}:${column}`),
    severityWord(finding.severity, colors),
    oneLine(finding.message),
    colors.dim(finding.rule),
    ...(suppressed === undefined
      ? []
      : [colors.dim(suppressed === 'inline' ? '(suppressed by a comment)' : '(in the baseline)')]),
  ].join('  ');
  const text = report.texts.get(finding.file) ?? '';
  const frame =
    text === '' ? [] : codeFrame({ text, span: finding.span, mask, colors, columns: options.columns ?? 120 });
  const remedy = report.registry.byId(finding.rule)?.remedy;
  const notes = [
    ...(remedy === undefined ? [] : [`${colors.cyan('→')} ${remedy}${fixNote(entry)}`]),
    ...entry.related.map((place) => {
      const where = `${shownPath(place.file, report, options)}:${place.line}:${place.column}`;
      return colors.dim(`  ${oneLine(`${where}  ${place.message}`)}`);
    }),
  ];
  return ['', `  ${head}`, ...[...frame, ...notes].map((row) => `    ${row}`)].join('\n');
}

function fixNote({ finding, suppressed }: ReportedFinding): string {
  if (finding.fixable === undefined || suppressed !== undefined) return '';
  return finding.fixable === 'safe' ? ' (--fix does it)' : ' (the editor offers a fix)';
}

function severityWord(severity: Severity, colors: Colors): string {
  if (severity === 'error') return colors.red('error');
  return severity === 'warning' ? colors.yellow('warning') : colors.blue(severity);
}

function shownPath(file: FilePath, report: Report, { cwd }: PrettyOptions): string {
  return relative(cwd, join(report.root, file)) || '.';
}

/** What was found in all, and what to do next. */
function closing(report: Report, shown: readonly ReportedFinding[], { colors, fixed }: PrettyOptions): string {
  const counted = shown.filter(({ suppressed }) => suppressed === undefined);
  const bySeverity: Record<Severity, number> = { error: 0, warning: 0, info: 0, hint: 0 };
  for (const { finding } of counted) bySeverity[finding.severity]++;
  const hints = report.findings.filter(
    ({ finding, suppressed }) => finding.severity === 'hint' && suppressed === undefined,
  );
  const total = counted.length === 0 ? colors.green('No findings') : colors.bold(counts(bySeverity));
  const lines = [`${total} in ${plural(report.files, 'file')} (${duration(report.durationMs)})`];
  if (fixed !== undefined && fixed.fixed > 0) {
    lines.unshift(colors.green(`Fixed ${plural(fixed.fixed, 'finding')} in ${plural(fixed.files, 'file')}.`));
  }
  const known = report.apps.flatMap(({ factors }) => factors).reduce((sum, factor) => sum + factor.known, 0);
  if (known > 0) lines.push(colors.dim(`${plural(known, 'known finding')} in the baseline.`));
  lines.push(...nextSteps(counted, hints.length));
  return lines.join('\n');
}

function duration(milliseconds: number): string {
  return milliseconds < 1000 ? `${milliseconds} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

function nextSteps(counted: readonly ReportedFinding[], hints: number): string[] {
  const safe = counted.filter(({ finding }) => finding.fixable === 'safe').length;
  const offered = counted.filter(({ finding }) => finding.fixable === 'suggestion').length;
  const gravest = SEVERITIES.flatMap(
    (severity) => counted.find(({ finding }) => finding.severity === severity) ?? [],
  )[0];
  const steps = [
    ...(safe > 0 ? [`${safe} can be fixed with --fix.`] : []),
    ...(offered > 0 ? [`${offered} ${offered === 1 ? 'has a quick fix' : 'have quick fixes'} in the editor.`] : []),
    ...(hints > 0 ? [`${plural(hints, 'hint')} not shown here: see the editor or -f json.`] : []),
    ...(gravest === undefined ? [] : [`Why it matters: twelve-factor explain ${gravest.finding.rule}`]),
  ];
  return steps;
}
