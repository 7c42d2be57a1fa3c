import rule from '../../../server/src/rules/12-admin-processes/no-migration-on-start';
import { ruleTester } from '../../support/rule-tester';

const command = (program: string): string => `"${program}" runs at every start of the app; run it once per release.`;
const code = (program: string): string =>
  `"${program}" runs in the process that serves requests; run it once per release.`;
const option = (program: string): string =>
  `"${program}" runs the migrations whenever the app connects; run them once per release.`;

const SERVER =
  "=== src/server.ts ===\nimport express from 'express';\nimport './database';\nexpress().listen(process.env.PORT);\n";

ruleTester(rule, {
  keeps: [
    {
      name: 'the release phase',
      code: '=== Procfile ===\nrelease: npx prisma migrate deploy\nweb: node dist/server.js\n',
    },
    {
      name: 'several tasks of the release phase',
      code: '=== Procfile ===\nrelease: npx prisma migrate deploy && node dist/warm-up.js\nweb: node .\n',
    },
    {
      name: 'a one-off service of compose',
      code: '=== compose.yml ===\nservices:\n  migrate:\n    build: .\n    command: npx prisma migrate deploy\n  web:\n    build: .\n    command: node dist/server.js\n',
    },
    {
      name: 'a one-off service with several tasks',
      code: '=== compose.yml ===\nservices:\n  migrate:\n    build: .\n    command: sh -c "npx prisma migrate deploy && npx prisma db seed && echo done"\n',
    },
    {
      name: 'an image for migrations',
      code: '=== Dockerfile.migrate ===\nFROM node:22\nCMD ["npx", "knex", "migrate:latest"]\n',
    },
    {
      name: 'a Dockerfile for development',
      code: '=== Dockerfile.dev ===\nFROM node:22\nCMD npx prisma migrate dev && node .\n',
    },
    {
      name: 'a script of its own',
      code: "=== scripts/migrate.ts ===\nimport knex from 'knex';\nawait knex({}).migrate.latest();\n",
    },
    {
      name: 'code that no server imports',
      code: `${SERVER}=== src/database.ts ===\nexport {};\n=== src/migrate.ts ===\nimport knex from 'knex';\nawait knex({}).migrate.latest();\n`,
    },
    {
      name: 'a test of the server',
      code: "=== test/server.test.ts ===\nimport knex from 'knex';\nimport express from 'express';\nawait knex({}).migrate.latest();\nexpress().listen(0);\n",
    },
    { name: 'a local object', code: `${SERVER}=== src/database.ts ===\nconst birds = { up() {} };\nbirds.up();\n` },
    { name: "going back is a person's work", code: '=== Procfile ===\nweb: npx prisma migrate status && node .\n' },
    {
      name: 'one kind of process among several',
      code: '=== Dockerfile ===\nFROM node:22\nENTRYPOINT ["./entrypoint.sh"]\n=== entrypoint.sh ===\ncase "$1" in\n  migrate) npx prisma migrate deploy ;;\n  web) exec node dist/server.js ;;\nesac\n',
    },
    {
      name: 'a function that may not be called',
      code: '=== Dockerfile ===\nFROM node:22\nCMD ["./start.sh"]\n=== start.sh ===\nmigrate() {\n  npx prisma migrate deploy\n}\nexec node dist/server.js\n',
    },
    { name: 'an unknown program', code: '=== Procfile ===\nweb: $MIGRATE deploy && node .\n' },
    {
      name: 'an option that is off',
      code: `${SERVER}=== src/database.ts ===\nexport const options = { migrationsRun: false };\n`,
    },
    {
      name: 'an option that the environment sets',
      code: `${SERVER}=== src/database.ts ===\nexport const options = { migrationsRun: process.env.MIGRATE === 'yes' };\n`,
    },
    {
      name: 'a suppression',
      code: '=== Procfile ===\n# twelve-factor-disable-next-line admin-processes/no-migration-on-start -- one process only, guarded by a lock\nweb: npx prisma migrate deploy && node .\n',
    },
  ],
  breaks: [
    {
      name: 'in a function that the entry calls',
      code: `=== src/server.ts ===\nimport express from 'express';\nimport { connect } from './database';\nasync function main() {\n  await connect();\n  express().listen(process.env.PORT);\n}\nmain();\n=== src/database.ts ===\nimport knex from 'knex';\nconst db = knex({});\nexport async function connect() {\n  await db.migrate.latest();\n//      ^^^^^^^^^^^^^^^^^^^ warning: ${code('knex.migrate.latest()')}\n}\n`,
    },
    {
      name: 'in a method that the framework calls when it starts',
      code: `=== src/main.ts ===\nimport { NestFactory } from '@nestjs/core';\nimport { AppModule } from './database';\n(await NestFactory.create(AppModule)).listen(process.env.PORT);\n=== src/database.ts ===\nimport knex from 'knex';\nconst db = knex({});\nexport class AppModule {\n  async onModuleInit() {\n    await db.migrate.latest();\n//        ^^^^^^^^^^^^^^^^^^^ warning: ${code('knex.migrate.latest()')}\n  }\n}\n`,
    },
    {
      name: 'in a function that nothing known calls at the start: the database of a tenant, a route of an administrator',
      code: `=== src/server.ts ===\nimport express from 'express';\nimport { createTenant } from './tenants';\nexpress().post('/tenants', createTenant).listen(process.env.PORT);\n=== src/tenants.ts ===\nimport knex from 'knex';\nconst db = knex({});\nexport async function createTenant() {\n  await db.migrate.latest();\n//      ^^^^^^^^^^^^^^^^^^^ hint: ${code('knex.migrate.latest()')}\n}\n`,
    },
    {
      name: 'an image of a compose file',
      code: `
        === Dockerfile ===
        FROM node:22
        CMD npx prisma migrate deploy && node dist/server.js
        #   ^^^^^^^^^^^^^^^^^^^^^^^^^ warning: "prisma migrate" runs at every start of the app; run it once per release.
        === compose.yml ===
        services:
          app:
            build: .
            depends_on: [db]
          db:
            image: postgres:16.4
      `,
      fixTitle: 'Run migrations as a service of their own',
      fixed: {
        Dockerfile: `
          FROM node:22
          CMD ["node", "dist/server.js"]
        `,
        'compose.yml': `
          services:
            app:
              build: .
              depends_on:
                db:
                  condition: service_started
                migrate:
                  condition: service_completed_successfully
            migrate:
              build: .
              command: ["npx", "prisma", "migrate", "deploy"]
              depends_on: [db]
              restart: "no"
            db:
              image: postgres:16.4
        `,
      },
    },
    {
      name: 'Procfile',
      code: `
        === Procfile ===
        web: npx prisma migrate deploy && node dist/server.js
        #    ^^^^^^^^^^^^^^^^^^^^^^^^^ warning: ${command('prisma migrate')}
      `,
      fixed: { Procfile: 'release: npx prisma migrate deploy\nweb: node dist/server.js\n' },
      fixTitle: 'Move it to the release phase',
    },
    {
      name: 'an image, in shell form',
      code: `=== Dockerfile ===\nFROM node:22\nCMD npx knex migrate:latest && node .\n#   ^^^^^^^^^^^^^^^^^^^^^^^ warning: ${command('knex migrate')}\n`,
    },
    {
      name: 'before the start script',
      code: `
        === Dockerfile ===
        FROM node:22
        CMD ["npm", "start"]
        #   ^^^^^^^^^^^^^^^^ warning: ${command('sequelize db:migrate')}
        === package.json ===
        { "name": "a", "private": true, "scripts": { "prestart": "sequelize-cli db:migrate", "start": "node ." }, "dependencies": { "express": "5" } }
      `,
    },
    {
      name: 'an entry script, seeds likewise',
      code: `
        === docker/Dockerfile ===
        FROM node:22
        ENTRYPOINT ["/app/entrypoint.sh"]
        CMD ["node", "dist/server.js"]
        === docker/entrypoint.sh ===
        #!/bin/sh
        npx prisma migrate deploy
        //<^^^^^^^^^^^^^^^^^^^^^^ warning: ${command('prisma migrate')}
        npx prisma db seed
        //<^^^^^^^^^^^^^^^ warning: ${command('prisma db')}
        exec "$@"
      `,
    },
    {
      name: 'an entry script under a condition',
      code: `
        === Dockerfile ===
        FROM node:22
        ENTRYPOINT ["./entrypoint.sh"]
        === entrypoint.sh ===
        if [ "$RUN_MIGRATIONS" = "true" ]; then
          npx drizzle-kit migrate
        //^^^^^^^^^^^^^^^^^^^^^^^ info: ${command('drizzle-kit migrate')}
        fi
        exec node dist/server.js
      `,
    },
    {
      name: 'an entry script that the Dockerfile writes',
      code: `
        === Dockerfile ===
        FROM node:22
        COPY --chmod=755 <<EOF /entrypoint.sh
        npx prisma migrate deploy
        #<^^^^^^^^^^^^^^^^^^^^^^^ warning: ${command('prisma migrate')}
        exec node dist/server.js
        EOF
        ENTRYPOINT ["/entrypoint.sh"]
      `,
    },
    {
      name: 'in code: the server itself',
      code: `
        === src/server.ts ===
        import express from 'express';
        import { migrate } from 'drizzle-orm/node-postgres/migrator';
        await migrate(db, { migrationsFolder: 'drizzle' });
        //    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: ${code('migrate() of drizzle-orm')}
        express().listen(3000);
      `,
    },
    {
      name: 'in code: a file that the server imports',
      code: `
        ${SERVER.trimEnd().replaceAll('\n', '\n        ')}
        === src/database.ts ===
        import knex from 'knex';
        const db = knex({});
        await db.migrate.latest();
        //    ^^^^^^^^^^^^^^^^^^^ warning: ${code('knex.migrate.latest()')}
      `,
    },
    {
      name: 'in code: a shell',
      code: `
        ${SERVER.trimEnd().replaceAll('\n', '\n        ')}
        === src/database.ts ===
        import { execSync } from 'node:child_process';
        execSync('npx prisma migrate deploy');
        //<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: ${code('prisma migrate')}
      `,
    },
    {
      name: 'in code: an option of the connection',
      code: `
        ${SERVER.trimEnd().replaceAll('\n', '\n        ')}
        === src/database.ts ===
        import { DataSource } from 'typeorm';
        export const source = new DataSource({ type: 'postgres', migrationsRun: true });
        //                                                       ^^^^^^^^^^^^^^^^^^^ warning: ${option('migrationsRun: true')}
      `,
    },
    {
      name: 'in code: only outside production',
      code: `
        ${SERVER.trimEnd().replaceAll('\n', '\n        ')}
        === src/database.ts ===
        import knex from 'knex';
        const db = knex({});
        if (process.env.NODE_ENV !== 'production') await db.migrate.latest();
        //                                               ^^^^^^^^^^^^^^^^^^^ hint: ${code('knex.migrate.latest()')}
      `,
    },
    {
      name: 'a package of a monorepo',
      code: `
        === apps/api/Procfile ===
        web: yarn start
        #    ^^^^^^^^^^ warning: ${command('typeorm migration:run')}
        === apps/api/package.json ===
        { "name": "api", "private": true, "scripts": { "start": "typeorm migration:run -d x && node ." }, "dependencies": { "express": "5" } }
        === package.json ===
        { "name": "root", "private": true, "workspaces": ["apps/*"] }
      `,
    },
    {
      name: 'CRLF',
      code: `=== Procfile ===\nworker: node w.js\r\nweb: dbmate up && node .\r\n#    ^^^^^^^^^ warning: ${command('dbmate')}\n`,
      fixed: { Procfile: 'release: dbmate up\r\nworker: node w.js\r\nweb: node .\r\n' },
    },
  ],
});
