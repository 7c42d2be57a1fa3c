/** Tools whose migrations are files of the repository, and where they put them by default or by custom. */
export interface MigrationTool {
  readonly label: string;
  readonly packages: readonly string[];
  /** A command that applies migrations or makes one: tools that only push a schema need no files. */
  readonly runs: RegExp;
  /** Where there is such a file, the folders are beside it. */
  readonly schema?: string;
  readonly folders: readonly string[];
  /** A file as the tool names one. */
  readonly sample: string;
  /** Files that it keeps with the migrations. */
  readonly marks: readonly string[];
}

const CUSTOMARY = ['migrations', 'db', 'database', 'src', 'src/db', 'src/database'].map((folder) =>
  folder === 'migrations' ? folder : `${folder}/migrations`,
);

export const MIGRATION_TOOLS: readonly MigrationTool[] = [
  {
    label: 'Prisma',
    packages: ['prisma', '@prisma/client'],
    runs: /\bprisma\s+migrate\s+(?:dev|deploy)\b/,
    schema: 'schema.prisma',
    folders: ['migrations'],
    sample: '20250101000000_init/migration.sql',
    marks: ['migration_lock.toml'],
  },
  {
    label: 'Drizzle',
    packages: ['drizzle-kit', 'drizzle-orm'],
    runs: /\bdrizzle-kit\s+(?:migrate|generate)/,
    folders: ['drizzle', 'migrations'],
    sample: '0000_init.sql',
    marks: ['meta/_journal.json'],
  },
  tool('Knex', 'knex', /\bknex\b.*\bmigrate:/),
  tool('Sequelize', 'sequelize', /\bsequelize(?:-cli)?\b.*\bdb:migrate\b/),
  tool('TypeORM', 'typeorm', /\btypeorm\b.*\bmigration:run\b/),
  tool('node-pg-migrate', 'node-pg-migrate', /\bnode-pg-migrate\b/),
  tool('MikroORM', '@mikro-orm/migrations', /\bmikro-orm\b.*\bmigration:up\b/),
];

function tool(label: string, name: string, runs: RegExp): MigrationTool {
  return { label, packages: [name], runs, folders: CUSTOMARY, sample: '20250101000000-init.js', marks: [] };
}
