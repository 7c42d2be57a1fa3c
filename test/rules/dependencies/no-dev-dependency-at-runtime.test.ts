import rule from '../../../server/src/rules/02-dependencies/no-dev-dependency-at-runtime';
import { ruleTester } from '../../support/rule-tester';

const manifest = (scripts = '{}', dependencies = '{ "express": "^5.0.0" }', manager = 'npm@10.9.0') =>
  `=== package.json ===\n{\n  "name": "service",\n  "private": true,\n  "packageManager": "${manager}",\n  "scripts": ${scripts},\n  "dependencies": ${dependencies},\n  "devDependencies": { "dotenv": "^17.0.0" }\n}\n`;
const image = (install: string) =>
  `=== Dockerfile ===\nFROM node:22-slim\nWORKDIR /app\nCOPY . .\n${install}\nCMD ["node", "src/index.js"]\n`;
const PRUNED = '"dotenv" is imported at run time, and the image is installed without devDependencies.';
const KEPT = '"dotenv" is imported at run time and declared in devDependencies.';
const ENTRY = "=== src/index.ts ===\nimport dotenv from 'dotenv';\ndotenv.config();\n";
const marked = (severity: string, message: string) =>
  `=== src/index.ts ===\nimport dotenv from 'dotenv';\n//                  ^^^^^^ ${severity}: ${message}\ndotenv.config();\n`;
const PRUNING = image('RUN npm ci --omit=dev');

