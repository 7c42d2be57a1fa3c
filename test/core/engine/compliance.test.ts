import assert from 'node:assert/strict';
import { type ComplianceInput, type FactorSummary, summarize } from '../../../server/src/core/engine/compliance';
import { createRegistry } from '../../../server/src/core/engine/registry';
import { FACTOR_IDS } from '../../../server/src/core/rule/factors';
import type { Finding, Severity } from '../../../server/src/core/rule/finding';
import { rules } from '../../../server/src/rules';

const registry = createRegistry(rules, []);

function summaryOf(input: Partial<ComplianceInput>): readonly FactorSummary[] {
  const whole: ComplianceInput = {
    root: '',
    name: 'a',
    findings: [],
    known: [],
    evidence: [],
    kinds: new Set(['typescript']),
    brokenKinds: new Set(),
    complete: true,
    applies: () => true,
    ...input,
  };
  return summarize(whole, registry).factors;
}

const logs = (input: Partial<ComplianceInput>): FactorSummary => {
  const found = summaryOf(input).find(({ id }) => id === 'logs');
  assert.ok(found);
  return found;
};

const finding = (severity: Severity): Finding => ({
  rule: 'logs/no-file-log-transport',
  factor: 'logs',
  severity,
  file: 'a.ts',
  span: { start: 0, end: 1 },
  message: 'A message.',
  messageId: 'file',
  data: {},
  because: undefined,
  related: [],
  fixable: undefined,
  secret: false,
  unnecessary: false,
  fingerprint: '0',
});

describe('compliance', () => {
  it('has the twelve factors in order', () => {
    const factors = summaryOf({});
    assert.deepEqual(
      factors.map(({ id }) => id),
      FACTOR_IDS,
    );
    assert.deepEqual(
      factors.map(({ factor }) => factor),
      FACTOR_IDS.map((_, index) => index + 1),
    );
  });

  it('counts findings, hints aside', () => {
    const summary = logs({ findings: [finding('error'), finding('warning'), finding('hint')] });
    assert.equal(summary.status, 'findings');
    assert.equal(summary.findings, 2);
    assert.deepEqual(summary.bySeverity, { error: 1, warning: 1, info: 0, hint: 1 });
  });

  it('is clean with hints only, and with nothing', () => {
    assert.equal(logs({ findings: [finding('hint')] }).status, 'clean');
    assert.equal(logs({}).status, 'clean');
  });

  it('is partly assessed while the index is not complete or a file cannot be read', () => {
    assert.equal(logs({ complete: false }).status, 'partly-assessed');
    assert.equal(logs({ brokenKinds: new Set(['typescript']) }).status, 'partly-assessed');
    assert.equal(logs({ brokenKinds: new Set(['npmrc']) }).status, 'clean');
  });

  it('says findings although not everything could be read', () => {
    assert.equal(logs({ complete: false, findings: [finding('info')] }).status, 'findings');
  });

  it('is not assessable where no rule applies or nothing is there for one', () => {
    assert.equal(logs({ applies: () => false }).status, 'not-assessable');
    assert.equal(logs({ kinds: new Set(['npmrc']) }).status, 'not-assessable');
  });

  it('counts evidence', () => {
    const evidence = {
      rule: 'logs/no-file-log-transport',
      factor: 'logs',
      file: 'a.ts',
      span: { start: 0, end: 1 },
      statement: 'It does.',
    } as const;
    assert.equal(logs({ evidence: [evidence, evidence] }).evidence, 2);
  });
});
