import rule from '../../../server/src/rules/07-port-binding/no-unexpanded-variable-in-exec-form';
import { ruleTester } from '../../support/rule-tester';

const message = (variable: string, program: string): string =>
  `"${variable}" is not expanded in exec form; "${program}" gets the text as it stands.`;
const MALFORMED =
  'This is no JSON array, so Docker runs it with a shell as it stands; write the words in double quotes.';

ruleTester(rule, {
  keeps: [
    { name: 'a shell in the array', code: 'FROM node:22\nCMD ["sh", "-c", "exec node server.js --port $PORT"]\n' },
    {
      name: 'a shell behind an init process',
      code: 'FROM node:22\nENTRYPOINT ["tini", "--"]\nCMD ["bash", "-c", "node server.js $PORT"]\n',
    },
    { name: 'the shell form', code: 'FROM node:22\nCMD exec node server.js --port $PORT\n' },
    { name: 'a program that expands by itself', code: 'FROM node:22\nCMD ["envsubst", "$PORT"]\n' },
    {
      name: 'a web server whose settings have variables of their own',
      code: 'FROM nginx\nCMD ["nginx", "-g", "daemon off; set $port 80;"]\n',
    },
    {
      name: 'an entry script, which may expand its arguments',
      code: 'FROM node:22\nENTRYPOINT ["docker-entrypoint.sh"]\nCMD ["node", "server.js", "$PORT"]\n',
    },
    { name: 'an unknown program', code: 'FROM node:22\nENTRYPOINT ["tini", "--", "/run-app"]\nCMD ["$PORT"]\n' },
    { name: 'a program text', code: 'FROM node:22\nCMD ["node", "-e", "const port = 1; console.log(`${port}`)"]\n' },
    { name: 'a dollar sign alone', code: 'FROM node:22\nCMD ["node", "server.js", "--price", "5$"]\n' },
    {
      name: 'a stage outside the release',
      code: 'FROM node:22 AS dev\nCMD ["node", "$PORT"]\nFROM node:22\nCMD ["node", "."]\n',
    },
    {
      name: 'a command that a later one replaces',
      code: 'FROM node:22 AS base\nCMD ["node", "$PORT"]\nFROM base\nCMD ["node", "."]\n',
    },
    {
      name: 'HEALTHCHECK and RUN',
      code: 'FROM node:22\nRUN ["node", "$A"]\nHEALTHCHECK CMD ["node", "$PORT"]\nCMD ["node", "."]\n',
    },
    {
      name: 'a suppression',
      code: 'FROM node:22\n# twelve-factor-disable-next-line port-binding/no-unexpanded-variable-in-exec-form -- the program expands it\nCMD ["node", "server.js", "$PORT"]\n',
    },
  ],
  breaks: [
    {
      code: `
        FROM node:22
        CMD ["node", "server.js", "--port", "$PORT"]
        #                                    ^^^^^ error: ${message('$PORT', 'node')}
      `,
      fixed: 'FROM node:22\nCMD ["sh", "-c", "exec node server.js --port $PORT"]\n',
      fixTitle: 'Expand the variable with a shell',
    },
    {
      name: 'a variable inside a word, a default with it',
      code: `
        FROM node:22
        ENTRYPOINT ["npx", "serve", "--listen=\${PORT:-3000}"]
        #                            ^^^^^^^^^^^^^^^^^^^^^^ error: ${message('${PORT:-3000}', 'serve')}
      `,
      fixed: 'FROM node:22\nENTRYPOINT ["sh", "-c", "exec npx serve --listen=${PORT:-3000}"]\n',
    },
    {
      name: 'behind an entry point of its own',
      code: `
        FROM node:22
        ENTRYPOINT ["node"]
        CMD ["server.js", "$PORT"]
        #                  ^^^^^ error: ${message('$PORT', 'node')}
      `,
    },
    {
      name: 'inherited from the stage below',
      code: `
        FROM node:22 AS base
        CMD ["node", "server.js", "$PORT"]
        #                          ^^^^^ error: ${message('$PORT', 'node')}
        FROM base
        COPY . .
      `,
    },
    {
      name: 'single quotes',
      code: `
        FROM node:22
        CMD ['node', 'server.js']
        #   ^^^^^^^^^^^^^^^^^^^^^ error: ${MALFORMED}
      `,
      fixed: 'FROM node:22\nCMD ["node", "server.js"]\n',
      fixTitle: 'Write a JSON array',
    },
    {
      name: 'a bare variable',
      code: `
        FROM node:22
        CMD ["node", "server.js", $PORT]
        #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: ${MALFORMED}
      `,
      fixed: 'FROM node:22\nCMD ["sh", "-c", "exec node server.js $PORT"]\n',
    },
    {
      name: 'CRLF, BOM and an image that is no service of a package',
      bare: true,
      code: `\uFEFFFROM node:22\r\nCMD ["node", "a.js", "$PORT"]\r\n#                     ^^^^^ error: ${message('$PORT', 'node')}\n`,
      fixed: '\uFEFFFROM node:22\r\nCMD ["sh", "-c", "exec node a.js $PORT"]\r\n',
    },
  ],
});
