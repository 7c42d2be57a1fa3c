import assert from 'node:assert/strict';
import { isAllowedValue, secretNamesIn, secretOptionsSchema } from '../../../server/src/core/rule/secret-options';

describe('options of the rules about secrets', () => {
  it('extend the lists of the settings', () => {
    const options = secretOptionsSchema.parse({ secretNames: { add: ['*_PAT'] }, add: ['pin'], allow: ['x'] });
    assert.deepEqual(secretNamesIn(options), { add: ['*_PAT', 'pin'], allow: ['x'] });
  });

  it('allow values as a whole only', () => {
    const options = secretOptionsSchema.parse({ allowPatterns: ['demo-\\d+'] });
    assert.ok(isAllowedValue('demo-12', options));
    assert.ok(!isAllowedValue('my-demo-12', options) && !isAllowedValue('demo-12x', options));
  });

  it('refuse what is no regular expression', () =>
    assert.equal(secretOptionsSchema.safeParse({ allowPatterns: ['('] }).success, false));

  it('are empty by themselves', () =>
    assert.deepEqual(secretNamesIn(secretOptionsSchema.parse({})), { add: [], allow: [] }));
});
