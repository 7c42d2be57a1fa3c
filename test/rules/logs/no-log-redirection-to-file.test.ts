import rule from '../../../server/src/rules/11-logs/no-log-redirection-to-file';
import { ruleTester } from '../../support/rule-tester';

const redirect = (target: string): string => `What the app says goes to "${target}" and is kept from the platform.`;
const procfile = (command: string): string => `=== Procfile ===\nweb: ${command}\n`;

ruleTester(rule, {
  keeps: [
    { name: 'standard output', code: procfile('node server.js') },
    { name: 'a standard stream', code: procfile('node server.js > /dev/stdout 2>&1') },
    { name: 'a command before it', code: procfile('node wait-for.js > wait.log && node server.js') },
    { name: 'noise of a task', code: procfile('npm run migrate > /dev/null && node server.js') },
    { name: 'another program', code: procfile('./thing > a.log') },
    {
      name: 'a development script',
      code: '=== package.json ===\n{ "scripts": { "dev": "node a.js > dev.log", "start": "node a.js" } }\n',
    },
    {
      name: 'while the image is built',
      code: '=== Dockerfile ===\nFROM node\nRUN node build.js > build.log\nCMD ["node", "a.js"]\n',
    },
    { name: 'a target from a command', code: procfile('node server.js > $(mktemp)') },
    { name: 'PM2 to the streams', code: procfile('pm2-runtime server.js -o /dev/stdout') },
    {
      name: 'a suppression',
      code: '=== Procfile ===\n# twelve-factor-disable-next-line logs/no-log-redirection-to-file -- read by the agent\nweb: node server.js > a.log\n',
    },
  ],
  breaks: [
    {
      name: 'both streams',
      code: `${procfile('node server.js >> /var/log/app.log 2>&1')}#                   ^^^^^^^^^^^^^^^^^^^ warning: ${redirect('/var/log/app.log')}\n`,
      fixed: { Procfile: 'web: node server.js\n' },
      fixTitle: 'Let the app write to standard output',
    },
    {
      name: 'the start script, where nothing else starts the package',
      code: `=== package.json ===\n{ "name": "a", "dependencies": { "express": "5" }, "scripts": { "start": "node a.js > a.log" } }\n//${' '.repeat(82)}^^^^^^^ warning: ${redirect('a.log')}\n`,
      fixed: {
        'package.json': '{ "name": "a", "dependencies": { "express": "5" }, "scripts": { "start": "node a.js" } }\n',
      },
    },
    {
      name: 'tee, in the script of an image',
      code: '=== entrypoint.sh ===\n#!/bin/sh\nnode server.js 2>&1 | tee -a /logs/app.log\n#                     ^^^^^^^^^^^^^^^^^^^^ warning: What the app says is copied to "/logs/app.log", which grows until the disk is full.\n=== Dockerfile ===\nFROM node\nENTRYPOINT ["./entrypoint.sh"]\n',
    },
    {
      name: 'flags of PM2',
      code: `${procfile('pm2-runtime server.js -o out.log')}#    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: "-o" makes "pm2-runtime" write what the app says to a file.\n`,
    },
    {
      name: 'the configuration of PM2',
      code: "=== ecosystem.config.js ===\nmodule.exports = { apps: [{ script: 'a.js', error_file: './e.log', out_file: '/dev/null' }] };\n                                          //^^^^^^^^^^^^^^^^^^^^^ info: \"error_file\" makes PM2 write what the app says to a file.\n",
    },
    {
      name: 'an app of a monorepo',
      code: `=== apps/a/package.json ===\n{ "name": "a" }\n=== apps/a/Procfile ===\nworker: node worker.js > w.log\n#                      ^^^^^^^ warning: ${redirect('w.log')}\n`,
      fixed: { 'apps/a/Procfile': 'worker: node worker.js\n' },
    },
  ],
});
