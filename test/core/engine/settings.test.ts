import assert from 'node:assert/strict';
import { createRegistry } from '../../../server/src/core/engine/registry';
import type { Rule } from '../../../server/src/core/rule/define-rule';
import { type ConfigurationFile, Settings } from '../../../server/src/core/settings/resolve';
import { type Configuration, readConfiguration } from '../../../server/src/core/settings/schema';
import fallback from '../../../server/src/rules/03-config/no-secret-fallback';
import port from '../../../server/src/rules/07-port-binding/no-hardcoded-port';

const strict: Rule = { ...port, id: 'logs/strict', preset: 'strict' };
const secret: Rule = { ...port, id: 'config/secret', secret: true };
const registry = createRegistry([port, strict, secret], []);
const RULE = port.id;

const settings = (editor: Configuration, files: readonly ConfigurationFile[] = []): Settings =>
  new Settings({ registry, editor, files });
const file = (directory: string, configuration: Configuration): ConfigurationFile => ({ directory, configuration });

describe('settings', () => {
  it('leave a severity as the rule chose it', () => {
    assert.equal(settings({}).severityOf(RULE, 'a.ts', 'info'), 'info');
    assert.equal(settings({}).severityOf('no/such', 'a.ts', 'info'), 'info');
  });

  it('rule before factor, override before both, the last one that matches', () => {
    const given = settings({
      factors: { 'port-binding': 'hint' },
      rules: { [RULE]: 'error' },
      overrides: [
        { files: ['legacy/**'], rules: { [RULE]: 'warning' } },
        { files: ['legacy/dead/**'], rules: { [RULE]: 'off' } },
        { files: ['legacy/**'], rules: { 'logs/strict': 'error' } },
      ],
    });
    assert.equal(given.severityOf(RULE, 'src/a.ts', 'info'), 'error');
    assert.equal(given.severityOf(RULE, 'legacy/a.ts', 'info'), 'warning');
    assert.equal(given.severityOf(RULE, 'legacy/dead/a.ts', 'info'), 'off');
    assert.equal(given.isEnabled(RULE, 'legacy/dead/a.ts'), false);
  });

  it('factors by slug, number and numeral', () => {
    for (const name of ['port-binding', '7', 'VII', 'vii']) {
      assert.equal(
        settings({ factors: { [name]: 'hint' } } as Configuration).severityOf(RULE, 'a.ts', 'warning'),
        'hint',
        name,
      );
    }
  });

  it('switch rules about secrets off by name only', () => {
    assert.equal(settings({ factors: { config: 'off' } }).severityOf('config/secret', 'a.ts', 'error'), 'error');
    assert.equal(settings({ rules: { 'config/secret': 'off' } }).severityOf('config/secret', 'a.ts', 'error'), 'off');
  });

  it('rules of the strict preset are on there, or by name', () => {
    assert.equal(settings({}).isEnabled('logs/strict', 'a.ts'), false);
    assert.equal(settings({ preset: 'strict' }).isEnabled('logs/strict', 'a.ts'), true);
    assert.equal(settings({ rules: { 'logs/strict': 'warning' } }).isEnabled('logs/strict', 'a.ts'), true);
  });

  it('the nearest file wins, and any file over the editor', () => {
    const given = settings({ rules: { [RULE]: 'off' } }, [
      file('', { rules: { [RULE]: 'error' } }),
      file('apps/api', { rules: { [RULE]: 'hint' } }),
    ]);
    assert.equal(given.severityOf(RULE, 'a.ts', 'warning'), 'error');
    assert.equal(given.severityOf(RULE, 'apps/api/a.ts', 'warning'), 'hint');
    assert.equal(given.severityOf(RULE, 'apps/api-tools/a.ts', 'warning'), 'error');
  });

  it('globs are relative to the file that holds them', () => {
    const given = settings({}, [
      file('apps/api', { ignore: ['legacy/**'], overrides: [{ files: ['bin/**'], role: 'service' }] }),
    ]);
    assert.equal(given.isIgnored('apps/api/legacy/a.ts'), true);
    assert.equal(given.isIgnored('legacy/a.ts'), false);
    assert.equal(given.roleOf('apps/api/bin/a.ts'), 'service');
    assert.equal(given.roleOf('bin/a.ts'), undefined);
  });

  it('suppressions are allowed without a reason unless somebody says otherwise', () => {
    assert.deepEqual(settings({}).suppressionsFor('a.ts'), { allow: true, requireReason: false });
    assert.deepEqual(settings({ suppressions: { requireReason: true } }).suppressionsFor('a.ts'), {
      allow: true,
      requireReason: true,
    });
  });
});

describe('options of rules in a configuration', () => {
  const known = createRegistry([fallback], []).knownRules;
  const withOptions = (options: Record<string, unknown>): string | undefined => {
    const result = readConfiguration({ rules: { 'config/no-secret-fallback': ['warning', options] } }, known);
    return result.ok ? undefined : result.problem;
  };

  it('are taken as the rule has them', () => {
    assert.equal(withOptions({ allow: ['DEV_*'] }), undefined);
  });

  it('are refused with the name of what is wrong', () => {
    assert.match(withOptions({ alow: ['DEV_*'] }) ?? '', /^"rules\.config\/no-secret-fallback": .*alow/);
    assert.match(withOptions({ allow: 'DEV_*' }) ?? '', /"allow": expected a list, found a text/);
    assert.match(withOptions({ allowPatterns: ['('] }) ?? '', /"allowPatterns\[0\]": /);
  });
});
