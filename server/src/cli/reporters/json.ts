import { factorNumber } from '../../core/rule/factors';
import type { Report, ReportedFinding } from '../report';

/** Grows when a field changes its meaning or goes away; new fields do not count. */
const SCHEMA_VERSION = 1;

/** The stable format for other programs (documented in the README). Paths are relative to the analysed root. */
export function renderJson(report: Report): string {
  const document = {
    schemaVersion: SCHEMA_VERSION,
    tool: { name: 'twelve-factor', version: report.version },
    files: report.files,
    durationMs: report.durationMs,
    apps: report.apps.map(({ root, factors }) => ({
      root,
      factors: factors.map(({ factor, id, status, findings, evidence, known }) => ({
        factor,
        id,
        status,
        findings,
        evidence,
        ...(known > 0 && { known }),
      })),
    })),
    findings: report.findings.map(findingOf),
    evidence: report.evidence.map(({ evidence, line }) => ({
      ruleId: evidence.rule,
      factor: factorNumber(evidence.factor),
      file: evidence.file,
      line,
      statement: evidence.statement,
    })),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function findingOf(entry: ReportedFinding): object {
  const { finding, factor, line, column, endLine, endColumn, suppressed } = entry;
  return {
    ruleId: finding.rule,
    factor,
    severity: finding.severity,
    message: finding.message,
    file: finding.file,
    line,
    column,
    endLine,
    endColumn,
    fixes: entry.fixes,
    related: entry.related.map(({ file, message, ...place }) => ({
      message,
      file,
      line: place.line,
      column: place.column,
      endLine: place.endLine,
      endColumn: place.endColumn,
    })),
    fingerprint: finding.fingerprint,
    ...(suppressed !== undefined && { suppressed }),
  };
}
