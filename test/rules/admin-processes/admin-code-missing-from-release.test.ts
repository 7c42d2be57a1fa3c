import rule from '../../../server/src/rules/12-admin-processes/admin-code-missing-from-release';
import { ruleTester } from '../../support/rule-tester';

const image = (lines: string): string =>
  `=== Dockerfile ===\nFROM node:22\nWORKDIR /app\n${lines}CMD ["node", "src/index.js"]\n`;
const job = (command: string): string =>
  `=== k8s/migrate.yaml ===\napiVersion: batch/v1\nkind: Job\nmetadata: { name: migrate }\nspec:\n  template:\n    spec:\n      containers:\n        - name: main\n          image: acme/api:1\n          command: ${command}\n`;
const REST =
  '=== compose.yml ===\nservices: { api: { image: acme/api, build: . } }\n=== scripts/migrate.js ===\n// runs\n';
const FILES = REST + job('["node", "scripts/migrate.js"]');
const manifest = (section: string): string =>
  `=== package.json ===\n{ "name": "a", "private": true, "scripts": { "migrate": "knex migrate:latest" }, "dependencies": { "express": "5" }, ${section} }\n`;

const migrating = (command: string): string =>
  `=== package.json ===\n{ "name": "a", "private": true, "scripts": { "start": "node src/index.js", "migrate": "${command}" }, "dependencies": { "express": "5", "@prisma/client": "6" }, "devDependencies": { "prisma": "6" } }\n`;

