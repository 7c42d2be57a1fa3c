import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadCatalogue } from '../../server/scripts/generate/catalogue';
import { repositoryRoot } from '../../server/scripts/repository';
import { createRegistry, factorOf } from '../../server/src/core/engine/registry';
import { SCANNED_RULES, SECRET_RULES, TWINS } from '../../server/src/core/knowledge/twin-rules';
import type { Rule } from '../../server/src/core/rule/define-rule';
import { FACTOR_IDS } from '../../server/src/core/rule/factors';
import { factors, rules } from '../../server/src/rules';
import { findingsWithText } from '../support/sample-apps';

const version: string = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8')).version;

describe('the registry', () => {
  it('has every rule of the sources under the id that its path says', async () => {
    const catalogue = await loadCatalogue(repositoryRoot);
    assert.deepEqual(catalogue.problems, []);
    assert.deepEqual(
      rules.map(({ id }) => id),
      catalogue.rules.map(({ rule }) => rule.id),
    );
  });

  it('has no id twice', () => assert.doesNotThrow(() => createRegistry(rules, factors)));

  it('has the twelve factors in order', () =>
    assert.deepEqual(
      factors.map(({ id }) => id),
      FACTOR_IDS,
    ));

  for (const { id } of factors) {
    it(`has a rule of ${id}`, () =>
      assert.ok(
        rules.some((rule) => factorOf(rule.id) === id),
        'none',
      ));
  }

  it('has every rule and message that twins of other tools name', () => {
    const registry = createRegistry(rules, factors);
    const named = [...TWINS.map(({ ours }) => ours), ...SECRET_RULES, ...SCANNED_RULES];
    assert.deepEqual(
      [...new Set(named)].filter((id) => registry.byId(id) === undefined),
      [],
    );
    for (const { ours, covers } of TWINS) {
      for (const id of covers?.messages ?? []) assert.ok(registry.byId(ours)?.messages[id], `${ours} has no "${id}"`);
    }
  });

  it('fills every placeholder of every message', () => {
    for (const { app, finding } of findingsWithText()) assert.doesNotMatch(finding.message, /\{\{/, app.name);
  });
});

describe('rules', () => {
  for (const rule of rules) {
    describe(rule.id, () => {
      it('has a test file', () => assert.ok(existsSync(testFile(rule)), testFile(rule)));
      it('is fixable if and only if it has a fix', () => assert.equal(rule.fixable !== 'no', rule.fix !== undefined));
      it('says in sentences what it finds, why and what to do', () => checkTexts(rule));
      it('is no newer than the product', () => assert.ok(compareVersions(rule.since, version) <= 0, rule.since));
      for (const id of Object.keys(rule.messages)) {
        it(`has an example or a test of the message "${id}"`, () => {
          assert.ok(isShown(rule, id) || isTested(rule, id), 'no example of a page and no test brings it about');
        });
      }
    });
  }
});

function checkTexts({ summary, why, remedy, messages }: Rule): void {
  for (const text of [summary, why, remedy, ...Object.values(messages)]) {
    assert.match(text, /[.…]$/, `"${text}" does not end in a full stop`);
    assert.doesNotMatch(text, /\b(?:issue|problem|violation)s?\b/i, `"${text}": the word is "finding"`);
  }
  assert.doesNotMatch(summary, /\. /, `"${summary}" is more than one sentence`);
}

function isShown(rule: Rule, messageId: string): boolean {
  return findingsWithText().some(({ finding }) => finding.rule === rule.id && finding.messageId === messageId);
}

/** Tests write messages out, so a message's fixed parts stand in its rule's test file, in order and on one line. */
function isTested(rule: Rule, messageId: string): boolean {
  const parts = (rule.messages[messageId] ?? '').split(/\{\{\w+\}\}/);
  const pattern = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+');
  return existsSync(testFile(rule)) && new RegExp(pattern).test(readFileSync(testFile(rule), 'utf8'));
}

function testFile(rule: Rule): string {
  return join(repositoryRoot, 'test/rules', `${rule.id}.test.ts`);
}

function compareVersions(a: string, b: string): number {
  const [left = [], right = []] = [a, b].map((text) => text.split('.').map(Number));
  const index = left.findIndex((part, at) => part !== right[at]);
  return index < 0 ? 0 : (left[index] ?? 0) - (right[index] ?? 0);
}
