import assert from 'node:assert/strict';
import type { Log } from 'sarif';
import type { Report, ReportedFinding } from '../../server/src/cli/report';
import { MAXIMUM_RESULTS, renderSarif } from '../../server/src/cli/reporters/sarif';
import type { Severity } from '../../server/src/core/rule/finding';
import { assertValidSarif, sarifErrors } from './sarif-schema';
import { testRegistry } from './test-rules';

function finding(index: number, severity: Severity, more: Partial<ReportedFinding> = {}): ReportedFinding {
  return {
    finding: {
      rule: 'config/no-test-secret',
      factor: 'config',
      severity,
      file: 'src/a b/\u00fc#%.ts',
      span: { start: 0, end: 1 },
      message: 'A password is written down here.',
      messageId: 'secret',
      data: {},
      because: undefined,
      related: [],
      fixable: undefined,
      secret: true,
      unnecessary: false,
      fingerprint: index.toString(16).padStart(16, '0'),
    },
    factor: 3,
    suppressed: undefined,
    fixes: [],
    related: [],
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 2,
    ...more,
  };
}

function render(findings: readonly ReportedFinding[], warnings: readonly string[] = []): Log {
  const report: Report = {
    version: '1.0.0',
    registry: testRegistry,
    root: '/work tree',
    files: 1,
    durationMs: 1,
    apps: [],
    findings,
    evidence: [],
    texts: new Map(),
    secrets: new Map(),
    secretNamesOf: () => ({}),
    warnings,
  };
  const log: Log = JSON.parse(renderSarif(report, new Map([['config/no-test-secret', '<!-- head -->\n# Page\n']])));
  assertValidSarif(log);
  return log;
}

describe('SARIF', () => {
  it('is checked by a schema that rejects', () => {
    assert.notDeepEqual(sarifErrors({ version: '2.1.0', runs: [{ tool: {} }] }), []);
    assert.notDeepEqual(sarifErrors({ version: '2.0.0', runs: [] }), []);
  });

  it('names files relative to the root, percent-encoded', () => {
    const [run] = render([finding(1, 'error')]).runs;
    const artifact = run?.results?.[0]?.locations?.[0]?.physicalLocation?.artifactLocation;
    assert.deepEqual(artifact, { uri: 'src/a%20b/%C3%BC%23%25.ts', uriBaseId: '%SRCROOT%' });
    assert.equal(run?.originalUriBaseIds?.['%SRCROOT%']?.uri, 'file:///work%20tree/');
    assert.equal(run?.columnKind, 'utf16CodeUnits');
  });

  it('describes only rules that fired, with all that code scanning asks for', () => {
    const [run] = render([finding(1, 'error')]).runs;
    const rules = run?.tool.driver.rules ?? [];
    assert.deepEqual(
      rules.map(({ id }) => id),
      ['config/no-test-secret'],
    );
    const [rule] = rules;
    assert.ok(rule?.fullDescription?.text && rule.help?.text && rule.helpUri);
    assert.equal(rule?.help?.markdown, '# Page');
    assert.equal(rule?.properties?.['security-severity'], '8.0');
    assert.ok((rule?.properties?.tags?.length ?? 0) <= 20);
    assert.equal(run?.results?.[0]?.ruleIndex, 0);
  });

  it('leaves hints out and marks suppressed findings', () => {
    const [run] = render([finding(1, 'hint'), finding(2, 'info', { suppressed: 'inline' })]).runs;
    assert.equal(run?.results?.length, 1);
    assert.equal(run?.results?.[0]?.level, 'note');
    assert.deepEqual(run?.results?.[0]?.suppressions, [{ kind: 'inSource' }]);
  });

  it('holds no snippet and no content', () => {
    const text = JSON.stringify(render([finding(1, 'error')]));
    assert.ok(!text.includes('snippet') && !text.includes('"artifacts"'));
  });

  it('keeps the gravest findings where there are more than code scanning takes, in their order, and says so', () => {
    const many = Array.from({ length: MAXIMUM_RESULTS + 2 }, (_, index) =>
      finding(index, index < 3 ? 'info' : 'error'),
    );
    const [run] = render(many, ['a warning']).runs;
    const results = run?.results ?? [];
    assert.equal(results.length, MAXIMUM_RESULTS);
    assert.equal(results.filter(({ level }) => level === 'note').length, 1);
    assert.equal(results[0]?.level, 'note');
    const notices = run?.invocations?.[0]?.toolExecutionNotifications?.map(({ message }) => message.text);
    assert.deepEqual(notices, [
      'a warning',
      `2 of ${MAXIMUM_RESULTS + 2} findings are left out: SARIF consumers take ${MAXIMUM_RESULTS}`,
    ]);
  });
});
