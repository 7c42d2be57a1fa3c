import rule from '../../../server/src/rules/09-disposability/no-package-manager-start-command';
import { ruleTester } from '../../support/rule-tester';

const image = (manager: string): string => `"${manager}" is PID 1 here and keeps SIGTERM from the app.`;
const shell = (manager: string): string =>
  `A shell and "${manager}" stand above the app here and keep SIGTERM from it.`;
const init = (manager: string): string =>
  `"${manager}" stands between the init process and the app and may keep SIGTERM from it.`;
const between = (manager: string): string =>
  `"${manager}" stands between the platform and the app; start the program itself.`;

const MANIFEST =
  '{ "name": "a", "private": true, "scripts": { "start": "node dist/server.js" }, "dependencies": { "express": "5" } }\n';

ruleTester(rule, {
  keeps: [
    { name: 'node itself', code: '=== Dockerfile ===\nFROM node:22\nCMD ["node", "dist/server.js"]\n' },
    {
      name: 'a package manager that only prepares',
      code: '=== Dockerfile ===\nFROM node:22\nCMD npm run migrate && exec node dist/server.js\n',
    },
    { name: 'a program of a package', code: '=== Dockerfile ===\nFROM node:22\nCMD ["npx", "next", "start"]\n' },
    {
      name: 'a stage for development',
      code: '=== Dockerfile ===\nFROM node:22 AS dev\nCMD ["npm", "run", "dev"]\nFROM node:22\nCMD ["node", "."]\n',
    },
    {
      name: 'a stage for development that the release takes files from',
      code: '=== Dockerfile ===\nFROM node:22 AS development\nCMD ["npm", "run", "start:watch"]\nFROM node:22\nCOPY --from=development /app /app\nCMD ["node", "app"]\n',
    },
    { name: 'a Dockerfile for development', code: '=== Dockerfile.dev ===\nFROM node:22\nCMD ["npm", "start"]\n' },
    {
      name: 'an image that only a compose file for development builds',
      code: '=== Dockerfile ===\nFROM node:22\nCMD ["npm", "start"]\n=== compose.dev.yml ===\nservices:\n  web:\n    build: .\n',
    },
    {
      name: 'an image whose last stage developers work in, with their sources mounted',
      code: `=== web/Dockerfile ===\nFROM node:22 AS builder\nCMD ["npm", "start"]\nFROM builder AS dev-envs\nRUN apt-get install -y git\nCMD ["npm", "start"]\n=== web/package.json ===\n${MANIFEST}=== compose.yaml ===\nservices:\n  web:\n    build: { context: web, target: builder }\n    volumes: ["./web:/project", "/project/node_modules"]\n`,
    },
    {
      name: 'stages for development alone',
      code: `=== web/Dockerfile ===\nFROM node:22 AS development\nCMD ["npm", "start"]\nFROM development AS dev-envs\nCMD ["npm", "start"]\n=== web/package.json ===\n${MANIFEST}=== compose.yaml ===\nservices:\n  web:\n    build: { context: web, target: development }\n`,
    },
    { name: 'the release phase', code: '=== Procfile ===\nrelease: npm run migrate\nweb: node dist/server.js\n' },
    {
      name: 'an entry script that does not run what it is handed',
      code: '=== Dockerfile ===\nFROM node:22\nENTRYPOINT ["./entrypoint.sh"]\nCMD ["npm", "start"]\n=== entrypoint.sh ===\nset -e\nexec node dist/server.js\n',
    },
    {
      name: 'one kind of process among several',
      code: '=== Dockerfile ===\nFROM node:22\nENTRYPOINT ["./entrypoint.sh"]\n=== entrypoint.sh ===\ncase "$1" in\n  web) exec node dist/server.js ;;\n  console) exec npm run console ;;\nesac\n',
    },
    { name: 'a base image with a command of its own', code: '=== Dockerfile ===\nFROM node:22\nCOPY . .\n' },
    { name: 'an unknown program', code: '=== Dockerfile ===\nFROM node:22\nCMD $MANAGER start\n' },
    {
      name: 'a suppression',
      code: `=== Dockerfile ===\nFROM node:22\n# twelve-factor-disable-next-line disposability/no-package-manager-start-command -- npm 11 forwards it\nCMD ["npm", "start"]\n=== package.json ===\n${MANIFEST}`,
    },
  ],
  breaks: [
    {
      name: 'a stage named for development that a pipeline publishes',
      code: `=== Dockerfile ===\nFROM node:22 AS dev\nCMD ["npm", "start"]\n#   ^^^^^^^^^^^^^^^^ warning: ${image('npm')}\n=== package.json ===\n${MANIFEST}=== compose.yaml ===\nservices:\n  web:\n    build: { context: ., target: dev }\n=== .github/workflows/publish.yml ===\non: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: docker/build-push-action@v6\n        with: { context: ., push: true, tags: acme/web }\n`,
    },
    {
      name: 'behind a shell, which is PID 1 itself',
      code: `=== Dockerfile ===\nFROM node:22\nCMD npm run build && npm start\n#   ^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: ${shell('npm')}\n=== package.json ===\n${MANIFEST}`,
    },
    {
      name: 'a shell that gives its place to the package manager',
      code: `=== Dockerfile ===\nFROM node:22\nCMD exec npm start\n#   ^^^^^^^^^^^^^^ warning: ${image('npm')}\n=== package.json ===\n${MANIFEST}`,
    },
    {
      name: 'what the script sets becomes a variable of the image',
      code: `
        === Dockerfile ===
        FROM node:22
        CMD ["npm", "start"]
        #   ^^^^^^^^^^^^^^^^ warning: "npm" is PID 1 here and keeps SIGTERM from the app.
        === package.json ===
        { "name": "a", "private": true, "scripts": { "start": "cross-env NODE_ENV=production node dist/server.js" }, "dependencies": { "express": "5" } }
      `,
      fixTitle: 'Start the program of the script',
      fixed: {
        Dockerfile: `
          FROM node:22
          ENV NODE_ENV=production
          CMD ["node", "dist/server.js"]
        `,
      },
    },
    {
      name: 'one plain node command behind it',
      code: `=== Dockerfile ===\nFROM node:22\nCMD ["npm", "start"]\n#   ^^^^^^^^^^^^^^^^ warning: ${image('npm')}\n=== package.json ===\n${MANIFEST}`,
      fixed: { Dockerfile: 'FROM node:22\nCMD ["node", "dist/server.js"]\n' },
      fixTitle: 'Start the program of the script',
    },
    {
      name: 'the shell form',
      code: `=== Dockerfile ===\nFROM node:22\nCMD npm run start\n#   ^^^^^^^^^^^^^ warning: ${shell('npm')}\n=== package.json ===\n${MANIFEST}`,
      fixed: { Dockerfile: 'FROM node:22\nCMD ["node", "dist/server.js"]\n' },
    },
    {
      name: 'a script of several commands has no simple fix',
      code: `=== Dockerfile ===\nFROM node:22\nCMD ["yarn", "start"]\n#   ^^^^^^^^^^^^^^^^^ warning: ${image('yarn')}\n=== package.json ===\n{ "name": "a", "private": true, "scripts": { "start": "node migrate.js && node ." } }\n`,
    },
    {
      name: 'words of ENTRYPOINT and CMD together',
      code: `=== Dockerfile ===\nFROM node:22\nENTRYPOINT ["npm", "run"]\n#          ^^^^^^^^^^^^^^ warning: ${image('npm')}\nCMD ["start"]\n=== package.json ===\n${MANIFEST}`,
    },
    {
      name: 'handed to an entry script that ends in exec "$@"',
      code: `
        === Dockerfile ===
        FROM node:22
        ENTRYPOINT ["docker-entrypoint.sh"]
        CMD ["npm", "start"]
        #   ^^^^^^^^^^^^^^^^ warning: ${image('npm')}
        === docker-entrypoint.sh ===
        #!/bin/sh
        set -e
        exec "$@"
        === package.json ===
        { "name": "a", "private": true, "scripts": { "start": "next start" }, "dependencies": { "next": "15" } }
      `,
    },
    {
      name: 'handed to an entry script that is not known',
      code: `=== Dockerfile ===\nFROM node:22\nENTRYPOINT ["/sbin/entry.sh"]\nCMD ["pnpm", "start"]\n#   ^^^^^^^^^^^^^^^^^ warning: ${image('pnpm')}\n`,
    },
    {
      name: 'at the end of an entry script',
      code: `
        === Dockerfile ===
        FROM node:22
        CMD ["sh", "./scripts/start.sh"]
        === scripts/start.sh ===
        npx prisma migrate deploy
        exec npm start
        //<^^^^^^^^^^^ warning: ${between('npm')}
      `,
    },
    {
      name: 'an init process makes it less harmful',
      code: `=== Dockerfile ===\nFROM node:22\nENTRYPOINT ["dumb-init", "--"]\nCMD ["npm", "start"]\n#   ^^^^^^^^^^^^^^^^ info: ${init('npm')}\n`,
    },
    {
      name: 'the init process of compose',
      code: `=== Dockerfile ===\nFROM node:22\nCMD ["npm", "start"]\n#   ^^^^^^^^^^^^^^^^ info: ${init('npm')}\n=== compose.yml ===\nservices:\n  web:\n    build: .\n    init: true\n`,
    },
    {
      name: 'a process on a platform with buildpacks',
      code: `=== Procfile ===\nweb: yarn start\n#    ^^^^^^^^^^ hint: ${between('yarn')}\n`,
    },
    {
      name: 'an image in a folder of its own, its context the folder around',
      code: `
        === docker/Dockerfile ===
        FROM node:22
        CMD ["npm", "start"]
        #   ^^^^^^^^^^^^^^^^ warning: ${image('npm')}
        === docker/compose.yml ===
        services:
          web:
            build: { context: .., dockerfile: docker/Dockerfile }
        === package.json ===
        ${MANIFEST}
      `,
      fixed: { 'docker/Dockerfile': 'FROM node:22\nCMD ["node", "dist/server.js"]\n' },
    },
    {
      name: 'one app of a monorepo; the root has a script of that name too',
      code: `
        === apps/api/Dockerfile ===
        FROM node:22
        WORKDIR /app/apps/api
        CMD ["npm", "start"]
        #   ^^^^^^^^^^^^^^^^ warning: ${image('npm')}
        === compose.yml ===
        services:
          api:
            build: { context: ., dockerfile: apps/api/Dockerfile }
        === apps/api/package.json ===
        { "name": "api", "private": true, "scripts": { "start": "node dist/api.js" }, "dependencies": { "express": "5" } }
        === package.json ===
        ${MANIFEST}
      `,
      fixed: { 'apps/api/Dockerfile': 'FROM node:22\nWORKDIR /app/apps/api\nCMD ["node", "dist/api.js"]\n' },
    },
    {
      name: 'CRLF and BOM',
      code: `=== Dockerfile ===\n\uFEFFFROM node:22\r\nCMD ["npm", "start"]\r\n#   ^^^^^^^^^^^^^^^^ warning: ${image('npm')}\n=== package.json ===\n${MANIFEST}`,
      fixed: { Dockerfile: '\uFEFFFROM node:22\r\nCMD ["node", "dist/server.js"]\r\n' },
    },
  ],
});
