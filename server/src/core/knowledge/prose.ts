/**
 * Human text and the shapes programs give to words: routes, selectors, i18n keys, enum members, identifiers. There is no
 * dictionary; a word is what can be pronounced, or a known abbreviation.
 */
import { splitName } from './names';

/** True for text, labels, selectors, routes, and words joined in any of the usual ways. */
export function isProse(value: string): boolean {
  const text = value.trim();
  if (text === '' || text.length > MAXIMUM) return false;
  return isSentence(text) || isSelector(text) || isJoinedWords(text);
}

/** One word, in any case: pronounceable, or an abbreviation that programs use. Camel humps are several words. */
export function isWordLike(word: string): boolean {
  const parts = splitName(word);
  return parts.length > 0 && parts.every((part) => isWord(part));
}

const MAXIMUM = 4096;

const ABBREVIATIONS: ReadonlySet<string> = new Set(
  (
    'a an as at be by do go if in is it me my no of on or so to up us we i id db pg js ts css html http https xml json yaml yml csv pdf png jpg svg sql jwt jws jwe jwk jwks mtls tls ssl ssh xhr url uri urn dns tcp udp ftp ' +
    'sftp smtp imap mx txt api sdk cli gui ui ux hr crm cms cdn dsn gcp aws iam kms sqs sns ec2 s3 eks gke vpc ip ipv4 ipv6 mac cpu gpu ram ssd hdd ' +
    'rsa dsa ecdsa ed25519 aes des hmac sha sha1 sha256 sha384 sha512 md5 hs256 hs384 hs512 rs256 rs384 rs512 es256 es384 es512 ps256 pbkdf2 bcrypt scrypt argon2 gcm cbc ctr ecb aead hkdf ecdh ecdhe pkcs pkcs1 pkcs8 spki chacha20 poly1305 ' +
    'argon2id oauth oauth2 oidc saml sso mfa 2fa otp totp hotp pin pem p12 pfx x509 csr crt cfg conf env tmp src lib pkg cmd cwd stdin stdout stderr ctx req res ' +
    'fn cb err msg str num bool int obj arr attr btn img nav hdr ftr txt lbl tbl col row idx len min max prev curr sync async auth admin utf8 utf16 base64 base32 ' +
    'i18n l10n a11y k8s k8 npm pnpm npx http2 h1 h2 h3 h4 h5 h6 v1 v2 v3 v4 v5 xl xs lg md sm mysql nginx rss grpc graphql mqtt amqp crud ascii gzip brb faq csrf xsrf ' +
    'xss cors tld ttl ssr spa pwa dom svc srv dev prod stg qa uat ci cd pr ml ai llm gpt nlp ocr sms pbx usd eur gb mb kb ms px rem pwd pw passwd ' +
    'github gitlab html5 css3 es6 web3 s3 gp2 gp3 t2 t3 r5 m5'
  ).split(' '),
);

/** Longest consonant runs of English words are four (`lengths`, `twelfth`); five and more only in abbreviations. */
const VOWELS = /[aeiouy]/;
const UNPRONOUNCEABLE = /[bcdfghjklmnpqrstvwxz]{5}|[aeiou]{4}|(.)\1\1|[jqvxz][bcdfghjklmnpqrstvwxz]{2}|q[^u]/;

function isWord(part: string): boolean {
  if (ABBREVIATIONS.has(part)) return true;
  if (/[^\p{ASCII}]/u.test(part)) return /^[\p{L}\p{M}]+$/u.test(part);
  return (
    part.length >= 3 && part.length <= 20 && /^[a-z]+$/.test(part) && VOWELS.test(part) && !UNPRONOUNCEABLE.test(part)
  );
}

/** At least two words in white space, and more words than anything else. */
function isSentence(text: string): boolean {
  if (!/\s/.test(text)) return /[^\p{ASCII}]/u.test(text) && /^[\p{L}\p{M}\p{P}]+$/u.test(text);
  let words = 0;
  let others = 0;
  for (const chunk of text.split(/\s+/)) {
    const word =
      chunk.length > 60
        ? '-'
        : chunk
            .replace(/^[\p{P}\p{S}]+|[\p{P}\p{S}]+$/gu, '')
            .replace(/['’](?:s|t|re|ve|ll|d|m)$/i, '')
            // French and Italian leave a vowel out: `l'accès`, `d'accesso`.
            .replace(/^(?:[cdjlmnst]|qu|(?:de|a|da|ne|su)ll|un)['’](?=\p{L})/iu, '');
    if (isPlainWord(word)) words++;
    else if (word !== '' && !/^[\d.,:%]+$/.test(word)) others++;
  }
  return words >= 2 && words > others;
}

/** Of letters only, and lower case after the first (or all capitals): `kJhGfDsA` between blanks is no word. */
function isPlainWord(word: string): boolean {
  if (!/^(?:\p{L}\p{Ll}*|\p{Lu}+)(?:[-/](?:\p{L}\p{Ll}*|\p{Lu}+))*$/u.test(word)) return false;
  const parts = word.toLowerCase().split(/[-/]/);
  return parts.every((part) => part.length <= 2 || isWord(part));
}

/** CSS, XPath, test ids, custom properties. */
function isSelector(text: string): boolean {
  return (
    /^[\w.#*>~+: ()-]{0,80}\[[\w-]{1,60}(?:[~|^$*]?=(?:"[^"]*"|'[^']*'|[\w-]*))?\]/.test(text) ||
    /^(?:\(?\/{1,2}|\.\/\/)[\w*:.-]{1,60}(?:\/{1,2}[\w*:.()-]{0,60}){0,10}\[@?[\w-]/.test(text) ||
    (/^(?:--|[.#:&>])[A-Za-z][\w-]*(?:[ .#:>][\w-]*)*$/.test(text) && isJoinedWords(text.replace(/^\W+/, '')))
  );
}

/**
 * `snake_case`, `kebab-case`, `camelCase`, `dotted.keys`, `auth/invalid-password`, `/v1/users/:id?x=y`, `read:user`: every part is a
 * word. Short numbers may stand alone between separators when two words stand beside them.
 */
function isJoinedWords(text: string): boolean {
  if (!/^[@#/]?[A-Za-z0-9_*{}[\]:?=&,.|/\- ]+$/.test(text) || !/[A-Za-z]/.test(text)) return false;
  const parts = text.split(/[^A-Za-z0-9]+/).filter((part) => part !== '');
  let words = 0;
  let numbers = 0;
  let letters = 0;
  for (const part of parts) {
    if (/^\d{1,4}$|^20[1-3]\d{5}$/.test(part)) numbers++;
    else if (/^v\d{1,3}$/i.test(part)) words++;
    else if (/^[a-z]$/i.test(part)) letters++;
    else if (isCamelWords(part)) words++;
    else return false;
  }
  const strangers = numbers + letters;
  return strangers === 0 ? words > 0 : words >= 2 && strangers <= words && letters <= 1;
}

/** Humps of a random text are short: at most one hump of one or two letters, and that only beside real words. */
function isCamelWords(part: string): boolean {
  const humps = splitName(part);
  const rejected = humps.filter((hump) => !isWord(hump));
  if (rejected.length === 0) return humps.length < 2 || humps.some((hump) => hump.length >= 4) || part.length <= 6;
  const [only] = rejected;
  return rejected.length === 1 && humps.length >= 2 && only !== undefined && /^[a-z]{1,2}$/.test(only);
}
