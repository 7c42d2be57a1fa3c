import rule from '../../../server/src/rules/10-dev-prod-parity/node-version-drift';
import { ruleTester } from '../../support/rule-tester';

const manifest = (engines: string): string =>
  `=== package.json ===\n{\n  "name": "a",\n  "engines": { "node": "${engines}" },\n  "dependencies": { "express": "5" }\n}\n`;
const drift = (version: string, source: string, wanted: string): string =>
  `Node ${version} here, but ${source} asks for ${wanted}.`;

ruleTester(rule, {
  keeps: [
    {
      name: 'one version everywhere',
      code: `=== Dockerfile ===\nFROM node:22-slim\n=== .nvmrc ===\n22.3.0\n${manifest('22.x')}`,
    },
    { name: 'a range that allows it', code: `=== Dockerfile ===\nFROM node:22\n${manifest('>=18 <23')}` },
    { name: 'an alias that moves', code: '=== Dockerfile ===\nFROM node:22\n=== .nvmrc ===\nlts/*\n' },
    {
      name: 'dev containers of the same major version, of another image and of what moves',
      code: '=== Dockerfile ===\nFROM node:22\n=== .devcontainer/a/devcontainer.json ===\n{ "image": "mcr.microsoft.com/devcontainers/typescript-node:1-22-bookworm" }\n=== .devcontainer/b/devcontainer.json ===\n{ "image": "python:3.12", "features": { "ghcr.io/devcontainers/features/node:1": { "version": "lts" } } }\n',
    },
    { name: 'another base image', code: '=== Dockerfile ===\nFROM python:3.12\n=== .nvmrc ===\n22\n' },
    {
      name: 'a stage outside of the release',
      code: '=== Dockerfile ===\nFROM node:18 AS dev\nFROM node:22\n=== .nvmrc ===\n22\n',
    },
    { name: 'a development file', code: '=== Dockerfile.dev ===\nFROM node:20\n=== .nvmrc ===\n22\n' },
    {
      name: 'a version that a variable decides',
      code: '=== Dockerfile ===\nARG NODE_VERSION\nFROM node:${NODE_VERSION}\n=== .nvmrc ===\n22\n',
    },
    {
      name: 'a matrix tests several versions',
      code: '=== .github/workflows/ci.yml ===\njobs:\n  a:\n    strategy: { matrix: { node: [18, 20, 22] } }\n    steps:\n      - uses: actions/setup-node@v4\n        with: { node-version: "${{ matrix.node }}" }\n=== .nvmrc ===\n22\n',
    },
    {
      name: 'CI reads the file',
      code: '=== .github/workflows/ci.yml ===\njobs:\n  a:\n    steps:\n      - uses: actions/setup-node@v4\n        with: { node-version-file: .nvmrc }\n=== .nvmrc ===\n22\n',
    },
    {
      name: 'a library',
      code: '=== Dockerfile.test ===\nFROM node:20\n=== .nvmrc ===\n22\n=== package.json ===\n{ "name": "lib", "main": "index.js", "files": ["dist"], "engines": { "node": "18" } }\n',
    },
    { name: 'nothing to compare with', code: '=== Dockerfile ===\nFROM node:22\n' },
    {
      name: 'a version file of another app',
      code: '=== services/a/Dockerfile ===\nFROM node:22\n=== services/a/package.json ===\n{ "name": "a" }\n=== services/b/.nvmrc ===\n20\n=== services/b/package.json ===\n{ "name": "b" }\n',
    },
  ],
  breaks: [
    {
      name: 'the image of a dev container',
      code: `=== .devcontainer/devcontainer.json ===\n{\n  "image": "mcr.microsoft.com/devcontainers/javascript-node:1-18-bookworm"\n//          ${'^'.repeat(61)} warning: ${drift('18', '.nvmrc', '22')}\n}\n=== .nvmrc ===\n22\n`,
    },
    {
      name: 'a feature of a dev container; comments and indentation stay',
      code: `=== .devcontainer/devcontainer.json ===\n{\n    "image": "node:22", // below\n    "features": {\n        "ghcr.io/devcontainers/features/node:1": { "version": "20" } // on top\n//                                                             ^^ warning: ${drift('20', 'the image', '22')}\n    }\n}\n=== Dockerfile ===\nFROM node:22\nCOPY . .\n`,
      fixed: {
        '.devcontainer/devcontainer.json':
          '{\n    "image": "node:22", // below\n    "features": {\n        "ghcr.io/devcontainers/features/node:1": { "version": "22" } // on top\n    }\n}\n',
      },
    },
    {
      name: 'the image, all stages of it',
      code: `=== Dockerfile ===\nFROM node:20-buster AS build\nFROM node:20-alpine3.19 # 🐳\n#    ^^^^^^^^^^^^^^^^^^ warning: ${drift('20', '.nvmrc', 'v22.3.0')}\nCOPY --from=build /app /app\n=== .nvmrc ===\nv22.3.0\n`.replace(
        ' # 🐳',
        '',
      ),
      fixed: {
        Dockerfile: 'FROM node:22.3.0-bookworm AS build\nFROM node:22.3.0-alpine\nCOPY --from=build /app /app\n',
      },
      fixTitle: 'Use Node 22.3.0 as in .nvmrc',
    },
    {
      name: 'the default of a variable',
      code: `=== Dockerfile ===\nARG NODE_VERSION="20"\n#                ^^^^ warning: ${drift('20', '.node-version', '22')}\nFROM node:\${NODE_VERSION}-slim\n=== .node-version ===\n22\n`,
      fixed: { Dockerfile: 'ARG NODE_VERSION="22"\nFROM node:${NODE_VERSION}-slim\n' },
    },
    {
      name: 'the manifest asks for a newer one',
      code: `=== Dockerfile ===\nFROM node:20.11-alpine\n#    ^^^^^^^^^^^^^^^^^ warning: ${drift('20.11', 'engines.node', '>=22.0.0')}\n${manifest('>=22.0.0')}`,
      fixed: { Dockerfile: 'FROM node:22-alpine\n' },
    },
    {
      name: 'CI reads the version file from now on',
      code: `=== .github/workflows/ci.yml ===\njobs:\n  a:\n    steps:\n      - uses: actions/setup-node@v4\n        with:\n          node-version: '20' # as before\n#                        ^^ warning: ${drift('20', '.nvmrc', '22')}\n          cache: npm\n=== .nvmrc ===\n22\n`,
      fixed: {
        '.github/workflows/ci.yml':
          "jobs:\n  a:\n    steps:\n      - uses: actions/setup-node@v4\n        with:\n          node-version-file: '.nvmrc' # as before\n          cache: npm\n",
      },
    },
    {
      name: 'CI, by a variable',
      code: `=== .github/workflows/ci.yml ===\nenv:\n  NODE: 20.x\n#       ^^^^ warning: ${drift('20.x', 'the image', '22.1')}\njobs:\n  a:\n    steps:\n      - uses: actions/setup-node@v4\n        with: { node-version: "\${{ env.NODE }}" }\n=== Dockerfile ===\nFROM node:22.1-slim\n`,
      fixed: {
        '.github/workflows/ci.yml':
          'env:\n  NODE: 22.1\njobs:\n  a:\n    steps:\n      - uses: actions/setup-node@v4\n        with: { node-version: "${{ env.NODE }}" }\n',
      },
    },
    {
      name: 'the manifest excludes what is used',
      code: `=== package.json ===\n{ "name": "a", "dependencies": { "express": "5" },\n  "engines": { "node": "18 || 20" }\n//                      ^^^^^^^^ warning: ${drift('18 || 20', '.nvmrc', '22')}\n}\n=== .nvmrc ===\n22\n`,
      fixed: {
        'package.json': '{ "name": "a", "dependencies": { "express": "5" },\n  "engines": { "node": "22.x" }\n}\n',
      },
    },
    {
      name: 'built with one and run with another',
      code: '=== Dockerfile ===\nFROM node:22 AS build\n#    ^^^^^^^ warning: The image is built with Node 22 and runs on 20.\nFROM node:20\nCOPY --from=build /app /app\n',
      fixed: { Dockerfile: 'FROM node:20 AS build\nFROM node:20\nCOPY --from=build /app /app\n' },
    },
    {
      name: 'a version without security fixes',
      code: '=== Dockerfile ===\nFROM node:16\n#    ^^^^^^^ hint: Node 16 gets no more security fixes.\n',
    },
    {
      name: 'a version file above the app',
      code: `=== services/a/Dockerfile ===\nFROM node:20\n#    ^^^^^^^ warning: ${drift('20', '.nvmrc', '22')}\n=== services/a/package.json ===\n{ "name": "a", "dependencies": { "express": "5" } }\n=== .nvmrc ===\n22\n=== package.json ===\n{ "name": "root", "private": true, "workspaces": ["services/*"] }\n`,
    },
  ],
});
