import rule from '../../../server/src/rules/05-build-release-run/no-build-at-start';
import { ruleTester } from '../../support/rule-tester';

const build = (program: string): string => `"${program}" runs at every start; it belongs to the build.`;
const install = (program: string): string =>
  `"${program}" installs dependencies at every start; that belongs to the build.`;

ruleTester(rule, {
  keeps: [
    {
      name: 'the build in the image',
      code: '=== Dockerfile ===\nFROM node:22\nRUN npm ci && npm run build\nCMD ["node", "dist/server.js"]\n',
    },
    {
      name: 'a stage for development',
      code: '=== Dockerfile ===\nFROM node:22 AS dev\nCMD npm install && node .\nFROM node:22\nCMD ["node", "."]\n',
    },
    { name: 'a Dockerfile for development', code: '=== Dockerfile.dev ===\nFROM node:22\nCMD npm install && node .\n' },
    {
      name: 'a build process of the platform',
      code: '=== Procfile ===\nbuild: npm ci && tsc && node after.js\nweb: node dist/server.js\n',
    },
    {
      name: 'the release phase',
      code: '=== Procfile ===\nrelease: prisma generate && node dist/seed.js\nweb: node dist/server.js\n',
    },
    {
      name: 'a script for Heroku builds',
      code: '=== package.json ===\n{ "name": "a", "private": true, "scripts": { "heroku-postbuild": "tsc", "start": "node dist" }, "dependencies": { "express": "5" } }\n',
    },
    {
      name: 'a process that is the build',
      code: '=== compose.yml ===\nservices:\n  assets:\n    build: .\n    command: npx webpack --mode production\n',
    },
    {
      name: 'config for a front end, put in at the start',
      code: '=== Dockerfile ===\nFROM nginx\nCMD envsubst < /a.tpl > /a.js && nginx -g "daemon off;"\n',
    },
    { name: 'a type check only', code: '=== Procfile ===\nweb: tsc --noEmit && node src/server.ts\n' },
    {
      name: 'a built Next app',
      code: '=== Dockerfile ===\nFROM node:22\nCMD ["node", ".next/standalone/server.js"]\n',
    },
    { name: 'an unknown script', code: '=== Procfile ===\nweb: npm run $STEP && node .\n' },
    {
      name: 'a suppression',
      code: '=== Procfile ===\n# twelve-factor-disable-next-line build-release-run/no-build-at-start -- plugins come at run time\nweb: npm install && node .\n',
    },
  ],
  breaks: [
    {
      name: 'the build moves into the image',
      code: `
        === Dockerfile ===
        FROM node:22
        COPY . .
        CMD npx tsc && node dist/server.js
        #   ^^^^^^^ warning: "tsc" runs at every start; it belongs to the build.
      `,
      fixTitle: 'Build when the image is made',
      fixed: `
        FROM node:22
        COPY . .
        RUN npx tsc
        CMD ["node", "dist/server.js"]
      `,
    },
    { code: `=== Procfile ===\nweb: npm install && node .\n#    ^^^^^^^^^^^ warning: ${install('npm install')}\n` },
    {
      code: `=== Dockerfile ===\nFROM node:22\nCMD npx prisma generate && node dist/server.js\n#   ^^^^^^^^^^^^^^^^^^^ warning: ${build('prisma generate')}\n`,
    },
    {
      name: 'once for all tools of one script',
      code: `
        === Dockerfile ===
        FROM node:22
        CMD ["npm", "start"]
        #   ^^^^^^^^^^^^^^^^ warning: ${build('tsc')}
        === package.json ===
        { "name": "a", "private": true, "scripts": { "prestart": "tsc && webpack", "start": "node dist" }, "dependencies": { "express": "5" } }
      `,
    },
    {
      name: 'in an entry script, before what it is handed',
      code: `
        === Dockerfile ===
        FROM node:22
        ENTRYPOINT ["/app/docker-entrypoint.sh"]
        CMD ["node", "dist/server.js"]
        === docker/docker-entrypoint.sh ===
        #!/bin/sh
        set -e
        yarn build
        //<^^^^^^^ warning: ${build('next build')}
        exec "$@"
        === package.json ===
        { "name": "a", "private": true, "scripts": { "build": "next build" }, "dependencies": { "express": "5" } }
      `,
    },
    {
      name: 'under a condition it is less certain',
      code: `
        === Dockerfile ===
        FROM node:22
        CMD ["./start.sh"]
        === start.sh ===
        if [ ! -d node_modules ]; then
          npm ci
        //^^^^^^ info: ${install('npm ci')}
        fi
        exec node .
      `,
    },
    {
      name: 'an entry script that the Dockerfile writes',
      code: `
        === Dockerfile ===
        FROM node:22
        COPY <<EOF /start
        tsc -p .
        //<^^^^^ warning: ${build('tsc')}
        exec node dist/server.js
        EOF
        CMD ["/start"]
      `,
    },
    {
      name: 'a start script that no release runs shows how the app is started elsewhere',
      code: `
        === package.json ===
        {
          "name": "a",
          "private": true,
          "scripts": { "start": "tsc && node dist" },
        //                       ^^^ hint: ${build('tsc')}
          "dependencies": { "express": "5" }
        }
        === Dockerfile ===
        FROM node:22
        CMD ["node", "dist"]
      `,
    },
    {
      name: 'the start script where nothing else starts the package',
      code: `
        === services/api/package.json ===
        {
          "name": "api",
          "private": true,
          "scripts": { "start": "npm run build && node dist", "build": "tsc -p ." },
        //                                                              ^^^^^^^^ warning: ${build('tsc')}
          "dependencies": { "express": "5" }
        }
        === package.json ===
        { "name": "root", "private": true, "workspaces": ["services/*"] }
      `,
    },
    {
      name: 'CRLF',
      code: `=== Procfile ===\nworker: node w.js\r\nweb: npm ci && node .\r\n#    ^^^^^^ warning: ${install('npm ci')}\n`,
    },
  ],
});
