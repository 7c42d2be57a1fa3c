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
    it(`${id} names some, and none that is empty or stands in another`, () => {
      assert.notEqual(typescript.needles.length, 0);
      for (const needle of typescript.needles) {
        assert.ok(needle.length > 1, `"${needle}" is in nearly every file`);
        const shorter: string | undefined = typescript.needles.find(
          (other) => other !== needle && needle.includes(other),
        );
        assert.equal(shorter, undefined, `"${shorter}" finds "${needle}" as well`);
      }
    });
  }
});
