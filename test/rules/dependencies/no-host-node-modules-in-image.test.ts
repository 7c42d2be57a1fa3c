import rule from '../../../server/src/rules/02-dependencies/no-host-node-modules-in-image';
import { ruleTester } from '../../support/rule-tester';

const NONE = 'This copies "node_modules" of the building machine into the image: there is no ".dockerignore".';
const LEFT =
  'This copies "node_modules" of the building machine into the image: ".dockerignore" does not leave it out.';

const WORKSPACE =
  '=== package.json ===\n{ "private": true, "workspaces": ["apps/*"] }\n=== apps/web/package.json ===\n{ "private": true, "dependencies": { "express": "5" } }\n';

ruleTester(rule, {
  keeps: [
    {
      name: 'a package of a workspace of which nothing tells from where it is built',
      code: `=== apps/web/Dockerfile ===\nFROM node:22\nCOPY . .\n${WORKSPACE}`,
    },
    {
      name: 'a package of a workspace whose sources tell that it is built from the root',
      code: `=== apps/web/Dockerfile ===\nFROM node:22\nCOPY apps/web/src ./src\nCOPY . .\n=== apps/web/src/a.ts ===\n\n=== apps/web/Dockerfile.dockerignore ===\n**/node_modules\n${WORKSPACE}`,
    },
    {
      name: 'a package of a workspace that a workflow builds from the root',
      code: `=== apps/web/Dockerfile ===\nFROM node:22\nCOPY . .\n=== .github/workflows/ci.yml ===\non: push\njobs:\n  image:\n    runs-on: ubuntu-latest\n    steps:\n      - run: docker build -f apps/web/Dockerfile .\n=== .dockerignore ===\n**/node_modules\n${WORKSPACE}`,
    },
    { name: 'left out', code: '=== Dockerfile ===\nFROM node:22\nCOPY . .\n=== .dockerignore ===\nnode_modules\n' },
    {
      name: 'left out everywhere',
      code: '=== Dockerfile ===\nFROM node:22\nCOPY . .\n=== .dockerignore ===\n**/node_modules/**\n',
    },
    {
      name: 'a list of what is allowed',
      code: '=== Dockerfile ===\nFROM node:22\nCOPY . .\n=== .dockerignore ===\n**\n!src\n!package*.json\n',
    },
    {
      name: 'taken back in on purpose',
      code: '=== Dockerfile ===\nFROM node:22\nCOPY . .\n=== .dockerignore ===\n*\n!node_modules\n',
    },
    {
      name: 'the ignore file of this Dockerfile',
      code: '=== Dockerfile.web ===\nFROM node:22\nCOPY . .\n=== Dockerfile.web.dockerignore ===\nnode_modules\n=== .dockerignore ===\ndist\n',
    },
    { name: 'single folders only', code: '=== Dockerfile ===\nFROM node:22\nCOPY src ./src\nCOPY package*.json ./\n' },
    {
      name: 'from another stage',
      code: '=== Dockerfile ===\nFROM node:22 AS build\nRUN npm ci\nFROM node:22\nCOPY --from=build . .\n',
    },
    {
      name: 'no package in the context',
      code: '=== docker/Dockerfile ===\nFROM node:22\nCOPY . .\n=== compose.yml ===\nservices:\n  db:\n    build: ./docker\n',
    },
    {
      name: 'the context is elsewhere',
      code: '=== docker/Dockerfile ===\nFROM node:22\nCOPY . .\n=== compose.yml ===\nservices:\n  web:\n    build: { context: ., dockerfile: docker/Dockerfile }\n=== .dockerignore ===\nnode_modules\n',
    },
    {
      name: 'a source that a variable decides',
      code: '=== Dockerfile ===\nFROM node:22\nARG FOLDER\nCOPY $FOLDER .\n',
    },
    {
      name: 'a development stage',
      code: '=== Dockerfile ===\nFROM node:22 AS dev\nCOPY . .\nFROM node:22\nCOPY dist dist\n',
    },
    { name: 'a development file', code: '=== Dockerfile.dev ===\nFROM node:22\nCOPY . .\n' },
    {
      name: 'left out by the instruction',
      code: '=== Dockerfile ===\nFROM node:22\nCOPY --exclude=node_modules . .\n',
    },
    {
      name: "Yarn's Plug'n'Play",
      code: `=== Dockerfile ===\nFROM node:22\nCOPY . .\nRUN yarn install --immutable\n=== .pnp.cjs ===\n\n`,
    },
    {
      name: 'a member that depends on nothing',
      code: `=== Dockerfile ===\nFROM golang:1.26\nCOPY services/collector ./\n=== services/collector/package.json ===\n{ "name": "collector" }\n`,
    },
  ],
  breaks: [
    {
      name: 'a package of a workspace that is built from the root, and counts its own folder only',
      code: `=== apps/web/Dockerfile ===\nFROM node:22\nCOPY apps/web/src ./src\nCOPY . .\n#<^^^^^^ This copies "node_modules" of the building machine into the image: "Dockerfile.dockerignore" does not leave it out.\n=== apps/web/src/a.ts ===\n\n=== apps/web/Dockerfile.dockerignore ===\napps/web/node_modules\n${WORKSPACE}`,
      fixed: { 'apps/web/Dockerfile.dockerignore': 'apps/web/node_modules\n**/node_modules\n' },
    },
    {
      name: 'a package of a workspace with an ignore file beside it',
      code: `=== apps/web/Dockerfile ===\nFROM node:22\nCOPY . .\n#<^^^^^^ ${LEFT}\n=== apps/web/.dockerignore ===\ndist\n${WORKSPACE}`,
    },
    {
      name: 'a package of a workspace that a workflow builds from its own folder, without a name',
      code: `=== apps/web/Dockerfile ===\nFROM node:22\nCOPY . .\n#<^^^^^^ ${NONE}\n=== .github/workflows/ci.yml ===\non: push\njobs:\n  image:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: docker/build-push-action@v6\n        with:\n          context: apps/web\n${WORKSPACE}`,
    },
    {
      name: 'no ignore file',
      code: `=== Dockerfile ===\nFROM node:22\nRUN npm ci\nCOPY . .\n#<^^^^^^ warning: ${NONE}\n`,
      fixed: { '.dockerignore': 'node_modules\n.git\n.env*\n!.env.example\ncoverage\n' },
      fixTitle: 'Create ".dockerignore"',
    },
    {
      name: 'an ignore file without the line, CRLF',
      code: `=== Dockerfile ===\nFROM node:22\nADD ./ /app\n#<^^^^^^^^^ warning: ${LEFT}\n=== .dockerignore ===\ndist\r\n!dist/keep\r\n`,
      fixed: { '.dockerignore': 'dist\r\n!dist/keep\r\nnode_modules\r\n' },
      fixTitle: 'Add "node_modules" to ".dockerignore"',
    },
    {
      name: 'the folder of a member, no line break at the end',
      code: `=== Dockerfile ===\nFROM node:22\nCOPY services/api ./\n#<^^^^^^^^^^^^^^^^^^ warning: ${LEFT}\n=== services/api/package.json ===\n{ "name": "api", "dependencies": { "express": "5" } }\n=== .dockerignore ===\nnode_modules`,
      fixed: { '.dockerignore': 'node_modules\n**/node_modules\n' },
    },
    {
      name: 'a clean install follows',
      code: `=== Dockerfile ===\nFROM node:22\nCOPY . .\n#<^^^^^^ hint: ${NONE}\nRUN npm ci\n`,
    },
    {
      name: 'two Dockerfiles of one context are one fact',
      code: `=== Dockerfile ===\nFROM node:22\nCOPY . .\n#<^^^^^^ warning: ${NONE}\n=== Dockerfile.worker ===\nFROM node:22\nCOPY . .\n`,
    },
    {
      name: 'what the Dockerfile speaks of stays in the context',
      code: `=== Dockerfile ===\nFROM node:22\nCOPY . .\n#<^^^^^^ warning: ${NONE}\nRUN git rev-parse HEAD > version && cp .env.production .env\n`,
      fixed: { '.dockerignore': 'node_modules\ncoverage\n' },
    },
  ],
});
