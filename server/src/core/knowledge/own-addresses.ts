/** Places that hold an address of the deploy itself: where it is reached, and from where it lets itself be called. */
import { type HostClass, hostClass } from './hosts';

/** What the address is for, and the variable that conventionally holds it. */
export interface OwnAddressUse {
  readonly use: 'CORS origin' | 'cookie domain' | 'callback URL' | 'server URL';
  readonly variable: string;
}

const CORS: OwnAddressUse = { use: 'CORS origin', variable: 'CORS_ORIGIN' };
const COOKIE: OwnAddressUse = { use: 'cookie domain', variable: 'COOKIE_DOMAIN' };
const CALLBACK: OwnAddressUse = { use: 'callback URL', variable: 'APP_URL' };
const SERVER: OwnAddressUse = { use: 'server URL', variable: 'APP_URL' };

/** Options that are such an address whatever they are given to. */
export const OWN_ADDRESS_OPTIONS: Readonly<Record<string, OwnAddressUse>> = {
  callbackURL: CALLBACK,
  callbackUrl: CALLBACK,
  callback_url: CALLBACK,
  redirectURI: CALLBACK,
  redirectUri: CALLBACK,
  redirect_uri: CALLBACK,
  success_url: CALLBACK,
  successUrl: CALLBACK,
  cancel_url: CALLBACK,
  cancelUrl: CALLBACK,
  return_url: CALLBACK,
  returnUrl: CALLBACK,
};

/** Lists of origins by the names that people give them. */
export const ORIGIN_LIST_NAME =
  /^(?:allowed|cors|trusted|permitted|valid)_?(?:cors_?)?origins$|^(?:cors_?|origins?_?)?whitelist$/i;

/** Calls that take options of the kind: package and member, and where in the arguments. */
export const OWN_ADDRESS_CALLS: readonly {
  readonly module: string;
  readonly members: readonly string[];
  readonly place: string;
  readonly of: OwnAddressUse;
}[] = [
  { module: 'cors', members: [''], place: '0.origin', of: CORS },
  { module: '@koa/cors', members: [''], place: '0.origin', of: CORS },
  { module: 'hono/cors', members: ['cors'], place: '0.origin', of: CORS },
  { module: 'socket.io', members: ['', 'Server'], place: '*.cors.origin', of: CORS },
  { module: '@nestjs/core', members: ['NestFactory.create'], place: '*.cors.origin', of: CORS },
  { module: '@nestjs/websockets', members: ['WebSocketGateway'], place: '*.cors.origin', of: CORS },
  { module: 'express-session', members: [''], place: '0.cookie.domain', of: COOKIE },
  { module: 'cookie-session', members: [''], place: '0.domain', of: COOKIE },
  { module: 'cookie', members: ['serialize'], place: '2.domain', of: COOKIE },
  { module: 'swagger-jsdoc', members: [''], place: '0.definition.servers', of: SERVER },
  { module: 'swagger-jsdoc', members: [''], place: '0.swaggerDefinition.servers', of: SERVER },
];

/** Methods by their name, on whatever has them. */
export const OWN_ADDRESS_METHODS: Readonly<
  Record<string, readonly { readonly place: string; readonly of: OwnAddressUse }[]>
> = {
  enableCors: [{ place: '0.origin', of: CORS }],
  cookie: [{ place: '2.domain', of: COOKIE }],
  setCookie: [{ place: '2.domain', of: COOKIE }],
  clearCookie: [{ place: '1.domain', of: COOKIE }],
  addServer: [{ place: '0', of: SERVER }],
};

/** Packages handed to `register(plugin, options)`. */
export const OWN_ADDRESS_PLUGINS: Readonly<Record<string, { readonly place: string; readonly of: OwnAddressUse }>> = {
  '@fastify/cors': { place: '1.origin', of: CORS },
};

/** `setHeader(name, value)` and its like; the header that carries an origin. */
export const HEADER_METHODS: ReadonlySet<string> = new Set(['setHeader', 'header', 'set', 'append']);
export const ORIGIN_HEADER = /^access-control-allow-origin$/i;
export const CORS_USE = CORS;

/** `false` for a text that holds no such place. */
export function mayHoldOwnAddress(text: string): boolean {
  return /:\/\/|domain/.test(text) && PLACE_WORDS.test(text);
}

const PLACE_WORDS = new RegExp(
  `\\b(?:${Object.keys(OWN_ADDRESS_OPTIONS).join('|')}|domain|servers|addServer|enableCors)\\b|\\bcors\\b|origins|whitelist|access-control-allow-origin`,
  'i',
);

/** Others' hosts that callbacks and origins name: log-in pages, API consoles. */
const THIRD_PARTY =
  /(?:^|\.)(?:google\.com|googleapis\.com|facebook\.com|github\.com|gitlab\.com|twitter\.com|x\.com|linkedin\.com|microsoftonline\.com|live\.com|apple\.com|discord\.com|discordapp\.com|slack\.com|apollographql\.com|spotify\.com|twitch\.tv|paypal\.com|stripe\.com|auth0\.com|okta\.com|postman\.co|postman\.com|swagger\.io|shopify\.com|zoom\.us|notion\.so|telegram\.org|dropbox\.com|atlassian\.com|codesandbox\.io|stackblitz\.com|amazon\.com)$/;

/**
 * The class of the host that an origin, a URL or (for cookies) a domain names; `undefined` for other texts, for this machine,
 * for documentation, and for the hosts of others.
 */
export function ownHostClass(text: string, isDomain: boolean): HostClass | undefined {
  const host = ownHostOf(text, isDomain);
  if (host === undefined || !/^[A-Za-z0-9][A-Za-z0-9.-]*\.[A-Za-z]{2,}$/.test(host)) return undefined;
  const found = hostClass(host);
  return found === 'local' || found === 'documentation' || THIRD_PARTY.test(host) ? undefined : found;
}

/** The host of an origin, or of the domain of a cookie. */
export function ownHostOf(text: string, isDomain: boolean): string | undefined {
  return (isDomain ? /^\.?([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)$/ : /^https?:\/\/([^\s/:?#@]+)/).exec(text)?.[1];
}
