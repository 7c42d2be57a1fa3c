import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isProse } from '../../../server/src/core/knowledge/prose';
import { isPublicValue } from '../../../server/src/core/knowledge/public-values';
import { classifyValue, isSecretish, type ValueClass } from '../../../server/src/core/knowledge/value-classes';

/** Secrets are joined from pieces, so that no scanner trips on this file. */
const fake = (...parts: string[]) => parts.join('');

const REAL_SECRETS: [value: string, name: string, note: string][] = [
  [fake('hunter2', 'horse'), 'password', 'words and a digit'],
  [fake('Summer', '2024'), 'dbPassword', 'a season'],
  [fake('password', '1234'), 'adminLogin_password', 'a weak one'],
  [fake('P@ss', 'w0rd!'), 'password', 'three classes, one repetition'],
  [fake('Tr0ub4dor', '&3'), 'password', 'leet'],
  [fake('pa$$', 'w0rd-X9'), 'password', 'dollars are no reference'],
  [fake('$ecret', 'Passw0rd'), 'password', 'a dollar in front is none either'],
  [fake('superpass', '99word'), 'password', '"pass" inside hides nothing (secretlint#1117)'],
  [fake('my-secret-', 'k8Jd2mQ0zP'), 'secret', '"secret" inside hides nothing (cc-audit#215)'],
  [fake('example', 'K8sf93kd82Lq'), 'secret', 'begins like an example'],
  [fake('some', 'K8s9f3kd82jfmw'), 'password', 'begins with "some"'],
  [fake('your', 'K8s9f3kd82jfmw'), 'password', 'begins with "your"'],
  [fake('test-', 'Xk29fLq0Zp7'), 'secret', 'begins with "test"'],
  [fake('changeme-', 'a8F3kd02Lz'), 'secret', 'begins with "changeme"'],
  [fake('changePassword', '83k'), 'password', 'begins like a request'],
  [fake('Xk29fLq0Zp7v', '-here'), 'secret', 'ends in "here"'],
  [fake('dGhpcyBpcyBh', 'IHNlY3JldCE5'), 'apiKey', 'base64'],
  [fake('3f2a9c4e7b1d8056', 'af93be17c2d46e08'), 'apiKey', 'hexadecimal'],
  [fake('3f2a9c4e-7b1d-4056-', 'af93-be17c2d46e08'), 'apiKey', 'a UUID as a key'],
  [fake('9b1deb4d3b7d4bad9bdd', '2b0d7b3dcb6d9f0e1a2c'), 'authToken', 'as long as a git hash'],
  [fake('kJhGfDsA', 'qWeRtYzXcV'), 'signingSecret', 'letters only'],
  [fake('wJq8/Kx2+Zp9', 'Lm4nB7vC1dF3gH5jK6lQ'), 'secretAccessKey', 'with slashes'],
  [fake('/a8Fk2Lq9Zp', '3Xv7Bn1M='), 'secretKey', 'a slash in front is no path'],
  [fake('s3cr3t_', 'jwt_k3y_2024!'), 'jwtSecret', 'a readable one'],
  [fake('Server=db;User Id=sa;Password=', 'Str0ngPw'), 'connectionString', 'ADO.NET'],
  [fake('mongodb://app:', 'k3Jd92mQ@db.acme.io/x'), 'connectionString', 'URL'],
];

