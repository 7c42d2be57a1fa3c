/** Tasks of administration that a release brings along: their services, their programs, and what they speak to. */

/** Services that do one thing for a release and end. */
export const TASK_NAME =
  /(?:^|[._-])(?:migrat(?:e|or|ions?)|seed(?:er|s|ing)?|(?:db|database)[._-]?(?:init|setup|push|sync))(?:$|[._-])/i;

/** Programs of tasks, and the packages that bring them. */
export const TASK_PROGRAMS: ReadonlyMap<string, string> = new Map([
  ['prisma', 'prisma'],
  ['ts-node', 'ts-node'],
  ['tsx', 'tsx'],
  ['knex', 'knex'],
  ['sequelize', 'sequelize-cli'],
  ['sequelize-cli', 'sequelize-cli'],
  ['typeorm', 'typeorm'],
  ['drizzle-kit', 'drizzle-kit'],
  ['node-pg-migrate', 'node-pg-migrate'],
  ['migrate-mongo', 'migrate-mongo'],
]);

/** Variables that lead to a database. */
export const DATABASE_NAME = /DATABASE|(?:^|_)(?:DB|POSTGRES|MYSQL|MONGO(?:DB)?|PG)(?:_|$)/;
