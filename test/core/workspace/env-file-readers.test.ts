import assert from 'node:assert/strict';
import { envFileReaders } from '../../../server/src/core/workspace/env-file-readers';
import { analyze, type Files } from '../../support/analyze';

function readers(files: Files): string[] {
  const app = analyze({ 'package.json': '{ "dependencies": { "express": "5" } }', ...files }, { rules: [] }).appOf(
    'package.json',
  );
  return [...envFileReaders(app)].map(([file, found]) => `${file}: ${[...found].sort().join(', ')}`).sort();
}

describe('readers of environment files', () => {
  it('are compose services', () =>
    assert.deepEqual(
      readers({
        'deploy/compose.yml':
          'services:\n  api:\n    image: a\n    env_file:\n      - ../.env\n      - path: api.env\n',
      }),
      ['.env: compose', 'deploy/api.env: compose'],
    ));

  it('are containers and shells of package scripts and shell scripts', () =>
    assert.deepEqual(
      readers({
        'package.json':
          '{ "scripts": { "up": "docker run --rm --env-file .env app", "dev": "podman run --env-file=.env.local app" } }',
        'bin/start.sh': 'set -a\n. ./settings.env\nexec node server.js\n',
      }),
      ['.env.local: docker', '.env: docker', 'bin/settings.env: shell', 'settings.env: shell'],
    ));

  it('are not compose itself, nor programs that only mention the option', () =>
    assert.deepEqual(readers({ 'a.sh': 'docker compose --env-file .env up\nnode --env-file .env a.js\n' }), []));
});
