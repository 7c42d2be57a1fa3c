import { pathToFileURL } from 'node:url';
import type { Invocation, Location, Log, ReportingDescriptor, Result } from 'sarif';
import { factorOf } from '../../core/engine/registry';
import type { Rule } from '../../core/rule/define-rule';
import { factorNumber } from '../../core/rule/factors';
import { SEVERITIES, type Severity } from '../../core/rule/finding';
import type { Place } from '../places';
import type { Report, ReportedFinding } from '../report';

/** Limits of GitHub code scanning: what exceeds them is refused or cut off there. */
export const MAXIMUM_RESULTS = 25_000;
const MAXIMUM_RELATED = 100;

const LEVELS: Readonly<Record<Exclude<Severity, 'hint'>, Result.level>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};
/** GitHub reads 7.0 and more as high, 4.0 and more as medium. */
const SECURITY_SEVERITY: Readonly<Record<Severity, string>> = {
  error: '8.0',
  warning: '6.0',
  info: '3.0',
  hint: '1.0',
};

const BASE = '%SRCROOT%';
const METHODOLOGY = 'https://12factor.net/';

/**
 * SARIF 2.1.0. Hints stay out: a scan result is something to act on. No snippets, so no secret can be in one.
 * @param pages the Markdown page of each rule that fired
 */
export function renderSarif(report: Report, pages: ReadonlyMap<string, string>): string {
  const { shown, notice } = limit(report.findings.filter(({ finding }) => finding.severity !== 'hint'));
  const rules = report.registry.rules.filter((rule) => shown.some(({ finding }) => finding.rule === rule.id));
  const indexes = new Map(rules.map((rule, index) => [rule.id, index]));
  const notices = [...report.warnings, ...(notice === undefined ? [] : [notice])];
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'twelve-factor',
            version: report.version,
            informationUri: METHODOLOGY,
            rules: rules.map((rule) => descriptorOf(rule, report, pages.get(rule.id))),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { [BASE]: { uri: `${pathToFileURL(report.root).href.replace(/\/$/, '')}/` } },
        invocations: [invocationOf(notices)],
        results: shown.map((entry) => resultOf(entry, indexes.get(entry.finding.rule) ?? -1)),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

/** Cuts the lightest findings off where there are too many; the order of the rest stays. */
function limit(findings: readonly ReportedFinding[]): {
  readonly shown: readonly ReportedFinding[];
  readonly notice: string | undefined;
} {
  if (findings.length <= MAXIMUM_RESULTS) return { shown: findings, notice: undefined };
  const ranked = findings
    .map((entry, index) => ({ entry, index }))
    .sort((a, b) => SEVERITIES.indexOf(a.entry.finding.severity) - SEVERITIES.indexOf(b.entry.finding.severity))
    .slice(0, MAXIMUM_RESULTS)
    .sort((a, b) => a.index - b.index);
  return {
    shown: ranked.map(({ entry }) => entry),
    notice: `${findings.length - MAXIMUM_RESULTS} of ${findings.length} findings are left out: SARIF consumers take ${MAXIMUM_RESULTS}`,
  };
}

function descriptorOf(rule: Rule, report: Report, page: string | undefined): ReportingDescriptor {
  const id = factorOf(rule.id);
  const factor = id === null ? undefined : report.registry.factor(id);
  const tags = [
    'twelve-factor',
    ...(id === null ? [] : [`factor/${factorNumber(id)}`, id]),
    ...(rule.secret ? ['security'] : []),
  ];
  const level = rule.severity === 'hint' ? 'note' : LEVELS[rule.severity];
  return {
    id: rule.id,
    name: camelCase(rule.id),
    shortDescription: { text: rule.summary },
    fullDescription: { text: `${rule.summary} ${rule.why}` },
    help: { text: `${rule.why}\n\n${rule.remedy}`, ...(page !== undefined && { markdown: withoutComments(page) }) },
    helpUri: factor?.url ?? METHODOLOGY,
    defaultConfiguration: { level },
    properties: {
      tags,
      precision: rule.confidence === 'certain' ? 'very-high' : 'high',
      'problem.severity':
        rule.severity === 'error' ? 'error' : rule.severity === 'warning' ? 'warning' : 'recommendation',
      ...(rule.secret && { 'security-severity': SECURITY_SEVERITY[rule.severity] }),
    },
  };
}

function resultOf(entry: ReportedFinding, ruleIndex: number): Result {
  const { finding, suppressed } = entry;
  const related = entry.related.slice(0, MAXIMUM_RELATED);
  return {
    ruleId: finding.rule,
    ruleIndex,
    level: finding.severity === 'hint' ? 'note' : LEVELS[finding.severity],
    message: { text: finding.message },
    locations: [locationOf(finding.file, entry)],
    partialFingerprints: {
      primaryLocationLineHash: `${finding.fingerprint}:1`,
      'twelveFactor/v1': finding.fingerprint,
    },
    ...(related.length > 0 && {
      relatedLocations: related.map((place, index) => ({
        id: index + 1,
        message: { text: place.message },
        ...locationOf(place.file, place),
      })),
    }),
    ...(suppressed !== undefined && {
      suppressions: [{ kind: suppressed === 'inline' ? ('inSource' as const) : ('external' as const) }],
    }),
  };
}

function locationOf(file: string, { line, column, endLine, endColumn }: Place): Location {
  return {
    physicalLocation: {
      artifactLocation: { uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: BASE },
      region: { startLine: line, startColumn: column, endLine, endColumn },
    },
  };
}

function invocationOf(notices: readonly string[]): Invocation {
  return {
    executionSuccessful: true,
    ...(notices.length > 0 && {
      toolExecutionNotifications: notices.map((text) => ({ level: 'warning' as const, message: { text } })),
    }),
  };
}

function camelCase(id: string): string {
  return id.replace(/(?:^|[/-])(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function withoutComments(page: string): string {
  return page.replace(/<!--[\s\S]*?-->\n?/g, '').trim();
}