/** Keyed by class: values which must come out as that whatever name they stand under. */
const CASES: Record<Exclude<ValueClass, 'token' | 'secretish' | 'plain'>, string[]> = {
  empty: ['', '   ', '\n'],
  placeholder: [
    '<password>',
    '<your token>',
    '[PASSWORD]',
    '{password}',
    'your-api-key',
    'YOUR_API_KEY',
    'your_secret_here',
    'yourpassword',
    'somepw',
    'some-password',
    'someSecretToken',
    'token-goes-here',
    'put-your-key-here',
    'ghs_fake0fake1fake2w1xVgkCPL2vk8L52AeEkv',
    'set-youtube-token',
    'insecure-secret-do-not-care',
    'changeme',
    'change-me',
    'change_me',
    'CHANGEME',
    'changeit',
    'changePassword',
    fake('sk-lf-', '1234567890'),
    fake('Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSR', 'Z6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=='),
    'changeRunnerAuthToken',
    'change_db_password',
    'changeme123',
    'ChangeMe123!'.slice(0, 11),
    'replace-me',
    'replace_with_real_token',
    'todo',
    'tbd',
    'example',
    'sample',
    'dummy',
    'fake',
    'test',
    'testing',
    'test123',
    'test-secret',
    'dummy_token',
    'fake-api-key',
    'example-password',
    'foo',
    'bar',
    'baz',
    'foobar',
    'xxx',
    'XXXX',
    'xxxx-xxxx',
    '***',
    '****',
    '...',
    '••••',
    'aaaaaaaa',
    '11111111',
    'abc123',
    '123456',
    '1234567890',
    'abcdefghijklmnop',
    '0123456789abcdef',
    '00000000-0000-0000-0000-000000000000',
    '123e4567-e89b-12d3-a456-426614174000',
    fake('AKIA', 'IOSFODNN7EXAMPLE'),
    fake('wJalrXUtnFEMI/K7MDENG/', 'bPxRfiCYEXAMPLEKEY'),
    fake('sk_', 'live_xxxxxxxxxxxxxxxxxxxxxxxx'),
    fake('gh', 'p_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'),
    fake('gh', 'p_****'),
    'postgresql://USER:PASSWORD@HOST:5432/DATABASE',
    'USER:PASSWORD@HOST',
    'your-super-secret-jwt-key-change-in-production',
    'please-change-me',
    'keyboard cat',
    'not-set',
    'undefined',
    '"changeme"',
    'sk-...',
    'lorem ipsum',
  ],
  reference: [
    '${DB_PASSWORD}',
    '${DB_PASSWORD:-x}',
    '${DB_PASSWORD:?missing}',
    '$DB_PASSWORD',
    '%DB_PASSWORD%',
    '{{ password }}',
    '{{ .Values.password }}',
    '${{ secrets.TOKEN }}',
    '@Password@',
    '@password@',
    'op://vault/item/field',
    'vault:secret/data/app#password',
    'ref+vault://secret/app#/key',
    'arn:aws:secretsmanager:eu-west-1:123456789012:secret:app',
    'encrypted:BHc8Zx',
    'ENC[AES256_GCM,data:abc]',
    '!vault |',
    '/run/secrets/db_password',
    './certs/server.key',
    '../keys/id_rsa',
    '~/.ssh/id_ed25519',
    'file:///etc/ssl/key.pem',
    'C:\\keys\\server.pem',
    'certs/tls.key',
    'process.env.DB_PASSWORD',
    'postgres://${U}:${P}@${H}/db',
    '$(DB_PASSWORD)',
    '__DB_PASSWORD__',
    '<%= password %>',
    '#{Database.Password}#',
    'sm://project/secret',
    'prefix-${VALUE}-suffix',
  ],
  public: [
    fake('pk_', 'live_51H8xYzAbCdEfGhIjKl'),
    'https://0123456789abcdef0123456789abcdef@o1.ingest.sentry.io/42',
    'UA-12345678-1',
    'G-ABCDEF1234',
    'GTM-ABC123',
    fake('pk.', 'eyJ1IjoiYWNtZSJ9.abc-def'),
    'data:image/png;base64,iVBORw0KGgoAAAANSUhEUg',
    '-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOC\n-----END PUBLIC KEY-----',
    '-----BEGIN CERTIFICATE-----\nMIIBIjAN\n-----END CERTIFICATE-----',
    'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI me@host',
  ],
  prose: [
    'Enter your password',
    'Password must contain 8 characters',
    'Forgot password?',
    'Mot de passe oublié',
    '密码',
    'Das Passwort ist falsch',
    'Invalid token.',
    "The user's password can't be empty",
    '[id="password"]',
    'input[type=password]',
    '[data-testid="password-input"]',
    '//input[@name="password"]',
    '#password-field',
    '.password-input',
    '--password-color',
    '/v1/reset-password',
    '/auth/reset-password/:token',
    'auth/invalid-password',
    'api/v2/users/password',
    'reset_password_token',
    'reset-password',
    'resetPasswordToken',
    'RESET_PASSWORD',
    'errors.password.invalid',
    'user:read:token',
    'read:user',
    'passwordResetTemplate',
    'jwtMtlsXhr'.slice(0, 7),
    'client_secret_basic',
    'client_secret_post',
    'refresh_token',
    'authorization_code',
    'urn:ietf:params:oauth'.slice(4),
    'private_key_jwt',
    'self_signed_tls_client_auth',
    'access-token',
    'x-api-key',
    'Authorization',
    'AccessTokenExpiredError',
    'ACCESS_TOKEN',
    'password',
    'secret',
    'token',
    'aes-256-gcm',
    'RS256',
    'sha256',
    'us-east-1',
    'text-embedding-3-small',
    'gpt-4-turbo',
    'ecdsa',
    'OAuth2PasswordBearer',
    'user.password.reset.v2',
    'step-2-password',
    'dashboard/settings/api-keys',
    'Bearer token required',
  ],
};

