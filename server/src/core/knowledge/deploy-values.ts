import { splitName } from './names';
import { isSecretName } from './secret-names';

/**
 * Which differences between two deploys are config (RULES III-11, III-12): addresses, credentials, resources and limits.
 * Log levels, formats, paths of sources and the like differ between builds and are none.
 */

/** `service`: which service, host or account is used; `value`: another setting of a deploy. */
export type ConfigDifference = 'service' | 'value';

export type Literal = string | number | boolean;

/** What it means that a setting of this name is `a` in one deploy and `b` in another; `undefined` where it is no config. */
export function differenceOf(name: string, a: Literal, b: Literal): ConfigDifference | undefined {
  if (a === b) return undefined;
  if (typeof a === 'boolean' || typeof b === 'boolean') return switchOf(name) === undefined ? undefined : 'value';
  if (typeof a === 'number' && typeof b === 'number') return LIMITS.test(lastWords(name)) ? 'value' : undefined;
  const [left, right] = [String(a), String(b)];
  if (SCHEME_NAMES.test(lastWords(name)) && isScheme(left) && isScheme(right)) return 'value';
  if (left === '' || right === '' || isBuildPath(left) || isBuildPath(right)) return undefined;
  if (isAddress(left) && isAddress(right)) return 'service';
  const words = lastWords(name);
  if (SERVICE_NAMES.test(words) || isSecretName(name)) return isPlain(left) || isPlain(right) ? undefined : 'service';
  if (RESOURCE_NAMES.test(words) || (isIdentifier(left) && isIdentifier(right))) return 'value';
  return undefined;
}

