import assert from 'node:assert/strict';
import { parseDockerfile } from '../../../server/src/core/documents/dockerfile/parse';
import rule from '../../../server/src/rules/07-port-binding/no-hardcoded-port';
import unused from '../../../server/src/rules/unused-suppression';
import { analyze, findingsOf } from '../../support/analyze';

const MANIFEST = '{ "name": "service", "private": true, "dependencies": { "express": "5" } }';
const LISTEN = "import express from 'express';\nexpress().listen(3000);\n";

describe('hostile input', () => {
  for (const opening of ['(\n', '[\n', '{a:\n', '()=>\n']) {
    it(`nested ten thousand times with ${JSON.stringify(opening)} costs that file only`, () => {
      const files = { 'a.js': `x.listen(\n${opening.repeat(10_000)}`, 'b.ts': LISTEN, 'package.json': MANIFEST };
      const findings = findingsOf(analyze(files, { rules: [rule] }));
      assert.deepEqual(
        findings.map(({ file }) => file),
        ['b.ts'],
      );
    });
  }

  it('that doubles a build argument in each line is unknown in the end', () => {
    const lines = Array.from({ length: 60 }, (_, index) => `ARG V${index + 1}=\${V${index}}\${V${index}}`);
    const { stages } = parseDockerfile(`ARG V0=node\n${lines.join('\n')}\nFROM $V60\n`);
    assert.equal(stages[0]?.from.resolvedText, undefined);
  });
});

describe('a suppression that names no rule', () => {
  it('suppresses nothing and is reported, since it is misspelt', () => {
    const code = LISTEN.replace('express().', '// twelve-factor-disable-next-line no-hardcoded-port\nexpress().');
    const findings = findingsOf(analyze({ 'a.ts': code, 'package.json': MANIFEST }, { rules: [rule, unused] }));
    assert.deepEqual(findings.map((finding) => finding.rule).sort(), [rule.id, unused.id].sort());
  });
});
