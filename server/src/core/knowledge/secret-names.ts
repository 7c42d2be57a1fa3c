/**
 * Does a name promise a secret? Decided by the head noun (`passwordResetUrl` is a URL), by whole words only. Families from
 * BuildKit's SecretsUsedInArgOrEnv and its allow words, gitleaks' allow list, and the reports against both.
 */
import { matchesAnyGlob, splitName } from './names';

export type SecretKind = 'password' | 'secret' | 'token' | 'key' | 'credentials' | 'connection-string';

export interface SecretNameOptions {
  /** Globs of names that are secret whatever their words say, such as `*_PAT`. */
  readonly add?: readonly string[] | undefined;
  /** Globs of names that are never secret; they win over `add`. */
  readonly allow?: readonly string[] | undefined;
}

/**
 * True for the name of a secret. A connection string is one only if it holds a password, which its name cannot tell:
 * ask {@link secretKind} and judge the value. Strip a public prefix first (`withoutPublicPrefix`).
 */
export function isSecretName(name: string, options: SecretNameOptions = {}): boolean {
  const kind = secretKind(name, options);
  return kind !== undefined && kind !== 'connection-string';
}

/** What kind of secret the name promises: each has its own entropy gate. Names of the user's own list are tokens. */
export function secretKind(name: string, options: SecretNameOptions = {}): SecretKind | undefined {
  if (name.length > 200 || matchesAnyGlob(name, options.allow)) return undefined;
  const words = normalise(splitName(name));
  const kind = isHarmless(words) ? undefined : kindOfWords(words, isScreaming(name));
  return kind ?? (matchesAnyGlob(name, options.add) ? 'token' : undefined);
}

/** Final word groups that make a name secret; the last word of each is the head noun. */
export const SECRET_GROUPS: readonly (readonly [group: string, kind: SecretKind])[] = [
  ['password', 'password'],
  ['passwords', 'password'],
  ['passwd', 'password'],
  ['pwd', 'password'],
  ['pword', 'password'],
  ['passphrase', 'password'],
  ['pass phrase', 'password'],
  ['passcode', 'password'],
  ['secret', 'secret'],
  ['secrets', 'secret'],
  ['token', 'token'],
  ['tokens', 'token'],
  ['jwt', 'token'],
  ['api key', 'key'],
  ['api keys', 'key'],
  ['access key', 'key'],
  ['private key', 'key'],
  ['private keys', 'key'],
  ['secret key', 'key'],
  ['secret keys', 'key'],
  ['signing key', 'key'],
  ['encryption key', 'key'],
  ['decryption key', 'key'],
  ['master key', 'key'],
  ['hmac key', 'key'],
  ['aes key', 'key'],
  ['jwt key', 'key'],
  ['service role key', 'key'],
  ['credential', 'credentials'],
  ['credentials', 'credentials'],
  ['creds', 'credentials'],
  ['connection string', 'connection-string'],
  ['conn string', 'connection-string'],
  ['connection uri', 'connection-string'],
  ['connection url', 'connection-string'],
  ['database url', 'connection-string'],
  ['database uri', 'connection-string'],
  ['db url', 'connection-string'],
  ['db uri', 'connection-string'],
  ['dsn', 'connection-string'],
];

/** `PASS` alone is too common a word; after one of these it is a password. */
const PASS_OWNERS = words(
  'db database smtp mail email imap ftp sftp ssh ldap user admin root redis mysql mariadb postgres postgresql pg mongo mongodb mongodump ' +
    'rabbitmq rabbit amqp mqtt mq kafka elastic elasticsearch auth login basic http proxy account sa keystore key cert mailer sql influx neo4j',
);

/** Compounds written as one word, and how to read them. */
const COMPOUNDS: Readonly<Record<string, string>> = {
  apikey: 'api key',
  apikeys: 'api keys',
  apitoken: 'api token',
  apisecret: 'api secret',
  accesskey: 'access key',
  accesstoken: 'access token',
  appsecret: 'app secret',
  authtoken: 'auth token',
  bearertoken: 'bearer token',
  bottoken: 'bot token',
  clientsecret: 'client secret',
  connectionstring: 'connection string',
  connstring: 'conn string',
  connstr: 'conn string',
  encryptionkey: 'encryption key',
  jwtsecret: 'jwt secret',
  jwttoken: 'jwt token',
  masterkey: 'master key',
  privatekey: 'private key',
  refreshtoken: 'refresh token',
  secretkey: 'secret key',
  sessionsecret: 'session secret',
  signingkey: 'signing key',
  signingsecret: 'signing secret',
  webhooksecret: 'webhook secret',
  dburl: 'db url',
  dbpass: 'db pass',
};

/** Last words after which a name speaks about a secret and is none. Listed for the names whose tail is stripped below. */
export const HARMLESS_TAILS = words(
  'file path dir url uri endpoint name id version mode type kind enabled ttl expiry expires in length size alg algorithm header cookie field ' +
    'label placeholder regex pattern policy strength reset hint question sock arn issuer audience scope host port region prefix bucket count limit',
);

/** Words that tell which one of several secrets is meant, after the head noun: `SECRET_KEY_BASE`, `JWT_SECRET_PROD`. */
const QUALIFIERS = words(
  'base base64 b64 hex encoded raw plain value string str old new current previous prev next primary secondary backup default main ' +
    'dev develop development prod production staging stage test testing local live sandbox qa uat v',
);

/** `secretForJwt`: the head noun stands before the preposition. */
const PREPOSITIONS = words('for of from with by');

