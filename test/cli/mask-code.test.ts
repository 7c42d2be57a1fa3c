import assert from 'node:assert/strict';
import { codeLiterals } from '../../server/src/cli/reporters/mask-code';
import { isMixed } from '../../server/src/cli/reporters/mask-lines';

/** A password as people make one up. */
const secret = ['Hunter2', 'Canary'].join('');

describe('secrets in code', () => {
  for (const code of [
    `run('--password', '${secret}');`,
    `env.set('DB_PASSWORD', '${secret}');`,
    `spawn('x', ['--api-key', '${secret}']);`,
  ]) {
    it(`are hidden by the text before them: ${code.replace(secret, '…')}`, () => {
      const literal = codeLiterals('a.ts', code).find(({ span }) => code.slice(span.start, span.end) === secret);
      assert.equal(literal?.isSuspicious, true);
    });
  }

  const random = ['Qz81', 'LeAk7m'].join('');
  for (const code of [
    `fetch('https://api.example.com/v1?api_key=${random}');`,
    `exec('curl -u admin:${random} https://x.test');`,
    `exec('PGPASSWORD=${random} psql');`,
    `login('admin', '${random}');`,
    `const list = ['${random}'];`,
    `check(/${random}/);`,
  ]) {
    it(`are hidden inside of a literal: ${code.replace(random, '…')}`, () => {
      const literal = codeLiterals('a.ts', code).find(({ span }) => code.slice(span.start, span.end).includes(random));
      assert.equal(literal?.isSuspicious, true);
    });
  }

  it('are not seen in names of people', () => {
    for (const word of ['Utf8Array', 'apiV1Router', 'sha256sum', 'base64Encode', 'ES2022Module'])
      assert.equal(isMixed(word), false, word);
  });
});
