import assert from 'node:assert/strict';
import { isLeftAlone, listed, needlesOfAdded } from '../../../server/src/core/rule/list-options';

const { list, options } = listed({
  entry: ['package', 'packages'],
  example: '@acme/*',
  subjects: ['module'],
  add: 'Packages that count.',
});

describe('lists of a rule', () => {
  it('are empty by themselves', () => assert.deepEqual(options.parse({}), { add: [], allow: [], allowPatterns: [] }));

  it('compare the named data as a whole', () => {
    const given = options.parse({ allow: ['@acme/*'], allowPatterns: ['x\\d'] });
    assert.ok(isLeftAlone(list, { module: '@acme/log' }, given));
    assert.ok(isLeftAlone(list, { module: 'x1' }, given));
    assert.ok(!isLeftAlone(list, { module: 'x12' }, given));
    assert.ok(!isLeftAlone(list, { name: '@acme/log' }, given));
    assert.ok(!isLeftAlone(undefined, { module: '@acme/log' }, given));
  });

  it('have the longest certain part of an entry as a needle', () => {
    assert.deepEqual(needlesOfAdded({ add: ['@acme/*', '*-cron?', '*'] }), ['@acme/', '-cron', '']);
    assert.deepEqual(needlesOfAdded(undefined), []);
  });
});