/** `PASSWORD_ADMIN`, `TOKEN_GITHUB`: in constants the owner may follow. Only owners that cannot be the head noun themselves. */
const OWNERS = words(
  'admin root db database postgres mysql mongo redis smtp mail ldap github gitlab npm slack stripe twilio sendgrid discord telegram aws gcp ' +
    'azure openai anthropic jwt',
);

/** Anywhere in the name: public by design, or a stand-in that says so. */
const PUBLIC_WORDS = words(
  'public publishable anon anonymous measurement redacted masked placeholder dummy fake mock mocked example sample',
);

/** First words of functions, flags, routes, messages. */
export const LEADING_VERBS = words(
  'get set has is are should can must forgot forgotten reset change changed show hide toggle require requires required validate verify compare check ' +
    'generate revoke rotate fetch create delete remove add save load parse decode invalid wrong incorrect missing expired bad weak unknown no without ' +
    'enter enable disable use allow send request update confirm match matches same',
);

/** Right before the head noun: error codes, routes, and things that share a noun with secrets. */
const HARMLESS_BEFORE: Readonly<Partial<Record<SecretKind, ReadonlySet<string>>>> = {
  password: words(
    'forgot forgotten reset change invalid wrong incorrect missing weak show hide toggle expired confirm update',
  ),
  secret: words('pull missing invalid'),
  token: words(
    'page next continuation pagination cursor cancel cancellation abort design color colour theme injection inject provider module di start end ' +
      'eos bos pad sep mask stop max min prompt completion input output total num cached csrf xsrf invalid expired missing wrong bad syntax sync postman idempotency',
  ),
  'connection-string': words('sentry public'),
};

function kindOfWords(all: readonly string[], screaming: boolean): SecretKind | undefined {
  const tail = all.at(-1);
  if (tail === undefined || HARMLESS_TAILS.has(tail)) return connectionKind(all);
  const preposition = all.findIndex((word, index) => index > 0 && PREPOSITIONS.has(word));
  const head = stripQualifiers(preposition > 0 ? all.slice(0, preposition) : all);
  const kind = kindOfHead(all) ?? kindOfHead(head);
  if (kind !== undefined || !screaming) return kind;
  const owner = head.at(-1);
  return owner !== undefined && OWNERS.has(owner) ? kindOfHead(head.slice(0, -1)) : undefined;
}

/** `DATABASE_URL` ends in a harmless tail, yet may hold a password. */
function connectionKind(all: readonly string[]): SecretKind | undefined {
  const kind = kindOfHead(all);
  return kind === 'connection-string' ? kind : undefined;
}

function kindOfHead(head: readonly string[]): SecretKind | undefined {
  const last = head.at(-1);
  if (last === undefined) return undefined;
  const before = head.at(-2);
  if (last === 'pass') return before !== undefined && PASS_OWNERS.has(before) ? 'password' : undefined;
  const three = head.slice(-3).join(' ');
  const two = head.slice(-2).join(' ');
  const kind = GROUPS.get(three) ?? GROUPS.get(two) ?? GROUPS.get(last);
  if (kind === undefined) return undefined;
  return before !== undefined && HARMLESS_BEFORE[kind]?.has(before) ? undefined : kind;
}

function isHarmless(all: readonly string[]): boolean {
  const [first] = all;
  if (first === undefined || all.some((word) => PUBLIC_WORDS.has(word))) return true;
  if (all.length > 1 && LEADING_VERBS.has(first)) return true;
  return all.some((word, index) => word === 'site' && all[index + 1] === 'key');
}

function stripQualifiers(all: readonly string[]): readonly string[] {
  let end = all.length;
  while (end > 1 && isQualifier(all[end - 1] ?? '')) end--;
  return all.slice(0, end);
}

function isQualifier(word: string): boolean {
  return QUALIFIERS.has(word) || /^v?\d+$/.test(word);
}

/** Opens compounds and drops the number of `password2`. */
function normalise(all: readonly string[]): string[] {
  return all.flatMap((word) => {
    const plain = /[a-z]\d+$/.test(word) && !QUALIFIERS.has(word) ? word.replace(/\d+$/, '') : word;
    const compound = Object.hasOwn(COMPOUNDS, plain) ? COMPOUNDS[plain] : undefined;
    if (compound !== undefined) return compound.split(' ');
    // No English word but these ends so: `dbpassword`, `mysqlpasswd`.
    const owned = /^([a-z]+)(password|passwd|passphrase)$/.exec(plain);
    return owned?.[1] !== undefined && owned[2] !== undefined ? [owned[1], owned[2]] : [plain];
  });
}

function isScreaming(name: string): boolean {
  return !/\p{Ll}/u.test(name);
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}

const GROUPS: ReadonlyMap<string, SecretKind> = new Map(SECRET_GROUPS);

/** What opens somebody else's service: a stand-in for it opens nothing, and only keeps a library from complaining. */
export const VENDOR_SECRET =
  /^(?:APPLE|AUTH0|AWS|AZURE|DISCORD|DROPBOX|FACEBOOK|FIREBASE|GITHUB|GITLAB|GOOGLE|INSTAGRAM|LINKEDIN|MAILGUN|MICROSOFT|OPENAI|PAYPAL|POSTMARK|REDDIT|RESEND|SENDGRID|SHOPIFY|SLACK|SPOTIFY|STEAM|STRIPE|TELEGRAM|TWILIO|TWITCH|TWITTER|ZOOM)_/i;

/** Of those, what the vendor alone hands out; the secret of a webhook, say, is agreed on, and many services speak AWS. */
export const VENDOR_MADE =
  /^(?!AWS_).*_(?:API_?KEY|CLIENT_SECRET|APP_SECRET|CONSUMER_SECRET|(?:AUTH|ACCESS|BOT)_TOKEN)$/i;
