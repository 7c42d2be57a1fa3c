import assert from 'node:assert/strict';
import { findProviderToken, isPublicJwt } from '../../../server/src/core/knowledge/tokens';

const fake = (...parts: string[]) => parts.join('');
/** Varied and reproducible, so that it passes the entropy gates. */
const random = (length: number, alphabet = 'a7Kq2ZrX9mBwT4sLhV8cNfJ3dGyP6eQ1uR5kWtY0') =>
  Array.from({ length }, (_, index) => alphabet.charAt((((index + 3) ** 3 * 7919) % 1_000_003) % alphabet.length)).join(
    '',
  );
const hex = (length: number) => random(length, '3fa9c41e7b80d256');
const encode = (data: unknown) => Buffer.from(JSON.stringify(data)).toString('base64url');
const jwt = (payload: unknown) => `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(payload)}.${random(43)}`;
const pem = (kind: string, body: string) => fake('-----BEGIN ', kind, '-----\n', body, '\n-----END ', kind, '-----');

const TOKENS: [id: string, token: string][] = [
  ['aws-access-key-id', fake('AK', 'IA', random(16, 'Q7KZ2RXM4BWTSLHV'))],
  ['github-token', fake('gh', 'p_', random(36))],
  ['github-token', fake('github', '_pat_', random(82))],
  ['gitlab-token', fake('gl', 'pat-', random(20))],
  ['slack-token', fake('xo', 'xb-', '812345670912-', random(24))],
  ['slack-webhook', fake('https://hooks.slack', '.com/services/T0', random(8), '/B0', random(8), '/', random(24))],
  ['stripe-key', fake('sk_', 'live_', random(24))],
  ['stripe-webhook-secret', fake('wh', 'sec_', random(32))],
  ['sendgrid-key', fake('S', 'G.', random(22), '.', random(43))],
  ['npm-token', fake('np', 'm_', random(36))],
  ['openai-key', fake('sk', '-proj-', random(48))],
  ['anthropic-key', fake('sk', '-ant-api03-', random(93))],
  ['google-oauth-secret', fake('GOC', 'SPX-', random(28))],
  ['twilio-credentials', fake('A', 'C', hex(32), ':', hex(32).split('').reverse().join(''))],
  ['azure-storage-key', fake('DefaultEndpointsProtocol=https;AccountName=x;Account', 'Key=', random(86), '==')],
  ['telegram-bot-token', fake('812345679', ':A', 'A', random(33))],
  ['jwt', jwt({ sub: 'user-81', role: 'service_role' })],
  ['private-key', pem('RSA PRIVATE KEY', random(64))],
  ['private-key', pem('PRIVATE KEY', random(64)).replaceAll('\n', '\\n')],
];

describe('findProviderToken', () => {
  for (const [id, token] of TOKENS) {
    it(`${id}: ${token.slice(0, 6)}…`, () => {
      assert.equal(findProviderToken(token)?.id, id);
      const inside = findProviderToken(`see "${token}" there`);
      assert.equal(inside?.id, id);
      assert.ok(inside && inside.span.start >= 5 && inside.span.end <= token.length + 5);
    });
  }

  const NONE: [note: string, text: string][] = [
    ['masked', fake('sk_', 'live_xxxxxxxxxxxxxxxxxxxxxxxx')],
    ['counting', fake('gh', 'p_1234567890abcdefghijklmnopqrstuvwxyz')],
    ['Amazon’s sample', fake('AK', 'IAIOSFODNN7EXAMPLE')],
    ['a test key', fake('sk_', 'test_', random(24))],
    ['a class name', 'sk-fading-circle-spinner-large-container'],
    ['inside a word', fake('my', 'sk-', random(40))],
    [
      'jwt.io’s sample',
      `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ sub: '1234567890', name: 'John Doe' })}.${random(43)}`,
    ],
    ['an anonymous key', jwt({ role: 'anon', iss: 'supabase' })],
    ['a header alone', fake('-----BEGIN ', 'PRIVATE KEY-----')],
    ['an elided key', pem('PRIVATE KEY', '...')],
    ['a public key', pem('PUBLIC KEY', random(64))],
    ['a certificate', pem('CERTIFICATE', random(64))],
    ['an account id alone', fake('A', 'C', hex(32))],
    ['a pattern', '^(sk_live_|ghp_)[A-Za-z0-9]{36}$'],
    ['a prefix test', fake('sk_', 'live_')],
  ];
  for (const [note, text] of NONE) it(`not ${note}`, () => assert.equal(findProviderToken(text), undefined));

  it('knows a public JWT', () => {
    assert.equal(isPublicJwt(jwt({ role: 'anon' })), true);
    assert.equal(isPublicJwt(jwt({ role: 'service_role' })), false);
  });

  it('covers a key from header to footer', () => {
    const key = pem('PRIVATE KEY', random(64));
    assert.deepEqual(findProviderToken(`x ${key} y`)?.span, { start: 2, end: 2 + key.length });
  });
});
