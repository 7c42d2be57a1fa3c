import rule from '../../../server/src/rules/07-port-binding/no-hardcoded-port-in-start-command';
import { ruleTester } from '../../support/rule-tester';

const procfile = (command: string): string => `=== Procfile ===\nweb: ${command}\n`;
const message = (program: string, port: string): string =>
  `"${program}" is told port ${port} by its command line, whatever PORT says.`;

ruleTester(rule, {
  keeps: [
    { name: 'PORT', code: procfile('next start -p $PORT') },
    { name: 'no flag', code: procfile('next start') },
    { name: 'a default', code: procfile('serve -l ${PORT:-3000}') },
    { name: 'with PORT set beside it', code: procfile('PORT=3000 next start -p 3000') },
    {
      name: 'development',
      code: '=== package.json ===\n{ "scripts": { "dev": "next dev -p 3001", "preview": "vite preview --port 3" } }\n',
    },
    { name: 'another command of it', code: procfile('next build -p 3000') },
    { name: 'a program that nobody knows', code: procfile('./server -p 3000') },
    {
      name: 'an image for development',
      code: '=== Dockerfile.dev ===\nFROM node\nCMD ["next", "start", "-p", "3000"]\n',
    },
    {
      name: 'a suppression',
      code: '=== Procfile ===\n# twelve-factor-disable-next-line port-binding/no-hardcoded-port-in-start-command -- one port\nweb: serve -p 5000\n',
    },
  ],
  breaks: [
    {
      name: 'a program that reads PORT',
      code: `${procfile('npx next start -p 3000 -H 0.0.0.0')}#                   ^^^^^^^ warning: ${message('next', '3000')}\n`,
      fixed: { Procfile: 'web: npx next start -H 0.0.0.0\n' },
      fixTitle: 'Leave the port to PORT',
    },
    {
      name: 'one that does not',
      code: `${procfile('vite preview --host --port=4173')}#                        ^^^^^^^^^^^ warning: ${message('vite', '4173')}\n`,
      fixed: { Procfile: 'web: vite preview --host --port=$PORT\n' },
      fixTitle: 'Take the port from PORT',
    },
    {
      name: 'the start script of a package in a monorepo',
      code: `=== apps/web/package.json ===\n{ "name": "web", "dependencies": { "next": "15" }, "scripts": { "start": "next start --port 3001" } }\n//${' '.repeat(83)}^^^^^^^^^^^ warning: ${message('next', '3001')}\n`,
      fixed: {
        'apps/web/package.json':
          '{ "name": "web", "dependencies": { "next": "15" }, "scripts": { "start": "next start" } }\n',
      },
    },
    {
      name: 'an image',
      code: `=== Dockerfile ===\nFROM node\nCMD ["npx", "serve", "-s", "dist", "-l", "3000"]\n#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: ${message('serve', '3000')}\n`,
    },
  ],
});
