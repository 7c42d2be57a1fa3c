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

  it('are neither names of modules nor names of variables', () => {
    const code =
      "import x from 'jsonwebtoken';\nconst names = { ApiKey: 'LIVEKIT_API_KEY' };\nconst apiKey = 'LETMEIN';\n";
    const shown = codeLiterals('a.ts', code).map(({ span, isSuspicious }) => [
      code.slice(span.start, span.end),
      isSuspicious,
    ]);
    assert.deepEqual(shown, [
      ['LIVEKIT_API_KEY', false],
      ['LETMEIN', true],
    ]);
  });

  it('are not seen in names of people', () => {
    for (const word of ['Utf8Array', 'apiV1Router', 'sha256sum', 'base64Encode', 'ES2022Module'])
      assert.equal(isMixed(word), false, word);
  });
});
