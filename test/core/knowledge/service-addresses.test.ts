import assert from 'node:assert/strict';
import { HOLE } from '../../../server/src/core/knowledge/connection-string';
import {
  addressOffsets,
  mayHoldAddress,
  readServiceAddress,
} from '../../../server/src/core/knowledge/service-addresses';

const secret = ['q7Zt', 'R2vX'].join('');

function read(text: string): string {
  const found = readServiceAddress(text);
  return found === undefined ? 'none' : `${found.place}${found.hasPassword ? ' with password' : ''}`;
}

describe('the address of a backing service', () => {
  for (const [text, expected] of [
    [`postgres://app:${secret}@db.acme.io/orders`, 'fixed with password'],
    ['postgres://db.acme.io/orders', 'fixed'],
    ['redis://10.0.3.7:6379', 'fixed'],
    ['amqp://queue:5672', 'label'],
    ['mongodb://localhost:27017/app', 'local'],
    [`redis://:${secret}@127.0.0.1`, 'local with password'],
    ['postgres://app:password@db.acme.io/orders', 'fixed'],
    [`postgres://app:\${PASSWORD}@db.acme.io/orders`, 'fixed'],
    [`postgres://app:${secret}@${HOLE}/orders`, 'unknown with password'],
    [`postgres://${HOLE}:${HOLE}@${HOLE}/orders`, 'none'],
    ['postgres://USER:PASSWORD@HOST:5432/DATABASE', 'none'],
    ['redis://cache.example.com', 'none'],
    ['postgres://', 'none'],
    ['ftp://ftp.gnu.org/gnu', 'none'],
    [`sftp://app:${secret}@files.acme.io`, 'fixed with password'],
    ['https://api.acme.io', 'none'],
    [`Server=tcp:orders.database.windows.net;User Id=app;Password=${secret};`, 'fixed with password'],
    [`Server=localhost;Password=${secret};`, 'none'],
    [`Password=${secret}`, 'none'],
    ['postgres://app:pa$$w0rd-9x@db.acme.io/orders', 'fixed with password'],
  ] as const) {
    it(`${text.replace(secret, '…')} is ${expected}`, () => assert.equal(read(text), expected));
  }

  it('is looked for at the beginning of a word', () => {
    assert.deepEqual(addressOffsets('a postgres://b and xpostgres://c, jdbc:mysql://d; Password=e'), [2, 34, 50]);
    assert.ok(mayHoldAddress('"REDISS://x"') && !mayHoldAddress('https://x'));
  });
});
