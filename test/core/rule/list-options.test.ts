import assert from 'node:assert/strict';
import { isLeftAlone, listed, mayNameAdded } from '../../../server/src/core/rule/list-options';

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

  it('take patterns that JavaScript would never be done with, and refuse what RE2 has not', () => {
    const given = options.parse({ allowPatterns: ['(?:[a-z]+)+', '(a|a)*b'] });
    assert.ok(!isLeftAlone(list, { module: `${'a'.repeat(5_000)}-` }, given));
    assert.ok(isLeftAlone(list, { module: 'a'.repeat(5_000) }, given));
    for (const pattern of ['(?=a)', '(a)\\1', 'a)|(b', '(', '', ' ']) {
      assert.equal(options.safeParse({ allowPatterns: [pattern] }).success, false, pattern);
    }
  });

  it('are looked for by the longest certain part of an entry, ignoring case as globs do', () => {
    const may = (text: string, ...add: string[]): boolean => mayNameAdded(text, { add });
    assert.ok(may("import '@acme/log';", '@acme/*'));
    assert.ok(may('import.meta.env.VITE_GITHUB_PAT', 'vite_*_pat'));
    assert.ok(may("import '@acme/log';", '@Acme/*'));
    assert.ok(may('', '*'));
    assert.ok(!may("import 'node-cron';", '@acme/*', '*-crons?'));
    assert.ok(!may('anything'));
    assert.ok(!mayNameAdded('anything', undefined));
  });
});
