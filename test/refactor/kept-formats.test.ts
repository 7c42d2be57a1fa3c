import assert from 'node:assert/strict';
import type { Rule } from '../../server/src/core/rule/define-rule';
import { rules } from '../../server/src/rules/index';
import { analyze, applyFix, type Files, findingsOf, fixIn } from '../support/analyze';

/** What stands around the place of a fix: parser directives, comments, continued instructions, anchors. */
const DOCKERFILE = {
  head: '# syntax=docker/dockerfile:1\n# escape=\\\n\n# the image of the app\n',
  tail: '# labels\nLABEL a="1" \\\n    # between\n      b="2"\n',
};
const COMPOSE = {
  head: '# all\nx-common: &common # shared\n    restart: always\n\n',
  tail: '    last: # stays\n        <<: *common\n        image: "acme/last:1.2.0"   # as it is\n',
};
const MANIFEST =
  '{ "name": "a", "private": true, "scripts": { "build": "tsc", "start": "node dist/index.js" }, "dependencies": { "express": "5.1.0" }, "devDependencies": { "typescript": "6.0.2" } }\n';
const LOCK = '{ "lockfileVersion": 3, "packages": { "node_modules/express": { "version": "5.1.0" } } }\n';

interface Case {
  readonly rule: string;
  readonly file?: 'Dockerfile' | 'compose.yml';
  /** Between head and tail. */
  readonly body: string;
  readonly more?: Files;
}

const CASES: readonly Case[] = [
  {
    rule: 'build-release-run/no-dev-server-in-release',
    body: 'FROM node:22.4.1\nCOPY . .\nCMD ["nodemon", "dist/index.js"]\n',
  },
  {
    rule: 'build-release-run/no-config-baked-at-build',
    body: 'FROM node:22.4.1\nENV API_URL=https://api.acme-shop.io \\\n    B=2\nCMD ["node", "dist/index.js"]\n',
  },
  {
    rule: 'build-release-run/no-build-at-start',
    body: 'FROM node:22.4.1\nWORKDIR /app\nCOPY . .\nRUN npm ci\nCMD npm run build && node dist/index.js\n',
  },
  {
    rule: 'concurrency/no-process-manager-in-container',
    body: 'FROM node:22.4.1\nCOPY . .\nCMD ["pm2-runtime", "dist/index.js"]\n',
  },
  { rule: 'concurrency/no-daemonized-process', body: 'FROM node:22.4.1\nCOPY . .\nCMD nohup node dist/index.js &\n' },
  {
    rule: 'config/duplicate-env-key',
    body: 'FROM node:22.4.1\nENV A=1 \\\n    B=2 \\\n    A=3\nCMD ["node", "dist/index.js"]\n',
  },
  {
    rule: 'config/no-dotenv-in-image',
    body: 'FROM node:22.4.1\nCOPY .env .\nCOPY dist dist\nCMD ["node", "dist/index.js"]\n',
  },
  {
    rule: 'dependencies/prefer-frozen-install',
    body: 'FROM node:22.4.1\nCOPY package*.json ./\nRUN true && \\\n    npm install\nCOPY . .\nCMD ["node", "dist/index.js"]\n',
  },
  {
    rule: 'disposability/no-disabled-grace-period',
    body: 'FROM node:22.4.1\nCOPY . .\nSTOPSIGNAL SIGKILL\nCMD ["node", "dist/index.js"]\n',
  },
  {
    rule: 'disposability/no-package-manager-start-command',
    body: 'FROM node:22.4.1\nCOPY . .\nCMD ["npm", "start"]\n',
  },
  {
    rule: 'disposability/no-shell-form-start-command',
    body: 'FROM node:22.4.1\nCOPY . .\nCMD node \\\n    dist/index.js\n',
  },
  {
    rule: 'port-binding/no-unexpanded-variable-in-exec-form',
    body: 'FROM node:22.4.1\nCOPY . .\nCMD ["node", "dist/index.js", "--port", "$PORT"]\n',
  },
  {
    rule: 'dev-prod-parity/node-version-drift',
    body: 'FROM node:20.4.1\nCOPY . .\nCMD ["node", "dist/index.js"]\n',
    more: { '.nvmrc': '22\n' },
  },
  {
    rule: 'dependencies/unpinned-base-image',
    body: 'FROM node:latest\nCOPY . .\nCMD ["node", "dist/index.js"]\n',
    more: { '.nvmrc': '22.4.1\n' },
  },
  {
    rule: 'dependencies/no-unpinned-tool-run',
    body: 'FROM node:22.4.1\nRUN true && \\\n    npm install -g typescript\nCMD ["node", "dist/index.js"]\n',
  },
  {
    rule: 'disposability/no-disabled-grace-period',
    file: 'compose.yml',
    body: 'services:\n    api: # ours\n        build: .\n        stop_grace_period: 0s # at once\n        # ports\n        ports: [ "80:3000" ]\n',
  },
  {
    rule: 'concurrency/no-unscalable-service',
    file: 'compose.yml',
    body: 'services:\n    api:\n        container_name: api\n        build: .\n',
  },
  {
    rule: 'config/duplicate-env-key',
    file: 'compose.yml',
    body: 'services:\n    api:\n        build: .\n        environment:\n            A: 1 # old\n            B: 2\n            A: 3\n',
  },
  {
    rule: 'config/no-secret-in-manifest',
    file: 'compose.yml',
    body: `services:\n    api:\n        build: .\n        environment:\n            - B=2 # plain\n            - API_TOKEN=${['k3Jd92mQ', 'x7Lp0Zt'].join('')} # secret\n`,
  },
  {
    rule: 'build-release-run/mutable-release-tag',
    file: 'compose.yml',
    body: 'services:\n    api:\n        # which one\n        image: "ghcr.io/acme/api:latest" # moves\n',
  },
];

describe('fixes keep what they do not change', () => {
  for (const { rule: id, file = 'Dockerfile', body, more } of CASES) {
    const rule = rules.find((one) => one.id === id);
    for (const [name, lineBreak] of [
      ['', '\n'],
      [' with Windows line breaks', '\r\n'],
    ] as const) {
      it(`${id} in ${file}${name}`, () => {
        assert.ok(rule, 'there is such a rule');
        check(rule, file, body, more ?? {}, lineBreak);
      });
    }
  }
});

function check(rule: Rule, file: string, body: string, more: Files, lineBreak: string): void {
  const { head, tail } = file === 'Dockerfile' ? DOCKERFILE : COMPOSE;
  const text = (part: string): string => part.replaceAll('\n', lineBreak);
  const files: Files = {
    'package.json': MANIFEST,
    'package-lock.json': LOCK,
    'src/index.ts': "import express from 'express';\nexpress().listen(process.env.PORT);\n",
    'tsconfig.json': '{ "compilerOptions": { "outDir": "dist", "rootDir": "src" } }\n',
    '.env.example': 'PORT=\n',
    ...more,
    [file]: text(head + body + tail),
  };
  const folder = analyze(files, { rules: [rule] });
  const finding = findingsOf(folder).find((one) => one.file === file && one.fixable !== undefined);
  assert.ok(finding, 'there is a finding with a fix');
  const fix = fixIn(folder, files, finding);
  assert.ok(fix, 'the fix is there');
  const after = applyFix(files, fix)[file] ?? '';
  assert.ok(after.startsWith(text(head)), `the head has changed:\n${after}`);
  assert.ok(after.endsWith(text(tail)), `the tail has changed:\n${after}`);
  assert.notEqual(after, files[file]);
  if (lineBreak === '\r\n') assert.doesNotMatch(after, /(?<!\r)\n/, 'a line break of another kind');
}
