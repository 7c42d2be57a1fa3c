import type { DocumentKind, FilePath } from '../documents/kinds';
import type { Evidence, Finding } from '../rule/finding';
import type { AppModel } from '../workspace/app-model';
import type { FolderModel } from '../workspace/folder-model';
import type { AppRules } from './app-rules';
import type { DocumentResult } from './candidate';
import { type AppSummary, summarize } from './compliance';
import { appliesToPackage, isEvidenceValid, type Surroundings } from './finalize';
import type { Registry } from './registry';
import type { ReportStore } from './report-store';

export interface AppReport {
  readonly summary: AppSummary;
  readonly findings: readonly Finding[];
  /** Of the baseline. */
  readonly known: readonly Finding[];
  readonly evidence: readonly Evidence[];
}

export interface AppReportInput {
  readonly registry: Registry;
  readonly results: ReadonlyMap<FilePath, DocumentResult>;
  readonly reports: ReportStore;
  readonly appRules: AppRules;
  readonly around: Surroundings;
  readonly complete: boolean;
  /** What the cross-file rules attest of an app. */
  evidenceOf(root: FilePath): readonly Evidence[];
}

/** Apps in path order. The folder itself is left out when it holds nothing beside other apps. */
export function appReportsOf(model: FolderModel, input: AppReportInput): AppReport[] {
  const reports = [...model.layout.roots].sort().map((root) => appReport(model, model.app(root), input));
  const meaningful = reports.filter(({ hasFiles }) => hasFiles);
  return (meaningful.length > 0 ? meaningful : reports).map(({ report }) => report);
}

function appReport(
  model: FolderModel,
  app: AppModel,
  input: AppReportInput,
): { readonly report: AppReport; readonly hasFiles: boolean } {
  const { around, complete, registry, reports, results } = input;
  const { root } = app;
  const findings: Finding[] = [];
  const known: Finding[] = [];
  const evidence: Evidence[] = [];
  const kinds = new Set<DocumentKind>();
  const brokenKinds = new Set<DocumentKind>();
  for (const file of app.files) {
    const result = results.get(file);
    if (result === undefined) continue;
    kinds.add(result.kind);
    if (result.broken) brokenKinds.add(result.kind);
    findings.push(...(reports.of(file)?.findings ?? []));
    known.push(...(reports.of(file)?.known ?? []));
    evidence.push(...result.evidence.filter((entry) => isEvidenceValid(entry, around)));
  }
  evidence.push(...input.evidenceOf(root).filter((entry) => isEvidenceValid(entry, around)));
  const packageRoles =
    app.packages.length > 0 ? app.packages.map(({ roles }) => roles) : [model.packageRolesOf(app.files[0] ?? '')];
  const summary = summarize(
    {
      ...{ root, name: app.name, findings, known, evidence, kinds, brokenKinds, complete },
      applies: (rule) =>
        packageRoles.some((roles) => appliesToPackage(rule.applies, roles)) && input.appRules.isEnabledIn(app, rule.id),
    },
    registry,
  );
  const hasFiles = findings.length + known.length > 0 || evidence.length > 0 || app.packages.some(({ isApp }) => isApp);
  return { report: { summary, findings, known, evidence }, hasFiles };
}
