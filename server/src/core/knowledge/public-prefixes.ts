import { matchesAnyGlob, PUBLIC_PREFIXES, publicPrefixOf, splitName, withoutPublicPrefix } from './names';
import { type SecretNameOptions, secretKind } from './secret-names';

/** The packages that give each prefix its meaning (their documentation); without one of them the prefix is a name like any other. */
export const PREFIX_PACKAGES: Readonly<Record<(typeof PUBLIC_PREFIXES)[number], readonly string[]>> = {
  NEXT_PUBLIC_: ['next'],
  NUXT_PUBLIC_: ['nuxt', 'nuxt3', '@nuxt/kit'],
  EXPO_PUBLIC_: ['expo'],
  REACT_APP_: ['react-scripts', '@craco/craco', 'react-app-rewired'],
  VUE_APP_: ['@vue/cli-service'],
  NG_APP_: ['@ngx-env/builder'],
  GATSBY_: ['gatsby'],
  VITE_: ['vite', 'rolldown-vite'],
  PUBLIC_: ['astro', '@sveltejs/kit'],
};

/**
 * What a name with a public prefix promises: `secret` for what must never reach a browser, `perhaps` for keys and tokens
 * that may be made for it (maps, analytics). `undefined` without a prefix and for all other names.
 */
export function exposedSecret(name: string, names: SecretNameOptions = {}): 'secret' | 'perhaps' | undefined {
  const prefix = publicPrefixOf(name);
  if (prefix === undefined) return undefined;
  const plain = withoutPublicPrefix(name);
  const words = splitName(plain);
  if (matchesAnyGlob(name, names.add)) return 'secret';
  if (words.some((word) => SHOWN_WORDS.has(word))) return undefined;
  // What a cloud lends its own machines; the variable says whether it is used.
  if (/(?:^|_)DEFAULT_CREDENTIALS$/.test(plain)) return undefined;
  // No browser speaks to a database; what code that runs there alone calls so is Firebase's address or a server's.
  if (DATABASE_ADDRESS.test(plain) && (CLIENT_ONLY.has(prefix) || words.includes('firebase'))) return 'perhaps';
  if (SURE.test(plain)) return 'secret';
  const kind = secretKind(plain, names);
  if (kind === 'password' || kind === 'secret' || kind === 'credentials') return 'secret';
  return kind === 'key' || kind === 'token' ? 'perhaps' : undefined;
}

/** Names with a public prefix that end like a secret's; found in any text. */
export const EXPOSED_NAME = new RegExp(
  `(?<![A-Za-z0-9_])(?:${PUBLIC_PREFIXES.join('|')})\\w*(?:SECRET|PASSWORD|PASSWD|PASS|PWD|PASSPHRASE|KEY|KEYS|TOKEN|JWT|CREDENTIALS?|ROLE|UR[LI]|STRING)\\w*`,
  'g',
);

/** Any name with a public prefix. */
export const PREFIXED_NAME = new RegExp(`(?<![A-Za-z0-9_])(?:${PUBLIC_PREFIXES.join('|')})\\w+`, 'g');

/** A variable that an env file sets to a switch's value, be it in a comment. */
export const PREFIXED_SWITCH = new RegExp(
  `^[ \\t]*(?:#[ \\t]*)?(?:export[ \\t]+)?((?:${PUBLIC_PREFIXES.join('|')})\\w+)[ \\t]*=[ \\t]*["']?(?:true|false)\\b`,
  'gm',
);

/** Keys that open a whole service, and addresses that hold a password. */
const SURE =
  /(?:^|_)(?:(?:PRIVATE|SIGNING|ENCRYPTION|SERVICE|SECRET_ACCESS|MASTER|ADMIN)_KEY|SERVICE_ROLE(?:_KEY)?|(?:AWS|S3|MINIO)_ACCESS_KEY|(?:DATABASE|DB|MONGO|MONGODB|POSTGRES|POSTGRESQL|MYSQL|REDIS)_UR[LI]|(?:DATABASE|DB)_CONNECTION_STRING)$/;

const DATABASE_ADDRESS = /(?:^|_)(?:DATABASE|DB)_UR[LI]$/;

/** True for `NEXT_PUBLIC_DATABASE_URL`: a server's with its password, or the address of a Firebase database, which has none. */
export function isDatabaseAddress(name: string): boolean {
  return DATABASE_ADDRESS.test(withoutPublicPrefix(name));
}

/** Prefixes of frameworks without a server of their own. */
const CLIENT_ONLY: ReadonlySet<string> = new Set(['REACT_APP_', 'VUE_APP_', 'EXPO_PUBLIC_', 'NG_APP_']);

/** Shown to everybody on purpose. */
const SHOWN_WORDS: ReadonlySet<string> = new Set(['demo', 'guest', 'test', 'publishable', 'public', 'anon', 'vapid']);
