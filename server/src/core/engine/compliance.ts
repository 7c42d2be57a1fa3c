import type { DocumentKind, FilePath } from '../documents/kinds';
import type { Rule } from '../rule/define-rule';
import { FACTOR_IDS, type FactorId, factorNumber } from '../rule/factors';
import type { Evidence, Finding, Severity } from '../rule/finding';
import { factorOf, type Registry } from './registry';

/**
 * `findings`: there are some, if only in the baseline; `clean`: every rule that could apply ran and found nothing; `partly-assessed`: some could
 * not run (index incomplete, a file unparsable); `not-assessable`: no rule applies to the app (RULES §9).
 */
export type FactorStatus = 'findings' | 'clean' | 'partly-assessed' | 'not-assessable';

export interface FactorSummary {
  /** 1 to 12. */
  readonly factor: number;
  readonly id: FactorId;
  readonly status: FactorStatus;
  /** Without hints. */
  readonly findings: number;
  readonly bySeverity: Readonly<Record<Severity, number>>;
  readonly evidence: number;
  /** Of the baseline; in none of the other figures. */
  readonly known: number;
}

export interface AppSummary {
  /** Folder-relative, `.` for the folder itself. */
  readonly root: string;
  readonly name: string;
  readonly factors: readonly FactorSummary[];
}

export interface ComplianceInput {
  readonly root: FilePath;
  readonly name: string;
  readonly findings: readonly Finding[];
  readonly known: readonly Finding[];
  readonly evidence: readonly Evidence[];
  readonly kinds: ReadonlySet<DocumentKind>;
  readonly brokenKinds: ReadonlySet<DocumentKind>;
  readonly complete: boolean;
  /** True when the rule holds somewhere in the app: enabled, and its kind of package is there. */
  applies(rule: Rule): boolean;
}

export function summarize(input: ComplianceInput, registry: Registry): AppSummary {
  const factors = FACTOR_IDS.map((id) => summarizeFactor(id, input, registry));
  return { root: input.root === '' ? '.' : input.root, name: input.name, factors };
}

function summarizeFactor(id: FactorId, input: ComplianceInput, registry: Registry): FactorSummary {
  const findings = input.findings.filter((finding) => finding.factor === id);
  const bySeverity = { error: 0, warning: 0, info: 0, hint: 0 };
  for (const { severity } of findings) bySeverity[severity]++;
  const counted = findings.length - bySeverity.hint;
  const evidence = input.evidence.filter((entry) => entry.factor === id).length;
  const known = input.known.filter((finding) => finding.factor === id).length;
  const rules = registry.rules.filter((rule) => factorOf(rule.id) === id && input.applies(rule));
  const able = rules.filter((rule) => kindsOf(rule).some((kind) => input.kinds.has(kind)));
  const hindered = !input.complete || able.some((rule) => kindsOf(rule).some((kind) => input.brokenKinds.has(kind)));
  const status: FactorStatus =
    counted + known > 0 ? 'findings' : able.length === 0 ? 'not-assessable' : hindered ? 'partly-assessed' : 'clean';
  return { factor: factorNumber(id), id, status, findings: counted, bySeverity, evidence, known };
}

const LISTENED: readonly (readonly [keyof Rule, DocumentKind])[] = [
  ['typescript', 'typescript'],
  ['dockerfile', 'dockerfile'],
  ['dotenv', 'dotenv'],
  ['compose', 'compose'],
  ['kubernetes', 'kubernetes'],
  ['workflow', 'workflow'],
  ['manifest', 'manifest'],
  ['procfile', 'procfile'],
  ['ignoreFile', 'ignore-file'],
  ['shell', 'shell'],
  ['nodeVersion', 'node-version'],
  ['npmrc', 'npmrc'],
  ['appJson', 'app-json'],
  ['devcontainer', 'devcontainer'],
];

/** Kinds a rule reads; a rule with only a cross-file half can work with whatever the app has. */
function kindsOf(rule: Rule): DocumentKind[] {
  const kinds = LISTENED.filter(([listener]) => rule[listener] !== undefined).map(([, kind]) => kind);
  return kinds.length > 0 ? kinds : [...APP_RULE_KINDS];
}

const APP_RULE_KINDS: readonly DocumentKind[] = [
  'manifest',
  'typescript',
  'dockerfile',
  'compose',
  'kubernetes',
  'procfile',
  'dotenv',
];
