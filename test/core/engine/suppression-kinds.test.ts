import assert from 'node:assert/strict';
import { defineRule } from '../../../server/src/core/rule/define-rule';
import type { Configuration } from '../../../server/src/core/settings/schema';
import unused from '../../../server/src/rules/unused-suppression';
import { analyze, applyFix, type Files, findingsOf, fixIn } from '../../support/analyze';

const RULE = 'logs/no-bad-word';
const OTHER = 'logs/no-worse-word';

interface Document {
  readonly text: string;
  report(at: { start: number; end: number }, messageId: 'bad'): void;
}

/** Finds a word in every kind of document. */
const wordRule = (id: string, word: string) => {
  const find = (file: Document): void => {
    for (const { index } of file.text.matchAll(new RegExp(`\\b${word}\\b`, 'g')))
      file.report({ start: index, end: index + word.length }, 'bad');
  };
  return defineRule({
    id,
    summary: 'A bad word is used.',
    why: 'Children read this.',
    remedy: 'Choose another.',
    messages: { bad: 'A bad word.' },
    severity: 'warning',
    preset: 'recommended',
    confidence: 'certain',
    fixable: 'no',
    since: '0.1.0',
    applies: { to: 'packages', libraries: true },
    typescript: { needles: [word], create: (file) => ({ endOfFile: () => find(file) }) },
    dockerfile: find,
    dotenv: find,
    compose: find,
    workflow: find,
    procfile: find,
    ignoreFile: find,
    shell: find,
    nodeVersion: find,
    manifest: find,
  });
};

const rules = [unused, wordRule(RULE, 'BAD'), wordRule(OTHER, 'WORSE')];
const MANIFEST = '{ "name": "a", "private": true }\n';
const options = (configuration: Configuration = {}) => ({ rules, configuration });

function foundIn(files: Files, configuration?: Configuration): string[] {
  return findingsOf(analyze({ 'package.json': MANIFEST, ...files }, options(configuration))).map(({ rule }) => rule);
}

/** A line with a bad word, the comment sign, and what must stand around. */
const KINDS: readonly (readonly [file: string, line: string, sign: string, head?: string])[] = [
  ['src/a.ts', 'say(BAD);', '//'],
  ['src/b.mjs', 'say(BAD);', '//'],
  ['Dockerfile', 'ENV BAD=1', '#', 'FROM node:22\n'],
  ['.env', 'BAD=1', '#'],
  ['compose.yml', 'x-note: BAD', '#', 'services: {}\n'],
  ['.github/workflows/ci.yml', 'name: BAD', '#'],
  ['Procfile', 'web: BAD', '#'],
  ['.gitignore', 'BAD', '#'],
  ['.dockerignore', 'BAD', '#'],
  ['start.sh', 'BAD', '#'],
  ['.tool-versions', 'nodejs BAD', '#'],
];

describe('suppression comments in every kind of document', () => {
  for (const [file, line, sign, head = ''] of KINDS) {
    describe(file, () => {
      const directive = (form: string, rest = ` ${RULE} -- why not`): string => `${sign} twelve-factor-${form}${rest}`;
      const found = (text: string, configuration?: Configuration): string[] =>
        foundIn({ [file]: head + text }, configuration);

      it('has a finding without one', () => assert.deepEqual(found(`${line}\n`), [RULE]));
      it('next line', () => assert.deepEqual(found(`${directive('disable-next-line')}\n${line}\n`), []));
      it('next line only', () =>
        assert.deepEqual(found(`${directive('disable-next-line')}\n${line}\n${line}\n`), [RULE]));
      it('file, from anywhere in it', () => assert.deepEqual(found(`${line}\n${directive('disable-file')}\n`), []));
      it('block', () => {
        const block = `${directive('disable')}\n${line}\n${line}\n${directive('enable')}\n`;
        assert.deepEqual(found(block), []);
        assert.deepEqual(found(block + line), [RULE]);
      });
      it('every rule', () => assert.deepEqual(found(`${directive('disable-file', '')}\n${line}\n`), []));
      it('another rule', () =>
        assert.deepEqual(found(`${directive('disable-next-line', ` ${OTHER}`)}\n${line}\n`).sort(), [RULE, unused.id]));
      it('without the reason that is asked for', () => {
        const asks: Configuration = { suppressions: { requireReason: true } };
        assert.deepEqual(found(`${directive('disable-next-line', ` ${RULE}`)}\n${line}\n`, asks), [RULE]);
        assert.deepEqual(found(`${directive('disable-next-line')}\n${line}\n`, asks), []);
      });
      it('where none is allowed', () =>
        assert.deepEqual(found(`${directive('disable-file')}\n${line}\n`, { suppressions: { allow: false } }), [RULE]));
      it('an unused one, removed whole, or one rule of several', () => {
        const removed = (text: string): string | undefined => {
          const files: Files = { 'package.json': MANIFEST, [file]: head + text };
          const folder = analyze(files, options());
          const finding = findingsOf(folder).find(({ rule }) => rule === unused.id);
          const fix = finding && fixIn(folder, files, finding);
          return fix && applyFix(files, fix)[file];
        };
        const harmless = line.replace('BAD', 'good');
        assert.equal(removed(`${directive('disable-next-line')}\n${harmless}\n`), `${head}${harmless}\n`);
        const two = `${directive('disable-next-line', ` ${OTHER}, ${RULE} -- why`)}\n${line}\n`;
        assert.equal(removed(two), `${head}${directive('disable-next-line', ` ${RULE} -- why`)}\n${line}\n`);
      });
    });
  }

  it('the same line, where a comment can end one', () => {
    for (const [file, line, sign, head = ''] of KINDS) {
      // There the comment would be part of the value or the pattern.
      if (/^\.env$|ignore$/.test(file)) continue;
      const text = `${head}${line} ${sign} twelve-factor-disable-line ${RULE}\n`;
      assert.deepEqual(foundIn({ [file]: text }), [], file);
    }
  });

  it('of files that have no comments, the configuration takes the place', () => {
    const manifest = '{ "name": "BAD", "private": true }\n';
    assert.deepEqual(foundIn({ 'package.json': manifest }), [RULE]);
    const configuration: Configuration = { overrides: [{ files: ['package.json'], rules: { [RULE]: 'off' } }] };
    assert.deepEqual(foundIn({ 'package.json': manifest }, configuration), []);
    assert.deepEqual(foundIn({ 'lib/package.json': manifest }, { ignore: ['lib/**'] }), []);
  });
});
