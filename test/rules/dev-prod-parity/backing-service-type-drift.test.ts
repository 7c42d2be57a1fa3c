import rule from '../../../server/src/rules/10-dev-prod-parity/backing-service-type-drift';
import { ruleTester } from '../../support/rule-tester';

const prod = (image: string): string => `=== compose.prod.yml ===\nservices:\n  db: { image: "${image}" }\n`;
const dev = (image: string): string => `=== compose.dev.yml ===\nservices:\n  db:\n    image: ${image}\n`;
const knex = (development: string, production: string): string =>
  `=== knexfile.ts ===\nexport default {\n  development: { client: ${development} },\n  production: { client: ${production} },\n};\n`;
const manifest = (dependencies: string): string =>
  `=== package.json ===\n{ "name": "a", "private": true, "dependencies": { "express": "5", ${dependencies} } }\n`;
const waiting = (image: string): string =>
  `=== compose.yml ===\nservices:\n  api:\n    build: .\n    depends_on: [db]\n  db:\n    image: ${image}\n`;

ruleTester(rule, {
  keeps: [
    {
      name: 'the env file of another package',
      code: `=== packages/native/.env ===\nDATABASE_URL="sqlite:app.db"\n=== packages/native/package.json ===\n{ "name": "native" }\n=== server/package.json ===\n{ "name": "server", "private": true, "dependencies": { "express": "5", "@prisma/client": "6" } }\n=== server/schema.prisma ===\ndatasource db {\n  provider = "postgresql"\n  url      = env("DATABASE_URL")\n}\n=== package.json ===\n{ "name": "root", "private": true, "workspaces": ["packages/*", "server"] }\n`,
    },
    {
      name: 'a driver of a project',
      code: waiting('postgres:16') + manifest('"@acme/orders-db": "1", "mysql2": "3"'),
      configuration: { rules: { [rule.id]: ['warning', { add: ['postgres=@acme/orders-db'] }] } },
    },
    {
      name: 'a kind that the configuration allows',
      code: dev('mysql:8') + prod('postgres:16'),
      configuration: { rules: { [rule.id]: ['warning', { allow: ['MySQL'] }] } },
    },
    { name: 'one kind', code: dev('postgres:16') + prod('postgres:16') },
    { name: 'kinds of one protocol', code: dev('postgis/postgis:16-3.4') + prod('cockroachdb/cockroach:v24') },
    { name: 'MySQL and MariaDB', code: dev('mariadb:11') + prod('mysql:8') },
    { name: 'Redis and Valkey', code: dev('valkey/valkey:8') + prod('redis:7') },
    { name: 'one more database', code: `${dev('postgres:16')}  more: { image: "mongo:7" }\n${prod('postgres:16')}` },
    {
      name: 'files that start one well-known service each',
      code: '=== docker/kafka/compose.yaml ===\nservices:\n  zookeeper: { image: "confluentinc/cp-zookeeper:7.5.0" }\n  kafka: { image: "confluentinc/cp-kafka:7.5.0" }\n=== docker/rabbitmq/compose.yaml ===\nservices:\n  rabbitmq: { image: "rabbitmq:management" }\n',
    },
    { name: 'another purpose', code: dev('redis:7') + prod('postgres:16') },
    { name: 'blocks of one kind', code: knex("'pg'", "'postgres'") },
    { name: 'a block that code decides', code: knex('process.env.CLIENT', "'pg'") },
    {
      name: 'a default that some deploy keeps, that none changes, or that is for development',
      code: `=== src/a.js ===\nexports.client = process.env.DB_CLIENT || 'better-sqlite3';\nexports.type = process.env.CACHE_TYPE || 'sqlite';\nexports.other = process.env.DB_TYPE || 'sqlite3';\nexports.engine = process.env.DB_ENGINE || 'pg';\n=== compose.yml ===\nservices:\n  api: { build: ., environment: { DB_CLIENT: sqlite3, CACHE_TYPE: pg, DB_ENGINE: mysql } }\n=== compose.pg.yml ===\nservices:\n  api: { build: ., environment: { DB_CLIENT: pg } }\n=== compose.dev.yml ===\nservices:\n  api: { build: ., environment: { DB_TYPE: pg } }\n`,
    },
    {
      name: 'a URL for tests',
      code: '=== .env.test ===\nDATABASE_URL=file:./test.db\n=== .env.production ===\nDATABASE_URL=postgres://db/app\n',
    },
    {
      name: 'an accelerator',
      code: '=== .env ===\nDATABASE_URL=prisma+postgres://accelerate.prisma-data.net\n=== .env.production ===\nDATABASE_URL=mysql://db/app\n',
    },
    { name: 'a driver of what it waits for', code: waiting('postgres:16') + manifest('"pg": "8"') },
    { name: 'an object mapper', code: waiting('mongo:7') + manifest('"pg": "8", "@prisma/client": "6"') },
    {
      name: 'a database nobody of ours waits for',
      code: waiting('mongo:7').replace('[db]', '[cache]') + manifest('"pg": "8"'),
    },
    {
      name: 'Prisma with a URL of its kind, an accelerator, one variable of several schemas, and one that is set elsewhere',
      code: `=== prisma/schema.prisma ===\n// provider = "mysql"\ndatasource db {\n  provider = "postgresql"\n  url = env("DATABASE_URL")\n}\n=== .env.example ===\nDATABASE_URL=postgres://localhost/a\nOTHER_URL=mysql://localhost/a\n`,
    },
    {
      name: 'a schema of Prisma for each kind',
      code: `=== prisma/a/schema.prisma ===\ndatasource db {\n  provider = "postgresql"\n  url = env("DATABASE_URL")\n}\n=== prisma/b/schema.prisma ===\ndatasource db {\n  provider = "mysql"\n  url = env("DATABASE_URL")\n}\n=== .env.example ===\nDATABASE_URL=mysql://localhost/a\n`,
    },
    {
      name: 'JSON of Sequelize with one kind, and other JSON',
      code: '=== config/config.json ===\n{ "development": { "dialect": "postgres" }, "production": { "dialect": "pg" } }\n=== src/config.json ===\n{ "dialect": "en" }\n',
    },
    {
      name: 'a suppression',
      code: `=== knexfile.ts ===\nexport default {\n  // twelve-factor-disable-next-line dev-prod-parity/backing-service-type-drift -- a demo\n  development: { client: 'sqlite3' },\n  production: { client: 'pg' },\n};\n`,
    },
  ],
  breaks: [
    {
      name: 'a file of the same name in another folder',
      code: `${'=== docker/compose.yaml ===\nservices:\n  db:\n    image: mysql:8\n#          ^^^^^^^ warning: MySQL here, but PostgreSQL in "compose.yaml".\n'.replace(
        '"compose.yaml"',
        '"deploy/compose.yaml"',
      )}=== deploy/compose.yaml ===\nservices:\n  api: { image: "acme/api:1" }\n  db: { image: "postgres:16" }\n`,
      fixed: { 'docker/compose.yaml': 'services:\n  db:\n    image: postgres:16\n' },
    },
    {
      name: 'JSON of Sequelize; indentation and order stay',
      code: '=== config/config.json ===\n{\n\t"development": {\n\t\t"dialect": "sqlite",\n//            ^^^^^^ warning: SQLite in "development", but PostgreSQL in "production".\n\t\t"storage": "a.db"\n\t},\n\t"production": { "dialect": "postgres" }\n}\n',
      fixed: {
        'config/config.json':
          '{\n\t"development": {\n\t\t"dialect": "postgres",\n\t\t"storage": "a.db"\n\t},\n\t"production": { "dialect": "postgres" }\n}\n',
      },
      fixTitle: 'Use PostgreSQL here, too',
    },
    {
      name: 'the URL of another kind than Prisma is made for',
      code: '=== prisma/schema.prisma ===\ngenerator client {\n  provider = "prisma-client-js"\n}\ndatasource db {\n  provider = "postgresql"\n  url      = env("DATABASE_URL")\n}\n=== .env.example ===\nDATABASE_URL="file:./dev.db"\n#<^^^^^^^^^^ warning: "DATABASE_URL" leads to SQLite, but the schema of Prisma is made for PostgreSQL.\n',
    },
    {
      name: 'the image of development; comments, anchors and order stay',
      code: `=== compose.dev.yml ===\nx-db: &db # shared\n  restart: always\nservices:\n  db:\n    <<: *db\n    image: "mysql:8.4" # of old\n#           ^^^^^^^^^ warning: MySQL here, but PostgreSQL in production.\n    ports: ['1:2']\n${prod('postgres:16')}`,
      fixed: {
        'compose.dev.yml':
          'x-db: &db # shared\n  restart: always\nservices:\n  db:\n    <<: *db\n    image: "postgres:16" # of old\n    ports: [\'1:2\']\n',
      },
    },
    {
      name: 'a default that no deploy keeps',
      code: `
        === src/env.js ===
        const { cleanEnv, str } = require('envalid');
        exports.env = cleanEnv(process.env, { DB_CLIENT: str({ choices: ['pg', 'sqlite3'], default: 'better-sqlite3' }) });
        //                                                                                          ^^^^^^^^^^^^^^^^ info: Where "DB_CLIENT" is not set, the database is SQLite; "compose.pg.yml" sets it to PostgreSQL.
        exports.url = process.env.DATABASE_URL || 'sqlite://data.db';
        //                                        ^^^^^^^^^^^^^^^^^^ info: Where "DATABASE_URL" is not set, the database is SQLite; "compose.pg.yml" sets it to PostgreSQL.
        === compose.yml ===
        services:
          api: { build: . }
        === compose.pg.yml ===
        services:
          api:
            build: .
            environment:
              DB_CLIENT: pg
              DATABASE_URL: postgres://db/app
      `,
    },
    {
      name: 'knex on SQLite at home',
      code: knex(
        '\'sqlite3\' },\n#                        ^^^^^^^^^ warning: SQLite in "development", but PostgreSQL in "production".\n  test: { client: \'pg\'',
        "'pg'",
      ),
    },
    {
      name: 'Sequelize in tests',
      code: '=== config/database.js ===\nmodule.exports = {\n  test: { dialect: \'sqlite\' },\n//                 ^^^^^^^^ hint: SQLite in "test", but MySQL in "production".\n  production: { dialect: \'mysql\' },\n};\n',
    },
    {
      name: 'another image in development',
      code: `${dev('mysql:8\n#          ^^^^^^^ warning: MySQL here, but PostgreSQL in production.')}${prod('postgres:16')}`,
    },
    {
      name: 'another image in CI',
      code: `=== .github/workflows/ci.yml ===\non: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    services:\n      db:\n        image: mysql:8\n#              ^^^^^^^ info: MySQL here, but PostgreSQL in production.\n    steps: []\n${prod('postgres:16')}`,
    },
    {
      name: 'a file at home',
      code: '=== .env.example ===\nDATABASE_URL="file:./dev.db"\n#<^^^^^^^^^^^ warning: "DATABASE_URL" leads to SQLite here, but to PostgreSQL in "compose.prod.yml".\n=== compose.prod.yml ===\nservices:\n  api:\n    image: acme/api:1\n    environment:\n      DATABASE_URL: postgres://db/app\n'.replace(
        '#<^^^^^^^^^^^',
        '#<^^^^^^^^^^',
      ),
    },
    {
      name: 'waits for what the code cannot speak to, in one package of several',
      code: '=== apps/a/package.json ===\n{ "name": "a", "private": true, "dependencies": { "express": "5", "pg": "8" } }\n=== apps/a/compose.yml ===\nservices:\n  api:\n    build: .\n    depends_on: [db]\n  db:\n    image: mongo:7\n#          ^^^^^^^ warning: The service starts beside MongoDB, but the code only speaks to PostgreSQL.\n=== apps/b/package.json ===\n{ "name": "b", "private": true, "dependencies": { "express": "5", "mongoose": "8" } }\n',
    },
  ],
});
