/** Calls that put something on the disk, by module: the member, and which argument is the path that is written. */
export const FILE_WRITES: ReadonlyMap<string, number> = new Map([
  ['writeFile', 0],
  ['writeFileSync', 0],
  ['appendFile', 0],
  ['appendFileSync', 0],
  ['createWriteStream', 0],
  ['outputFile', 0],
  ['outputFileSync', 0],
  ['writeJson', 0],
  ['writeJSON', 0],
  ['writeJsonSync', 0],
  ['outputJson', 0],
  ['copyFile', 1],
  ['copyFileSync', 1],
  ['cp', 1],
  ['copy', 1],
  ['rename', 1],
  ['renameSync', 1],
  ['move', 1],
]);
export const FILE_SYSTEM_MODULES: ReadonlySet<string> = new Set(['fs', 'fs/promises', 'fs-extra', 'graceful-fs']);

/**
 * Strategies of libraries that keep the login or the state of a session in files (documentation of whatsapp-web.js,
 * Baileys, telegraf-session-local, grammY and matrix-bot-sdk): the member, and what the files hold.
 */
export const FILE_KEEPERS: readonly { readonly module: string; readonly member: string; readonly what: string }[] = [
  { module: 'whatsapp-web.js', member: 'LocalAuth', what: 'the session with WhatsApp' },
  { module: 'baileys', member: 'useMultiFileAuthState', what: 'the session with WhatsApp' },
  { module: '@whiskeysockets/baileys', member: 'useMultiFileAuthState', what: 'the session with WhatsApp' },
  { module: '@adiwajshing/baileys', member: 'useMultiFileAuthState', what: 'the session with WhatsApp' },
  { module: '@adiwajshing/baileys', member: 'useSingleFileAuthState', what: 'the session with WhatsApp' },
  { module: 'telegraf-session-local', member: '', what: 'the sessions of its users' },
  { module: '@grammyjs/storage-file', member: 'FileAdapter', what: 'the sessions of its users' },
  { module: 'matrix-bot-sdk', member: 'SimpleFsStorageProvider', what: 'what it has synchronised' },
];

/** Folders in which an app keeps what has to last. */
export const LASTING_FOLDER =
  /(?:^|[\\/])(?:uploads?|data|storage|public|static|media|files?|avatars?|images?|photos?|pictures?|attachments?|documents?|downloads?|db|database)(?:[\\/]|$)/i;

/** Folders of which the name says that people put files there. */
export const UPLOAD_FOLDER = /(?:^|[\\/])(?:user[-_]?)?(?:uploads?|uploaded|attachments?|avatars?)(?:[\\/]|$)/i;

/** Where the local one of several drivers stands, with a folder for each: `uploader/local/`, `storage/disk/`. */
export const LOCAL_DRIVER =
  /(?:^|\/)(?:uploaders?|uploads?|storages?|drivers?|adapters?|providers?|filesystems?)\/(?:local|disk|fs)\//i;

/** Classes that keep files for others. */
export const STORAGE_CLASS = /storage|upload|disk|filestore|file_?service/i;

/** Parts of the names of all calls that write something that lasts. */
export const WRITE_NEEDLES: readonly string[] = [
  'writeFile',
  'appendFile',
  'createWriteStream',
  'outputFile',
  'copyFile',
  'toFile',
  'writeJson',
  'rename',
];

/** Calls of the file system that open a stream into a file. */
export const FILE_STREAMS: ReadonlySet<string> = new Set(['createWriteStream']);

/** Calls that write text into one at once. */
export const TEXT_WRITES: ReadonlySet<string> = new Set([
  'appendFile',
  'appendFileSync',
  'writeFile',
  'writeFileSync',
  'outputFile',
  'outputFileSync',
]);
