import assert from 'node:assert/strict';
import { codeLiterals } from '../../server/src/cli/reporters/mask-code';

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
});
