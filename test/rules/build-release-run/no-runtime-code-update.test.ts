import rule from '../../../server/src/rules/05-build-release-run/no-runtime-code-update';
import { ruleTester } from '../../support/rule-tester';

ruleTester(rule, {
  keeps: [
    {
      name: 'code of the release',
      file: 'Dockerfile',
      code: 'FROM node:24\nRUN git clone https://example.com/app .\nCMD ["node", "server.js"]\n',
    },
    {
      name: 'an install, which is for another rule',
      file: 'Dockerfile',
      code: 'FROM node:24\nCMD npm install && node server.js\n',
    },
    { name: 'an image of development', file: 'Dockerfile.dev', code: 'FROM node:24\nCMD git pull && node server.js\n' },
    {
      name: 'a script and a test',
      code: "=== scripts/update.js ===\nrequire('child_process').execSync('git pull');\n=== test/update.js ===\nrequire('child_process').execSync('git pull');\n",
    },
    { name: 'a file that nothing runs', code: "require('child_process').execSync('git pull');\n" },
    {
      name: 'what git says of the code, and a command that cannot be seen',
      code: "import express from 'express';\nimport { execSync } from 'node:child_process';\nconst revision = execSync('git rev-parse HEAD');\nexecSync(process.env.COMMAND);\nexpress().listen(process.env.PORT);\n",
    },
    {
      name: 'a tool',
      bare: true,
      code: '=== package.json ===\n{ "name": "tool", "bin": "cli.js" }\n=== cli.js ===\n#!/usr/bin/env node\nrequire(\'child_process\').execSync(\'npm install\');\n',
    },
    {
      name: 'suppressed with a reason',
      file: 'Procfile',
      code: '# twelve-factor-disable-next-line build-release-run/no-runtime-code-update -- an old host\nweb: git pull && node server.js\n',
    },
  ],
  breaks: [
    {
      name: 'a pull at every start of an image',
      code: `=== Dockerfile ===\nFROM node:24\nCMD git pull && node server.js\n#   ^^^^^^^^ error: "git pull" changes the code at every start; a release runs the code it was built with.\n`,
      fixed: 'FROM node:24\nCMD ["node", "server.js"]\n',
      fixTitle: 'Start the code of the release',
    },
    {
      name: 'a checkout in a Procfile',
      code: `=== Procfile ===\nweb: git checkout main && node server.js\n#    ^^^^^^^^^^^^^^^^^ error: "git checkout" changes the code at every start; a release runs the code it was built with.\n`,
    },
    {
      name: 'an entry script of an image, under a condition',
      code: `=== Dockerfile ===\nFROM node:24\nCOPY entrypoint.sh .\nCMD ["./entrypoint.sh"]\n=== entrypoint.sh ===\n#!/bin/sh\nif [ -n "$UPDATE" ]; then\n  git -C /app pull\n# ^^^^^^^^^^^^^^^^ warning: "git pull" changes the code at every start; a release runs the code it was built with.\nfi\nexec node server.js\n`,
    },
    {
      name: 'an update on request, in one app of two',
      code: `
        === apps/api/package.json ===
        { "name": "api", "private": true, "dependencies": { "express": "5" } }
        === apps/api/src/server.js ===
        import express from 'express';
        import { exec, spawn } from 'node:child_process';
        const app = express();
        app.post('/hook', (req, res) => {
          exec('git pull && npm install');
        //^^^^ warning: "git pull" changes the code of the app while it runs.
          res.end();
        });
        app.listen(process.env.PORT);
        === apps/web/package.json ===
        { "name": "web", "private": true }
      `,
    },
    {
      name: 'an app about repositories, with CRLF and a BOM',
      code: `=== package.json ===\n{ "name": "forge", "private": true, "dependencies": { "express": "5", "simple-git": "3" } }\n=== src/server.js ===\n\uFEFFconst smile = '😀';\r\nrequire('child_process').spawnSync('git', ['clone']);\n//<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint: "git clone" changes the code of the app while it runs.\nrequire('express')().listen(process.env.PORT);\r\n`,
    },
  ],
});
