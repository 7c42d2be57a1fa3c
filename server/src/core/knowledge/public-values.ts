/** Values that look random and are meant to be seen: client keys, certificates, digests, identifiers, embedded pictures. */
import { splitName } from './names';
import { secretKind } from './secret-names';
import { isPublicJwt } from './tokens';

/**
 * True for values that are public by design. Digests and UUIDs depend on the name: under a secret's name they may well be
 * the secret, so `keyName` switches them off, unless it names an identifier.
 */
export function isPublicValue(value: string, keyName?: string): boolean {
  const text = value.trim();
  if (keyName !== undefined && isPublicName(keyName)) return true;
  if (PUBLIC.some((pattern) => pattern.test(text)) || isPublicJwt(text)) return true;
  // An address on Solana, of what is called a token there.
  if (ADDRESS.test(text) && keyName !== undefined && secretKind(keyName) === 'token') return true;
  const mayBeKey = keyName !== undefined && secretKind(keyName) !== undefined;
  return !mayBeKey && DIGESTS.some((pattern) => pattern.test(text));
}

/** Google API keys: Firebase's is public (it stands beside `authDomain`), a server's is not; the name cannot tell. */
export function isGoogleApiKey(value: string): boolean {
  return /^AIza[\w-]{35}$/.test(value.trim());
}

const PUBLIC: readonly RegExp[] = [
  /^pk_\w{16,}$/,
  /^sb_publishable_[\w-]+$/,
  /^public_\w{12,}$/,
  /^pk\.eyJ[\w-]+\.[\w-]+$/,
  // Sentry DSNs: key and project, without the old secret part.
  /^https:\/\/[0-9a-f]{32}@[\w.-]+(?:\/[\w-]+)*\/\d+$/,
  /^(?:UA-\d{4,12}-\d{1,4}|G-[A-Z0-9]{6,12}|GTM-[A-Z0-9]{4,10}|AW-\d{6,12})$/,
  /^phc_\w{30,60}$/,
  /^\d{6,14}-[a-z0-9]{32}\.apps\.googleusercontent\.com$/,
  /^-----BEGIN (?:[A-Z0-9]+ )?(?:PUBLIC KEY(?: BLOCK)?|CERTIFICATE(?: REQUEST)?|DH PARAMETERS|EC PARAMETERS)-----/,
  /^(?:ssh-(?:rsa|ed25519|dss)|ecdsa-sha2-\S{1,30}|sk-\S{1,40}@openssh\.com) AAAA/,
  /^age1[a-z0-9]{58}$/,
  /^data:[\w/+.-]*[;,]/,
  // Pictures and fonts in base64 by their first bytes: PNG, JPEG, GIF, WOFF, PDF.
  /^(?:iVBORw0KGgo|\/9j\/|R0lGOD|d09GR|d09GM|JVBERi0)/,
  /^0x[0-9a-fA-F]{40}$/,
  /^[0-2](?:\.\d{1,10}){3,20}$/,
];

/** 32 bytes in base58: of a random text of this length in letters and digits one in twenty looks so. */
const ADDRESS = /^(?=.*\d)[1-9A-HJ-NP-Za-km-z]{43,44}$/;

const DIGESTS: readonly RegExp[] = [
  /^sha(?:1|256|384|512)-[A-Za-z0-9+/]{27,88}={0,2}$/,
  /^sha(?:1|256|512):[0-9a-f]{40,128}$/i,
  // MD5, git and SHA-1, SHA-256, SHA-512.
  /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128})$/i,
  /^(?:W\/)?"[\w+/=-]{8,64}"$/,
  /^\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?$/i,
  /^[0-9A-HJKMNP-TV-Z]{26}$/,
];

const PUBLIC_GROUPS: readonly string[] = [
  'public',
  'publishable',
  'anon',
  'anonymous',
  'measurement',
  'site key',
  'write key',
  'search key',
  'search api key',
  'search only',
  'client id',
  'app id',
  'project token',
  'project key',
  'sitekey',
  'vapid public',
  // What these vendors call their key or token is written into pages; what is secret of them has another name.
  'segment key',
  'segment api key',
  'amplitude key',
  'amplitude api key',
  'mixpanel token',
  'posthog key',
  'posthog api key',
  'posthog token',
  // Keys for searching; what may write is called an admin's or a write key.
  'algolia key',
  'algolia api key',
  'usersnap api key',
  'usersnap global api key',
];

function isPublicName(name: string): boolean {
  const joined = ` ${splitName(name).join(' ')} `;
  return PUBLIC_GROUPS.some((group) => joined.includes(` ${group} `));
}
