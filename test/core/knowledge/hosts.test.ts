import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type HostClass, hostClass, isVersionContext } from '../../../server/src/core/knowledge/hosts';

const HOSTS: Record<HostClass, string> = {
  local:
    'localhost LOCALHOST localhost. app.localhost 127.0.0.1 127.8.8.8 ::1 [::1] 0.0.0.0 0.1.2.3 :: host.docker.internal my-mac.local',
  documentation:
    'example.com api.example.com example.org db.example a.test b.invalid 192.0.2.1 198.51.100.7 203.0.113.9 2001:db8::1 HOST DB_HOST your-domain.com api.yourdomain.com <host>',
  private:
    '10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 100.64.0.1 fd00::1 fe80::1 db.internal api.default.svc api.default.svc.cluster.local dc1.corp nas.lan redis postgres db-primary ::ffff:10.0.0.1',
  deploy:
    'x.abc.eu-west-1.rds.amazonaws.com x.cache.amazonaws.com cluster0.abc.mongodb.net staging-api.acme.io api-staging.acme.io staging.acme.io prod-db.acme.io db.prod.acme.io acme.herokuapp.com 34.120.8.1 172.32.0.1',
  public:
    'api.stripe.com api.github.com accounts.google.com dev.to dev.azure.com developer.mozilla.org 8.8.8.8 1.1.1.1 169.254.169.254 255.255.255.255 2.5.4.3 metadata.google.internal 239.1.1.1 ${HOST} \uFFFC test.pypi.org.foo',
};

describe('hostClass', () => {
  for (const [kind, hosts] of Object.entries(HOSTS)) {
    for (const host of hosts.split(' ')) it(`${host}: ${kind}`, () => assert.equal(hostClass(host), kind));
  }
  it('takes a compose service for local', () => assert.equal(hostClass('redis', new Set(['redis'])), 'local'));
  it('reads what is static', () => {
    assert.equal(hostClass('\uFFFC.rds.amazonaws.com'), 'deploy');
    assert.equal(hostClass(''), 'public');
  });
  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (host) => void hostClass(host)));
    for (const piece of ['a.', '1.', '-', ':', 'a-', '<']) hostClass(piece.repeat(50_000));
  });
});

describe('isVersionContext', () => {
  for (const name of ['version', 'appVersion', 'MIN_VERSION', 'fileVersion', 'oid', 'releaseNumber'.slice(0, 7)])
    it(name, () => assert.equal(isVersionContext(name), true));
  for (const name of ['host', 'conversion', 'serverAddress'])
    it(`not ${name}`, () => assert.equal(isVersionContext(name), false));
});
