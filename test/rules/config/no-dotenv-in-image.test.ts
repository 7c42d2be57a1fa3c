import assert from 'node:assert/strict';
import rule from '../../../server/src/rules/03-config/no-dotenv-in-image';
import { analyze } from '../../support/analyze';
import { fakeSecret } from '../../support/fake-secrets';
import { marked } from '../../support/marked';
import { ruleTester } from '../../support/rule-tester';

const IGNORED = '=== .gitignore ===\n.env\n';
const EXAMPLE = '=== .env.example ===\nPORT=3000\n';
const REAL = `=== .env ===\nSTRIPE_SECRET_KEY=${fakeSecret('stripe-key')}\n`;
const COPY_ALL = '=== Dockerfile ===\nFROM node:24\nWORKDIR /app\nCOPY . .\nCMD ["node", "server.js"]\n';
const unignored = (file: string, copy: string): string =>
  `"${file}" is not left out here, so "${copy}" takes it into the image.`;
const copied = (file: string): string => `This takes "${file}" into the image, since there is no ".dockerignore".`;
const named = (file: string): string => `This puts the environment file "${file}" into the image.`;
const placed = 'This makes an environment file inside of the image, for every deploy alike.';

ruleTester(rule, {
  keeps: [
    {
      name: 'what development or a test reads, in a stage that stays behind',
      code: '=== Dockerfile ===\nFROM node:24 AS build\nWORKDIR /opt\nCOPY . .\nRUN npm run build\nFROM node:24\nCOPY --from=build /tmp/release/ /srv/\nCOPY --from=build /opt/apps/web/dist /srv/dist\n=== apps/web/.env.development ===\nDB_HOST=db\n=== .env.test ===\nDB_HOST=db\n',
    },
    { name: 'left out', code: `${COPY_ALL}${REAL}${IGNORED}=== .dockerignore ===\n.env\n` },
    {
      name: 'left out by an ignore file of its own',
      code: `=== docker/Dockerfile ===\nFROM node:24\nCOPY . .\n=== docker/Dockerfile.dockerignore ===\n.env*\n=== .dockerignore ===\nnode_modules\n=== compose.yml ===\nservices:\n  api:\n    build:\n      context: .\n      dockerfile: docker/Dockerfile\n${REAL}${IGNORED}`,
    },
    { name: 'let in by a list', code: `${COPY_ALL}${REAL}${IGNORED}=== .dockerignore ===\n*\n!src\n!package.json\n` },
    { name: 'nothing to leave out', code: COPY_ALL },
    {
      name: 'a program that is called like an env file',
      code: `=== Dockerfile ===\nFROM nginx:1.29\nCOPY ./.env.sh ./.env.sh\n=== .env.sh ===\n#!/bin/sh\n`,
    },
    {
      name: 'what the CI and tests set',
      code: `${COPY_ALL}=== .github/ci.env ===\nDB_PASSWORD=${'d9f8a7' + 'b6c5e4'}\n`,
    },
    {
      name: 'the env file of tests in a stage that stays behind',
      code: `=== Dockerfile ===\nFROM node:24 AS build\nCOPY . .\nFROM node:24\nCOPY --from=build /app/dist /app/dist\n=== packages/identity/test.env ===\nDB_URL=postgres://localhost/test\n`,
    },
    {
      name: 'the env file of an example',
      code: `${COPY_ALL}=== examples/sdk/.env.example ===\nAPI_KEY=\n=== examples/sdk/package.json ===\n{ "name": "sdk-example", "dependencies": { "dotenv": "16" } }\n=== .gitignore ===\n.env\n=== .dockerignore ===\n.env\n`,
    },
    { name: 'an example', code: `${COPY_ALL}=== .env.example ===\nPORT=3000\n` },
    {
      name: 'settings that are public',
      code: `${COPY_ALL}=== .env.production ===\nVITE_API_URL=https://api.acme.io\nNODE_ENV=production\n`,
    },
    {
      name: 'an encrypted file',
      code: `${COPY_ALL}=== .env.production ===\nDOTENV_PUBLIC_KEY_PRODUCTION="02a1"\nA="encrypted:BE7Q"\n`,
    },
    {
      name: 'a stage that no release contains',
      code: `=== Dockerfile ===\nFROM node:24 AS dev\nCOPY . .\nFROM node:24\nCOPY src src\n${REAL}${IGNORED}`,
    },
    {
      name: 'a Dockerfile for development',
      code: `=== Dockerfile.dev ===\nFROM node:24\nCOPY . .\nCOPY .env .\n${REAL}${IGNORED}`,
    },
    {
      name: 'other folders',
      code: `=== Dockerfile ===\nFROM node:24\nCOPY src ./src\nCOPY package*.json ./\n${REAL}${IGNORED}`,
    },
    {
      name: 'an option that excludes it',
      code: `=== Dockerfile ===\nFROM node:24\nCOPY --exclude=.env . .\n${REAL}${IGNORED}`,
    },
    {
      name: 'a source that is not known',
      code: `=== Dockerfile ===\nFROM node:24\nARG SOURCE\nCOPY $SOURCE .\n${REAL}${IGNORED}`,
    },
    {
      name: 'a suppression in the ignore file',
      code: `${COPY_ALL}${REAL}${IGNORED}=== .dockerignore ===\n# twelve-factor-disable-next-line config/no-dotenv-in-image -- built in a clean checkout\nnode_modules\n`,
    },
  ],
  breaks: [
    {
      name: 'what development reads, in a stage whose whole folder the release takes',
      code: `=== Dockerfile ===\nFROM node:24 AS build\nWORKDIR /usr/src/app\nCOPY . .\n#<^^^^^^ warning: ${copied('.env.development').replace('the image', 'a stage that builds the image')}\nFROM node:24\nCOPY --from=build /usr/src/app /srv\n=== .env.development ===\nDB_HOST=db\n`,
    },
    {
      name: 'no ignore file',
      code: `=== Dockerfile ===\nFROM node:24\nCOPY . .\n#<^^^^^^ error: ${copied('.env')}\n${REAL}${IGNORED}${EXAMPLE}`,
      fixTitle: 'Leave environment files out of the image in .dockerignore',
      fixed: { '.dockerignore': '.env*\n!.env.example\n' },
    },
    {
      name: 'an ignore file that does not name it',
      code: `${COPY_ALL}=== .dockerignore ===\nnode_modules\n#<^^^^^^^^^^ error: ${unignored('.env', 'COPY . .')}\ndist\n${REAL}${IGNORED}`,
      fixed: { '.dockerignore': 'node_modules\ndist\n.env*\n' },
    },
    {
      name: 'a file that git ignores, on machines that have one',
      code: `${COPY_ALL}=== .dockerignore ===\nnode_modules\n#<^^^^^^^^^^ warning: ${unignored('.env', 'COPY . .')}\n${IGNORED}${EXAMPLE}`,
      fixed: { '.dockerignore': 'node_modules\n.env*\n!.env.example\n' },
    },
    {
      name: 'a file that is not named from the root',
      code: `${COPY_ALL}=== .dockerignore ===\n.env\n#<^^ error: ${unignored('packages/api/.env', 'COPY . .')}\n${REAL.replace('.env', 'packages/api/.env')}`,
      fixed: { '.dockerignore': '.env\n**/.env*\n' },
    },
    {
      name: 'only in the build',
      code: `=== Dockerfile ===\nFROM node:24 AS build\nCOPY . .\n#<^^^^^^ warning: ${copied('.env').replace('the image', 'a stage that builds the image')}\nFROM node:24\nCOPY --from=build /app/dist dist\n${REAL}${IGNORED}`,
    },
    {
      name: 'beside a public file, which stays',
      code: `=== Dockerfile ===\nFROM node:24\nCOPY . .\n#<^^^^^^ warning: ${copied('.env')}\n=== .env ===\nPORT=3000\n=== .env.production ===\nVITE_API_URL=https://api.acme.io\n`,
      fixed: { '.dockerignore': '.env\n' },
    },
    {
      name: 'named',
      code: `=== Dockerfile ===\nFROM node:24\n${marked('COPY .env.production ./', 'COPY .env.production ./', `warning: ${named('.env.production')}`, '#')}\nCMD ["node", "a.js"]\n`,
      fixTitle: 'Remove the instruction',
      fixed: 'FROM node:24\nCMD ["node", "a.js"]\n',
    },
    {
      name: 'named by a pattern',
      code: `=== Dockerfile ===\nFROM node:24\n${marked('ADD .env* /app/', 'ADD .env* /app/', `warning: ${named('.env*')}`, '#')}\n`,
    },
    {
      name: 'named, with a secret in it',
      code: `=== Dockerfile ===\nFROM node:24\nCOPY package.json .env ./\n#<^^^^^^^^^^^^^^^^^^^^^^^ error: ${named('.env')}\n${REAL}${IGNORED}`,
    },
    {
      name: 'made of the example',
      code: `=== Dockerfile ===\nFROM node:24\nCOPY .env.example .env\n#<^^^^^^^^^^^^^^^^^^^^ warning: ${placed}\n${EXAMPLE}`,
      fixed: 'FROM node:24\n',
    },
    {
      name: 'made by commands, once for all of them',
      code: `=== Dockerfile ===\nFROM node:24\nRUN cp src/.example.env dist/.env\n#<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: ${placed}\nRUN cp src/.env.test dist/.env.test\nRUN echo "PORT=3000" > .env\nCMD ["node", "a.js"]\n`,
      fixTitle: 'Remove 3 instructions',
      fixed: 'FROM node:24\nCMD ["node", "a.js"]\n',
    },
    {
      name: 'made beside something else',
      code: `=== Dockerfile ===\nFROM node:24\nRUN npm run build && cp .env.production dist/.env\n#                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ${placed}\n`,
    },
  ],
});

describe('config/no-dotenv-in-image as a witness', () => {
  it('attests the line that keeps the file out', () => {
    const files = {
      'package.json': '{ "private": true, "dependencies": { "express": "5" } }',
      Dockerfile: 'FROM node:24\nCOPY . .\n',
      '.dockerignore': 'dist\n.env\n',
      '.gitignore': '.env\n',
      '.env.example': 'PORT=3000\n',
    };
    const evidence = analyze(files, { rules: [rule] })
      .appReports()
      .flatMap((report) => report.evidence);
    assert.deepEqual(
      evidence.map(({ file, span, statement }) => `${file}:${span.start} ${statement}`),
      ['.dockerignore:5 ".env" stays out of the image.'],
    );
  });
});
