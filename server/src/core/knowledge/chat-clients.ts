/**
 * Libraries whose clients keep a connection to a chat service open, or ask it over and over. Each copy of the process is
 * sent every message, or takes the account away from the others. Clients that are called by a webhook, and those among
 * which the service shares out its events (Slack's socket mode), are not here.
 */
export interface ChatClient {
  readonly module: string;
  /** Called or made with `new` themselves. */
  readonly members: readonly string[];
  /** Methods of what the package makes. */
  readonly methods: readonly string[];
  /** Property of an argument with which alone the client connects by itself. */
  readonly only?: string;
  /** Property of an argument with which it waits to be called instead. */
  readonly unless?: string;
}

export const CHAT_CLIENTS: readonly ChatClient[] = [
  // https://discord.js.org/docs/packages/discord.js/main/Client:Class#login
  { module: 'discord.js', members: [], methods: ['login'] },
  { module: 'eris', members: [], methods: ['connect'] },
  { module: 'oceanic.js', members: [], methods: ['connect'] },
  // https://telegraf.js.org/classes/Telegraf-1.html#launch
  { module: 'telegraf', members: [], methods: ['launch'], unless: 'webhook' },
  // https://grammy.dev/ref/core/bot#start
  { module: 'grammy', members: [], methods: ['start'] },
  // https://github.com/yagop/node-telegram-bot-api/blob/master/doc/api.md#new-telegrambottoken-options
  { module: 'node-telegram-bot-api', members: [''], methods: [], only: 'polling' },
  // https://docs.wwebjs.dev/Client.html#initialize
  { module: 'whatsapp-web.js', members: [], methods: ['initialize'] },
  { module: '@whiskeysockets/baileys', members: ['', 'makeWASocket'], methods: [] },
  { module: 'venom-bot', members: ['create'], methods: [] },
  { module: '@wppconnect-team/wppconnect', members: ['create'], methods: [] },
  { module: '@open-wa/wa-automate', members: ['create'], methods: [] },
  { module: 'tmi.js', members: [], methods: ['connect'] },
  { module: 'matrix-bot-sdk', members: [], methods: ['start'] },
];
