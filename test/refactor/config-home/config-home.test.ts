import assert from 'node:assert/strict';
import { parseErrorCount, parseTypeScript } from '../../../server/src/core/documents/typescript/parse';
import { rules } from '../../../server/src/rules/index';
import { analyze, type Files, findingsOf } from '../../support/analyze';
import { gitIgnoreOf } from '../fix-context';
import { ADAPTER_FIXTURES } from './fixtures';
import { type Moved, moveMarked } from './move';
import { run, typeErrors } from './project';
import { SECRET } from './project-fixture';

describe('move literal through the config module', () => {
  for (const { library, files, edited } of ADAPTER_FIXTURES) {
    it(library, function () {
      this.timeout(60_000);
      const moved = moveMarked(files);
      const { before, after } = moved;
      assert.deepEqual(changedCode(moved), edited);
      assert.deepEqual(typeErrors(codeOf(before)), [], 'the fixture itself');
      assert.deepEqual(typeErrors(codeOf(after)), [], 'the refactoring breaks the types');
      assert.deepEqual(run(after, after['.env']), run(before, before['.env']), 'it behaves otherwise');
      keepsSecret(after);
      addsNoFinding(before, after);
    });
  }
});

function codeOf(files: Files): Files {
  return Object.fromEntries(Object.entries(files).filter(([path]) => /\.[jt]s$/.test(path)));
}

function changedCode({ before, after }: Moved): Files {
  return Object.fromEntries(Object.entries(codeOf(after)).filter(([path, text]) => before[path] !== text));
}

function keepsSecret(after: Files): void {
  const isIgnored = gitIgnoreOf(after);
  for (const [path, text] of Object.entries(after)) {
    assert.ok(!text.includes(SECRET) || isIgnored(path), `${path} holds the value`);
    if (/\.ts$/.test(path)) assert.equal(parseErrorCount(parseTypeScript(path, text)), 0);
  }
}

function addsNoFinding(before: Files, after: Files): void {
  const said = (files: Files): string[] =>
    findingsOf(analyze(files, { rules })).map(({ rule, file, message }) => `${rule} ${file} ${message}`);
  const known = new Set(said(before));
  assert.deepEqual(
    said(after).filter((finding) => !known.has(finding)),
    [],
  );
}
