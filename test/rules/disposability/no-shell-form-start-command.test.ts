import rule from '../../../server/src/rules/09-disposability/no-shell-form-start-command';
import { ruleTester } from '../../support/rule-tester';

const shellForm = (keyword: string): string =>
  `${keyword} in shell form makes a shell PID 1; the app never sees SIGTERM.`;
const NEEDS_EXEC = 'The shell stays PID 1 and keeps SIGTERM from the app; start it with "exec".';

ruleTester(rule, {
  keeps: [
    { name: 'the exec form', code: 'FROM node:22\nCMD ["node", "server.js"]\n' },
    { name: 'exec and a single command', code: 'FROM node:22\nCMD exec node server.js --port $PORT\n' },
    {
      name: 'exec before the last of several',
      code: 'FROM node:22\nCMD ["sh", "-c", "npm run migrate && exec node server.js"]\n',
    },
    {
      name: 'a SHELL that somebody asked for',
      code: 'FROM node:22\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]\nCMD node server.js\n',
    },
    { name: 'one word', code: 'FROM node:22\nCMD start-server\n' },
    {
      name: 'an entry script that ends in exec "$@"',
      code: 'FROM node:22\nENTRYPOINT ["docker-entrypoint.sh"]\nCMD ["node", "server.js"]\n=== docker-entrypoint.sh ===\nset -e\nexec "$@"\n',
    },
    {
      name: 'a script with words of its own',
      code: 'FROM node:22\nENTRYPOINT ./docker-entrypoint.sh web\n=== docker-entrypoint.sh ===\nexec node server.js\n',
    },
    {
      name: 'a CMD that an entry point in shell form leaves aside',
      code: 'FROM node:22\nENTRYPOINT exec node server.js\nCMD node other.js\n',
    },
    {
      name: 'a health check',
      code: 'FROM node:22\nHEALTHCHECK CMD curl -f localhost || exit 1\nCMD ["node", "server.js"]\n',
    },
    {
      name: 'a stage outside the release',
      code: 'FROM node:22 AS dev\nCMD node --watch server.js\nFROM node:22\nCMD ["node", "server.js"]\n',
    },
    {
      name: 'a stage that the release takes files from',
      code: 'FROM node:22 AS build\nCMD node --watch server.js\nFROM node:22\nCOPY --from=build /app /app\nCMD ["node", "server.js"]\n',
    },
    {
      name: 'a Dockerfile for development',
      file: 'Dockerfile.dev',
      code: 'FROM node:22\nCMD node --watch server.js\n',
    },
    { name: 'a web server for files', code: 'FROM nginx\nCMD nginx -g "daemon off;"\n' },
    { name: 'a package manager, which has a rule of its own', code: 'FROM node:22\nCMD npm start\n' },
    { name: 'an unknown program', code: 'FROM node:22\nCMD $RUNNER server.js\n' },
    {
      name: 'a suppression',
      code: 'FROM node:22\n# twelve-factor-disable-next-line disposability/no-shell-form-start-command -- the trap is in the profile\nCMD node server.js\n',
    },
  ],
  breaks: [
    {
      code: `FROM node:22\nCMD node dist/server.js\n#   ^^^^^^^^^^^^^^^^^^^ warning: ${shellForm('CMD')}\n`,
      fixed: 'FROM node:22\nCMD ["node", "dist/server.js"]\n',
      fixTitle: 'Use the exec form',
    },
    {
      name: 'ENTRYPOINT, with quotes',
      code: `FROM node:22\nENTRYPOINT node server.js --name "the server"\n#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: ${shellForm('ENTRYPOINT')}\n`,
      fixed: 'FROM node:22\nENTRYPOINT ["node", "server.js", "--name", "the server"]\n',
    },
    {
      name: 'an init process does not help the shell',
      code: `FROM node:22\nCMD tini -- node server.js\n#   ^^^^^^^^^^^^^^^^^^^^^^ warning: ${shellForm('CMD')}\n`,
      fixed: 'FROM node:22\nCMD ["tini", "--", "node", "server.js"]\n',
    },
    {
      name: 'a variable that the shell expands',
      code: `FROM node:22\nCMD node server.js --port $PORT\n#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: ${NEEDS_EXEC}\n`,
      fixed: 'FROM node:22\nCMD exec node server.js --port $PORT\n',
      fixTitle: 'Start the app with "exec"',
    },
    {
      name: 'several commands, over several lines',
      code: `FROM node:22\nCMD node migrate.js \\\n#   ^^^^^^^^^^^^^^^^^ info: ${NEEDS_EXEC}\n  && node server.js\n`,
      fixed: 'FROM node:22\nCMD node migrate.js \\\n  && exec node server.js\n',
    },
    {
      name: 'a shell in exec form',
      code: `FROM node:22\nCMD ["sh", "-c", "node server.js"]\n#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: ${NEEDS_EXEC}\n`,
      fixed: 'FROM node:22\nCMD ["sh", "-c", "exec node server.js"]\n',
    },
    {
      name: 'the stage below, one app of a monorepo',
      file: 'apps/api/Dockerfile',
      code: `
        FROM node:22 AS base
        CMD node server.js
        #   ^^^^^^^^^^^^^^ warning: ${shellForm('CMD')}
        FROM base
        COPY . .
        === apps/api/package.json ===
        { "name": "api", "private": true, "dependencies": { "express": "5" } }
      `,
    },
    {
      name: 'CRLF and BOM',
      code: `\uFEFFFROM node:22\r\nCMD node server.js\r\n#   ^^^^^^^^^^^^^^ warning: ${shellForm('CMD')}\n`,
      fixed: '\uFEFFFROM node:22\r\nCMD ["node", "server.js"]\r\n',
    },
  ],
});