/** `https://host/…`, `redis://host`, `host.example.org:8080`, an IP address, a mail address. */
export function isAddress(text: string): boolean {
  return /^(?:[a-z][a-z\d+.-]*:\/\/[^/\s]+|(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?|localhost(?::\d+)?)/i.test(text)
    ? !/\s/.test(text)
    : /^(?:[\w.+-]+@)?(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?$/i.test(text) && !FILE_NAME.test(text);
}

/** The last two words of a name, which say what it is: `primaryDbHost` gives `db host`. */
function lastWords(name: string): string {
  return splitName(name).slice(-2).join(' ');
}

const FILE_NAME = /\.(?:[cm]?[jt]sx?|json|ya?ml|html?|css|env|log|txt|md|pem|key|db|sqlite3?)$/i;

function isBuildPath(text: string): boolean {
  return text.includes('*') || /^(?:\.{0,2}\/)?(?:src|dist|build|lib|out|public|static)(?:\/|$)/.test(text);
}

/** With or without TLS: `'https://'`, `'http'`, `'wss:'`. */
function isScheme(text: string): boolean {
  return /^(?:http|ws)s?(?::\/{0,2})?$/i.test(text);
}

/** Words for a mode and not for a service: `'production'`, `'https'`, `'/'`. */
function isPlain(text: string): boolean {
  return /^(?:https?|wss?|\/\w*|production|development|prod|dev|true|false)$/i.test(text);
}

/** Numbers and keys by which somebody else's service knows a thing. */
function isIdentifier(text: string): boolean {
  return (
    /^\d{6,}$/.test(text) || /^[\da-f]{16,}$/i.test(text) || /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text)
  );
}

const SERVICE_NAMES =
  /(?:^| )(?:host|hostname|urls?|uri|endpoint|origin|domain|database|dsn|user|username|account|dbname|db name|broker)$/;
const SCHEME_NAMES = /(?:^| )(?:protocol|scheme|proto)$/;
const RESOURCE_NAMES =
  /(?:^| )(?:bucket|region|queue|topic|exchange|stream|channel|channels|table|index|tenant|project|sender|webhook|plan id|price id|template id|guild id|chat id|channel id|from email|email)$/;
const LIMITS =
  /(?:^| )(?:port|max|min|limit|limits|timeout|ttl|interval|delay|size|concurrency|workers|retries|attempts|rate|replicas|duration|expiry|age|points|requests|connections|pool)$/;

export interface DeploySwitch {
  /** Ends the sentence "… switches". */
  readonly what: string;
  /** A variable that could say it in place of the deploy's name. */
  readonly variable: string;
}

const SWITCHES: readonly (DeploySwitch & { readonly pattern: RegExp })[] = [
  {
    pattern: /^(?:cookie ?)?secure$|^secure cookies?$/,
    what: 'secure cookies or connections',
    variable: 'COOKIE_SECURE',
  },
  {
    pattern: /^reject unauthorized$|^strict ssl$/,
    what: 'the check of certificates',
    variable: 'TLS_REJECT_UNAUTHORIZED',
  },
  {
    pattern: /^(?:(?:use|enable|require|force) )?(?:ssl|tls|https)(?: enabled)?$/,
    what: 'TLS',
    variable: 'TLS_ENABLED',
  },
  { pattern: /^(?:enable )?cors(?: enabled)?$/, what: 'CORS', variable: 'CORS_ENABLED' },
  { pattern: /^(?:enable )?csrf(?: protection)?$/, what: 'the protection against CSRF', variable: 'CSRF_ENABLED' },
  { pattern: /^(?:enable )?hsts$/, what: 'HSTS', variable: 'HSTS_ENABLED' },
  { pattern: /^trust proxy$/, what: 'the trust in a proxy', variable: 'TRUST_PROXY' },
  { pattern: /^sandbox(?: mode)?$/, what: 'the sandbox of a service', variable: 'SANDBOX' },
  {
    pattern: /^(?:require|enable|skip|disable) auth(?:entication)?$|^auth required$/,
    what: 'authentication',
    variable: 'AUTH_ENABLED',
  },
  {
    pattern: /^(?:send|enable|disable|skip) (?:e ?)?mails?$|^mail enabled$/,
    what: 'the sending of mail',
    variable: 'MAIL_ENABLED',
  },
  { pattern: /^(?:enable|disable) payments?$/, what: 'payments', variable: 'PAYMENTS_ENABLED' },
];

/** The switch that an option or a variable is by its name. */
export function switchOf(name: string): DeploySwitch | undefined {
  const words = splitName(name).join(' ');
  return SWITCHES.find(({ pattern }) => pattern.test(words));
}

/** Middlewares whose presence is a setting of the deploy. */
export const SWITCHED_MODULES: ReadonlyMap<string, DeploySwitch> = new Map(
  (
    [
      ['CORS', 'CORS_ENABLED', ['cors', '@fastify/cors', '@koa/cors', 'koa-cors', 'koa2-cors', 'hono/cors']],
      ['security headers', 'SECURITY_HEADERS_ENABLED', ['helmet', '@fastify/helmet', 'koa-helmet']],
      [
        'the protection against CSRF',
        'CSRF_ENABLED',
        ['csurf', 'csrf-csrf', '@fastify/csrf-protection', 'koa-csrf', 'lusca'],
      ],
      [
        'a rate limit',
        'RATE_LIMIT_ENABLED',
        ['express-rate-limit', '@fastify/rate-limit', 'koa-ratelimit', 'express-slow-down', 'hono-rate-limiter'],
      ],
      [
        'TLS',
        'TLS_ENABLED',
        ['express-sslify', 'koa-sslify', 'express-enforces-ssl', 'express-force-ssl', 'koa-force-ssl'],
      ],
      [
        'authentication',
        'AUTH_ENABLED',
        ['express-basic-auth', 'koa-basic-auth', '@fastify/basic-auth', 'express-openid-connect', 'express-jwt'],
      ],
    ] as const
  ).flatMap(([what, variable, modules]) => modules.map((module) => [module, { what, variable }] as const)),
);

/** Middlewares of a project's own, by the names they are imported under. */
export const SWITCHED_NAMES: readonly (DeploySwitch & { readonly pattern: RegExp })[] = [
  { pattern: /(?:limiter|rate_?limit)$/i, what: 'a rate limit', variable: 'RATE_LIMIT_ENABLED' },
  {
    pattern: /^(?:require|check|verify|ensure)(?:auth|login|user|token)\w*$|^(?:auth|authenticate|basicAuth)$/i,
    what: 'authentication',
    variable: 'AUTH_ENABLED',
  },
];

/** Methods of an app that switch the same: `app.enableCors()`, `app.set('trust proxy', 1)`, `app.proxy = true`. */
export const SWITCHED_METHODS: ReadonlyMap<string, DeploySwitch> = new Map([
  ['enableCors', { what: 'CORS', variable: 'CORS_ENABLED' }],
  ['useGlobalGuards', { what: 'authentication', variable: 'AUTH_ENABLED' }],
]);
export const TRUSTED_PROXY: DeploySwitch = { what: 'the trust in a proxy', variable: 'TRUST_PROXY' };
