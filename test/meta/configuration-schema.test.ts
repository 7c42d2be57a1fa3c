import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { repositoryRoot } from '../../server/scripts/repository';
import { readConfiguration } from '../../server/src/core/settings/schema';
import { rules } from '../../server/src/rules';

const known = new Set(rules.map(({ id }) => id));
const [rule = ''] = known;

const VALID: Readonly<Record<string, unknown>> = {
  nothing: {},
  'a preset': { $schema: './configuration.schema.json', preset: 'strict' },
  'a severity of a rule': { rules: { [rule]: 'error' } },
  'factors by slug, number and numeral': { factors: { logs: 'hint', 3: 'error', VII: 'off' } },
  overrides: {
    overrides: [
      { files: ['apps/cli/**'], role: 'cli' },
      { files: ['*.yml'], role: 'production', rules: {} },
    ],
  },
  'lists of names': { secretNames: { allow: ['*_TEMPLATE_ID'], add: ['*_PAT'] }, ignore: ['legacy/**'] },
};

const BROKEN: Readonly<Record<string, unknown>> = {
  'an unknown key': { present: 'strict' },
  'an unknown preset': { preset: 'all' },
  'an unknown rule': { rules: { 'logs/no-such-rule': 'off' } },
  'an unknown severity': { rules: { [rule]: 'fatal' } },
  'an unknown factor': { factors: { XIII: 'off' } },
  'an override without files': { overrides: [{ role: 'cli' }] },
  'an unknown key of an override': { overrides: [{ files: ['bin/**'], roles: 'cli' }] },
  'an unknown key of the suppressions': { suppressions: { requireReasons: true } },
  'an unknown key of the secret names': { secretNames: { alow: ['*_ID'] } },
};

describe('configuration.schema.json', () => {
  const text = readFileSync(join(repositoryRoot, 'server/configuration.schema.json'), 'utf8');
  // VS Code's own keywords are no part of the standard.
  const validate = new Ajv({ strict: false }).compile(JSON.parse(text));

  for (const [what, value] of Object.entries(VALID)) {
    it(`accepts ${what}, as the program does`, () => {
      assert.deepEqual(readConfiguration(value, known), { ok: true, configuration: value });
      assert.ok(validate(value), JSON.stringify(validate.errors));
    });
  }

  for (const [what, value] of Object.entries(BROKEN)) {
    it(`refuses ${what}, as the program does`, () => {
      assert.equal(readConfiguration(value, known).ok, false);
      assert.ok(!validate(value));
    });
  }

  it('accepts the options of every rule with their defaults', () => {
    for (const { id, options } of rules) {
      const value = { rules: { [id]: options === undefined ? 'info' : ['info', options.parse({})] } };
      assert.ok(validate(value), `${id}: ${JSON.stringify(validate.errors)}`);
    }
  });
});
