import assert from 'node:assert/strict';
import { splitShell } from '../../../server/src/core/documents/shell/split';
import { loopbackCommandOf } from '../../../server/src/core/knowledge/bind-hosts';
import { resourceKindOf } from '../../../server/src/core/knowledge/cloud-resources';
import { ownHostClass } from '../../../server/src/core/knowledge/own-addresses';
import { exposedSecret } from '../../../server/src/core/knowledge/public-prefixes';
import { endpointOffsets, namesAddress, readEndpoint } from '../../../server/src/core/knowledge/service-endpoints';

describe('service endpoints', () => {
  for (const [text, expected] of Object.entries({
    'db.acme.io': 'db.acme.io host public',
    'db.acme.io:5432': 'db.acme.io host public',
    'https://user@search.acme.io:9200/x?y=1': 'search.acme.io url public',
    'http://10.0.0.4:8080/orders': '10.0.0.4 url private',
    localhost: 'localhost host local',
    '::1': '::1 host local',
    redis: 'redis host label',
    'http://users:3000': 'users url label',
    'https://billing.staging.acme.io': 'billing.staging.acme.io url deploy',
    'https://cdn.lr-in-prod.com': 'cdn.lr-in-prod.com url public',
  })) {
    it(text, () => {
      const found = readEndpoint(text);
      assert.equal(found && `${found.host} ${found.form} ${found.place}`, expected);
    });
  }

  for (const text of ['postgres://db/app', '/tmp/redis.sock', 'db.example.com', 'two words', '', 'a=b', '.internal']) {
    it(`nothing in ${JSON.stringify(text)}`, () => assert.equal(readEndpoint(text), undefined));
  }

  it('finds hosts of one deploy in a text', () => {
    const text = "a('https://api.acme.io'); b('http://10.1.2.3/'); c('x.rds.amazonaws.com'); d('endsWith(.internal)');";
    assert.deepEqual(
      endpointOffsets(text).map((offset) => text.slice(offset, offset + 8)),
      ['http://1', 'x.rds.am'],
    );
  });

  it('tells names of addresses from lists of who may call', () => {
    for (const name of ['dbHost', 'BROKER_URL', 'contactNode', 'apiEndpoint']) assert.ok(namesAddress(name), name);
    for (const name of ['version', 'allowedHosts', 'blockedUrls', 'trustedServers'])
      assert.ok(!namesAddress(name), name);
  });
});

describe('commands that listen on loopback', () => {
  for (const [text, expected] of Object.entries({
    'next start -H localhost': 'next start localhost',
    'next start --hostname=127.0.0.1 -p 3000': 'next start 127.0.0.1',
    'npx vite preview --port 80': 'vite preview by default',
    'json-server db.json': 'json-server by default',
    'next start': undefined,
    'next start -H 0.0.0.0': undefined,
    'vite preview --host': undefined,
    'vite preview --host 0.0.0.0': undefined,
    'next start -H $HOST': undefined,
    'vite build': undefined,
    'node server.js --host localhost': undefined,
  })) {
    it(text, () => {
      const [command] = splitShell(text);
      const found = command && loopbackCommandOf(command);
      assert.equal(found && `${found.label} ${found.host ?? 'by default'}`, expected);
    });
  }
});

describe('cloud resources', () => {
  it('needs an account or project that is nobody’s sample', () => {
    assert.equal(resourceKindOf('arn:aws:sqs:eu-west-1:482917360518:q'), 'AWS resource');
    assert.equal(resourceKindOf('projects/acme-prod-1/topics/paid'), 'Google Cloud resource');
    for (const text of [
      'arn:aws:sqs:eu-west-1:123456789012:q',
      'arn:aws:iam::aws:policy/X',
      'projects/my-project/topics/paid',
      'projects/acme-prod-1/readme/paid',
      'https://devstoreaccount1.blob.core.windows.net/x',
    ]) {
      assert.equal(resourceKindOf(text), undefined, text);
    }
  });
});

describe('own addresses', () => {
  it('takes URLs, and plain domains for cookies', () => {
    assert.equal(ownHostClass('https://app.acme.io', false), 'public');
    assert.equal(ownHostClass('.acme.io', true), 'public');
    for (const text of [
      'http://localhost:3000',
      'https://app.example.com',
      'https://accounts.google.com/o',
      '*',
      '/a',
    ]) {
      assert.equal(ownHostClass(text, false), undefined, text);
    }
  });
});

describe('names that are published', () => {
  for (const [name, expected] of Object.entries({
    NEXT_PUBLIC_SESSION_SECRET: 'secret',
    VITE_DB_PASSWORD: 'secret',
    REACT_APP_PRIVATE_KEY: 'secret',
    VITE_SUPABASE_SERVICE_ROLE: 'secret',
    NEXT_PUBLIC_DATABASE_URL: 'secret',
    NEXT_PUBLIC_AWS_SECRET_ACCESS_KEY: 'secret',
    NEXT_PUBLIC_WEB3FORMS_ACCESS_KEY: 'perhaps',
    VITE_MAPS_API_KEY: 'perhaps',
    VITE_MAPBOX_TOKEN: 'perhaps',
    NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY: undefined,
    NEXT_PUBLIC_SUPABASE_ANON_KEY: undefined,
    NEXT_PUBLIC_SENTRY_DSN: undefined,
    NEXT_PUBLIC_API_URL: undefined,
    VITE_ENABLE_PASSWORD: undefined,
    SESSION_SECRET: undefined,
  })) {
    it(name, () => assert.equal(exposedSecret(name), expected));
  }
});
