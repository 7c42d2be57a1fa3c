import assert from 'node:assert/strict';
import { FolderAnalysis } from '../../server/src/core/engine/folder';
import { createRegistry } from '../../server/src/core/engine/registry';
import { defineRule, type Rule } from '../../server/src/core/rule/define-rule';
import { type Fix, fixOf } from '../../server/src/core/rule/fix';
import { applyEdits } from '../../server/src/core/text/edits';
import { type FixAllResult, fixAll } from '../../server/src/lsp/fixes/fix-all';

/** Reports each occurrence of a word in env files; what becomes of it is the test's affair. */
function wordRule(id: string, word: string, fix: NonNullable<Rule['fix']>): Rule {
  return defineRule({
    id,
    summary: 'A word.',
    why: 'Tests want it so.',
    remedy: 'Write another one.',
    messages: { word: 'A word.' },
    severity: 'warning',
    preset: 'recommended',
    confidence: 'certain',
    fixable: 'safe',
    since: '0.1.0',
    applies: { to: 'packages' },
    dotenv({ text, report }) {
      for (const { index } of text.matchAll(new RegExp(word, 'g')))
        report({ start: index, end: index + word.length }, 'word');
    },
    fix,
  });
}

function replaceWith(text: string): NonNullable<Rule['fix']> {
  return ({ finding }) => fixOf('Replace', 'safe', finding.file, [{ span: finding.span, text }]);
}

function run(rules: readonly Rule[], files: Record<string, string>, known = Object.keys(files)): FixAllResult {
  const analysis = new FolderAnalysis({ registry: createRegistry(rules, []), onFailure: () => assert.fail() });
  for (const [file, text] of Object.entries(files)) analysis.update({ file, text, version: 1 });
  analysis.setComplete(true);
  analysis.refresh();
  const texts = new Map(known.map((file) => [file, files[file]]));
  return fixAll({ analysis, files: Object.keys(files), texts, guard: (_finding, compute) => compute() });
}

function resultOf(text: string, { changes }: FixAllResult, file = '.env'): string {
  return applyEdits(text, changes.edits.get(file) ?? []);
}

describe('fix all', () => {
  it('goes on with what its own fixes bring about', () => {
    const rules = [wordRule('config/a', 'one', replaceWith('two')), wordRule('config/b', 'two', replaceWith('three'))];
    const result = run(rules, { '.env': 'A=one\nB=two\n' });
    assert.equal(resultOf('A=one\nB=two\n', result), 'A=three\nB=three\n');
    assert.equal(result.applied, 3);
  });

  it('ends when fixes only undo each other', () => {
    const rules = [wordRule('config/a', 'one', replaceWith('two')), wordRule('config/b', 'two', replaceWith('one'))];
    assert.ok(run(rules, { '.env': 'A=one\n' }).applied <= 10);
  });

  it('takes back what does not help', () => {
    const useless = wordRule('config/a', 'one', replaceWith('one one'));
    const result = run([useless], { '.env': 'A=one\n' });
    assert.equal(result.applied, 0);
    assert.deepEqual([...result.changes.edits], []);
    assert.deepEqual(result.touched, ['.env'], 'the caller has to put the text back');
  });

  it('takes back what breaks a file', () => {
    const breaking: Rule = { ...wordRule('config/a', 'x', replaceWith('')), manifest: undefined as never };
    const inManifest = defineRule({
      ...breaking,
      manifest({ text, report }) {
        const index = text.indexOf('"x"');
        if (index >= 0) report({ start: index, end: index + 3 }, 'word');
      },
      fix: ({ finding }) => fixOf('Break', 'safe', finding.file, [{ span: finding.span, text: '{' }]),
    });
    assert.equal(run([inManifest], { 'package.json': '{ "name": "x" }\n' }).applied, 0);
  });

  it('takes one of two fixes that clash, and the other in the next pass where it still makes sense', () => {
    const whole = wordRule('config/a', 'one two', replaceWith('1 two'));
    const part = wordRule('config/b', 'two', replaceWith('2'));
    assert.equal(resultOf('A=one two\n', run([whole, part], { '.env': 'A=one two\n' })), 'A=1 2\n');
  });

  it('takes a fix of several files whole or not at all', () => {
    const both = wordRule('config/a', 'one', ({ finding }) => ({
      title: 'Both',
      safety: 'safe',
      edits: new Map([
        [finding.file, [{ span: finding.span, text: 'ready' }]],
        ['other.env', [{ span: { start: 0, end: 1 }, text: 'X' }]],
      ]),
    }));
    const alone = wordRule('config/b', 'B', replaceWith('b'));
    const result = run([alone, both], { 'other.env': 'B=1\n', '.env': 'A=one\n' });
    assert.equal(resultOf('B=1\n', result, 'other.env'), 'X=1\n');
    assert.equal(resultOf('A=one\n', result), 'A=ready\n');
    assert.equal(result.applied, 2);
  });

  it('creates a file once, however many findings want it', () => {
    const create = wordRule('config/a', 'one', ({ finding }) => ({
      title: 'Create',
      safety: 'safe',
      edits: new Map([[finding.file, [{ span: finding.span, text: 'ready' }]]]),
      creates: [{ path: '.env.example', text: 'A=\n' }],
    }));
    const result = run([create], { '.env': 'A=one\nB=one\n' }, ['.env', '.env.example']);
    assert.deepEqual(result.changes.creates, [{ path: '.env.example', text: 'A=\n' }]);
    assert.equal(result.applied, 1);
  });

  it('leaves out what turns out to be no safe fix', () => {
    const suggestion = wordRule(
      'config/a',
      'one',
      ({ finding }): Fix => ({
        ...fixOf('Maybe', 'suggestion', finding.file, [{ span: finding.span, text: 'two' }]),
      }),
    );
    assert.equal(run([suggestion], { '.env': 'A=one\n' }).applied, 0);
  });

  it('names the files it was not given', () => {
    const asks = wordRule('config/a', 'one', ({ finding, companion }) =>
      companion('missing.env') === undefined ? undefined : replaceWith('two')({ finding } as never),
    );
    assert.deepEqual(run([asks], { '.env': 'A=one\n' }).missing, ['missing.env']);
  });
});
