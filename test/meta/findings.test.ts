import assert from 'node:assert/strict';
import { companionsOf, fixFor } from '../../server/src/core/engine/fixes';
import type { FolderAnalysis } from '../../server/src/core/engine/folder';
import type { Finding } from '../../server/src/core/rule/finding';
import type { Fix } from '../../server/src/core/rule/fix';
import type { Files } from '../support/analyze';
import { analyzeSample, findingsWithText, sampleApps } from '../support/sample-apps';

describe('invariant 5: findings are data', () => {
  it('that survives JSON', () => {
    for (const { app, finding } of findingsWithText()) {
      // A property that is undefined is absent in JSON.
      const plain = Object.fromEntries(Object.entries(finding).filter(([, value]) => value !== undefined));
      assert.deepEqual(JSON.parse(JSON.stringify(finding)), plain, `${app.name}: ${finding.rule}`);
    }
  });

  it('with a fix that is refused once its text has changed', () => {
    let tried = 0;
    for (const { name, files } of sampleApps()) {
      const folder = analyzeSample(files);
      for (const finding of folder.fileReports.flatMap(({ findings }) => findings)) {
        if (fixOn(folder, finding, files) === undefined) continue;
        tried++;
        for (const [how, text] of Object.entries(changedTexts(files[finding.file] ?? '', finding))) {
          const fix = fixOn(folder, finding, { ...files, [finding.file]: text });
          assert.equal(fix, undefined, `${name}: ${finding.rule} fixes a text that is ${how}`);
        }
      }
    }
    assert.notEqual(tried, 0);
  });
});

function fixOn(folder: FolderAnalysis, finding: Finding, files: Files): Fix | undefined {
  const allowed = new Set([finding.file, ...companionsOf(folder, finding)]);
  return fixFor(folder, finding, (path) => (allowed.has(path) ? files[path] : undefined));
}

function changedTexts(text: string, { span }: Finding): Record<string, string> {
  const { start } = span;
  return {
    longer: `${text.slice(0, start)} ${text.slice(start)}`,
    shorter: text.slice(0, start) + text.slice(start + 1),
    'as long but another one': `${text.slice(0, start)}~${text.slice(start + 1)}`,
    empty: '',
  };
}
