import rule from '../../../server/src/rules/02-dependencies/conflicting-lockfiles';
import { ruleTester } from '../../support/rule-tester';

const NPM = '=== package-lock.json ===\n{}\n';
const YARN = '=== yarn.lock ===\n# yarn lockfile v1\n';
const SEVERAL = 'Lock files of npm and yarn stand side by side; which versions are installed depends on who installs.';

ruleTester(rule, {
  keeps: [
    {
      name: 'one lock file',
      code: `=== package.json ===\n{ "name": "a", "dependencies": { "express": "5" } }\n${NPM}`,
    },
    {
      name: 'both lock files of bun',
      code: '=== package.json ===\n{ "name": "a", "dependencies": { "express": "5" } }\n=== bun.lock ===\n{}\n=== bun.lockb ===\nx\n',
    },
    {
      name: 'both lock files of npm',
      code: `=== package.json ===\n{ "name": "a", "dependencies": { "express": "5" } }\n${NPM}=== npm-shrinkwrap.json ===\n{}\n`,
    },
    {
      name: 'another folder has another manager',
      code: `=== package.json ===\n{ "name": "a", "dependencies": { "express": "5" } }\n${NPM}=== tools/yarn.lock ===\n\n`,
    },
    {
      name: 'the declared manager agrees',
      code: `=== package.json ===\n{ "name": "a", "packageManager": "npm@11.0.0", "dependencies": { "express": "5" } }\n${NPM}`,
    },
    {
      name: 'an unknown manager is declared',
      code: `=== package.json ===\n{ "name": "a", "packageManager": "vlt@1.0.0", "dependencies": { "express": "5" } }\n${NPM}`,
    },
    {
      name: 'an image that installs a manager and then with the right one',
      code: `=== Dockerfile ===\nFROM node:22\nRUN npm install -g yarn && npm i --global pm2\nRUN yarn install\n${YARN}`,
    },
    {
      name: 'packages added by npm in passing',
      code: `=== Dockerfile ===\nFROM node:22\nRUN npm install sharp\nRUN yarn\n${YARN}`,
    },
    {
      name: 'a folder of the image that cannot be told',
      code: `=== Dockerfile ===\nFROM node:22\nRUN cd client && npm ci\n=== client/package-lock.json ===\n{}\n${YARN}`,
    },
    {
      name: 'a development stage',
      code: `=== Dockerfile ===\nFROM node:22 AS dev\nRUN npm ci\nFROM node:22\nRUN yarn\n${YARN}`,
    },
    {
      name: 'a job in a folder with its own lock file',
      code: `=== .github/workflows/ci.yml ===\njobs:\n  docs:\n    steps:\n      - run: yarn\n        working-directory: docs\n=== docs/yarn.lock ===\n\n=== docs/package.json ===\n{ "name": "docs" }\n${NPM}`,
    },
    {
      name: 'an example',
      code: `=== examples/a/package.json ===\n{ "name": "a", "dependencies": { "express": "5" } }\n=== examples/a/package-lock.json ===\n{}\n=== examples/a/yarn.lock ===\n\n`,
    },
    { name: 'no lock file at all', code: '=== Dockerfile ===\nFROM node:22\nRUN npm install\n' },
  ],
  breaks: [
    {
      name: 'two managers, one declared',
      code: `=== package.json ===\n{ "name": "a", "packageManager": "yarn@4.5.0",\n//                                ^^^^^^^^^^ warning: ${SEVERAL}\n  "dependencies": { "express": "5" } }\n${NPM}${YARN}`,
      fixed: { 'package-lock.json': null },
      fixTitle: 'Delete "package-lock.json"',
    },
    {
      name: 'two managers, the image decides',
      code: `=== package.json ===\n{ "name": "a",\n  "dependencies": { "express": "5" } }\n//^^^^^^^^^^^^^^ warning: ${SEVERAL}\n${NPM}${YARN}=== Dockerfile ===\nFROM node:22\nRUN npm ci\n`,
      fixed: { 'yarn.lock': null },
    },
    {
      name: 'two managers, nothing decides',
      code: `=== package.json ===\n{ "name": "a",\n  "dependencies": { "express": "5" } }\n//^^^^^^^^^^^^^^ warning: ${SEVERAL}\n${NPM}${YARN}`,
    },
    {
      name: 'the manifest declares another one',
      code: `=== package.json ===\n{ "name": "a", "packageManager": "pnpm@9.1.0",\n//                                ^^^^^^^^^^ warning: The manifest asks for pnpm, but the lock file "package-lock.json" belongs to npm.\n  "dependencies": { "express": "5" } }\n${NPM}`,
    },
    {
      name: 'the image installs with another one',
      code: `=== Dockerfile ===\nFROM node:22\nCOPY . .\nRUN npm install --production\n#   ^^^ warning: The image is installed with npm, but the lock file "yarn.lock" belongs to yarn.\n${YARN}`,
    },
    {
      name: 'CI installs with another one',
      code: `=== .github/workflows/ci.yml ===\njobs:\n  test:\n    steps:\n      - run: yarn install --frozen-lockfile\n#            ^^^^ warning: This job installs with yarn, but the lock file "package-lock.json" belongs to npm.\n${NPM}`,
    },
  ],
});
