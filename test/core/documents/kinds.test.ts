import assert from 'node:assert/strict';
import { kindOf } from '../../../server/src/core/documents/kinds';

describe('the kind of a file', () => {
  it('is that of an env file for examples under any usual name', () => {
    for (const name of ['.env', '.env.local', 'env.example', '.env-sample', 'env_template.prod', 'example.env']) {
      assert.equal(kindOf(`apps/a/${name}`), 'dotenv', name);
    }
  });

  it('is that of a text for programs without an extension', () => {
    for (const path of ['bin/release', 'packages/api/scripts/env-check', '.husky/pre-commit']) {
      assert.equal(kindOf(path), 'text', path);
    }
    assert.equal(kindOf('src/binary'), undefined);
  });

  it('is not that of an env file for texts about one', () => {
    for (const name of [
      'env.example.md',
      'env-example-drift.md',
      '.env.json',
      'env.sample.yml',
      '.env.example.py',
      '.env.license',
    ]) {
      assert.notEqual(kindOf(`docs/${name}`), 'dotenv', name);
    }
  });
});
