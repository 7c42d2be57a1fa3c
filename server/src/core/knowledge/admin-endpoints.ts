/** Paths and names of handlers by which people call tasks of administration; callers of a platform's own timer aside. */
export const ADMIN_PATH =
  /(?:^|[/_-])(?:migrate|migrations?|seed|seeds|seeder|truncate|re-?index|backfill|eval|repl|run-?script|(?:reset|drop|wipe|clear)-?(?:all|db|database|data)|reset)(?:$|[/?_-])/i;

/** What such a task calls: names of functions and methods that change a whole database or run code. */
export const ADMIN_CALL =
  /^(?:run)?(?:[mM]igrate|[mM]igrations?|[sS]eed|[tT]runcate|[rR]eindex|[bB]ackfill)(?:$|[A-Z_].*)|^(?:drop(?:Database|Collection|Schema|Table|All\w*)?|deleteAll|removeAll|runMigrations|dropDatabase|migrateLatest|synchronize)$/;

/** Bulk deletes: with no condition they empty a table. */
export const BULK_DELETE = /^(?:deleteMany|destroyAll|remove|destroy|clear)$/;

/** Members of `vm` that run code. */
export const VM_RUN = /^(?:runInThisContext|runInNewContext|runInContext|Script)$/;

/** A text that may hold such a handler, or open a console. */
export const ADMIN_TEXT =
  /["'`/](?:[\w/:-]*[/_-])?(?:migrat\w*|seed\w*|truncate|re-?index|backfill|eval|repl|run-?script|(?:reset|drop|wipe|clear)[\w-]*)["'`/?]|\beval\(|["'](?:node:)?(?:repl|vm)["']/i;

/** Substrings one of which it holds. */
export const ADMIN_NEEDLES: readonly string[] = [
  'migrat',
  'seed',
  'truncate',
  'index',
  'backfill',
  'eval',
  'repl',
  'reset',
  'drop',
  'wipe',
  'clear',
  'vm',
];
