import rule from '../../../server/src/rules/02-dependencies/no-unpinned-tool-run';
import { ruleTester } from '../../support/rule-tester';

const image = (run: string): string => `=== Dockerfile ===\nFROM node:22\nRUN ${run}\nCMD ["node", "."]\n`;
const manifest = (more: string): string => `=== package.json ===\n{ "name": "a", "private": true, ${more} }\n`;
const workflow = (run: string): string =>
  `=== .github/workflows/ci.yml ===\non: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ${run}\n`;

ruleTester(rule, {
  keeps: [
    { name: 'a version', code: image('npm install -g pnpm@9.1.0 && npx prisma@6.1.0 generate') },
    { name: 'a dependency', code: image('npx prisma generate') + manifest('"devDependencies": { "prisma": "6" }') },
    {
      name: 'a program of another package',
      code: image('npx tsc') + manifest('"devDependencies": { "typescript": "6" }'),
    },
    { name: 'a program that nobody knows', code: image('npx something') },
    { name: 'corepack', code: image('npm install -g corepack') },
    { name: 'a variable', code: image('npm i -g pnpm@$PNPM_VERSION && npm i -g $TOOL') },
    { name: 'something new', code: workflow('npx create-next-app demo') },
    { name: 'installed for all before', code: workflow('npm i -g vercel@39.1.0 && vercel deploy') },
    {
      name: 'a development stage',
      code: '=== Dockerfile ===\nFROM node:22 AS dev\nRUN npm i -g nodemon\nFROM node:22\nCMD ["node", "."]\n',
    },
    {
      name: 'an installer of a version',
      code: image(
        'curl -fsSL https://deb.nodesource.com/setup_22.x | bash - && curl https://bun.sh/install | bash -s bun-v1.1.0',
      ),
    },
    { name: 'a script for people', code: manifest('"scripts": { "demo": "npx serve" }') },
    { name: 'an expression', code: workflow('npx prisma@$V deploy').replace('$V', '$' + '{{ env.V }}') },
    {
      name: 'a suppression',
      code: `=== Dockerfile ===\nFROM node:22\n# twelve-factor-disable-next-line dependencies/no-unpinned-tool-run -- a demo\nRUN npm i -g serve\nCMD ["serve"]\n`,
    },
  ],
  breaks: [
    {
      name: 'a manager whose version the manifest names',
      code:
        image(
          'npm install -g pnpm && pnpm install\n#                  ^^^^ info: "pnpm" is installed in whatever version there is that day.',
        ) + manifest('"packageManager": "pnpm@9.1.0"'),
      fixed: {
        Dockerfile: image('npm install -g pnpm@9.1.0 && pnpm install').replace(/^.*\n/, ''),
      },
      fixTitle: 'Install pnpm@9.1.0',
    },
    {
      name: 'a tag that moves',
      code: image(
        'npm i -g serve@latest\n#            ^^^^^^^^^^^^ info: "serve" is installed in whatever version there is that day.',
      ),
    },
    {
      name: 'past the manifest',
      code: image(
        'npm install pg\n#               ^^ info: "pg" is added to the dependencies during the build, past manifest and lock file.',
      ),
    },
    {
      name: 'downloaded at the start',
      code: '=== Dockerfile ===\nFROM node:22\nCMD npx prisma migrate deploy && node .\n#       ^^^^^^ info: "npx prisma" downloads whatever version there is that day: no dependency brings it.\n',
    },
    {
      name: 'in a workflow',
      code: workflow(
        'pnpm dlx @acme/deploy now\n#                     ^^^^^^^^^^^^ info: "pnpm dlx @acme/deploy" downloads whatever version there is that day: no dependency brings it.',
      ),
    },
    {
      name: 'an installer',
      code: image(
        'curl -fsSL https://bun.sh/install | bash\n#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: The script of "bun.sh" installs whatever version there is that day.',
      ),
    },
    {
      name: 'a Procfile of one package of several',
      code: '=== apps/a/Procfile ===\nrelease: npx knex migrate:latest\n#            ^^^^ info: "npx knex" downloads whatever version there is that day: no dependency brings it.\n=== apps/a/package.json ===\n{ "name": "a", "private": true, "dependencies": { "express": "5" } }\n',
    },
  ],
});
