import rule from '../../../server/src/rules/08-concurrency/no-multi-process-container';
import { ruleTester } from '../../support/rule-tester';

const image = (command: string): string => `=== Dockerfile ===\nFROM node:22\nCOPY . .\n${command}\n`;
const procfile = (lines: string): string => `=== Procfile ===\n${lines}`;
const manifest = (start: string, more = ''): string =>
  `=== package.json ===\n{ "name": "a", "private": true, "scripts": { "start": "${start}"${more} }, "dependencies": { "express": "5" } }\n`;

ruleTester(rule, {
  keeps: [
    { name: 'one program', code: image('CMD ["node", "web.js"]') },
    { name: 'a process for each', code: procfile('web: node web.js\nworker: node worker.js\n') },
    { name: 'an init process', code: image('ENTRYPOINT ["tini", "--"]\nCMD ["node", "web.js"]') },
    { name: 'a migration before', code: image('CMD npx prisma migrate deploy && node web.js') },
    { name: 'a task in the background', code: image('CMD node scripts/seed.js & node web.js') },
    { name: 'something that ends in the background', code: image('CMD (sleep 5; curl localhost) & node web.js') },
    {
      name: 'a development stage',
      code: '=== Dockerfile ===\nFROM node:22 AS dev\nCMD concurrently "node a.js" "node b.js"\nFROM node:22\nCMD ["node", "a.js"]\n',
    },
    { name: 'the development script of a package', code: manifest('concurrently \\"node a.js\\" \\"tsc -w\\"') },
    { name: 'one task of turbo, one package', code: image('CMD turbo run start') + manifest('node web.js') },
    {
      name: 'a choice of packages',
      code: `${image('CMD turbo run start --filter=a')}${manifest('node web.js')}=== b/package.json ===\n{ "name": "b", "scripts": { "start": "node b.js" } }\n`,
    },
    {
      name: 'a script that chooses the kind of process',
      code: `${image('COPY start.sh .\nCMD ["./start.sh"]')}=== start.sh ===\ncase $1 in\n  all) node worker.js & node web.js;;\nesac\n`,
    },
    { name: 'a variable decides', code: image('CMD $WORKER & $WEB') },
    {
      name: 'a suppression',
      code: image(
        '# twelve-factor-disable-next-line concurrency/no-multi-process-container -- a demo\nCMD node worker.js & node web.js',
      ),
    },
  ],
  breaks: [
    {
      name: 'in the background of another',
      code: image(
        'CMD node worker.js & node web.js\n#   ^^^^^^^^^^^^^^ warning: "node worker.js" runs in the background of "node web.js": the platform does not see it end.',
      ),
    },
    {
      name: 'a proxy beside the app, in a script',
      code: `${image('COPY start.sh .\nCMD ["./start.sh"]')}=== start.sh ===\n#!/bin/sh\nnginx &\n#<^^^^ warning: "nginx" runs in the background of "node web.js": the platform does not see it end.\nexec node web.js\n`.replace(
        '#<^^^^',
        '#<^^^',
      ),
    },
    {
      name: 'concurrently behind npm start',
      code:
        image(
          'CMD ["npm", "start"]\n#   ^^^^^^^^^^^^^^^^ warning: "concurrently" runs several programs in one container.',
        ) + manifest('concurrently npm:web npm:worker'),
    },
    {
      name: 'npm-run-all in a monorepo',
      code: '=== apps/api/Dockerfile ===\nFROM node:22\nCMD npx npm-run-all -p web worker\n#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: "npm-run-all" runs several programs in one container.\n=== apps/api/package.json ===\n{ "name": "api", "private": true, "dependencies": { "express": "5" } }\n',
    },
    {
      name: 'turbo starts every package',
      code: `${image('CMD turbo run start\n#   ^^^^^^^^^^^^^^^ warning: "turbo" runs several programs in one container.')}${manifest('node web.js')}=== b/package.json ===\n{ "name": "b", "scripts": { "start": "node b.js" } }\n`,
    },
    {
      name: 'a Procfile',
      code: procfile(
        '# kept\nweb: node worker.js & node web.js\n#    ^^^^^^^^^^^^^^ warning: "node worker.js" runs in the background of "node web.js": the platform does not see it end.\nclock: node clock.js\n',
      ).replace('# kept\n', ''),
      fixed: { Procfile: 'web: node web.js\nworker: node worker.js\nclock: node clock.js\n' },
      fixTitle: 'Give each program a process of its own',
    },
    {
      name: 'concurrently in a Procfile that has a worker',
      code: procfile(
        'worker: node jobs.js\nweb: npx concurrently -n a,b "node web.js" "node mail.js"\n#    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: "concurrently" runs several programs in one container.\n',
      ),
      fixed: { Procfile: 'worker: node jobs.js\nweb: node web.js\nworker2: node mail.js\n' },
    },
    {
      name: 'a compose service; comments, anchors and order stay',
      code: `=== compose.yml ===
x-env: &env # shared
  LOG_LEVEL: info
services:
  web: # the site
    build: .
    command: sh -c "node worker.js & node web.js"
#                   ^^^^^^^^^^^^^^ warning: "node worker.js" runs in the background of "node web.js": the platform does not see it end.
    environment:
      <<: *env
    ports: ['80:3000']

  db:
    image: postgres:16.4
`,
      fixTitle: 'Give each program a service of its own',
      fixed: {
        'compose.yml': `x-env: &env # shared
  LOG_LEVEL: info
services:
  web: # the site
    build: .
    command: ["node", "web.js"]
    environment:
      <<: *env
    ports: ['80:3000']

  worker:
    build: .
    command: ["node", "worker.js"]
    environment:
      <<: *env

  db:
    image: postgres:16.4
`,
      },
    },
    {
      name: 'a compose service that runs concurrently, in a list',
      code: `=== compose.yml ===
services:
  worker:
    build: .
    command: ['node', 'jobs.js']
  web:
    build: .
    command: ['npx', 'concurrently', 'node web.js', 'node mail.js']
    #        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: "concurrently" runs several programs in one container.
`,
      fixed: {
        'compose.yml': `services:
  worker:
    build: .
    command: ['node', 'jobs.js']
  web:
    build: .
    command: ["node", "web.js"]
  worker2:
    build: .
    command: ["node", "mail.js"]
`,
      },
    },
    {
      name: 'more than a shell can be spared for',
      code: `=== compose.yml ===
services:
  web:
    build: .
    command: sh -c "node worker.js > log & node web.js"
#                   ^^^^^^^^^^^^^^ warning: "node worker.js" runs in the background of "node web.js": the platform does not see it end.
`,
    },
  ],
});
