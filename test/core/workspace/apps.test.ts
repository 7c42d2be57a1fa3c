import assert from 'node:assert/strict';
import { structureOf } from '../../support/structure';

const SERVER = '{ "dependencies": { "express": "5" } }';

describe('apps of a folder', () => {
  const layout = (files: Readonly<Record<string, string>>) => structureOf(files).layout;

  it('the folder itself where there is none', () => {
    const { roots, ownerOf } = layout({ 'src/a.ts': '', '.env': '' });
    assert.deepEqual(roots, ['']);
    assert.equal(ownerOf('src/a.ts'), '');
  });

  it('packages with server evidence, deepest first, and the folder for the rest', () => {
    const { roots, ownerOf } = layout({
      'package.json': '{}',
      'apps/api/package.json': SERVER,
      'apps/api/jobs/package.json': SERVER,
      'packages/db/package.json': '{}',
    });
    assert.deepEqual(roots, ['apps/api/jobs', 'apps/api', '']);
    assert.equal(ownerOf('apps/api/jobs/src/a.ts'), 'apps/api/jobs');
    assert.equal(ownerOf('apps/api/src/a.ts'), 'apps/api');
    assert.equal(ownerOf('packages/db/src/a.ts'), '');
    assert.equal(ownerOf('apps/api-tools/a.ts'), '', 'names are compared whole');
  });

  it('examples and fixtures are none', () => {
    assert.deepEqual(
      layout({ 'package.json': SERVER, 'examples/a/package.json': SERVER, 'test/fixtures/b/package.json': SERVER })
        .roots,
      [''],
    );
  });

  it('a container file above the apps belongs to the one it builds', () => {
    const { ownerOf } = layout({
      'apps/api/package.json': SERVER,
      'apps/web/package.json': SERVER,
      'docker/Dockerfile': 'FROM node\n',
      'compose.yml': 'services: { api: { build: { context: ./apps/api } } }\n',
      'other/compose.yml': 'services: { web: { build: ../apps/web } }\n',
    });
    assert.equal(ownerOf('compose.yml'), 'apps/api');
    assert.equal(ownerOf('other/compose.yml'), 'apps/web');
    assert.equal(ownerOf('docker/Dockerfile'), '');
  });

  it('files above a single app belong to it, code does not', () => {
    const { ownerOf } = layout({ 'backend/package.json': SERVER, '.env': '', 'tool.ts': '' });
    assert.equal(ownerOf('.env'), 'backend');
    assert.equal(ownerOf('tool.ts'), '');
  });

  it('a Dockerfile without any package makes its folder an app', () => {
    assert.deepEqual(layout({ 'service/Dockerfile': 'FROM node\n' }).roots, ['service', '']);
  });
});