describe('classifyValue', () => {
  for (const [kind, all] of Object.entries(CASES)) {
    describe(kind, () => {
      for (const value of all) {
        it(JSON.stringify(value).slice(0, 60), () => {
          const found = classifyValue(value);
          assert.ok(found === kind || (kind === 'prose' && ['placeholder', 'reference'].includes(found)), found);
        });
        it(`${JSON.stringify(value).slice(0, 60)} is no secret`, () => {
          for (const name of ['password', 'secret', 'token', 'apiKey'] as const) {
            assert.ok(!['secretish', 'token'].includes(classifyValue(value, name)), classifyValue(value, name));
          }
          for (const secret of ['password', 'secret', 'token', 'key', 'credentials'] as const) {
            assert.ok(kind === 'public' || !isSecretish(value, secret));
          }
        });
      }
    });
  }

  describe('secrets that an over-broad filter would hide', () => {
    for (const [value, name, note] of REAL_SECRETS)
      it(note, () => assert.equal(classifyValue(value, name), 'secretish'));
  });

  describe('plain values', () => {
    for (const value of [
      '5432',
      '3000ms',
      '10.0.0.1',
      '1.2.3',
      '2024-01-01',
      'https://api.acme.io/v1/token?x=1',
      '@scope/pkg@1.2.3',
      'mixin:@acme/prebuffer-mixin',
      'border-transparent bg-purple-50 text-purple-700 hover:bg-purple-100 dark:bg-purple-900/30',
      '#gcs-credentials',
      '@acme/token-store',
      'me@acme.io',
      '#ff00aa',
      '/^[a-z]+$/i',
      'rgba(0,0,0,.5)',
      'text/html; charset=utf-8',
    ]) {
      it(value, () => {
        for (const name of ['password', 'token'] as const)
          assert.ok(!['secretish', 'token'].includes(classifyValue(value, name)));
      });
    }
  });

  it('knows routes with parameters', () => {
    assert.equal(
      classifyValue('/switch-psp/:credentialId/credentials-with-gateway-check', 'credentialsWithGatewayCheck'),
      'reference',
    );
  });

  it('knows what says of itself that it is none', () => {
    assert.equal(classifyValue('not-a-real-key', 'private_key'), 'placeholder');
    assert.equal(classifyValue('this is not used', 'token'), 'placeholder');
    assert.equal(classifyValue('a-long-secret-for-tests-only', 'session_secret'), 'placeholder');
  });

  it('knows stand-ins by their own key name', () => {
    assert.equal(classifyValue('password', 'DB_PASSWORD'), 'placeholder');
    assert.equal(classifyValue('jwtsecret', 'JWT_SECRET'), 'placeholder');
    assert.equal(classifyValue('jwt-secret', 'jwtSecret'), 'placeholder');
    assert.notEqual(classifyValue(fake('password', '99x'), 'DB_PASSWORD'), 'placeholder');
  });

  describe('names with a version or a year behind them', () => {
    for (const [value, name] of [
      ['RefreshToken2024', 'refreshToken'],
      ['refresh_token_2024', 'refreshToken'],
      ['RefreshToken2024', 'token'],
      ['AccessTokenV2', 'token'],
      ['ClientSecret2024', 'clientSecret'],
      ['MasterApiKey2', 'apiKey'],
      ['ResetPassword1', 'password'],
      ['ForgotPassword2024', 'password'],
      ['PasswordPolicy2024', 'password'],
      ['TokenType12', 'token'],
      ['SecretKind2024', 'secret'],
    ] as const) {
      it(`${value} is no ${name}`, () => {
        assert.ok(!['secretish', 'token'].includes(classifyValue(value, name)), classifyValue(value, name));
      });
    }

    for (const [value, name] of [
      [fake('Summer', '2024!'), 'password'],
      [fake('Summer', '2024'), 'password'],
      [fake('Password', '1234'), 'password'],
      [fake('Admin', 'Password2024'), 'adminPassword'],
      [fake('Super', 'Secret2024'), 'jwtSecret'],
      [fake('Winter', 'Horse2024'), 'clientSecret'],
      [fake('Refresh', 'Tkn8kXz2024'), 'refreshToken'],
    ] as const) {
      it(`${value.length} characters made up for ${name} are secret`, () => {
        assert.equal(classifyValue(value, name), 'secretish');
      });
    }
  });

  it('judges digests and identifiers by the name', () => {
    const uuid = '3f2a9c4e-7b1d-4056-af93-be17c2d46e08';
    const sha = '9b1deb4d3b7d4bad9bdd2b0d7b3dcb6d9f0e1a2c';
    for (const value of [
      uuid,
      sha,
      'sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC',
      'sha256:'.concat('9b1deb4d'.repeat(8)),
    ]) {
      assert.equal(classifyValue(value), 'public');
      assert.equal(classifyValue(value, 'tenantId'), 'public');
    }
    assert.equal(isPublicValue('whatever-1234', 'algoliaSearchApiKey'), true);
    assert.equal(isPublicValue('whatever-1234', 'segmentWriteKey'), true);
    assert.equal(isPublicValue('whatever-1234', 'SEGMENT_API_KEY'), true);
    assert.equal(isPublicValue('whatever-1234', 'x-algolia-api-key'), true);
    assert.equal(isPublicValue('whatever-1234', 'ALGOLIA_ADMIN_API_KEY'), false);
    assert.equal(isPublicValue('public_' + '12a1yekATNiLj4VVnREZ8c7L'), true);
    assert.equal(isPublicValue('whatever-1234', 'POSTHOG_PERSONAL_API_KEY'), false);
    assert.equal(isPublicValue('EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v', 'allowedTokens'), true);
    assert.equal(isPublicValue('EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v', 'apiKey'), false);
    assert.equal(isPublicValue('whatever-1234', 'apiKey'), false);
  });

  it('asks a connection string for its password', () => {
    assert.equal(isSecretish('postgres://localhost:5432/app', 'connection-string'), false);
    assert.equal(isSecretish('postgres://app:${PW}@db/app', 'connection-string'), false);
    assert.equal(isSecretish('postgres://user:password@db/app', 'connection-string'), false);
    assert.equal(isSecretish(fake('postgres://app:', 'x9KdLq@db/app'), 'connection-string'), true);
    assert.equal(isSecretish('postgres://app:\uFFFC@db/app', 'connection-string'), false);
  });

  it('never throws and takes little time on hostile text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (value, name) => void classifyValue(value, name)),
      { numRuns: 2000 },
    );
    for (const piece of [
      'a',
      'aA',
      'a-',
      '/a',
      '${',
      '{{',
      'xxx',
      '<',
      '[a=',
      '//',
      'eyJ',
      'eyJ.',
      'sk-',
      'sk-a ',
      '-----BEGIN PRIVATE KEY-----',
      ' a',
      'AC',
      ':AA',
      '1.',
      'a@',
      '\uFFFC',
      'é',
      '%',
      '.',
      '*.',
      '"',
    ]) {
      classifyValue(piece.repeat(100_000), 'password');
      classifyValue(piece.repeat(1000), 'password');
      classifyValue(`postgres://${piece.repeat(100_000)}`, 'password');
      classifyValue(`a${piece.repeat(1300)}!`, 'token');
    }
  });
});

describe('isProse', () => {
  it('words with a vowel left out', () => {
    assert.equal(isProse("Parola d'accesso"), true);
    assert.equal(isProse("Code d'authentification"), true);
  });

  for (const value of [
    fake('hunter2', 'horse'),
    'kJhGfDsAqWeRtY',
    'x9KdLq2 p0Lm3nB',
    'qzxkvbnm',
    fake('Summer', '2024'),
    '3f2a9c4e7b1d8056',
  ]) {
    it(`${value} is none`, () => assert.equal(isProse(value), false));
  }
});
