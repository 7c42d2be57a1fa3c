import type { FilePath } from '../documents/kinds';
import { isTold } from '../knowledge/twin-rules';
import type { Applies, Rule } from '../rule/define-rule';
import type { Evidence, Finding, FixSafety, Severity } from '../rule/finding';
import { SEVERITIES } from '../rule/finding';
import { isLeftAlone } from '../rule/list-options';
import { DEFAULT_ROLE_SEVERITIES, type FileRole, type PackageRole, type RoleSeverities } from '../rule/roles';
import type { Settings } from '../settings/resolve';
import { compareTexts } from '../text/compare';
import { overlaps } from '../text/span';
import type { Candidate } from './candidate';
import { hash } from './fingerprint';
import { factorOf, type Registry } from './registry';

/** What is known about a candidate's surroundings when it becomes a finding. */
export interface Surroundings {
  readonly registry: Registry;
  readonly settings: Settings;
  rolesOf(file: FilePath): ReadonlySet<FileRole>;
  packageRolesOf(file: FilePath): ReadonlySet<PackageRole>;
  /** True when the stage is known to stay out of the release. */
  isDevelopmentStage(file: FilePath, stage: number): boolean;
  appRootOf(file: FilePath): FilePath;
}

/**
 * Roles, settings and severity, in this order: where the rule does not apply there is no finding; a user's severity
 * beats the rule's. Gives `undefined` for what stays silent. Fingerprints get their ordinal later.
 */
export function finalize(candidate: Candidate, around: Surroundings): Finding | undefined {
  const rule = around.registry.byId(candidate.rule);
  if (rule === undefined || !appliesTo(rule.applies, candidate.file, around)) return undefined;
  const inRole = roleSeverity(candidate, rule, around.rolesOf(candidate.file));
  if (inRole === 'off') return undefined;
  let severity: Severity = inRole ?? candidate.severity ?? rule.severity;
  if (candidate.stage !== undefined && around.isDevelopmentStage(candidate.file, candidate.stage)) {
    if (candidate.inDevelopmentStage === undefined) return undefined;
    severity = lightest(severity, candidate.inDevelopmentStage);
  }
  if (rule.list !== undefined && around.settings.isTuned(rule.id)) {
    const options = around.settings.optionsOf(rule.id, candidate.file);
    if (isLeftAlone(rule.list, candidate.data, options)) return undefined;
  }
  const configured = around.settings.severityOf(rule.id, candidate.file, severity, candidate.preset);
  if (configured === 'off') return undefined;
  if (isTold(around.settings.toolsFor(candidate.file), rule.id, candidate.messageId, candidate.data)) return undefined;
  const appRoot = around.appRootOf(candidate.file);
  const relative = appRoot === '' ? candidate.file : candidate.file.slice(appRoot.length + 1);
  return {
    rule: rule.id,
    factor: factorOf(rule.id),
    severity: candidate.echo ? 'hint' : configured,
    file: candidate.file,
    span: candidate.span,
    message: renderMessage(rule, candidate),
    messageId: candidate.messageId,
    data: candidate.data,
    because: candidate.because,
    related: candidate.related ?? [],
    fixable: fixability(rule, candidate),
    secret: rule.secret === true,
    unnecessary: candidate.unnecessary === true,
    fingerprint: `${rule.id}|${relative}|${candidate.anchor}`,
  };
}

function fixability(rule: Rule, { fixable }: Candidate): FixSafety | undefined {
  if (rule.fixable === 'no' || fixable === false) return undefined;
  return fixable === 'suggestion' ? fixable : rule.fixable;
}

/** Two rules' halves may see one fact in two ways; one finding per rule, place and message. */
export function withoutRepeats(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ rule, span, message }) => {
    const key = `${rule}|${span.start}|${span.end}|${message}`;
    return seen.has(key) ? false : seen.add(key);
  });
}

/** One finding per fact (RULES §3): a rule that yields to another is silent where that one speaks. */
export function withoutYielded(findings: readonly Finding[], registry: Registry): Finding[] {
  return findings.filter((finding) => {
    const better = registry.byId(finding.rule)?.yieldsTo ?? [];
    if (better.length === 0) return true;
    return !findings.some((other) => better.includes(other.rule) && overlaps(other.span, finding.span));
  });
}

/** Gives equal places an ordinal and hashes; in order of position, so that the result does not depend on rule order. */
export function withFingerprints(findings: readonly Finding[]): Finding[] {
  const seen = new Map<string, number>();
  return [...findings].sort(byPosition).map((finding) => {
    const ordinal = seen.get(finding.fingerprint) ?? 0;
    seen.set(finding.fingerprint, ordinal + 1);
    return { ...finding, fingerprint: hash(`${finding.fingerprint}|${ordinal}`) };
  });
}

export function byPosition(a: Finding, b: Finding): number {
  return (
    compareTexts(a.file, b.file) ||
    a.span.start - b.span.start ||
    a.span.end - b.span.end ||
    compareTexts(a.rule, b.rule) ||
    compareTexts(a.message, b.message)
  );
}

/** Evidence counts only where the rule itself would. */
export function isEvidenceValid(evidence: Evidence, around: Surroundings): boolean {
  const rule = around.registry.byId(evidence.rule);
  if (rule === undefined || !appliesTo(rule.applies, evidence.file, around)) return false;
  if (roleSeverity({}, rule, around.rolesOf(evidence.file)) === 'off') return false;
  return around.settings.isEnabled(rule.id, evidence.file);
}

/** RULES §1.1: factors V to IX and XI need a server; a publishable library has neither process nor deploy. */
export function appliesTo(applies: Applies, file: FilePath, around: Surroundings): boolean {
  if (around.settings.roleOf(file) === 'service') return true;
  return appliesToPackage(applies, around.packageRolesOf(file));
}

export function appliesToPackage(applies: Applies, roles: ReadonlySet<PackageRole>): boolean {
  if (applies.serverless === false && roles.has('serverless')) return false;
  if (roles.has('library') && applies.libraries !== true) return false;
  if (applies.to !== 'services') return true;
  return roles.has('server') && !roles.has('desktop');
}

function roleSeverity(
  candidate: Pick<Candidate, 'roles'>,
  rule: Rule,
  roles: ReadonlySet<FileRole>,
): Severity | 'off' | undefined {
  const table: RoleSeverities = { ...DEFAULT_ROLE_SEVERITIES, ...rule.applies.roles, ...candidate.roles };
  let result: Severity | undefined;
  for (const role of roles) {
    const severity = table[role];
    if (severity === 'off') return 'off';
    if (severity !== undefined) result = result === undefined ? severity : lightest(result, severity);
  }
  return result;
}

function lightest(a: Severity, b: Severity): Severity {
  return SEVERITIES.indexOf(a) > SEVERITIES.indexOf(b) ? a : b;
}

/** @throws nothing: an unfilled placeholder stays visible, and the registry test fails on it. */
export function renderMessage(rule: Rule, candidate: Pick<Candidate, 'messageId' | 'data'>): string {
  const template = rule.messages[candidate.messageId] ?? candidate.messageId;
  return template.replace(/\{\{(\w+)\}\}/g, (hole, name: string) => String(candidate.data[name] ?? hole));
}
