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

ruleTester(rule, {
  keeps: [
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
      name: 'a suppression',
      code:
        image(
          '# twelve-factor-disable-next-line admin-processes/admin-code-missing-from-release -- mounted\nCOPY src ./src\n',
        ) + FILES,
    },
  ],
  breaks: [
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