ruleTester(rule, {
  keeps: [
    {
      name: 'a dependency',
      code: `=== src/index.ts ===\nimport express from 'express';\nexpress();\n${PRUNING}${manifest()}`,
    },
    { name: 'both sections', code: `${ENTRY}${PRUNING}${manifest('{}', '{ "dotenv": "^17.0.0" }')}` },
    {
      name: 'types',
      code: `=== src/index.ts ===\nimport type { A } from 'dotenv';\nimport { B } from 'dotenv';\nexport const a: A | B = 1;\n${PRUNING}${manifest()}`,
    },
    {
      name: 'a test',
      code: `=== src/a.test.ts ===\nimport dotenv from 'dotenv';\ndotenv.config();\n${PRUNING}${manifest()}`,
    },
    {
      name: 'a script',
      code: `=== scripts/seed.ts ===\nimport dotenv from 'dotenv';\ndotenv.config();\n${PRUNING}${manifest()}`,
    },
    {
      name: 'a file that nothing runs',
      code: `=== src/aside.ts ===\nimport dotenv from 'dotenv';\ndotenv.config();\n=== src/index.ts ===\nexport {};\n${PRUNING}${manifest()}`,
    },
    {
      name: 'outside of production only',
      code: `=== src/index.ts ===\nif (process.env.NODE_ENV !== 'production') require('dotenv').config();\n${PRUNING}${manifest()}`,
    },
    {
      name: 'where the failure is caught',
      code: `=== src/index.ts ===\ntry {\n  require('dotenv').config();\n} catch {}\n${PRUNING}${manifest()}`,
    },
    {
      name: 'reached by a condition',
      code: `=== src/index.ts ===\nif (process.env.NODE_ENV === 'development') require('./dev');\n=== src/dev.ts ===\nimport dotenv from 'dotenv';\ndotenv.config();\n${PRUNING}${manifest()}`,
    },
    { name: 'a bundled server', code: `${ENTRY}${PRUNING}${manifest('{ "build": "esbuild src/index.ts --bundle" }')}` },
    { name: 'a build nobody knows', code: `${ENTRY}${PRUNING}${manifest('{ "build": "make-it" }')}` },
    {
      name: 'a framework with a build of its own',
      code: `${ENTRY}${PRUNING}${manifest('{}', '{ "next": "16.0.0" }')}`,
    },
    {
      name: 'a library',
      code: `${ENTRY}=== package.json ===\n{ "name": "lib", "main": "src/index.js", "files": ["src"], "devDependencies": { "dotenv": "^17.0.0" } }\n`,
    },
    {
      name: 'a name made at run time',
      code: `=== src/index.ts ===\nawait import(process.argv[2]);\n${PRUNING}${manifest()}`,
    },
    {
      name: 'declared as a dependency further out',
      code: `=== packages/api/src/index.js ===\nrequire('dotenv').config();\n=== packages/api/package.json ===\n{ "name": "api", "main": "src/index.js", "dependencies": { "express": "5" }, "devDependencies": { "dotenv": "17" } }\n=== package.json ===\n{ "name": "acme", "private": true, "workspaces": ["packages/*"], "dependencies": { "dotenv": "17" } }\n`,
    },
    {
      name: 'suppressed with a reason',
      code: `=== src/index.ts ===\n// twelve-factor-disable-next-line dependencies/no-dev-dependency-at-runtime -- the image brings it\nimport dotenv from 'dotenv';\ndotenv.config();\n${PRUNING}${manifest()}`,
    },
  ],
  breaks: [
    {
      name: 'an image without development dependencies',
      code: `${marked('error', PRUNED)}${PRUNING}${manifest()}`,
      fixTitle: 'Move "dotenv" to dependencies',
    },
    {
      name: 'an install under NODE_ENV',
      code: `${marked('error', PRUNED)}${image('ENV NODE_ENV=production\nRUN npm ci')}${manifest()}`,
    },
    {
      name: 'a prune after the build',
      code: `${marked('error', PRUNED)}${image('RUN npm ci && npm run build && npm prune --omit=dev')}${manifest('{ "build": "tsc" }')}`,
    },
    {
      name: 'modules from another stage',
      code: `${marked('error', PRUNED)}=== Dockerfile ===\nFROM node:22 AS deps\nWORKDIR /app\nCOPY package.json ./\nRUN yarn install --production\nFROM node:22-slim\nWORKDIR /app\nCOPY --from=deps /app/node_modules ./node_modules\nCOPY src ./src\nCMD ["node", "src/index.js"]\n${manifest()}`,
    },
    {
      name: 'through another file',
      code: `=== src/env.ts ===\nimport dotenv from 'dotenv';\n//                  ^^^^^^ error: ${PRUNED}\ndotenv.config();\n=== src/index.ts ===\nimport './env';\n${PRUNING}${manifest()}`,
    },
    {
      name: 'a platform that removes them',
      code: `${marked('warning', '"dotenv" is imported at run time, and the platform removes devDependencies after the build.')}=== Procfile ===\nweb: node src/index.js\n${manifest()}`,
    },
    {
      name: 'pnpm 9 under NODE_ENV',
      code: `${marked('error', PRUNED)}${image('ENV NODE_ENV=production\nRUN pnpm install --frozen-lockfile')}${manifest('{}', '{ "express": "^5.0.0" }', 'pnpm@9.15.0+sha512.00')}`,
    },
    {
      name: 'pnpm 10, which installs everything under NODE_ENV too',
      code: `${marked('hint', KEPT)}${image('ENV NODE_ENV=production\nRUN pnpm install --frozen-lockfile')}${manifest('{}', '{ "express": "^5.0.0" }', 'pnpm@10.10.0')}`,
    },
    { name: 'an image with everything', code: `${marked('hint', KEPT)}${image('RUN npm ci')}${manifest()}` },
    {
      name: 'a member of a workspace',
      code: `=== packages/api/src/index.js ===\nrequire('dotenv').config();\n//       ^^^^^^ hint: ${KEPT}\n=== packages/api/package.json ===\n{ "name": "api", "main": "src/index.js", "dependencies": { "express": "5" }, "devDependencies": { "dotenv": "17" } }\n=== package.json ===\n{ "name": "acme", "private": true, "workspaces": ["packages/*"] }\n`,
    },
  ],
});
