import rule from '../../../server/src/rules/02-dependencies/unpinned-base-image';
import { ruleTester } from '../../support/rule-tester';

const untagged = (image: string): string => `"${image}" has no tag: the build takes whatever "latest" is that day.`;
const floating = (image: string, tag: string): string =>
  `The tag "${tag}" of "${image}" moves: the build takes whatever it is that day.`;

ruleTester(rule, {
  keeps: [
    'FROM node:22-alpine\n',
    'FROM node:22.3.0-bookworm-slim\n',
    'FROM node:iron\n',
    `FROM node@sha256:${'a'.repeat(64)}\n`,
    `FROM node:latest@sha256:${'b'.repeat(64)}\n`,
    'FROM scratch\n',
    'FROM debian:bookworm-slim\n',
    { name: 'a port is no tag', code: 'FROM registry.example.com:5000/acme/base:1.4\n' },
    { name: 'a stage', code: 'FROM node:22 AS base\nFROM base\nCOPY --from=base /app /app\nCOPY --from=0 /app /app\n' },
    { name: 'a stage by platform', code: 'FROM node:22 AS base-amd64\nFROM base-${TARGETARCH}\n' },
    { name: 'a variable with a version', code: 'ARG NODE_VERSION=22\nFROM node:${NODE_VERSION}-slim\n' },
    { name: 'a variable without a default', code: 'ARG BASE\nFROM ${BASE}\n' },
    {
      name: 'an image of the compose file',
      code: '=== Dockerfile ===\nFROM acme/base\n=== compose.yml ===\nservices:\n  base:\n    image: acme/base\n    build: ./base\n',
    },
    { name: 'an image of the building machine', code: 'FROM acme_base\n' },
    {
      name: 'named build contexts',
      code: 'FROM scratch\nCOPY --from=api ./src /src\nCOPY --from=clickhouse ./*.xml /etc\n',
    },
    { name: 'a development file', code: '=== Dockerfile.dev ===\nFROM node\n' },
  ].map((one) =>
    typeof one === 'string'
      ? { code: `=== Dockerfile ===\n${one}` }
      : one.code.startsWith('===')
        ? one
        : { ...one, code: `=== Dockerfile ===\n${one.code}` },
  ),
  breaks: [
    {
      name: 'no tag, the version comes from .nvmrc',
      code: `=== Dockerfile ===\nFROM node AS build\n#    ^^^^ warning: ${untagged('node')}\nRUN npm ci\n=== .nvmrc ===\nv22.3.0\n`,
      fixed: { Dockerfile: 'FROM node:22.3.0 AS build\nRUN npm ci\n' },
      fixTitle: 'Use "node:22.3.0"',
    },
    {
      name: 'the variant stays, the version comes from the manifest',
      code: `=== Dockerfile ===\nFROM --platform=linux/amd64 node:lts-alpine3.20\n#                           ^^^^^^^^^^^^^^^^^^^ warning: ${floating('node', 'lts-alpine3.20')}\n=== package.json ===\n{ "name": "a", "engines": { "node": "22.x" }, "dependencies": { "express": "5" } }\n`,
      fixed: { Dockerfile: 'FROM --platform=linux/amd64 node:22-alpine\n' },
    },
    {
      name: 'a variant and no version; an open range fixes nothing',
      code: `=== Dockerfile ===\nFROM node:alpine\n#    ^^^^^^^^^^^ warning: ${floating('node', 'alpine')}\n=== package.json ===\n{ "name": "a", "engines": { "node": ">=18" }, "dependencies": { "express": "5" } }\n`,
    },
    {
      name: 'another image, CRLF',
      code: `=== Dockerfile ===\n# 🐳\r\nFROM nginx:stable-alpine\r\n#    ^^^^^^^^^^^^^^^^^^^ warning: ${floating('nginx', 'stable-alpine')}\n`,
    },
    {
      name: 'an image that files are copied from',
      code: `=== Dockerfile ===\nFROM node:22\nCOPY --from=ghcr.io/acme/tool /tool /tool\n#           ^^^^^^^^^^^^^^^^^ warning: ${untagged('ghcr.io/acme/tool')}\n`,
    },
    {
      name: 'the default of a variable',
      code: `=== Dockerfile ===\nARG BASE=acme/base\nFROM $BASE\n#    ^^^^^ hint: ${untagged('acme/base')}\n`,
    },
    {
      name: 'a stage outside of the release',
      code: `=== Dockerfile ===\nFROM node AS dev\n#    ^^^^ hint: ${untagged('node')}\nFROM node:22\n`,
    },
    {
      name: 'the version is in the name',
      code: `=== Dockerfile ===\nFROM gcr.io/distroless/nodejs22-debian12\n#    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint: ${untagged('gcr.io/distroless/nodejs22-debian12')}\n`,
    },
    {
      name: 'several stages on one image are one fact',
      code: `=== Dockerfile ===\nFROM node AS build\n#    ^^^^ warning: ${untagged('node')}\nFROM node\nCOPY --from=build /app /app\n`,
    },
  ],
});
