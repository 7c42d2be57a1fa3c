import rule from '../../../server/src/rules/05-build-release-run/no-dev-server-in-release';
import { ruleTester } from '../../support/rule-tester';

const forDevelopment = (program: string): string => `"${program}" is for development; a release runs what was built.`;

ruleTester(rule, {
  keeps: [
    { name: 'built code', code: '=== Dockerfile ===\nFROM node:22\nCMD ["node", "dist/server.js"]\n' },
    {
      name: 'native type stripping',
      code: '=== Dockerfile ===\nFROM node:24\nCMD ["node", "--experimental-strip-types", "src/server.ts"]\n',
    },
    {
      name: 'a stage for development',
      code: '=== Dockerfile ===\nFROM node:22 AS dev\nCMD ["npx", "nodemon", "src/server.js"]\nFROM node:22\nCMD ["node", "src/server.js"]\n',
    },
    {
      name: 'a stage for development that the release takes files from',
      code: '=== Dockerfile ===\nFROM node:22 AS development\nCOPY . /app\nCMD ["nodemon", "app"]\nFROM node:22\nCOPY --from=development /app /app\nCMD ["node", "app"]\n',
    },
    {
      name: 'a last stage for development, where compose targets another one',
      code: `
        === Dockerfile ===
        FROM node:22 AS production
        CMD ["node", "app"]
        FROM production AS debug
        CMD ["nodemon", "app"]
        === compose.yml ===
        services:
          web:
            build: { context: ., target: production }
      `,
    },
    {
      name: 'a Dockerfile for development',
      code: '=== Dockerfile.dev ===\nFROM node:22\nCMD ["nodemon", "src/server.js"]\n',
    },
    {
      name: 'an image for integration tests',
      code: '=== Dockerfile.integration ===\nFROM node:22\nCMD ["nodemon", "src/server.js"]\n',
    },
    {
      name: 'a compose file for development',
      code: '=== docker-compose.dev.yml ===\nservices:\n  web:\n    build: .\n    command: nodemon src/server.js\n',
    },
    {
      name: 'a service with the sources mounted over the image',
      code: '=== compose.yml ===\nservices:\n  web:\n    build: .\n    command: npx nodemon src/server.js\n    volumes: [".:/app"]\n',
    },
    {
      name: 'a service that targets a stage for development',
      code: '=== compose.yml ===\nservices:\n  web:\n    build: { context: ., target: development }\n    command: npx nodemon src/server.js\n',
    },
    {
      name: 'a dev script that no release runs',
      code: '=== package.json ===\n{ "name": "a", "private": true, "scripts": { "dev": "nodemon .", "start": "node ." }, "dependencies": { "express": "5" } }\n',
    },
    {
      name: 'start beside start:prod',
      code: '=== package.json ===\n{ "name": "a", "private": true, "scripts": { "start": "nest start --watch", "start:prod": "node dist/main" }, "dependencies": { "@nestjs/core": "11" } }\n',
    },
    { name: 'an unknown program', code: '=== Procfile ===\nweb: $RUNNER watch src/server.ts\n' },
    { name: 'asking for help', code: '=== Procfile ===\nweb: nodemon --version && node .\n' },
    {
      name: 'one kind of process among several',
      code: '=== Dockerfile ===\nFROM node:22\nENTRYPOINT ["./entrypoint.sh"]\n=== entrypoint.sh ===\ncase "$1" in\n  dev) exec nodemon src/server.js ;;\n  *) exec node dist/server.js ;;\nesac\n',
    },
    {
      name: 'a suppression',
      code: '=== Procfile ===\n# twelve-factor-disable-next-line build-release-run/no-dev-server-in-release -- a review app\nweb: nodemon src/server.js\n',
    },
  ],
  breaks: [
    {
      name: 'the watcher goes, the file stays',
      code: `
        === Dockerfile ===
        FROM node:22
        CMD NODE_ENV=production npx nodemon --watch src src/server.js
        #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ${forDevelopment('nodemon')}
      `,
      fixTitle: 'Start the app for production',
      fixed: `
        FROM node:22
        CMD NODE_ENV=production node src/server.js
      `,
    },
    {
      code: `=== Procfile ===\nweb: nodemon src/server.js\n#    ^^^^^^^^^^^^^^^^^^^^^ warning: ${forDevelopment('nodemon')}\n`,
    },
    {
      code: `=== Dockerfile ===\nFROM node:22\nCMD ["npx", "next", "dev"]\n#   ^^^^^^^^^^^^^^^^^^^^^^ warning: ${forDevelopment('next dev')}\n`,
    },
    {
      name: 'through a script, pre and post scripts included',
      code: `
        === Dockerfile ===
        FROM node:22
        CMD ["npm", "start"]
        #   ^^^^^^^^^^^^^^^^ warning: ${forDevelopment('tsx watch')}
        === package.json ===
        { "name": "a", "private": true, "scripts": { "start": "npm run serve", "serve": "tsx watch src/server.ts" } }
      `,
    },
    {
      name: 'node with an open debugger, in a shell script',
      code: `
        === Dockerfile ===
        FROM node:22
        ENTRYPOINT ["sh", "start.sh"]
        === start.sh ===
        #!/bin/sh
        exec node --inspect=0.0.0.0:9229 dist/server.js
        //<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: ${forDevelopment('node --inspect=0.0.0.0')}
      `,
    },
    {
      name: 'a transpiler is only worth a remark',
      code: '=== Procfile ===\nweb: ts-node src/server.ts\n#    ^^^^^^^^^^^^^^^^^^^^^ hint: "ts-node" compiles the code at every start; build it once instead.\n',
    },
    {
      name: 'the start script where nothing else starts the package',
      code: `
        === package.json ===
        {
          "name": "a",
          "private": true,
          "scripts": { "start": "nodemon ." },
        //                       ^^^^^^^^^ warning: ${forDevelopment('nodemon')}
          "dependencies": { "express": "5" }
        }
      `,
    },
    {
      name: 'the start script beside another start command',
      code: `
        === package.json ===
        {
          "name": "a",
          "private": true,
          "scripts": { "start": "nodemon ." },
        //                       ^^^^^^^^^ info: ${forDevelopment('nodemon')}
          "dependencies": { "express": "5" }
        }
        === Dockerfile ===
        FROM node:22
        CMD ["node", "index.js"]
      `,
    },
    {
      name: 'the start script of a front end, which its tools mean for development',
      code: `
        === package.json ===
        {
          "name": "a",
          "private": true,
          "scripts": { "start": "vite" },
        //                       ^^^^ hint: ${forDevelopment('vite')}
          "devDependencies": { "react-dom": "19", "vite": "7" }
        }
        === Dockerfile ===
        FROM nginx
      `,
    },
    {
      name: 'one package of a monorepo, its image built from the root',
      code: `
        === apps/api/Dockerfile ===
        FROM node:22
        WORKDIR /usr/src/app/apps/api
        CMD ["pnpm", "start"]
        #   ^^^^^^^^^^^^^^^^^ warning: ${forDevelopment('nest start --watch')}
        === apps/api/package.json ===
        { "name": "@acme/api", "private": true, "scripts": { "start": "nest start --watch" }, "dependencies": { "@nestjs/core": "11" } }
        === compose.yml ===
        services:
          api:
            build: { context: ., dockerfile: apps/api/Dockerfile }
        === package.json ===
        { "name": "root", "private": true, "workspaces": ["apps/*"], "scripts": { "start": "node ." } }
      `,
    },
    {
      name: 'a workspace by its name',
      code: `
        === Dockerfile ===
        FROM node:22
        CMD ["pnpm", "--filter", "@acme/api", "start"]
        #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: ${forDevelopment('nodemon')}
        === apps/api/package.json ===
        { "name": "@acme/api", "private": true, "scripts": { "start": "nodemon ." }, "dependencies": { "express": "5" } }
        === package.json ===
        { "name": "root", "private": true, "scripts": { "start": "node ." } }
      `,
    },
    {
      name: 'a production file that joins a neutral one',
      code: `
        === docker-compose.prod.yml ===
        services:
          web:
            command: yarn start
        #            ^^^^^^^^^^ warning: ${forDevelopment('nodemon')}
        === docker-compose.yml ===
        services:
          web:
            build: .
        === Dockerfile ===
        FROM node:22
        === package.json ===
        { "name": "a", "private": true, "scripts": { "start": "nodemon ." }, "dependencies": { "express": "5" } }
      `,
    },
    {
      name: 'CRLF and BOM',
      code: `=== Procfile ===\n\uFEFFweb: nodemon a.js\r\n#     ^^^^^^^^^^^^ warning: ${forDevelopment('nodemon')}\n`,
    },
  ],
});
