import { HANDLER_DECORATORS, TICK_DECORATORS } from './handlers';

/**
 * How the frameworks hand a request to a function. Members are relative to the package, `''` being its default export.
 * A framework missing here is unknown, and rules stay silent about its handlers.
 */

/** Types of a parameter or variable that takes handlers by method. */
export const ROUTER_TYPES: ReadonlyMap<string, readonly string[]> = new Map([
  ['express', ['Express', 'Application', 'Router', 'IRouter']],
  ['fastify', ['FastifyInstance']],
  ['koa', ['', 'Koa']],
  ['@koa/router', ['', 'Router']],
  ['koa-router', ['', 'Router']],
  ['hono', ['Hono']],
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

/** What a bot calls an event, in files that import one of the libraries: `execute(interaction)`, `({ msg, bot }) => …`. */
export const EVENT_NAME = /^_?(?:msg|message|interaction)$/;
export const BOT_LIBRARY =
  /["'](?:discord\.js|eris|telegraf|grammy|node-telegram-bot-api|whatsapp-web\.js|tmi\.js|@slack\/bolt)["']/;

/** Decorators of `@nestjs/*` that make a method a handler of requests, and those that give it data of the request. */
export const ROUTE_DECORATORS: ReadonlySet<string> = new Set(
  [...HANDLER_DECORATORS.keys()].filter((name) => !TICK_DECORATORS.has(name)),
);
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
  /^\uFEFF?(?:export )?(?:(?:let|var) (?<variables>[\w$]+(?:\s*,\s*[\w$]+)*)|const (?<constant>[\w$]+)(?:[^=\n]|=>)*(?:=\s*(?:new (?:Map|Set)\b|[[{])|\n))|^[ \t]+(?:(?:private|protected|public|static|readonly) )*(?<field>#?[\w$]+)(?:: (?:[^=\n]|=>)+)? = (?:new (?:Map|Set)\b|\[\]|\{\})/dgm;
/** What stands behind a name when something is put in: its parts, and a call or an operator. */
const ADDED =
  /[!?]?(?:\.?\[(?:[^[\]]|\[[^[\]]{0,100}\]){0,200}\][!?]?|\s*\.\s*#?(?!(?:set|add|push|unshift)\()[\w$]+[!?]?)*(?:\s*\??\.\s*(?:set|add|push|unshift)\(|\s*(?:[-+*/%&|^?<>]{1,3}=|=)(?![=>])|\s*(?:\+\+|--))/y;
const STEP = /(?:\+\+|--)\s*(?:this\.)?$/;

/** False for a text in which nothing that lasts is written, names that do not count aside. */
export function mayKeepState(text: string, isLeftOut: (name: string) => boolean): boolean {
  let isSingle: boolean | undefined;
  for (const { 0: declaration, groups, indices } of text.matchAll(KEPT)) {
    const { variables, constant, field } = groups ?? {};
    const names = (variables?.split(/\s*,\s*/) ?? [constant ?? field ?? '']).filter((name) => !isLeftOut(name));
    if (names.length === 0) continue;
    if (field !== undefined && !declaration.includes('static ')) {
      isSingle ??= mayHoldSingleton(text);
      if (!isSingle) continue;
    }
    const at = indices?.groups;
    const [start = 0] = at?.['variables'] ?? at?.['constant'] ?? at?.['field'] ?? [];
    if (names.some((name) => isWritten(text, name, start))) return true;
  }
  return false;
}

/** Decorators of classes of which a container makes one instance. */
export const SINGLETON_DECORATOR =
  /@(?:Injectable|Service|Controller|Resolver|WebSocketGateway|Processor|singleton|Provider)\b/;

/** False where no container and no code of the module makes an instance of one of its classes. */
function mayHoldSingleton(text: string): boolean {
  if (SINGLETON_DECORATOR.test(text)) return true;
  return [...text.matchAll(/\bclass (\w+)/g)].some(([, name]) => text.includes(`new ${name}`));
}

/** True when something is put into what a name stands for, its declaration at `declared` aside. */
function isWritten(text: string, name: string, declared: number): boolean {
  for (let start = text.indexOf(name); start >= 0; start = text.indexOf(name, start + name.length)) {
    const end = start + name.length;
    if (start === declared || WORD.test(text[start - 1] ?? '') || WORD.test(text[end] ?? '')) continue;
    ADDED.lastIndex = end;
    if (ADDED.test(text) || STEP.test(text.slice(Math.max(0, start - 12), start))) return true;
  }
  return false;
}

const WORD = /[\w$]/;
