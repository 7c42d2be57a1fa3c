import assert from 'node:assert/strict';
import fc from 'fast-check';
import { withoutPublicPrefix } from '../../../server/src/core/knowledge/names';
import { isSecretName, secretKind } from '../../../server/src/core/knowledge/secret-names';

const SECRET = `
password passwd pwd pword passphrase secret token apikey api-key api_key apiKey APIKey access-key accessKey private-key privateKey client-secret
clientSecret signing-key signingKey encryption-key encryptionKey credential credentials authToken AUTH_TOKEN webhook-secret webhookSecret jwt
DB_PASSWORD dbPassword dbpassword userPassword DB_PASS smtpPass PASSWORD2 PASSWORD_2 password1 JWT_SECRET jwtSecret jwtsecret SESSION_SECRET
SECRET_KEY_BASE AWS_SECRET_ACCESS_KEY STRIPE_SECRET_KEY SUPABASE_SERVICE_ROLE_KEY oauth2Token OAUTH2_CLIENT_SECRET GITHUB_TOKEN NPM_TOKEN
REFRESH_TOKEN CSRF_SECRET DEFAULT_PASSWORD TEST_PASSWORD ADMIN_PASSWORD PASSWORD_ADMIN TOKEN_GITHUB secretForJwt JWT_SECRET_PROD
JWT_SECRET_V2 SITE_PASSWORD config.db.password $password my.api.key TOKEN_BASE64 PRIVATE_KEY_BASE64 TWILIO_AUTH_TOKEN KEYSTORE_PASS
MYSQL_ROOT_PASSWORD POSTGRES_PASSWORD redis-password googleClientSecret refreshTokenSecret
`;

/** §1.3 and the reports it cites, then names that share words with secrets. */
const HARMLESS = `
GOPRIVATE GOPASS_VERSION tokenizationId monkey author authority keyboard turkey
NPM_TOKEN_FILE DB_PASSWORD_FILE POSTGRES_PASSWORD_FILE SECRET_PATH secret-dir TOKEN_URL tokenUri TOKEN_ENDPOINT secretName SECRET_ID
API_KEY_ID AWS_ACCESS_KEY_ID tokenVersion AUTH_MODE PASSWORD_TYPE secretKind PASSWORD_ENABLED TOKEN_TTL tokenExpiry TOKEN_EXPIRES tokenExpiresIn
JWT_EXPIRES_IN PASSWORD_LENGTH tokenSize JWT_ALG jwtAlgorithm API_KEY_HEADER TOKEN_COOKIE passwordField passwordLabel passwordPlaceholder
PASSWORD_REGEX passwordPattern PASSWORD_POLICY passwordStrength PASSWORD_RESET passwordHint passwordQuestion SSH_AUTH_SOCK SECRET_ARN
TOKEN_ISSUER tokenAudience TOKEN_SCOPE TOKEN_HOST SECRET_PREFIX SECRETS_BUCKET tokenCount TOKEN_LIMIT
PUBLIC_KEY STRIPE_PUBLISHABLE_KEY SUPABASE_ANON_KEY RECAPTCHA_SITE_KEY GA_MEASUREMENT_ID CSRF_TOKEN csrfToken xsrfToken
primaryKey FOREIGN_KEY sortKey partitionKey CACHE_KEY idempotencyKey routingKey keyCode KEYBOARD keyFrame KEYWORD keyUp KEY_DOWN
USER USERNAME DB_USER KEYCLOAK KEYCLOAK_URL API CC NEXT_PUBLIC_TOKEN PUBLIC_API_KEY
NOVU_TEMPLATEID_PASSWORD_RESET EMAIL_TEMPLATE_PASSWORD_RESET RESET_PASSWORD resetPassword forgotPassword changePassword AUTH_RESET_PASSWORD
INVALID_TOKEN WRONG_PASSWORD TOKEN_EXPIRED PASSWORD_REQUIRED getToken hasPassword isSecret createToken pageToken nextPageToken cancelToken
imagePullSecret designTokens maxTokens INJECTION_TOKEN SENTRY_DSN_PUBLIC SECRET_MANAGER secretary secretariat tokenAddress tokenSymbol
bypass COMPASS boardingPass pass DID_PASS KEY_ALIAS cert_file_key_path passwordValidator __proto__ constructor toString
`;

describe('isSecretName', () => {
  for (const name of SECRET.trim().split(/\s+/)) it(`${name} is`, () => assert.equal(isSecretName(name), true));
  for (const name of HARMLESS.trim().split(/\s+/)) it(`${name} is not`, () => assert.equal(isSecretName(name), false));

  it('judges a public variable by the rest of its name', () => {
    assert.equal(isSecretName(withoutPublicPrefix('NEXT_PUBLIC_STRIPE_SECRET')), true);
    assert.equal(isSecretName(withoutPublicPrefix('VITE_API_URL')), false);
  });

  it('takes the user at their word', () => {
    assert.equal(isSecretName('GITHUB_PAT'), false);
    assert.equal(isSecretName('GITHUB_PAT', { add: ['*_PAT'] }), true);
    assert.equal(isSecretName('github_pat', { add: ['*_PAT'] }), true);
    assert.equal(isSecretName('MY_TOKEN', { allow: ['my_*'] }), false);
    assert.equal(isSecretName('MY_TOKEN', { allow: ['my_*'], add: ['*'] }), false);
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (name) => void isSecretName(name)));
    isSecretName('aA'.repeat(100_000));
  });
});

describe('secretKind', () => {
  const cases: [string, string | undefined][] = [
    ['DB_PASSWORD', 'password'],
    ['SMTP_PASS', 'password'],
    ['JWT_SECRET', 'secret'],
    ['GITHUB_TOKEN', 'token'],
    ['STRIPE_API_KEY', 'key'],
    ['gcpCredentials', 'credentials'],
    ['AZURE_STORAGE_CONNECTION_STRING', 'connection-string'],
    ['DATABASE_URL', 'connection-string'],
    ['MYSQL_DSN', 'connection-string'],
    ['SENTRY_DSN', undefined],
    ['API_URL', undefined],
  ];
  for (const [name, kind] of cases) it(`${name}: ${kind}`, () => assert.equal(secretKind(name), kind));
  it('is no secret name where only the value can tell', () => assert.equal(isSecretName('DATABASE_URL'), false));
});
