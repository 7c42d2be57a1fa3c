import assert from 'node:assert/strict';
import { type ParseError, parse } from 'jsonc-parser';
import { CONFIGURATION_TEMPLATE } from '../../client/src/configuration-template';
import { readConfiguration } from '../../server/src/core/settings/schema';
import { rules } from '../../server/src/rules';

const known = new Set(rules.map(({ id }) => id));

function check(text: string): void {
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { allowTrailingComma: true });
  assert.deepEqual(errors, []);
  assert.deepEqual(readConfiguration(value, known), { ok: true, configuration: value });
}

describe('a new configuration file', () => {
  it('is valid as it is', () => check(CONFIGURATION_TEMPLATE));

  it('is valid with every example switched on', () => {
    const switchedOn = CONFIGURATION_TEMPLATE.replace(/^( +)\/\/ (?=["{])(?!"strict")/gm, '$1');
    assert.ok(switchedOn.includes('\n  "configModule"'));
    check(switchedOn);
  });
});
