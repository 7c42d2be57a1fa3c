import assert from 'node:assert/strict';
import { FixRound } from '../../../server/src/core/engine/fix-round';
import type { Finding } from '../../../server/src/core/rule/finding';
import { type Fix, fixOf } from '../../../server/src/core/rule/fix';

describe('a round of fixes', () => {
  const finding = (fingerprint: string): Finding => ({
    rule: 'config/x',
    factor: 'config',
    severity: 'warning',
    file: 'a',
    span: { start: 0, end: 1 },
    message: 'x.',
    messageId: 'x',
    data: {},
    because: undefined,
    related: [],
    fixable: 'safe',
    secret: false,
    unnecessary: false,
    fingerprint,
  });
  const edit = (file: string, start: number, end: number, more: Partial<Fix> = {}): Fix =>
    fixOf('x', 'safe', file, [{ span: { start, end }, text: '' }], more);
  const whole = (more: Partial<Fix>): Fix => ({ title: 'x', safety: 'safe', edits: new Map(), ...more });
  const created = whole({ creates: [{ path: 'new', text: 'x' }] });

  it('takes what does not get in the way of what it has', () => {
    const round = new FixRound();
    const taken = [
      edit('a', 0, 2),
      edit('a', 1, 3),
      edit('a', 2, 3),
      edit('b', 0, 2),
      created,
      created,
      edit('new', 0, 0),
      whole({ deletes: ['a'] }),
      whole({ deletes: ['c'] }),
      edit('c', 0, 1),
      whole({ creates: [{ path: 'b', text: '' }] }),
    ].map((fix) => round.take(finding('f'), fix));
    assert.deepEqual(taken, [true, false, true, true, true, false, false, false, true, false, false]);
    assert.deepEqual([...round.edits.keys()], ['a', 'b']);
    assert.equal(round.fixes.length, 5);
  });

  it('takes a fix whole or not at all', () => {
    const round = new FixRound();
    round.take(finding('f'), edit('a', 0, 2));
    round.take(finding('g'), edit('a', 1, 2, { creates: [{ path: 'new', text: '' }] }));
    assert.deepEqual([...round.creates], []);
  });

  it('has helped when findings are gone, if only those that were fixed', () => {
    const round = new FixRound();
    round.take(finding('f'), edit('a', 0, 2));
    assert.equal(round.hasHelped([finding('f')], []), true);
    assert.equal(round.hasHelped([finding('f')], [finding('g')]), true);
    assert.equal(round.hasHelped([finding('f')], [finding('f')]), false);
    assert.equal(round.hasHelped([finding('f')], [finding('f'), finding('g')]), false);
  });
});