ruleTester(rule, {
  keeps: [
    {
      name: 'no image can be built yet',
      code: `=== compose.yml ===
services:
  web:
    build: .
  migrate:
    build: .
`,
    },
    { name: 'everything is copied', code: image('COPY . .\n') + FILES },
    { name: 'the folder is copied', code: image('COPY src ./src\nCOPY scripts ./scripts\n') + FILES },
    { name: 'a glob that may bring it', code: image('COPY s* ./\n') + FILES },
    {
      name: 'another stage decides',
      code: `=== Dockerfile ===\nFROM node:22 AS build\nCOPY . .\nFROM node:22\nWORKDIR /app\nCOPY --from=build /app ./\n${FILES}`,
    },
    { name: 'a build that may make it', code: image('COPY src ./src\nRUN npm run build\n') + FILES },
    { name: 'an image of ones own below', code: image('COPY src ./src\n').replace('node:22', 'acme/base:1') + FILES },
    { name: 'an image of its own', code: image('COPY src ./src\n') + FILES.replace('acme/api:1', 'acme/migrations:1') },
    { name: 'a variable', code: image('COPY src ./src\n') + REST + job('["node", "$(SCRIPT)"]') },
    {
      name: 'a tool that is installed',
      code:
        image('COPY src ./src\nRUN npm ci --omit=dev\n') +
        REST +
        job('["npx", "knex", "migrate:latest"]') +
        manifest('"optionalDependencies": {}'),
    },
    {
      name: 'an install of everything',
      code:
        image('COPY src ./src\nRUN npm ci\n') +
        REST +
        job('["npx", "knex", "migrate:latest"]') +
        manifest('"devDependencies": { "knex": "3" }'),
    },
    {
      name: 'a Dockerfile that exists, one that git ignores, one from elsewhere and one that is written in place',
      code: `=== compose.yml ===
services:
  migrate: { build: . }
  seed: { build: { context: ., dockerfile: gen/Dockerfile } }
  db-init: { build: https://git.acme.test/migrations.git }
  migrations: { build: "\${MIGRATIONS}" }
  seeder: { build: ../shared }
  migrator: { build: { context: tools, dockerfile_inline: "FROM node:22" } }
  web: { build: ./web }
=== .gitignore ===
gen/
=== Dockerfile ===
FROM node:22
COPY . .
CMD ["node", "src/index.js"]
`,
    },
    {
      name: 'a task that enters a container with everything, or a database',
      code: `${image('COPY . .\n')}=== compose.yml ===\nservices:\n  api: { build: ., container_name: api }\n  db: { image: "postgres:17", container_name: db }\n=== package.json ===\n{ "name": "a", "scripts": { "seed:live": "docker exec -it api node scripts/seed.js", "psql": "docker exec -it db psql" }, "dependencies": { "express": "5" } }\n=== scripts/seed.js ===\n// fills\n`,
    },
    {
      name: 'migrations that are committed, or that nothing runs',
      code: `=== prisma/schema.prisma ===\n// model\n=== .gitignore ===\nnode_modules\n*.log\n${migrating('prisma migrate deploy')}`,
    },
    {
      name: 'a schema that is pushed without migrations',
      code: `=== prisma/schema.prisma ===\n// model\n=== .gitignore ===\nprisma/migrations\n${migrating('prisma db push')}`,
    },
    {
      name: 'migrations that were added in spite of the line',
      code: `=== prisma/schema.prisma ===\n// model\n=== .gitignore ===\nprisma/migrations\n${migrating('prisma migrate deploy')}`,
      git: true,
      tracked: ['prisma/migrations/migration_lock.toml'],
    },
    {
      name: 'migrations that a later line takes back in',
      code: `=== prisma/schema.prisma ===\n// model\n=== .gitignore ===\nmigrations/*\n!prisma/migrations/\n!prisma/migrations/**\n${migrating('prisma migrate deploy')}`,
    },
    {
      name: 'a suppression',
      code:
        image(
          '# twelve-factor-disable-next-line admin-processes/admin-code-missing-from-release -- mounted\nCOPY src ./src\n',
        ) + FILES,
    },
  ],
  breaks: [
    {
      name: 'a Dockerfile that is nowhere',
      code: `=== compose.migrate.yml ===
services:
  db-migrate:
    build:
      context: prisma
      dockerfile: Dockerfile
#                 ^^^^^^^^^^ warning: The task "db-migrate" is built from "prisma/Dockerfile", which does not exist.
=== prisma/schema.prisma ===
// model
=== Dockerfile ===
FROM node:22.11.0-slim
CMD ["node", "server.js"]
`,
    },
    {
      name: 'in a monorepo, the short form',
      code: `=== deploy/compose.yml ===
services:
  seed:
    build: ../apps/seed
#          ^^^^^^^^^^^^ warning: The task "seed" is built from "apps/seed/Dockerfile", which does not exist.
=== apps/api/package.json ===
{ "name": "api" }
=== apps/api/Dockerfile ===
FROM node:22.11.0-slim
CMD ["node", "server.js"]
`,
    },
    {
      name: 'a seed that is run inside of a container without it',
      code: `=== Dockerfile ===
FROM node:22
WORKDIR /app
COPY package.json ./
COPY src ./src
#<^^^^^^^^^^^^ warning: The task "seed:live" runs "prisma/seed.ts", which no COPY brings into this image.
CMD ["node", "src/index.js"]
=== compose.yml ===
services: { api: { build: ., container_name: shop-api } }
=== package.json ===
{ "name": "a", "scripts": { "seed": "prisma db seed", "seed:live": "docker exec -it shop-api npm run seed" }, "prisma": { "seed": "ts-node prisma/seed.ts" }, "dependencies": { "express": "5" } }
=== prisma/seed.ts ===
// fills
`
        .replace('# ^^^^^^^^^^^^ w', '#^^^^^^^^^^^^^^ w')
        .replace('COPY src', 'COPY src'),
    },
    {
      name: 'migrations that git ignores; the comments of the file stay',
      code: `=== .gitignore ===\n# all\nnode_modules\n/prisma/migrations/* # none\n# end\ndist\n=== prisma/schema.prisma ===\n// model\n${migrating('prisma migrate deploy')}`.replace(
        '/prisma/migrations/* # none\n',
        '/prisma/migrations/*\n#<^^^^^^^^^^^^^^^^^^ warning: Git ignores "prisma/migrations": the migrations of Prisma are in no checkout, and so in no release.\n',
      ),
      fixed: { '.gitignore': '# all\nnode_modules\n# end\ndist\n' },
      fixTitle: 'Stop ignoring "prisma/migrations"',
    },
    {
      name: 'migrations of Knex in a package of a monorepo',
      code: `=== .gitignore ===\nnode_modules\nmigrations/\n#<^^^^^^^^^ warning: Git ignores "apps/api/migrations": the migrations of Knex are in no checkout, and so in no release.\n=== apps/api/package.json ===\n{ "name": "api", "scripts": { "start": "node .", "migrate": "knex migrate:latest" }, "dependencies": { "express": "5", "knex": "3" } }\n`,
      bare: true,
    },
    {
      name: 'a script that no line copies',
      code:
        image(
          'COPY src ./src\n#<^^^^^^^^^^^^ warning: The task "migrate" runs "scripts/migrate.js", which no COPY brings into this image.\n',
        ) + FILES,
      fixed: { Dockerfile: image('COPY src ./src\nCOPY scripts ./scripts\n').replace(/^.*\n/, '') },
      fixTitle: 'Copy "scripts" into the image',
    },
    {
      name: 'an ignore file keeps it out',
      code: `${image('COPY . .\n#<^^^^^^ warning: The task "migrate" runs "scripts/migrate.js", which the ignore file keeps out of this image.\n')}=== .dockerignore ===\nscripts\n${FILES}`,
    },
    {
      name: 'the folder of Prisma, for a service that ends',
      code: `${image('COPY src ./src\n#<^^^^^^^^^^^^ warning: The task "migrate" runs "prisma", which no COPY brings into this image.\n')}=== compose.yml ===\nservices:\n  api: { build: . }\n  migrate: { build: ., restart: "no", command: npx prisma migrate deploy }\n=== prisma/schema.prisma ===\n// models\n`,
    },
    {
      name: 'a tool that is left out, behind a script, in one package of several',
      code: `${image('COPY src ./src\nRUN npm ci --omit=dev\n#   ^^^^^^^^^^^^^^^^^ warning: The task "migrate" runs "knex", a dev dependency that this install leaves out.\n')}${REST}${job('["npm", "run", "migrate"]')}${manifest('"devDependencies": { "knex": "3" }')}=== tools/package.json ===\n{ "name": "tools", "private": true }\n`,
    },
  ],
});
