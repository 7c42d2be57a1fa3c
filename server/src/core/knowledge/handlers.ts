/**
 * Where frameworks, queue libraries and bots take the functions that answer requests and work on jobs and events. Members
 * are relative to the package, `''` being its default export.
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

/** Modules whose objects take request handlers by `get`, `post`, … */
export const ROUTER_MODULES: ReadonlySet<string> = new Set([...ROUTER_CREATORS.keys(), 'connect']);

/** Methods of routers that take request handlers. */
export const ROUTE_METHODS: ReadonlySet<string> = new Set([
  'get',
  'post',
  'put',
  'patch',
  'delete',
  'del',
  'head',
  'options',
  'all',
  'use',
]);

/** Those, and the ones that take functions which run along with a request. */
export const HANDLER_METHODS: ReadonlySet<string> = new Set([...ROUTE_METHODS, 'param', 'addHook']);

/** First and second parameter of a request handler, by the names that everybody uses. */
export const REQUEST_PARAMETER = /^_?(?:req|request)$/;
export const RESPONSE_PARAMETER = /^_?(?:res|resp|response|reply)$/;

/** Decorators of `@nestjs/*` on methods that answer requests or work on jobs. */
export const HANDLER_DECORATORS: ReadonlyMap<string, 'request' | 'job'> = new Map([
  ['Get', 'request'],
  ['Post', 'request'],
  ['Put', 'request'],
  ['Patch', 'request'],
  ['Delete', 'request'],
  ['All', 'request'],
  ['Head', 'request'],
  ['Options', 'request'],
  ['Query', 'request'],
  ['Mutation', 'request'],
  ['SubscribeMessage', 'request'],
  ['MessagePattern', 'job'],
  ['EventPattern', 'job'],
  ['Process', 'job'],
  ['Cron', 'job'],
  ['Interval', 'job'],
  ['OnEvent', 'job'],
]);

/** Those of them that nobody sends anything to. */
export const TICK_DECORATORS: ReadonlySet<string> = new Set(['Cron', 'Interval', 'OnEvent']);

/** A call or constructor that takes a function to be run for each job, message or tick. */
export interface JobApi {
  readonly module: RegExp;
  /** The import itself (`cron.schedule`), or a method of what the module makes (`queue.process`). */
  readonly on: 'import' | 'instance';
  readonly member: RegExp;
}

export const JOB_APIS: readonly JobApi[] = [
  { module: /^bullmq$/, on: 'import', member: /^Worker$/ },
  { module: /^(?:bull|bee-queue)$/, on: 'instance', member: /^process$/ },
  { module: /^node-cron$/, on: 'import', member: /^schedule$/ },
  { module: /^cron$/, on: 'import', member: /^CronJob(?:\.from)?$/ },
  { module: /^node-schedule$/, on: 'import', member: /^scheduleJob$/ },
  { module: /^(?:agenda|@hokify\/agenda)$/, on: 'instance', member: /^define$/ },
  { module: /^pg-boss$/, on: 'instance', member: /^work$/ },
  { module: /^amqplib(?:\/callback_api)?$/, on: 'instance', member: /^consume$/ },
  { module: /^kafkajs$/, on: 'instance', member: /^run$/ },
  { module: /^sqs-consumer$/, on: 'import', member: /^Consumer\.create$/ },
];

/** Bots: `client.on('messageCreate', handler)`, `bot.command('start', handler)`. */
export interface EventApi {
  readonly module: string;
  /** What is made with `new`, or called; also the written type of a parameter. */
  readonly members: readonly string[];
  readonly methods: readonly string[];
}

export const EVENT_APIS: readonly EventApi[] = [
  { module: 'discord.js', members: ['Client'], methods: ['on', 'once'] },
  { module: 'eris', members: ['', 'Client', 'CommandClient'], methods: ['on', 'once'] },
  {
    module: 'telegraf',
    members: ['Telegraf', 'Composer'],
    methods: ['on', 'command', 'hears', 'action', 'start', 'help', 'use', 'inlineQuery'],
  },
  {
    module: 'grammy',
    members: ['Bot', 'Composer'],
    methods: ['on', 'command', 'hears', 'callbackQuery', 'use', 'inlineQuery'],
  },
  { module: 'node-telegram-bot-api', members: [''], methods: ['on', 'onText'] },
  { module: 'whatsapp-web.js', members: ['Client'], methods: ['on'] },
  { module: '@slack/bolt', members: ['App'], methods: ['message', 'command', 'action', 'event', 'shortcut', 'view'] },
  { module: 'tmi.js', members: ['Client', 'client'], methods: ['on'] },
];

/** Events of the connection itself, which come from no person. */
export const CONNECTION_EVENT =
  /^(?:ready|clientReady|connect(?:ed|ing)?|disconnect(?:ed)?|reconnect(?:ing|ed)?|resume|close|end|error|warn|debug|shard\w*|invalidated|rateLimit|polling_error|webhook_error|loading_screen|qr|auth\w*|change_state|logon|ping|pong)$/;

/** Methods that frameworks call once when the process starts. */
export const START_HOOK = /^(?:onModuleInit|onApplicationBootstrap|onReady|onStart|bootstrap)$/;
