import type { FilePath } from '../core/documents/kinds';
import type { AppSummary, FactorSummary } from '../core/engine/compliance';
import type { AppReport, FileReport, FolderAnalysis } from '../core/engine/folder';
import type { Registry } from '../core/engine/registry';
import type { SecretNameOptions } from '../core/knowledge/secret-names';
import { factorNumber } from '../core/rule/factors';
import type { Evidence, Finding, FixSafety, Related, Severity } from '../core/rule/finding';
import type { Span } from '../core/text/span';
import type { FixSource } from './fix-source';
import { type Place, Places } from './places';
import type { Selection } from './selection';
import type { Targets } from './targets';

export type Suppressed = 'inline' | 'baseline';

export interface ReportedFinding extends Place {
  readonly finding: Finding;
  /** 1 to 12; `null` for `unused-suppression`. */
  readonly factor: number | null;
  /** By a comment, or known to the baseline. */
  readonly suppressed: Suppressed | undefined;
  /** Without their edits, which could carry a value. */
  readonly fixes: readonly { readonly title: string; readonly safety: FixSafety }[];
  readonly related: readonly (Related & Place)[];
}

export interface ReportedEvidence extends Place {
  /** Root of the app it speaks for, as in the app's summary. */
  readonly app: string;
  readonly evidence: Evidence;
}

/** What one run found, as every reporter gets it. */
export interface Report {
  readonly version: string;
  readonly registry: Registry;
  /** Absolute. */
  readonly root: string;
  readonly files: number;
  readonly durationMs: number;
  readonly apps: readonly AppSummary[];
  /** In order of file and place; suppressed ones only where asked for. */
  readonly findings: readonly ReportedFinding[];
  readonly evidence: readonly ReportedEvidence[];
  /** Texts of the files that findings lie in. */
  readonly texts: ReadonlyMap<FilePath, string>;
  /** Spans that may hold secrets, by file, whether their findings are shown or not. */
  readonly secrets: ReadonlyMap<FilePath, readonly Span[]>;
  /** What the settings say of the names of secrets. */
  secretNamesOf(file: FilePath): SecretNameOptions;
  /** One line each; also told on standard error. */
  readonly warnings: readonly string[];
}

export interface ReportInput {
  readonly folder: FolderAnalysis;
  readonly source: FixSource;
  readonly targets: Targets;
  readonly selection: Selection;
  readonly showSuppressed: boolean;
  readonly withFixes: boolean;
  readonly version: string;
  readonly durationMs: number;
  readonly warnings: readonly string[];
}

export async function createReport(input: ReportInput): Promise<Report> {
  const { folder, source, targets } = input;
  const places = new Places(source);
  const reports = folder.fileReports.filter(({ file }) => targets.covers(file));
  const findings: ReportedFinding[] = [];
  const secrets = new Map<FilePath, Span[]>();
  for (const report of reports) {
    const shown = [
      ...report.findings.map((finding) => ({ finding, suppressed: undefined })),
      ...(input.showSuppressed ? silenced(report) : []),
    ].sort((a, b) => a.finding.span.start - b.finding.span.start);
    for (const entry of shown) findings.push(await reportFinding(entry.finding, entry.suppressed, input, places));
    const secret = [...report.findings, ...report.suppressed, ...report.known].filter((finding) => finding.secret);
    secrets.set(
      report.file,
      secret.map(({ span }) => span),
    );
  }
  const appReports = folder.appReports();
  const evidence: ReportedEvidence[] = [];
  for (const app of appReports) {
    for (const entry of app.evidence) {
      if (!targets.covers(entry.file)) continue;
      evidence.push({ evidence: entry, app: app.summary.root, ...(await places.of(entry.file, entry.span)) });
    }
  }
  return {
    version: input.version,
    registry: folder.registry,
    root: targets.root,
    files: [...folder.files].filter(targets.covers).length,
    durationMs: input.durationMs,
    apps: appReports.flatMap((report) => summaryOf(report, input) ?? []),
    findings,
    evidence: evidence.sort(byPlace),
    texts: places.texts,
    secrets,
    secretNamesOf: (file) => folder.secretNamesOf(file),
    warnings: input.warnings,
  };
}

function silenced({ suppressed, known }: FileReport): { finding: Finding; suppressed: Suppressed }[] {
  return [
    ...suppressed.map((finding) => ({ finding, suppressed: 'inline' as const })),
    ...known.map((finding) => ({ finding, suppressed: 'baseline' as const })),
  ];
}

async function reportFinding(
  finding: Finding,
  suppressed: Suppressed | undefined,
  { source, withFixes }: ReportInput,
  places: Places,
): Promise<ReportedFinding> {
  const fix = withFixes && finding.fixable !== undefined ? await source.fixOf(finding) : undefined;
  const related: (Related & Place)[] = [];
  for (const entry of finding.related) related.push({ ...entry, ...(await places.of(entry.file, entry.span)) });
  return {
    finding,
    factor: finding.factor === null ? null : factorNumber(finding.factor),
    suppressed,
    fixes: fix === undefined ? [] : [{ title: fix.title, safety: fix.safety }],
    related,
    ...(await places.of(finding.file, finding.span)),
  };
}

/** `undefined` for an app none of whose files was asked for. */
function summaryOf(
  { summary, findings, known, evidence }: AppReport,
  { folder, targets, selection }: ReportInput,
): AppSummary | undefined {
  const factors = summary.factors.filter(({ id }) => selection.includesFactor(id));
  if (targets.isWhole) return { ...summary, factors };
  const root = summary.root === '.' ? '' : summary.root;
  const files = [...folder.files].filter((file) => folder.appOf(file).root === root);
  if (!files.some(targets.covers)) return undefined;
  if (files.every(targets.covers)) return { ...summary, factors };
  const shown = {
    findings: findings.filter(({ file }) => targets.covers(file)),
    known: known.filter(({ file }) => targets.covers(file)),
    evidence: evidence.filter(({ file }) => targets.covers(file)),
  };
  return { ...summary, factors: factors.map((factor) => narrow(factor, shown)) };
}

/** For a part of an app: its own counts, and no claim about the rest. */
function narrow(
  factor: FactorSummary,
  shown: { findings: readonly Finding[]; known: readonly Finding[]; evidence: readonly Evidence[] },
): FactorSummary {
  const bySeverity: Record<Severity, number> = { error: 0, warning: 0, info: 0, hint: 0 };
  for (const finding of shown.findings) if (finding.factor === factor.id) bySeverity[finding.severity]++;
  const findings = bySeverity.error + bySeverity.warning + bySeverity.info;
  const evidence = shown.evidence.filter((entry) => entry.factor === factor.id).length;
  const known = shown.known.filter((finding) => finding.factor === factor.id).length;
  const status =
    findings + known > 0 ? 'findings' : factor.status === 'not-assessable' ? factor.status : 'partly-assessed';
  return { ...factor, status, findings, bySeverity, evidence, known };
}

function byPlace(a: ReportedEvidence, b: ReportedEvidence): number {
  if (a.evidence.file !== b.evidence.file) return a.evidence.file < b.evidence.file ? -1 : 1;
  return a.evidence.span.start - b.evidence.span.start || (a.evidence.rule < b.evidence.rule ? -1 : 1);
}
