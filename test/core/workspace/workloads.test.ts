import assert from 'node:assert/strict';
import { structureOf } from '../../support/structure';

const manifest = (image: string, more = ''): string =>
  `=== k8s/api.yaml ===\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: api }\nspec:\n  template:\n    spec:\n      containers:\n        - name: api\n          image: ${image}\n${more}`;
const PACKAGE = '=== package.json ===\n{ "name": "@acme/shop", "scripts": { "start": "node dist/server.js" } }\n';
const SOURCES = '=== src/server.ts ===\nexport {};\n';
const DOCKERFILE = '=== Dockerfile ===\nFROM node\nWORKDIR /app\nENTRYPOINT ["node"]\nCMD ["dist/server.js"]\n';

const sources = (fixture: string): string[] =>
  structureOf(fixture).workloads.flatMap(({ containers }) => containers.map(({ source }) => source));

describe('workloads', () => {
  it('know images that compose files and workflows build', () => {
    assert.deepEqual(
      sources(
        `${manifest('ghcr.io/acme/api:1')}=== compose.yml ===\nservices: { a: { image: ghcr.io/acme/api, build: . } }\n`,
      ),
      ['built'],
    );
    assert.deepEqual(
      sources(
        `${manifest('ghcr.io/acme/api:1')}=== .github/workflows/a.yml ===\nenv: { IMAGE: ghcr.io/acme/api }\njobs:\n  a:\n    steps:\n      - uses: docker/build-push-action@v6\n        with: { tags: "\${{ env.IMAGE }}:\${{ github.sha }}", context: . }\n`,
      ),
      ['built'],
    );
    assert.deepEqual(
      sources(
        `${manifest('ghcr.io/acme/api:1')}=== .github/workflows/a.yml ===\njobs:\n  a:\n    steps:\n      - run: docker build -t \${{ secrets.HOST }}/acme/api:1 -f a/Dockerfile a\n`,
      ),
      ['built'],
    );
  });

  it('take an image for ours that is called like a folder or package with a Dockerfile', () => {
    assert.deepEqual(sources(`${manifest('acme/shop')}${PACKAGE}${DOCKERFILE}`), ['built']);
    assert.deepEqual(sources(`${manifest('acme/billing')}=== apps/billing/Dockerfile ===\nFROM node\n`), ['built']);
  });

  it('leave official images, others and templates alone', () => {
    assert.deepEqual(sources(`${manifest('redis:7')}=== apps/redis/Dockerfile ===\nFROM node\n`), ['foreign']);
    assert.deepEqual(sources(manifest('bitnami/redis')), ['foreign']);
    assert.deepEqual(sources(manifest('"{{ .Values.image }}"')), ['unknown']);
  });

  it('follow a kustomization', () => {
    assert.deepEqual(
      sources(
        `${manifest('api')}=== k8s/kustomization.yaml ===\nimages: [{ name: api, newName: acme/shop }]\n${PACKAGE}${DOCKERFILE}`,
      ),
      ['built'],
    );
  });
});

describe('start commands of workloads', () => {
  const starts = (fixture: string) =>
    structureOf(fixture)
      .startCommands.filter(({ origin }) => origin === 'kubernetes')
      .map(({ steps, entries, production, dockerfile }) => ({
        words: steps.map(({ command }) => command.words.map(({ text }) => text).join(' ')),
        entries,
        production,
        dockerfile,
      }));

  it('replace the entry point, or go to it', () => {
    const image = `${PACKAGE}${SOURCES}${DOCKERFILE}`;
    assert.deepEqual(starts(`${manifest('acme/shop', '          command: [npm, start]\n')}${image}`), [
      { words: ['node dist/server.js'], entries: ['src/server.ts'], production: true, dockerfile: 'Dockerfile' },
    ]);
    assert.deepEqual(starts(`${manifest('acme/shop', '          args: [dist/server.js, --worker]\n')}${image}`), [
      {
        words: ['node dist/server.js --worker'],
        entries: ['src/server.ts'],
        production: true,
        dockerfile: 'Dockerfile',
      },
    ]);
  });

  it('are ours under an unknown image when they lead to something of ours', () => {
    const unknown = '"{{ .Values.image }}"';
    assert.equal(starts(`${manifest(unknown, '          command: [npm, start]\n')}${PACKAGE}${SOURCES}`).length, 1);
    assert.equal(starts(`${manifest(unknown, '          command: [nginx]\n')}${PACKAGE}`).length, 0);
    assert.equal(starts(`${manifest('redis', '          command: [redis-server]\n')}${PACKAGE}`).length, 0);
  });

  it('belong to the app whose image they run', () => {
    const model = structureOf(
      `${manifest('acme/billing')}=== apps/billing/Dockerfile ===\nFROM node\n=== apps/billing/package.json ===\n{ "name": "billing" }\n=== apps/shop/package.json ===\n{ "name": "shop", "dependencies": { "express": "5" } }\n`,
    );
    assert.equal(model.layout.ownerOf('k8s/api.yaml'), 'apps/billing');
  });

  it('name the files that PM2 runs', () => {
    const [start] = structureOf(
      `=== Procfile ===\nweb: pm2-runtime ecosystem.config.js\n=== ecosystem.config.js ===\nmodule.exports = { apps: [{ name: 'a', script: './dist/server.js', instances: 'max', env: { A: 'b' } }] };\n${SOURCES}${PACKAGE}`,
    ).startCommands;
    assert.deepEqual(start?.entries, ['src/server.ts']);
  });
});
