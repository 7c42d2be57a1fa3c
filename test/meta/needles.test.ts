import assert from 'node:assert/strict';
import { rules } from '../../server/src/rules';
import { analyze, findingsOf } from '../support/analyze';
import { sampleApps } from '../support/sample-apps';

describe('needles', () => {
  it('hide no finding: with and without the prefilter the report is the same', () => {
    for (const { name, files } of sampleApps()) {
      const options = { rules, configuration: { preset: 'strict' } } as const;
      const all = findingsOf(analyze(files, { ...options, prefilter: false }));
      assert.deepEqual(findingsOf(analyze(files, options)), all, name);
    }
  });

  for (const { id, typescript } of rules) {
    if (typescript === undefined) continue;
    it(`${id} looks for something before a file is parsed, and not for what is in nearly every one`, () => {
      assert.ok(typescript.needles.length > 0 || typescript.concerns !== undefined);
      for (const needle of typescript.needles) assert.ok(needle.trim().length > 1, `"${needle}"`);
    });
  }
});
