import assert from 'node:assert/strict';
import fc from 'fast-check';
import { matchesGlob, screamingSnake, splitName, withoutPublicPrefix } from '../../../server/src/core/knowledge/names';

describe('splitName', () => {
  const cases: [string, string][] = [
    ['DB_PASSWORD', 'db password'],
    ['db-password.value', 'db password value'],
    ['dbPassword', 'db password'],
    ['APIKey', 'api key'],
    ['apiKEY', 'api key'],
    ['oauth2Token', 'oauth2 token'],
    ['OAUTH2_TOKEN', 'oauth2 token'],
    ['S3Bucket', 's3 bucket'],
    ['sha256Hash', 'sha256 hash'],
    ['userIDs', 'user ids'],
    ['JWTSecret', 'jwt secret'],
    ['$scope $password', 'scope password'],
    ['x', 'x'],
    ['2fa', '2 fa'],
    ['größeToken', 'größe token'],
    ['', ''],
    ['___', ''],
  ];
  for (const [name, expected] of cases) it(name, () => assert.equal(splitName(name).join(' '), expected));
});

describe('screamingSnake', () => {
  const cases: [string, string][] = [
    ['dbPassword', 'DB_PASSWORD'],
    ['ALREADY_DONE', 'ALREADY_DONE'],
    ['stripe.apiKey', 'STRIPE_API_KEY'],
    ['2fa', '_2_FA'],
    ['clé', 'CLE'],
    ['日本', ''],
  ];
  for (const [name, expected] of cases) it(name, () => assert.equal(screamingSnake(name), expected));
  it('gives a legal name or nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) =>
        assert.match(screamingSnake(name), /^(?:[A-Z_][A-Z0-9_]*)?$/),
      ),
    );
  });
});

describe('matchesGlob', () => {
  it('matches whole names, ignoring case', () => {
    assert.ok(matchesGlob('GITHUB_PAT', '*_pat'));
    assert.ok(matchesGlob('A_TEMPLATE_ID', '*_TEMPLATE_ID'));
    assert.ok(matchesGlob('abc', 'a?c'));
    assert.ok(matchesGlob('a.b', 'a.b'));
    assert.ok(!matchesGlob('axb', 'a.b'));
    assert.ok(!matchesGlob('GITHUB_PATH', '*_PAT'));
    assert.ok(!matchesGlob('', '?'));
    assert.ok(matchesGlob('', '*'));
  });
  it('survives hostile patterns', () => assert.ok(!matchesGlob('a'.repeat(5000), `${'*a'.repeat(500)}b`)));
});

describe('withoutPublicPrefix', () => {
  it('cuts a framework prefix', () => {
    assert.equal(withoutPublicPrefix('NEXT_PUBLIC_DB_PASSWORD'), 'DB_PASSWORD');
    assert.equal(withoutPublicPrefix('DB_PASSWORD'), 'DB_PASSWORD');
  });
});
