import { splitName } from './names';

/**
 * Rate limiters, brokers and caches that keep what they count or pass on in the memory of the process, unless they are
 * given a store. Members are relative to the package, `''` being its default export.
 */
export interface MemoryBackedApi {
  readonly module: string;
  readonly members: readonly string[];
  /** What it keeps: the subject of the message. */
  readonly holds: 'rate' | 'events';
  /** `always`: it knows no other store. `default`: only without one of the options. */
  readonly memory: 'always' | 'default';
  /** Options that name a store. */
  readonly stores: readonly string[];
  /** Counts only where the file uses this member of the package as it is: others bring a store of their own. */
  readonly with?: string;
  /** Which argument holds the options. */
  readonly argument: number;
}

/** `limit(options)`, `new RateLimiterMemory(options)`, `ThrottlerModule.forRoot(options)`. */
export const MEMORY_BACKED_CALLS: readonly MemoryBackedApi[] = [
  limiter('express-rate-limit', ['', 'rateLimit'], ['store']),
  limiter('express-slow-down', ['', 'slowDown'], ['store']),
  limiter('hono-rate-limiter', ['rateLimiter'], ['store']),
  limiter('koa2-ratelimit', ['RateLimit.middleware'], ['store']),
  { ...limiter('@nestjs/throttler', ['ThrottlerModule.forRoot'], ['storage']), with: 'ThrottlerGuard' },
  {
    module: 'rate-limiter-flexible',
    members: ['RateLimiterMemory'],
    holds: 'rate',
    memory: 'always',
    stores: [],
    argument: 0,
  },
  { module: 'graphql-subscriptions', members: ['PubSub'], holds: 'events', memory: 'always', stores: [], argument: 0 },
  { module: 'apollo-server', members: ['PubSub'], holds: 'events', memory: 'always', stores: [], argument: 0 },
  { module: 'apollo-server-express', members: ['PubSub'], holds: 'events', memory: 'always', stores: [], argument: 0 },
  { module: 'graphql-yoga', members: ['PubSub'], holds: 'events', memory: 'always', stores: [], argument: 0 },
];

/** Plugins registered with their options: `fastify.register(plugin, options)`. */
export const MEMORY_BACKED_PLUGINS: readonly MemoryBackedApi[] = [
  limiter('@fastify/rate-limit', [''], ['redis', 'store'], 1),
];

/** Rate limiters that can count in Redis, and what that takes. */
export interface RedisLimit {
  readonly limiter: string;
  /** The first major that takes such a store. */
  readonly oldest: number;
  readonly isPlugin: boolean;
  readonly option: string;
  /** The package of the client. */
  readonly by: 'redis' | 'ioredis';
  readonly store?: { readonly name: string; readonly range: string };
}

export const REDIS_LIMITS: readonly RedisLimit[] = [
  {
    limiter: 'express-rate-limit',
    oldest: 6,
    isPlugin: false,
    option: 'store',
    by: 'redis',
    store: { name: 'rate-limit-redis', range: '^4.3.1' },
  },
  { limiter: '@fastify/rate-limit', oldest: 3, isPlugin: true, option: 'redis', by: 'ioredis' },
];

/** Caches that, unless they are given a store, keep what they hold in the memory of the process. */
export const MEMORY_CACHES: readonly {
  readonly module: string;
  readonly members: readonly string[];
  /** Options that name a store; none: it knows no other. */
  readonly stores: readonly string[];
}[] = [
  { module: 'node-cache', members: ['', 'NodeCache'], stores: [] },
  { module: 'memory-cache', members: ['', 'Cache'], stores: [] },
  { module: 'cache-manager', members: ['createCache'], stores: ['stores', 'store'] },
  { module: 'cache-manager', members: ['memoryStore', 'createMemoryStore'], stores: [] },
  { module: '@nestjs/cache-manager', members: ['CacheModule.register'], stores: ['stores', 'store'] },
  { module: '@nestjs/common', members: ['CacheModule.register'], stores: ['stores', 'store'] },
];

/** Types of what Nest hands to a class that asks for its cache. */
export const NEST_CACHE_TYPES: ReadonlySet<string> = new Set(['cache-manager', '@nestjs/cache-manager']);

/** Parts of a key under which stands what every process has to know, and nothing can work out again. */
export const SHARED_KEY =
  /(?:^|[^a-z])(otps?|one.?time.?(?:code|password)s?|nonces?|idempoten\w*|csrf|xsrf|oauth\w*|pkce|locks?|sessions?|refresh.?tokens?|reset.?tokens?|verification.?(?:code|token)s?|(?:token.?)?(?:black|deny)lists?|revoked)(?:$|[^a-z])/i;

/** Names of what a login or a form is handed, to be told again when it comes back: `oauthStates`, `csrfTokens`, `nonces`. */
export function namesLogin(name: string): boolean {
  const words = splitName(name);
  if (words.some((word) => /^(?:nonces?|verifiers?)$/.test(word))) return true;
  return (
    words.some((word) => /^(?:oauth2?|oidc|sso|pkce|csrf|xsrf|login|auth)$/.test(word)) &&
    words.some((word) => /^(?:states?|tokens?|challenges?|codes?|requests?)$/.test(word))
  );
}

/** Texts without which no file has such a collection. */
export const LOGIN_COLLECTION =
  /(?:nonce|verifier|auth|oidc|sso|pkce|csrf|xsrf|login)\w*\s*(?::[^=;\n]{1,80})?=\s*new (?:Map|Set)\b/i;

/** Packages that carry the events of socket.io from process to process. */
export const SOCKET_ADAPTER =
  /^(?:@socket\.io\/.*(?:adapter|emitter)|socket\.io-(?:redis|adapter.*|.*-adapter)|@socket\.io\/pm2)$/;

/** An option whose value steps in while the store cannot be reached: a limiter in memory is right there. */
export const INSURANCE_OPTIONS: ReadonlySet<string> = new Set(['insuranceLimiter']);

/** A package of a user's list: whatever it is given, it counts in memory. */
export function alwaysInMemory(module: string): MemoryBackedApi {
  return { module, members: [], holds: 'rate', memory: 'always', stores: [], argument: 0 };
}

function limiter(module: string, members: readonly string[], stores: readonly string[], argument = 0): MemoryBackedApi {
  return { module, members, holds: 'rate', memory: 'default', stores, argument };
}
