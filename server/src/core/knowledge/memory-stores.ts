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

/** An option whose value steps in while the store cannot be reached: a limiter in memory is right there. */
export const INSURANCE_OPTIONS: ReadonlySet<string> = new Set(['insuranceLimiter']);

function limiter(module: string, members: readonly string[], stores: readonly string[], argument = 0): MemoryBackedApi {
  return { module, members, holds: 'rate', memory: 'default', stores, argument };
}
