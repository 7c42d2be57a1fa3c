/** Calls that run migrations from code (RULES XII-1). Members are relative to the package. */
export const MIGRATION_CALLS: readonly { readonly module: RegExp; readonly member: RegExp; readonly label: string }[] =
  [
    { module: /^drizzle-orm\/(?:[\w-]+\/)*migrator$/, member: /^migrate$/, label: 'migrate() of drizzle-orm' },
    { module: /^node-pg-migrate$/, member: /^(?:|runner|default)$/, label: 'node-pg-migrate' },
    { module: /^postgres-migrations$/, member: /^migrate$/, label: 'postgres-migrations' },
    { module: /^postgrator$/, member: /^migrate$/, label: 'postgrator' },
  ];

/** `<object>.<path>()` on an object made by the package: `knex.migrate.latest()`. */
export const MIGRATION_METHODS: readonly {
  readonly creators: RegExp;
  readonly path: RegExp;
  readonly label: string;
}[] = [
  { creators: /^knex$/, path: /^migrate\.(?:latest|up)$/, label: 'knex.migrate.latest()' },
  { creators: /^umzug$/, path: /^up$/, label: 'umzug.up()' },
  { creators: /^typeorm$/, path: /^runMigrations$/, label: 'runMigrations() of TypeORM' },
  { creators: /^@mikro-orm\//, path: /^(?:getMigrator\(\)|migrator)\.up$/, label: 'getMigrator().up()' },
  { creators: /^kysely$/, path: /^migrateToLatest$/, label: 'migrateToLatest() of Kysely' },
];

/** Members so telling that an unknown receiver does not matter. */
export const TELLING_MIGRATION_PATH = /(?:^|\.)(?:migrate\.latest|getMigrator\(\)\.up|migrateToLatest)$/;

/** Packages that give commands to a shell, with the argument that holds the program. */
export const PROCESS_CALLS: ReadonlySet<string> = new Set([
  'exec',
  'execSync',
  'spawn',
  'spawnSync',
  'execFile',
  'execFileSync',
  'execa',
  'execaSync',
  'execaCommand',
  'execaCommandSync',
]);
export const PROCESS_MODULES: ReadonlySet<string> = new Set([
  'child_process',
  'execa',
  'cross-spawn',
  'shelljs',
  'util',
]);
