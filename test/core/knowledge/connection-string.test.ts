import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseConnectionString, passwordOfKeyValueString } from '../../../server/src/core/knowledge/connection-string';
import { serviceScheme } from '../../../server/src/core/knowledge/service-schemes';
import type { Span } from '../../../server/src/core/text/span';

function read(value: string): string | undefined {
  const found = parseConnectionString(value);
  if (!found) return undefined;
  const at = (target: Span | undefined) => (target ? value.slice(target.start, target.end) : '-');
  assert.equal(at(found.schemeSpan).toLowerCase(), found.scheme);
  if (found.hostSpan) assert.equal(at(found.hostSpan), found.host);
  if (found.portSpan) assert.equal(at(found.portSpan), found.port);
  if (found.databaseSpan) assert.equal(at(found.databaseSpan), found.database);
  return [
    found.scheme,
    at(found.username),
    at(found.password),
    found.host ?? '-',
    found.port ?? '-',
    found.database ?? '-',
  ].join(' ');
}

describe('parseConnectionString', () => {
  const cases: [string, string | undefined][] = [
    ['postgres://u:p@db:5432/app?ssl=true', 'postgres u p db 5432 app'],
    ['postgresql://db/app', 'postgresql - - db - app'],
    ['POSTGRES://u@db', 'postgres u - db - -'],
    ['redis://:p@cache:6379/0', 'redis  p cache 6379 0'],
    ['rediss://default:p@x.upstash.io:6380', 'rediss default p x.upstash.io 6380 -'],
    ['mongodb+srv://u:p@c0.mongodb.net/app', 'mongodb+srv u p c0.mongodb.net - app'],
    ['mongodb://u:p@a:1,b:2/app', 'mongodb u p a 1 app'],
    ['amqp://guest:guest@localhost', 'amqp guest guest localhost - -'],
    ['amqp://u:p@h/%2f', 'amqp u p h - %2f'],
    ['postgres://u:p@ss@db/app', 'postgres u p@ss db - app'],
    ['postgres://u:p/ss@db/app', 'postgres u p/ss db - app'],
    ['postgres://db:5432/a@b', 'postgres - - db 5432 a@b'],
    ['postgres://u:p@[::1]:5432/x', 'postgres u p ::1 5432 x'],
    ['jdbc:postgresql://db:5432/app?user=u&password=p', 'jdbc:postgresql u p db 5432 app'],
    ['jdbc:sqlserver://db:1433;databaseName=app;user=sa;password=p', 'jdbc:sqlserver sa p db 1433 app'],
    ['sqlserver://db:1433;database=app;user=sa;password=p', 'sqlserver sa p db 1433 app'],
    ['postgres://\uFFFC:\uFFFC@\uFFFC:5432/\uFFFC', 'postgres \uFFFC \uFFFC \uFFFC 5432 \uFFFC'],
    ['postgres://u:p@db/\uFFFC', 'postgres u p db - \uFFFC'],
    ['smtp://u:p@mail:587', 'smtp u p mail 587 -'],
    ['postgres:///app?host=/tmp', 'postgres - - - - app'],
    ['postgres://', undefined],
    ['postgres:', undefined],
    ['https://u:p@host', undefined],
    ['see postgres://u:p@h', undefined],
    ['constructor://x', undefined],
    ['', undefined],
  ];
  for (const [value, expected] of cases) it(JSON.stringify(value), () => assert.equal(read(value), expected));

  it('names the conventional variable', () => {
    const variables = ['postgres', 'mysql', 'redis', 'amqps', 'mongodb', 'jdbc:postgresql'].map(
      (scheme) => serviceScheme(scheme)?.variable,
    );
    assert.deepEqual(variables, [
      'DATABASE_URL',
      'DATABASE_URL',
      'REDIS_URL',
      'AMQP_URL',
      'MONGODB_URI',
      'DATABASE_URL',
    ]);
    assert.equal(serviceScheme('http'), undefined);
  });

  it('finds passwords in key-value strings', () => {
    const find = (value: string) => {
      const at = passwordOfKeyValueString(value);
      return at && value.slice(at.start, at.end);
    };
    assert.equal(find('Server=db;Database=a;User Id=sa;Password=p;Encrypt=true'), 'p');
    assert.equal(find('Server=db;Pwd=p'), 'p');
    assert.equal(find('host=db password=p user=x'), 'p user=x');
    assert.equal(find('Server=db;Trusted_Connection=yes'), undefined);
    assert.equal(find('Password='), undefined);
  });

  it('never throws and keeps its spans inside the value', () => {
    const piece = fc.constantFrom(
      'postgres://',
      'jdbc:',
      ':',
      '@',
      '/',
      '?',
      ';',
      ',',
      '[',
      ']',
      'a',
      '1',
      'password=',
      '&user=',
      '#',
      ' ',
      '\uFFFC',
    );
    const value = fc.array(piece, { maxLength: 14 }).map((parts) => `redis://${parts.join('')}`);
    fc.assert(
      fc.property(fc.oneof(value, fc.string()), (text) => {
        read(text);
        const found = parseConnectionString(text);
        for (const at of [found?.username, found?.password, found?.hostSpan, found?.portSpan, found?.databaseSpan]) {
          assert.ok(!at || (at.start >= 0 && at.start <= at.end && at.end <= text.length));
        }
      }),
      { numRuns: 3000 },
    );
  });
});
