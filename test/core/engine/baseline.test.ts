import assert from 'node:assert/strict';
import { type BaselineEntry, updateBaseline } from '../../../server/src/core/engine/baseline';
import type { Finding, Severity } from '../../../server/src/core/rule/finding';

describe('an updated baseline', () => {
  const entry = (fingerprint: string, file = 'src/a.ts'): BaselineEntry => ({ file, rule: 'logs/x', fingerprint });
  const finding = (fingerprint: string, severity: Severity = 'warning'): Finding => ({
    rule: 'logs/x',
    factor: 'logs',
    severity,
    file: 'src/a.ts',
    span: { start: 0, end: 1 },
    message: 'x.',
    messageId: 'x',
    data: {},
    because: undefined,
    related: [],
    fixable: undefined,
    secret: false,
    unnecessary: false,
    fingerprint,
  });
  const update = (
    before: BaselineEntry[],
    findings: Finding[],
    more: { onlyPrune?: boolean; judged?: boolean } = {},
  ) => {
    const { judged = true, ...options } = more;
    const entries = updateBaseline({ path: 'known.json', before, findings, wasJudged: () => judged, ...options });
    return entries.map(({ fingerprint }) => fingerprint);
  };

  it('takes what is new, and drops what is gone', () => {
    assert.deepEqual(update([entry('gone'), entry('known')], [finding('known'), finding('new')]), ['known', 'new']);
  });

  it('takes nothing new when it is only pruned', () => {
    const before = [entry('gone'), entry('known')];
    assert.deepEqual(update(before, [finding('known'), finding('new')], { onlyPrune: true }), ['known']);
    assert.deepEqual(update([], [finding('new')], { onlyPrune: true }), []);
  });

  it('keeps, pruned or not, what was not looked at', () => {
    for (const onlyPrune of [false, true]) {
      assert.deepEqual(update([entry('a')], [], { onlyPrune, judged: false }), ['a']);
    }
  });

  it('takes no hint, and keeps a known finding that has become one', () => {
    assert.deepEqual(update([entry('known')], [finding('known', 'hint'), finding('new', 'hint')]), ['known']);
  });
});
