import assert from 'node:assert/strict';
import { suspiciousParts } from '../../server/src/cli/reporters/mask-lines';

/** A password as people make one up: words and a digit, which no look at its shape tells from a name. */
const secret = ['Hunter2', 'Canary'].join('');

describe('secrets in lines', () => {
  for (const line of [
    `web: DB_PASSWORD=${secret} node server.js`,
    `    command: DB_PASSWORD=${secret} node server.js`,
    `    "start": "DB_PASSWORD=${secret} node server.js"`,
    `CMD ["node", "server.js", "--password", "${secret}"]`,
    `    command: ["node", "--password", "${secret}"]`,
    `sh -c "node server.js --api-key '${secret}'"`,
    `RUN node server.js --password=${secret}`,
  ]) {
    it(`are hidden by the name before them: ${line.replace(secret, '…').trim()}`, () => {
      const hidden = suspiciousParts(line, { start: 0, end: line.length });
      const start = line.indexOf(secret);
      assert.ok(hidden.some((part) => part.start <= start && part.end >= start + secret.length));
    });
  }
});
