import { SEVERITIES, type Severity } from '../core/rule/finding';
import type { ExitCode } from './io';
import type { Report } from './report';

export interface Threshold {
  readonly failOn: Exclude<Severity, 'hint'>;
  readonly maxWarnings?: number;
}

/** Suppressed findings and hints never count. */
export function exitCodeOf(report: Report, { failOn, maxWarnings }: Threshold): ExitCode {
  const counted = report.findings
    .filter(({ suppressed }) => suppressed === undefined)
    .map(({ finding }) => finding.severity);
  const limit = SEVERITIES.indexOf(failOn);
  if (counted.some((severity) => SEVERITIES.indexOf(severity) <= limit)) return 1;
  const warnings = counted.filter((severity) => severity === 'warning').length;
  return maxWarnings !== undefined && warnings > maxWarnings ? 1 : 0;
}
