import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PAGES_FOLDER } from '../../server/scripts/generate/catalogue';
import { repositoryRoot } from '../../server/scripts/repository';
import type { Rule } from '../../server/src/core/rule/define-rule';
import type { Finding } from '../../server/src/core/rule/finding';
import { rules } from '../../server/src/rules';
import { analyze, applyFix, findingsOf, fixIn, listFiles } from '../support/analyze';
import { type Example, type RulePage, readRulePage, SECTIONS } from '../support/rule-page';
import { withManifest } from '../support/sample-apps';

const folder = join(repositoryRoot, PAGES_FOLDER);

describe('rule pages', () => {
  it('are one a rule', () => {
    const pages = listFiles(folder, /\.md$/).filter((path) => path !== 'README.md');
    assert.deepEqual(pages, rules.map(({ id }) => `${id}.md`).sort());
  });

  for (const rule of rules) describe(rule.id, () => checkPage(rule));
});

function checkPage(rule: Rule): void {
  let page: RulePage;

  before(() => {
    page = readRulePage(readFileSync(join(folder, `${rule.id}.md`), 'utf8'));
  });

  it('has the headings of every page, each with a text', () => {
    const { after, ...always } = SECTIONS;
    const expected = rule.fixable === 'no' ? Object.values(always) : Object.values({ ...always, after });
    assert.deepEqual([...page.sections].sort(), expected.sort());
    const order = Object.values(SECTIONS).filter((section) => page.sections.includes(section));
    assert.deepEqual(page.sections, order);
    assert.deepEqual(page.empty, []);
  });

  it('shows what breaks the rule', () => {
    for (const example of examplesIn(page, SECTIONS.breaks)) {
      assert.notEqual(findingsIn(rule, example).length, 0, `"${example.title}" gives no finding of ${rule.id}`);
    }
  });

  it('shows what keeps the rule', () => {
    for (const example of examplesIn(page, SECTIONS.keeps)) {
      const messages = findingsIn(rule, example).map(({ file, message }) => `${file}: ${message}`);
      assert.deepEqual(messages, [], `"${example.title}" gives findings`);
    }
  });

  if (rule.fixable === 'no') return;

  it('shows every file that the quick fix of the first finding touches', () => {
    const [before] = examplesIn(page, SECTIONS.breaks);
    const [after] = examplesIn(page, SECTIONS.after);
    assert.deepEqual(changes(rule, before ?? { files: {}, git: true }), after?.files);
  });
}

function examplesIn(page: RulePage, section: string): Example[] {
  const examples = page.examples.filter((example) => example.section === section);
  assert.notEqual(examples.length, 0, `"${section}" has no example`);
  return examples;
}

type Folder = Pick<Example, 'files' | 'git'>;

function findingsIn(rule: Rule, example: Folder): Finding[] {
  return findingsOf(analyzed(rule, example)).filter((finding) => finding.rule === rule.id);
}

/** The texts that the fix of the first finding makes, of the files that it changes; deleted files are empty. */
function changes(rule: Rule, example: Folder): Record<string, string> {
  const [first] = findingsIn(rule, example);
  assert.ok(first !== undefined, 'no finding to fix');
  const complete = withManifest(example.files);
  const fix = fixIn(analyzed(rule, example), complete, first);
  assert.ok(fix !== undefined, `no fix for "${first.message}"`);
  const result = applyFix(complete, fix);
  const paths = new Set([...Object.keys(complete), ...Object.keys(result)]);
  const changed = [...paths].filter((path) => complete[path] !== result[path]);
  return Object.fromEntries(changed.map((path) => [path, result[path] ?? '']));
}

/** With every rule, as a user would: suppressions are judged by the findings of all. Only this rule has to work. */
function analyzed(rule: Rule, { files, git }: Folder): ReturnType<typeof analyze> {
  return analyze(withManifest(files), {
    rules,
    git,
    configuration: { preset: 'strict' },
    onFailure: (id, error) => {
      if (id === rule.id) throw error;
    },
  });
}
