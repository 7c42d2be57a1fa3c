/**
 * Databases that live in a file of the process's own disk. Members are relative to the package, `''` being its default
 * export; a package missing here is unknown, and rules stay silent about it.
 */
export interface EmbeddedStore {
  readonly module: string;
  /** Called or made with `new`. */
  readonly members: readonly string[];
  /** Where the path stands: the argument itself, or one of the options in it. */
  readonly argument: number;
  readonly options: readonly string[];
  /** Without a path: a file of its own choice, or the memory of the process. */
  readonly without: 'file' | 'memory';
  /** The file or folder of its own choice, relative to the working directory. */
  readonly defaultPath?: string;
}

export const EMBEDDED_STORES: readonly EmbeddedStore[] = [
  store('better-sqlite3', ['', 'Database']),
  store('sqlite3', ['Database', 'cached.Database']),
  store('sqlite', ['open', 'DatabaseSync'], ['filename']),
  store('bun:sqlite', ['', 'Database'], ['filename']),
  store('nedb', [''], ['filename']),
  store('@seald-io/nedb', [''], ['filename']),
  store('nedb-promises', ['', 'create'], ['filename']),
  store('lowdb/adapters/FileSync', ['']),
  store('lowdb/adapters/FileAsync', ['']),
  store('lowdb/node', ['JSONFile', 'JSONFileSync', 'JSONFilePreset', 'JSONFileSyncPreset']),
  store('level', ['', 'Level'], ['location']),
  store('classic-level', ['ClassicLevel']),
  store('lmdb', ['open'], ['path']),
  store('node-json-db', ['JsonDB', 'Config']),
  store('simple-json-db', ['']),
  store('keyv-file', ['', 'KeyvFile'], ['filename'], 'file'),
  store('quick.db', ['QuickDB'], ['filePath'], 'file'),
  store('enmap', ['', 'Enmap'], ['dataDir'], 'memory'),
  // Sessions of a messenger, without which somebody has to sign in by hand again.
  store('whatsapp-web.js', ['LocalAuth'], ['dataPath'], 'file', '.wwebjs_auth'),
  ...['@whiskeysockets/baileys', '@adiwajshing/baileys', 'baileys'].map((name) =>
    store(name, ['useMultiFileAuthState']),
  ),
];

/** Libraries that speak to several databases: the option that names one, and where the path then stands. */
export const DATABASE_OPTIONS: readonly {
  readonly module: string;
  readonly members: readonly string[];
  readonly kind: string;
  /** Paths of option names, outermost first. */
  readonly paths: readonly (readonly string[])[];
}[] = [
  {
    module: 'typeorm',
    members: ['DataSource', 'createConnection', 'ConnectionOptions'],
    kind: 'type',
    paths: [['database']],
  },
  { module: '@nestjs/typeorm', members: ['TypeOrmModule.forRoot'], kind: 'type', paths: [['database']] },
  { module: 'sequelize', members: ['', 'Sequelize'], kind: 'dialect', paths: [['storage']] },
  { module: 'sequelize-typescript', members: ['Sequelize'], kind: 'dialect', paths: [['storage']] },
  { module: '@nestjs/sequelize', members: ['SequelizeModule.forRoot'], kind: 'dialect', paths: [['storage']] },
  {
    module: 'knex',
    members: ['', 'knex', 'Knex'],
    kind: 'client',
    paths: [['connection', 'filename'], ['connection']],
  },
];

/** Names by which such libraries call a database in a file. */
export const FILE_DATABASE = /^(?:better-)?sqlite3?$|^nedb$|^lowdb$/;

/** An address or a path that is a database in a file. */
export const FILE_DATABASE_PATH = /^(?:sqlite:(?!.*:memory:)|file:).+|\.(?:sqlite3?|db3?|nedb)$/i;

/** In the memory of the process: lost with it, and rules about stand-ins see to it. */
export const MEMORY_DATABASE = /^(?:file:)?:memory:|^sqlite::memory:|^$|mode=memory/;

/** Variables that choose a database or say where it is. */
export const DATABASE_VARIABLE = /(?:^|_)(?:DB|DATABASE|SQLITE|SQL|STORE|DATASTORE)(?:_|$)/;

/** Configuration of programs that copy a database file to an object store or to other machines while it is written. */
export const REPLICATION_FILES: readonly string[] = ['litestream.yml', 'litestream.yaml', 'litefs.yml', 'litefs.yaml'];

function store(
  module: string,
  members: readonly string[],
  options: readonly string[] = [],
  without: EmbeddedStore['without'] = 'memory',
  defaultPath?: string,
): EmbeddedStore {
  return { module, members, argument: 0, options, without, ...(defaultPath !== undefined && { defaultPath }) };
}

/** Parts of texts without which no such store is opened. */
export const EMBEDDED_STORE_NEEDLES: readonly string[] = [
  'sqlite',
  'file:',
  'FileSync',
  ...[...EMBEDDED_STORES, ...DATABASE_OPTIONS].map(({ module }) => module).filter((module) => !/sqli/.test(module)),
];
