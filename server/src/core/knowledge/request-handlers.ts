/**
 * How the frameworks hand a request to a function. Members are relative to the package, `''` being its default export.
 * A framework missing here is unknown, and rules stay silent about its handlers.
 */

/** Calls or `new` whose value takes handlers by method: `app.get(path, handler)`. */
export const ROUTER_CREATORS: ReadonlyMap<string, readonly string[]> = new Map([
  ['express', ['', 'Router', 'express']],
  ['express-promise-router', ['']],
  ['fastify', ['', 'fastify', 'Fastify']],
  ['koa', ['', 'Koa']],
  ['@koa/router', ['', 'Router']],
  ['koa-router', ['', 'Router']],
  ['hono', ['Hono']],
  ['polka', ['']],
  ['restify', ['createServer']],
]);

/** Types of a parameter or variable that takes handlers by method. */
export const ROUTER_TYPES: ReadonlyMap<string, readonly string[]> = new Map([
  ['express', ['Express', 'Application', 'Router', 'IRouter']],
  ['fastify', ['FastifyInstance']],
  ['koa', ['', 'Koa']],
  ['@koa/router', ['', 'Router']],
  ['koa-router', ['', 'Router']],
  ['hono', ['Hono']],
]);

export const ROUTE_METHODS: ReadonlySet<string> = new Set([
  'all',
  'del',
  'delete',
  'get',
  'head',
  'options',
  'patch',
  'post',
  'put',
  'use',
]);

/** Types of a handler's first parameter. */
export const REQUEST_TYPES: ReadonlyMap<string, readonly string[]> = new Map([
  ['express', ['Request']],
  ['express-serve-static-core', ['Request']],
  ['fastify', ['FastifyRequest']],
  ['koa', ['Context', 'ParameterizedContext']],
  ['hono', ['Context']],
  ['http', ['IncomingMessage']],
  ['next', ['NextApiRequest']],
]);

/** Names of the first two parameters of a handler whose types are not written. */
export const REQUEST_NAME = /^_?(?:req|request)$/;
export const RESPONSE_NAME = /^_?(?:res|response|reply)$/;

/** Decorators of `@nestjs/common` that make a method a handler of requests, and those that give it data of the request. */
export const ROUTE_DECORATORS: ReadonlySet<string> = new Set([
  'All',
  'Delete',
  'Get',
  'Head',
  'Options',
  'Patch',
  'Post',
  'Put',
]);
export const REQUEST_DATA_DECORATORS: ReadonlySet<string> = new Set([
  'Body',
  'Headers',
  'HostParam',
  'Ip',
  'Param',
  'Query',
  'Req',
  'Request',
  'Session',
]);

/** `new Worker(queue, handler)`, `queue.process(handler)`: the function gets a job. */
export const JOB_WORKERS: ReadonlyMap<string, readonly string[]> = new Map([['bullmq', ['Worker']]]);

/** Properties of a request that are its connection, not its data. */
export const CONNECTION_PROPERTIES: ReadonlySet<string> = new Set([
  'socket',
  'connection',
  'raw',
  'res',
  'client',
  'app',
]);

/** Functions that change the form of a value and add nothing to it. */
export const CONVERSIONS: ReadonlySet<string> = new Set(['Boolean', 'Number', 'String', 'parseFloat', 'parseInt']);

/** Members that give a part or another form of the value they are called on. */
export const CONVERTING_MEMBERS: ReadonlySet<string> = new Set([
  'header',
  'get',
  'json',
  'param',
  'query',
  'replace',
  'slice',
  'substring',
  'toLowerCase',
  'toString',
  'toUpperCase',
  'trim',
]);

/** Members that give back what they were given once they have looked at it. */
export const VALIDATING_MEMBERS: ReadonlySet<string> = new Set([
  'parse',
  'parseAsync',
  'safeParse',
  'validate',
  'validateSync',
]);

/** What gives a value without asking anything outside the process: with it no call's result is kept for later. */
export const OWN_VALUES = /^(?:Date\.now|performance\.now|crypto\.randomUUID|randomUUID|uuid|uuidv4|nanoid|Math\.\w+)$/;

/** Names of what may be lost at any time, or concerns one process only: caches, metrics, warnings said once. */
export const TRANSIENT_NAME =
  /cache|memo|lru|metric|stat(?:s|istics)|counter|gauge|histogram|warn|logged|deprecat|debounce|throttle|timer|timeout|conn(?:s|ections?)$|socket|client|subscri|listener|pending|in_?flight/i;
