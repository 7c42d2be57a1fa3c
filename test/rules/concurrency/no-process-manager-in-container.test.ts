import rule from '../../../server/src/rules/08-concurrency/no-process-manager-in-container';
import { ruleTester } from '../../support/rule-tester';

const message = (program: string): string =>
  `"${program}" manages processes inside the container, which is the platform's work.`;

ruleTester(rule, {
  keeps: [
    { name: 'node itself', code: '=== Dockerfile ===\nFROM node:22\nCMD ["node", "dist/main.js"]\n' },
    {
      name: 'an init process is no manager',
      code: '=== Dockerfile ===\nFROM node:22\nENTRYPOINT ["tini", "--"]\nCMD ["node", "dist/main.js"]\n',
    },
    {
      name: 'a stage for development',
      code: '=== Dockerfile ===\nFROM node:22 AS dev\nCMD ["pm2-dev", "."]\nFROM node:22\nCMD ["node", "."]\n',
    },
    { name: 'a Dockerfile for development', code: '=== Dockerfile.dev ===\nFROM node:22\nCMD ["pm2-runtime", "."]\n' },
    {
      name: 'a compose file for development',
      code: '=== compose.dev.yml ===\nservices:\n  web:\n    build: .\n    command: pm2-runtime .\n',
    },
    {
      name: 'a virtual machine without a container',
      code: '=== ecosystem.config.js ===\nmodule.exports = { apps: [{ script: "dist/main.js" }] };\n=== package.json ===\n{ "name": "a", "private": true, "scripts": { "start": "pm2 start ecosystem.config.js" }, "dependencies": { "express": "5" } }\n',
    },
    {
      name: 'house-keeping of the manager',
      code: '=== Dockerfile ===\nFROM node:22\nCMD pm2 update && node dist/main.js\n',
    },
    { name: 'an unknown program', code: '=== Dockerfile ===\nFROM node:22\nCMD $MANAGER start dist/main.js\n' },
    {
      name: 'a suppression',
      code: '=== Dockerfile ===\nFROM node:22\n# twelve-factor-disable-next-line concurrency/no-process-manager-in-container -- needed for metrics\nCMD ["pm2-runtime", "dist/main.js"]\n',
    },
  ],
  breaks: [
    {
      name: 'options for node and for the app stay, the global install goes',
      code: `
        === Dockerfile ===
        FROM node:22
        RUN npm install -g pm2
        CMD ["pm2-runtime", "dist/main.js", "-i", "2", "--node-args=--enable-source-maps", "--", "--queue", "mail"]
        #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: "pm2-runtime" manages processes inside the container, which is the platform's work.
      `,
      fixed: `
        FROM node:22
        CMD ["node", "--enable-source-maps", "dist/main.js", "--queue", "mail"]
      `,
    },
    {
      name: 'several instances',
      code: `
        === Dockerfile ===
        FROM node:22
        CMD ["pm2-runtime", "dist/main.js", "-i", "max"]
        #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: ${message('pm2-runtime')}
      `,
      fixed: { Dockerfile: 'FROM node:22\nCMD ["node", "dist/main.js"]\n' },
      fixTitle: 'Start the app with node',
    },
    {
      name: 'a single instance of the runtime for containers is a matter of taste',
      code: `=== Dockerfile ===\nFROM node:22\nCMD ["pm2-runtime", "start", "dist/main.js"]\n#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: ${message('pm2-runtime')}\n`,
      fixed: { Dockerfile: 'FROM node:22\nCMD ["node", "dist/main.js"]\n' },
    },
    {
      name: 'an ecosystem file, which may start several',
      code: `=== Dockerfile ===\nFROM node:22\nCMD pm2-runtime start ecosystem.config.js\n#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: ${message('pm2-runtime')}\n`,
    },
    {
      name: 'supervisord behind an init process',
      code: `=== Dockerfile ===\nFROM node:22\nENTRYPOINT ["tini", "--"]\nCMD ["/usr/bin/supervisord", "-n"]\n#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: ${message('supervisord')}\n`,
    },
    {
      name: 'through a script, in a package of a monorepo',
      code: `
        === apps/api/Dockerfile ===
        FROM node:22
        CMD ["npm", "run", "start:prod"]
        #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: ${message('pm2')}
        === apps/api/package.json ===
        { "name": "api", "private": true, "scripts": { "start:prod": "pm2 start dist/main.js --no-daemon" }, "dependencies": { "express": "5" } }
        === package.json ===
        { "name": "root", "private": true, "workspaces": ["apps/*"] }
      `,
    },
    {
      name: 'a service of a compose file',
      code: `
        === compose.prod.yml ===
        services:
          web:
            build: .
            command: ["forever", "dist/main.js"]
        #            ^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: ${message('forever')}
      `,
    },
    {
      name: 'CRLF',
      code: `=== Dockerfile ===\nFROM node:22\r\nCMD ["pm2", "start", "a.js"]\r\n#   ^^^^^^^^^^^^^^^^^^^^^^^^ warning: ${message('pm2')}\n`,
      fixed: { Dockerfile: 'FROM node:22\r\nCMD ["node", "a.js"]\r\n' },
    },
  ],
});
