import assert from 'node:assert/strict';
import type { Configuration } from '../../server/src/core/settings/schema';
import port from '../../server/src/rules/07-port-binding/no-hardcoded-port';
import packageManager from '../../server/src/rules/09-disposability/no-package-manager-start-command';
import migration from '../../server/src/rules/12-admin-processes/no-migration-on-start';
import rule from '../../server/src/rules/unused-suppression';
import { analyze, applyFix, type Files, findingsOf, fixIn } from '../support/analyze';

const UNUSED = 'This comment suppresses nothing.';
const MANIFEST =
  '{ "name": "a", "private": true, "scripts": { "start": "next start" }, "dependencies": { "express": "5" } }\n';
const options = (configuration: Configuration = {}) => ({ rules: [rule, port, packageManager], configuration });

/** What the rule says of a text, and the text after its first fix. */
function judge(
  text: string,
  file = 'src/server.ts',
  configuration?: Configuration,
): { messages: string[]; fixed?: string } {
  const files: Files = { 'package.json': MANIFEST, [file]: text };
  const folder = analyze(files, options(configuration));
  const findings = findingsOf(folder).filter((finding) => finding.rule === rule.id);
  for (const finding of findings) {
    assert.equal(finding.severity, 'hint');
    assert.equal(finding.factor, null);
    assert.ok(finding.unnecessary);
  }
  const [first] = findings;
  const fix = first && fixIn(folder, files, first);
  assert.equal(fix?.safety, first && 'safe');
  const fixed = fix && applyFix(files, fix)[file];
  return { messages: findings.map(({ message }) => message), ...(fixed !== undefined && { fixed }) };
}

const LISTEN = "import express from 'express';\n";
const LITERAL = 'express().listen(3000);\n';
const FROM_ENVIRONMENT = 'express().listen(process.env.PORT);\n';
const ID = 'port-binding/no-hardcoded-port';
const OTHER = 'disposability/no-package-manager-start-command';
const unusedRule = (id: string): string => `This comment suppresses no finding of "${id}".`;
const unknownRule = (id: string): string => `There is no rule "${id}".`;

