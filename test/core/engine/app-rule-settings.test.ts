import assert from 'node:assert/strict';
import type { Configuration } from '../../../server/src/core/settings/schema';
import store from '../../../server/src/rules/06-processes/no-memory-backed-store';
import { analyze, findingsOf } from '../../support/analyze';

const LIMIT = "import rateLimit from 'express-rate-limit';\nexport const limit = rateLimit();\n";
const FILES = {
  'package.json': '{ "private": true, "dependencies": { "express": "5", "express-rate-limit": "8" } }',
  'src/limit.ts': LIMIT,
  'src/other.ts': LIMIT,
};

function found(configuration: Configuration): string[] {
  return findingsOf(analyze(FILES, { rules: [store], configuration })).map(
    ({ file, severity }) => `${file} ${severity}`,
  );
}

describe('settings of cross-file rules', () => {
  it('hold where the finding stands, when the rule is on for one file only', () => {
    const overrides = [{ files: ['src/limit.ts'], rules: { [store.id]: 'error' as const } }];
    assert.deepEqual(found({ rules: { [store.id]: 'off' }, overrides }), ['src/limit.ts error']);
  });

  it('hold where the finding stands, when the rule is off for one file only', () => {
    const overrides = [{ files: ['src/limit.ts'], rules: { [store.id]: 'off' as const } }];
    assert.deepEqual(found({ overrides }), ['src/other.ts info']);
  });

  it('do not depend on what holds for the manifest', () => {
    const overrides = [{ files: ['package.json'], rules: { [store.id]: 'off' as const } }];
    assert.deepEqual(found({ overrides }), ['src/limit.ts info', 'src/other.ts info']);
  });

  it('switch the rule off altogether', () => {
    assert.deepEqual(found({ rules: { [store.id]: 'off' } }), []);
  });
});
