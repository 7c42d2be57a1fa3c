import rule from '../../../server/src/rules/08-concurrency/no-daemonized-process';
import { ruleTester } from '../../support/rule-tester';

ruleTester(rule, {
  keeps: [
    { name: 'a process in the foreground', file: 'Dockerfile', code: 'FROM node:24\nCMD ["node", "server.js"]\n' },
    {
      name: 'background processes that a shell waits for',
      file: 'Dockerfile',
      code: 'FROM node:24\nCMD node server.js & node worker.js & wait -n\n',
    },
    {
      name: 'pm2 that stays',
      file: 'Dockerfile',
      code: 'FROM node:24\nCMD ["pm2", "start", "app.js", "--no-daemon"]\n',
    },
    { name: 'pm2 and its log', file: 'Dockerfile', code: 'FROM node:24\nCMD pm2 start app.js && pm2 logs\n' },
    { name: 'a stage of development', file: 'Dockerfile.dev', code: 'FROM node:24\nCMD nohup node server.js &\n' },
    {
      name: 'a child that the process keeps',
      code: "import { spawn } from 'node:child_process';\nspawn('convert', ['a', 'b'], { detached: true }).unref();\nspawn(process.execPath, [__filename]);\n",
    },
    {
      name: 'a tool that opens a browser',
      bare: true,
      code: '=== package.json ===\n{ "name": "tool", "bin": "cli.js" }\n=== cli.js ===\n#!/usr/bin/env node\nrequire(\'child_process\').spawn(process.argv[0], [process.argv[1]], { detached: true });\n',
    },
    {
      name: 'the number of another process, and options that cannot be seen',
      code: "import { writeFileSync } from 'node:fs';\nimport { spawn } from 'node:child_process';\nimport { options } from './options';\nwriteFileSync('child.pid', String(child.pid));\nspawn(process.execPath, [__filename], options);\n",
    },
    {
      name: 'a test',
      code: "=== test/run.js ===\nconst { spawn } = require('child_process');\nspawn('node', [__filename], { detached: true });\n",
    },
    {
      name: 'suppressed with a reason',
      file: 'Procfile',
      code: '# twelve-factor-disable-next-line concurrency/no-daemonized-process -- an old host\nweb: nohup node server.js\n',
    },
  ],
  breaks: [
    {
      name: 'nohup in an image',
      code: `=== Dockerfile ===\nFROM node:24\nCMD nohup node server.js > app.log 2>&1 &\n#   ^^^^^^^^^^^^^^^^^^^^ warning: "nohup" detaches the process from the platform that starts it.\n`,
      fixed: 'FROM node:24\nCMD node server.js\n',
      fixTitle: 'Run it in the foreground',
    },
    {
      name: 'a process in the background',
      code: `=== Procfile ===\nweb: node server.js &\n#    ^^^^^^^^^^^^^^ warning: The "&" at the end puts the process into the background, and the command ends without it.\n`,
      fixed: 'web: node server.js\n',
    },
    {
      name: 'pm2 in the background, and a service of the system',
      code: `=== Dockerfile ===\nFROM node:24\nCMD ["pm2", "start", "app.js"]\n#   ^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: "pm2 start" starts the process in the background, and the command ends without it.\n=== worker/Dockerfile ===\nFROM node:24\nCMD service nginx start && node server.js\n#   ^^^^^^^^^^^^^^^^^^^ warning: "service nginx start" starts the process in the background, and the command ends without it.\n`,
    },
    {
      name: 'a start script of one package of two',
      code: `=== apps/api/package.json ===\n{\n  "name": "api",\n  "scripts": { "start": "setsid node server.js" },\n//                       ^^^^^^^^^^^^^^^^^^^^^ warning: "setsid" detaches the process from the platform that starts it.\n  "dependencies": { "express": "5" }\n}\n=== apps/web/package.json ===\n{ "name": "web", "scripts": { "start": "vite" } }\n`,
    },
    {
      name: 'a copy of itself and a file with its number',
      code: `\uFEFFimport { spawn } from 'node:child_process';\r\nimport { writeFileSync } from 'node:fs';\r\nconst smile = '😀';\r\nspawn(process.execPath, [process.argv[1]], { detached: true }).unref();\n//<^^ warning: The process starts a detached copy of itself, of which the platform knows nothing.\nwriteFileSync('/var/run/app.pid', String(process.pid));\n//<^^^^^^^^^^ info: The process writes its number into a file; the platform that starts it knows it.\n`,
    },
    {
      name: 'a library that makes a daemon',
      code: `
        const daemon = require('daemon');
        daemon();
      //^^^^^^ warning: "daemon" makes a daemon of the process.
      `,
    },
  ],
});