describe('unused-suppression', () => {
  describe('keeps', () => {
    for (const [name, text] of Object.entries({
      'the next line': `${LISTEN}// twelve-factor-disable-next-line ${ID} -- fixed\n${LITERAL}`,
      'the same line': `${LISTEN}express().listen(3000); // twelve-factor-disable-line ${ID}\n`,
      'the whole file': `// twelve-factor-disable-file ${ID}\n${LISTEN}${LITERAL}`,
      'a block': `${LISTEN}/* twelve-factor-disable ${ID} */\n${LITERAL}/* twelve-factor-enable ${ID} */\n`,
      'every rule': `${LISTEN}// twelve-factor-disable-next-line\n${LITERAL}`,
      'a marker in a string': "export const text = '// twelve-factor-disable-next-line config/x';\n",
      'another word': '// twelve-factor-disable-next-lines are explained elsewhere\nexport {};\n',
    })) {
      it(name, () => assert.deepEqual(judge(text).messages, []));
    }

    it('a rule that is off here', () => {
      const text = `${LISTEN}// twelve-factor-disable-next-line ${ID}\n${FROM_ENVIRONMENT}`;
      assert.deepEqual(judge(text, 'src/server.ts', { rules: { [ID]: 'off' } }).messages, []);
    });

    it('an index that is not complete', () => {
      const text = `${LISTEN}// twelve-factor-disable-next-line ${ID}\n${FROM_ENVIRONMENT}`;
      const folder = analyze({ 'package.json': MANIFEST, 'src/server.ts': text }, options());
      folder.setComplete(false);
      folder.refresh();
      assert.deepEqual(findingsOf(folder), []);
    });
  });

  describe('breaks', () => {
    it('one rule', () => {
      const text = `${LISTEN}\n// twelve-factor-disable-next-line ${ID} -- see ${OTHER}\n${FROM_ENVIRONMENT}`;
      assert.deepEqual(judge(text), { messages: [unusedRule(ID)], fixed: `${LISTEN}\n${FROM_ENVIRONMENT}` });
    });

    it('every rule', () => {
      const text = `${LISTEN}// twelve-factor-disable-next-line -- fixed\n${FROM_ENVIRONMENT}`;
      assert.deepEqual(judge(text), { messages: [UNUSED], fixed: LISTEN + FROM_ENVIRONMENT });
    });

    it('a rule that does not exist', () => {
      const text = '// twelve-factor-disable-file config/no-such-thing\nexport {};\n';
      assert.deepEqual(judge(text), { messages: [unknownRule('config/no-such-thing')], fixed: 'export {};\n' });
    });

    it('one of two rules', () => {
      const text = `${LISTEN}// twelve-factor-disable-next-line ${ID}, ${OTHER} -- fixed\n${LITERAL}`;
      const fixed = `${LISTEN}// twelve-factor-disable-next-line ${ID} -- fixed\n${LITERAL}`;
      assert.deepEqual(judge(text), { messages: [unusedRule(OTHER)], fixed });
    });

    it('the first of two rules', () => {
      const text = `${LISTEN}// twelve-factor-disable-next-line ${OTHER}, ${ID}\n${LITERAL}`;
      assert.deepEqual(judge(text).fixed, `${LISTEN}// twelve-factor-disable-next-line ${ID}\n${LITERAL}`);
    });

    it('behind code', () => {
      const text = `${LISTEN}express().listen(process.env.PORT); // twelve-factor-disable-line ${ID}\n`;
      assert.deepEqual(judge(text), { messages: [unusedRule(ID)], fixed: LISTEN + FROM_ENVIRONMENT });
    });

    it('a comment before code', () => {
      const text = `${LISTEN}/* twelve-factor-disable-line ${ID} */ express().listen(process.env.PORT);\n`;
      assert.equal(judge(text).fixed, `${LISTEN} express().listen(process.env.PORT);\n`);
    });

    it('a Dockerfile, its line breaks kept', () => {
      const text = `FROM node:22\r\n# twelve-factor-disable-next-line ${OTHER}\r\nCMD ["node", "a.js"]\r\n`;
      assert.deepEqual(judge(text, 'Dockerfile'), {
        messages: [unusedRule(OTHER)],
        fixed: 'FROM node:22\r\nCMD ["node", "a.js"]\r\n',
      });
    });

    it('the last line without a break, behind a BOM', () => {
      assert.equal(judge(`\uFEFFexport {};\n// twelve-factor-disable-file ${ID}`).fixed, '\uFEFFexport {};\n');
    });
  });

  it('counts a comment beside a related place as used', () => {
    const files: Files = {
      Dockerfile: `FROM node:22\n# twelve-factor-disable-next-line ${migration.id}\nENTRYPOINT ["./entrypoint.sh"]\n`,
      'entrypoint.sh': 'npx prisma migrate deploy\nexec node dist/server.js\n',
      'package.json': MANIFEST,
    };
    const found = (text: string): string[] =>
      findingsOf(analyze({ ...files, Dockerfile: text }, { rules: [rule, migration] })).map(({ file }) => file);
    assert.deepEqual(found(files['Dockerfile'] ?? ''), []);
    assert.deepEqual(found('FROM node:22\nENTRYPOINT ["./entrypoint.sh"]\n'), ['entrypoint.sh']);
  });

  it('needs a reason where the settings ask for one: a comment without is no suppression at all', () => {
    const text = `${LISTEN}// twelve-factor-disable-next-line ${ID}\n${LITERAL}`;
    const folder = analyze(
      { 'package.json': MANIFEST, 'src/server.ts': text },
      options({ suppressions: { requireReason: true } }),
    );
    assert.deepEqual(
      findingsOf(folder).map((finding) => finding.rule),
      [ID],
    );
  });
});
