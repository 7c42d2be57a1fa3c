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

/** Types of what somebody sent to a bot, or did where it listens: whoever has one works on one event. */
const BOT_EVENT_TYPES: readonly (readonly [string, readonly string[]])[] = [
  [
    'discord.js',
    [
      'Message',
      'PartialMessage',
      'MessageReaction',
      'PartialMessageReaction',
      'Interaction',
      'CommandInteraction',
      'ChatInputCommandInteraction',
      'ButtonInteraction',
      'ModalSubmitInteraction',
      'StringSelectMenuInteraction',
      'MessageContextMenuCommandInteraction',
      'UserContextMenuCommandInteraction',
      'VoiceState',
    ],
  ],
  ['telegraf', ['Context']],
  ['grammy', ['Context']],
  ['whatsapp-web.js', ['Message']],
  ['node-telegram-bot-api', ['Message']],
];

/** Types of a parameter that holds a request or an event. */
export const REQUEST_TYPES: ReadonlyMap<string, readonly string[]> = new Map([
  ['express', ['Request']],
  ['express-serve-static-core', ['Request']],
  ['fastify', ['FastifyRequest']],
  ['koa', ['Context', 'ParameterizedContext']],
  ['hono', ['Context']],
  ['http', ['IncomingMessage']],
  ['next', ['NextApiRequest']],
  ...BOT_EVENT_TYPES,
]);

/** Names of the first two parameters of a handler whose types are not written. */
export const REQUEST_NAME = /^_?(?:req|request)$/;
export const RESPONSE_NAME = /^_?(?:res|response|reply)$/;

/** What a bot calls an event, in files that import one of the libraries: `execute(interaction)`, `({ msg, bot }) => …`. */
export const EVENT_NAME = /^_?(?:msg|message|interaction)$/;
export const BOT_LIBRARY =
  /["'](?:discord\.js|eris|telegraf|grammy|node-telegram-bot-api|whatsapp-web\.js|tmi\.js|@slack\/bolt)["']/;

/** Decorators of `@nestjs/*` that make a method a handler of requests, and those that give it data of the request. */
export const ROUTE_DECORATORS: ReadonlySet<string> = new Set([
  'All',
  'Delete',
  'Get',
  'Head',
  'Options',
  'Patch',
  'Post',
  'Put',
  'EventPattern',
  'MessagePattern',
  'Mutation',
  'Process',
  'Query',
  'SubscribeMessage',
]);
export const REQUEST_DATA_DECORATORS: ReadonlySet<string> = new Set([
  'Args',
  'Body',
  'Headers',
  'HostParam',
  'Ip',
  'MessageBody',
  'Param',
  'Payload',
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

/** Names of what may be lost at any time: what can be worked out again, and what is measured. */
export const CACHE_NAME = /cache|memo|lru|metric|gauge|histogram|deprecat|debounce|throttle|in_?flight/i;

/** The same, and what concerns one process only: connections, timers, warnings said once. */
export const TRANSIENT_NAME =
  /cache|memo|lru|metric|stat(?:s|istics)|counter|gauge|histogram|warned|warn(?:ing)?s?(?:Shown|Given|Once|Logged|Printed)|(?:shown|seen|once)Warn|logged|deprecat|debounce|throttle|timer|timeout|conn(?:s|ections?)$|socket|client|subscri|listener|pending|in_?flight/i;

/** What is handed out to users one by one while the app runs; a table of handlers or plugins is not called so. */
export const ISSUED_NAME =
  /(?:api_?keys?|tokens?|sessions?|otps?|(?:verification|reset|auth|login|invite|pin)_?codes?|nonces?|challenges?|magic_?links?|passwords?)(?:_?(?:map|store|by_?\w+))?$/i;

/** Something at the top of the module, or in a class, that can be added to; without one there is no state. */
const KEPT =
  /^\uFEFF?(?:export )?(?:(?:let|var) \w|const \w+[^=\n]*=\s*(?:new (?:Map|Set)\b|[[{])|const \w+[^=\n]*\n)|^[ \t]+(?:(?:private|protected|public|static|readonly) )*#?\w+(?:: [^=\n]+)? = (?:new (?:Map|Set)\b|\[\]|\{\})/m;
/** Something is added. */
const ADDED =
  /\.(?:set|add|push|unshift)\(|\]\s*(?:[-+|?&*]{1,2})?=[^=]|\]\.\w+ =[^=]|\+\+|--|^\s+\w+(?:\.\w+)* [-+]?=[^=]/m;

/** False for a text in which nothing that lasts is written. */
export function mayKeepState(text: string): boolean {
  return KEPT.test(text) && ADDED.test(text);
}

const HANDLER_TEXT =
  /\b(?:req|request)\b\s*(?::[^,)=]{1,80})?,|["'](?:express|fastify|koa|hono|polka|restify|bullmq|bull|bee-queue|pg-boss|agenda|node-cron|cron|amqplib|kafkajs|discord\.js|eris|telegraf|grammy|node-telegram-bot-api|whatsapp-web\.js|tmi\.js|sqs-consumer|@slack\/bolt|@koa\/router|koa-router|@nestjs\/(?:common|graphql|microservices|websockets|bull|bullmq))["']/;

/** False for a text in which no function certainly answers requests. */
export function mayHandleRequests(text: string): boolean {
  return HANDLER_TEXT.test(text);
}
