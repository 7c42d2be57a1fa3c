import assert from 'node:assert/strict';
import picomatch from 'picomatch';
import { DOCUMENT_PATTERNS, documentSelector } from '../../client/src/documents';
import { kindOf } from '../../server/src/core/documents/kinds';

const isSelected = picomatch([...DOCUMENT_PATTERNS], { dot: true });

describe('the document selector', () => {
  const known = [
    ...['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs'].map((extension) => `src/index.${extension}`),
    ...['Dockerfile', 'Dockerfile.prod', 'deploy/api.dockerfile', 'Containerfile', 'Containerfile.dev', 'dockerfile'],
    ...['.env', '.env.local', '.env.example', 'production.env', 'env.example', 'env.dist', 'apps/a/.env'],
    ...['compose.yml', 'compose.yaml', 'docker-compose.prod.yml', 'compose-dev.yaml', '.github/workflows/ci.yml'],
    ...['package.json', 'apps/a/package.json', 'Procfile', 'Procfile.dev', '.gitignore', '.dockerignore'],
    ...['Dockerfile.dockerignore', '.nvmrc', '.node-version', '.tool-versions', 'mise.toml', '.mise.toml'],
    ...['entrypoint.sh', 'bin/start.bash', '.npmrc', 'app.json', '.devcontainer/devcontainer.json'],
    ...['k8s/deployment.yaml', 'charts/api/values.yaml', 'deploy/Kustomization'],
  ];
  for (const path of known) {
    it(`takes ${path}, as the server does`, () => {
      assert.notEqual(kindOf(path), undefined);
      assert.ok(isSelected(path));
    });
  }

  for (const path of ['NOTES.md', 'data.json', 'environment', 'a.tsv', '.yarnrc']) {
    it(`leaves ${path}, as the server does`, () => {
      assert.equal(kindOf(path), undefined);
      assert.ok(!isSelected(path));
    });
  }

  it('hands over all YAML, of which the server leaves what cannot be a manifest', () => {
    for (const path of ['pnpm-lock.yaml', '.gitlab-ci.yml', '.github/dependabot.yml', 'openapi.yaml']) {
      assert.notEqual(kindOf(path), 'kubernetes', path);
    }
  });

  it('takes the configuration file, whose changes hold while they are typed', () => {
    assert.ok(isSelected('apps/a/twelve-factor.config.jsonc'));
  });

  it('knows untitled documents by language, and leaves plain text and environment files alone', () => {
    const untitled = documentSelector([]).filter(({ scheme }) => scheme === 'untitled');
    assert.ok(untitled.some(({ language }) => language === 'typescript'));
    assert.ok(untitled.every(({ language, pattern }) => pattern === undefined && language !== 'dotenv'));
    assert.ok(untitled.every(({ language }) => language !== 'plaintext' && language !== undefined));
  });

  it('looks at no other scheme: no diff editors, no output', () => {
    assert.deepEqual([...new Set(documentSelector([]).map(({ scheme }) => scheme))], ['file', 'untitled']);
  });
});
