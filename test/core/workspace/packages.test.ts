import assert from 'node:assert/strict';
import { structureOf } from '../../support/structure';

const roles = (manifest: object, more: Readonly<Record<string, string>> = {}): string[] => {
  const model = structureOf({ 'package.json': JSON.stringify(manifest), ...more });
  return [...(model.packages[0]?.roles ?? [])].sort();
};

const LISTENS = { 'server.js': "require('http').createServer().listen(1);" };

describe('package roles', () => {
  it('a dependency that is there to serve', () => {
    assert.deepEqual(roles({ dependencies: { express: '5' } }), ['server']);
    assert.deepEqual(roles({ devDependencies: { express: '5' } }), []);
  });

  it('code that opens a port, tests aside', () => {
    assert.deepEqual(roles({}, LISTENS), ['server']);
    assert.deepEqual(roles({}, { 'test/server.js': LISTENS['server.js'] }), []);
  });

  it('an image or a Procfile', () => {
    assert.deepEqual(roles({}, { Dockerfile: 'FROM node\n' }), ['server']);
    assert.deepEqual(roles({}, { Procfile: 'web: node .\n' }), ['server']);
    assert.deepEqual(roles({}, { 'Dockerfile.dev': 'FROM node\n' }), []);
  });

  it('what is published is a library, unless it is started', () => {
    const library = { main: 'a.js', files: ['a.js'], dependencies: { express: '5' } };
    assert.deepEqual(roles(library), ['library']);
    assert.deepEqual(roles({ ...library, private: true }), ['server']);
    assert.deepEqual(roles({ ...library, scripts: { start: 'node .' } }), ['server']);
  });

  it('a published command stays one when it opens a port or talks through sockets', () => {
    const command = { bin: { a: 'a.js' }, files: ['a.js'], scripts: { start: 'node a.js' } };
    assert.deepEqual(roles(command, LISTENS), ['cli']);
    assert.deepEqual(roles({ ...command, dependencies: { ws: '8' } }), ['cli']);
    assert.deepEqual(roles({ ...command, dependencies: { express: '5' } }), ['server']);
    assert.deepEqual(roles(command, { Dockerfile: 'FROM node\n' }), ['server']);
  });

  it('a front end, also when an image or a small server serves it', () => {
    const spa = { dependencies: { 'react-dom': '19' } };
    assert.deepEqual(roles(spa), ['front-end']);
    assert.deepEqual(roles(spa, { Dockerfile: 'FROM nginx\n' }), ['front-end', 'server']);
    assert.deepEqual(roles({ dependencies: { 'react-dom': '19', express: '5' } }), ['server']);
  });

  it('functions, unless a container runs them', () => {
    assert.deepEqual(roles({ dependencies: { express: '5' } }, { 'vercel.json': '{}' }), ['server', 'serverless']);
    assert.deepEqual(roles({ dependencies: { express: '5' } }, { 'vercel.json': '{}', Dockerfile: 'FROM node\n' }), [
      'server',
    ]);
  });

  it('desktop', () =>
    assert.deepEqual(roles({ dependencies: { express: '5' }, devDependencies: { electron: '30' } }), ['desktop']));

  it('a library of the workspace is part of the service that uses it', () => {
    const model = structureOf({
      'apps/api/package.json': '{ "name": "api", "dependencies": { "express": "5", "@a/db": "*" } }',
      'packages/db/package.json': '{ "name": "@a/db", "dependencies": { "@a/log": "*" } }',
      'packages/log/package.json': '{ "name": "@a/log" }',
      'packages/other/package.json': '{ "name": "@a/other" }',
    });
    const servers = model.packages.filter((entry) => entry.roles.has('server')).map(({ root }) => root);
    assert.deepEqual(servers.sort(), ['apps/api', 'packages/db', 'packages/log']);
    assert.deepEqual(
      model.packages.filter(({ isApp }) => isApp).map(({ root }) => root),
      ['apps/api'],
    );
  });
});
