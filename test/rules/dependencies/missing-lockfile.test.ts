import rule from '../../../server/src/rules/02-dependencies/missing-lockfile';
import { ruleTester } from '../../support/rule-tester';

const MANIFEST =
  '=== package.json ===\n{\n  "name": "service",\n  "private": true,\n  "dependencies": { "express": "^5.0.0" }\n}\n';
const MISSING = 'No lock file fixes the versions of what "service" depends on.';
const IGNORED = 'Git ignores "package-lock.json", the only thing that fixes the versions of the dependencies.';
const DOCKER = 'The image is installed without "package-lock.json": Docker ignores it.';
const IMAGE = '=== Dockerfile ===\nFROM node:22\nCOPY . .\nRUN npm ci\n';

ruleTester(rule, {
  keeps: [
    { name: 'beside the manifest', code: `${MANIFEST}=== pnpm-lock.yaml ===\nlockfileVersion: '9.0'\n` },
    {
      name: 'in the workspace that has the package',
      code: `=== package.json ===\n{ "name": "root", "private": true, "workspaces": ["services/*"] }\n=== package-lock.json ===\n{}\n=== services/api/package.json ===\n{ "name": "api", "dependencies": { "express": "5" } }\n`,
    },
    {
      name: 'in a pnpm workspace',
      code: `=== package.json ===\n{ "name": "root", "private": true }\n=== pnpm-workspace.yaml ===\npackages: ['services/**']\n=== pnpm-lock.yaml ===\nlockfileVersion: '9.0'\n=== services/api/package.json ===\n{ "name": "api", "dependencies": { "express": "5" } }\n`,
    },
    {
      name: 'a library',
      code: '=== package.json ===\n{ "name": "lib", "main": "index.js", "files": ["dist"], "dependencies": { "express": "5" } }\n',
    },
    {
      name: 'no dependencies',
      code: '=== package.json ===\n{ "name": "root", "private": true, "scripts": { "start": "node ." } }\n',
    },
    {
      name: 'an example',
      code: '=== examples/api/package.json ===\n{ "name": "api", "dependencies": { "express": "5" } }\n=== package.json ===\n{ "name": "root", "private": true }\n',
    },
    {
      name: 'a template',
      code: '=== templates/api/package.json ===\n{ "name": "api", "dependencies": { "express": "5" } }\n=== package.json ===\n{ "name": "root", "private": true }\n',
    },
    { name: 'Deno', code: `${MANIFEST}=== deno.json ===\n{}\n` },
    {
      name: 'Rush keeps its own',
      code: '=== rush.json ===\n{}\n=== apps/api/package.json ===\n{ "name": "api", "dependencies": { "express": "5" } }\n=== package.json ===\n{ "name": "root", "private": true }\n',
    },
    {
      name: 'the lock file of another manager is ignored',
      code: `${MANIFEST}=== package-lock.json ===\n{}\n=== .gitignore ===\nyarn.lock\n`,
    },
    {
      name: 'ignored by Docker and taken back in',
      code: `${MANIFEST}=== package-lock.json ===\n{}\n${IMAGE}=== .dockerignore ===\n*\n!package*.json\n`,
    },
    {
      name: 'ignored by Docker, but nothing is installed there',
      code: `${MANIFEST}=== package-lock.json ===\n{}\n=== Dockerfile ===\nFROM node:22\nCOPY dist dist\n=== .dockerignore ===\npackage-lock.json\n`,
    },
    {
      name: 'a manifest that cannot be read',
      code: '=== package.json ===\n{ "name": "service", "dependencies": { "express": "5" }, ]\n',
    },
  ],
  breaks: [
    {
      name: 'one line that keeps out the lock file of several packages is one fact',
      code: `=== .gitignore ===\nyarn.lock\n#<^^^^^^^ warning: Git ignores "yarn.lock", the only thing that fixes the versions of the dependencies.\n=== apps/a/package.json ===\n{ "name": "a", "private": true, "packageManager": "yarn@1.22.22", "scripts": { "start": "node a" }, "dependencies": { "express": "5" } }\n=== apps/b/package.json ===\n{ "name": "b", "private": true, "packageManager": "yarn@1.22.22", "scripts": { "start": "node b" }, "dependencies": { "express": "5" } }\n`,
    },
    {
      name: 'none at all',
      code: `=== package.json ===\n{\n  "name": "service",\n  "dependencies": { "express": "^5.0.0" }\n//^^^^^^^^^^^^^^ warning: ${MISSING}\n}\n`,
    },
    {
      name: 'a lock file above without a workspace is none of ours',
      code: '=== services/api/package.json ===\n{ "name": "api",\n  "dependencies": { "express": "5" } }\n//^^^^^^^^^^^^^^ warning: No lock file fixes the versions of what "api" depends on.\n=== package-lock.json ===\n{}\n=== package.json ===\n{ "name": "root", "private": true }\n',
    },
    {
      name: 'the image of a package of a monorepo, a stage for development left aside',
      code: `=== apps/api/package.json ===
{ "name": "api",
  "dependencies": { "express": "5" } }
//^^^^^^^^^^^^^^ warning: No lock file fixes the versions of what "api" depends on.
=== apps/api/Dockerfile ===
FROM node:22 AS try
RUN npm install
FROM node:22
COPY package.json ./
RUN npm install --omit=dev
#   ^^^^^^^^^^^^^^^^^^^^^^ info: The image is installed from version ranges: no lock file of "api" is in the repository.
COPY . .
CMD ["node", "index.js"]
=== compose.yml ===
services: { api: { build: apps/api } }
`,
      bare: true,
    },
    {
      name: 'git ignores it',
      code: `=== .gitignore ===\nnode_modules\npackage-lock.json\n#<^^^^^^^^^^^^^^^ warning: ${IGNORED}\ndist\n${MANIFEST}`,
      fixed: { '.gitignore': 'node_modules\ndist\n' },
      fixTitle: 'Stop ignoring "package-lock.json"',
    },
    {
      name: 'git ignores it by a wider pattern',
      code: `=== .gitignore ===\n*-lock.*\n#<^^^^^^ warning: ${IGNORED}\n${MANIFEST}`,
      fixed: { '.gitignore': '*-lock.*\n!package-lock.json\n' },
    },
    {
      name: 'the manager in use decides which line is to blame',
      code: `=== .gitignore ===\npackage-lock.json\nyarn.lock\n#<^^^^^^^ warning: Git ignores "yarn.lock", the only thing that fixes the versions of the dependencies.\n=== Dockerfile ===\nFROM node:22\nCOPY . .\nRUN yarn\n#   ^^^^ info: The image is installed from version ranges: no lock file of "service" is in the repository.\n${MANIFEST}`,
      fixed: { '.gitignore': 'package-lock.json\n' },
    },
    {
      name: 'Docker ignores it',
      code: `=== .dockerignore ===\nnode_modules\npackage-lock.json\n#<^^^^^^^^^^^^^^^ warning: ${DOCKER}\n${MANIFEST}=== package-lock.json ===\n{}\n${IMAGE}`,
      fixed: { '.dockerignore': 'node_modules\n' },
    },
    {
      name: 'Docker ignores everything',
      code: `=== .dockerignore ===\n**/*\n#<^^ warning: ${DOCKER}\n!src\n${MANIFEST}=== package-lock.json ===\n{}\n${IMAGE}`,
      fixed: { '.dockerignore': '**/*\n!src\n!package-lock.json\n' },
    },
  ],
});
