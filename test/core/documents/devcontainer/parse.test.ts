import assert from 'node:assert/strict';
import { parseDevcontainer } from '../../../../server/src/core/documents/devcontainer/parse';

describe('parseDevcontainer', () => {
  it('reads image, build, compose files, variables and features, comments or not', () => {
    const document = parseDevcontainer(`{
  // for everybody
  "image": "mcr.microsoft.com/devcontainers/javascript-node:20",
  "build": { "dockerfile": "Dockerfile", "target": "dev" },
  "dockerComposeFile": ["compose.yml", "compose.dev.yml"],
  "service": "app",
  "containerEnv": { "A": "b" },
  "remoteEnv": { "C": "\${localEnv:C}" },
  "features": { "ghcr.io/devcontainers/features/node:1": { "version": "22" }, "x/y:2": "3" },
}`);
    assert.equal(document.image?.reference?.tag, '20');
    assert.deepEqual([document.dockerfile?.value, document.target], ['Dockerfile', 'dev']);
    assert.deepEqual(document.composeFiles, ['compose.yml', 'compose.dev.yml']);
    assert.equal(document.service, 'app');
    assert.deepEqual(
      document.env.map(({ name }) => name),
      ['A', 'C'],
    );
    assert.deepEqual(
      document.features.map(({ id, version }) => [id, version?.value]),
      [
        ['ghcr.io/devcontainers/features/node', '22'],
        ['x/y', '3'],
      ],
    );
    assert.deepEqual(parseDevcontainer('{ "dockerComposeFile": "a.yml"').composeFiles, ['a.yml']);
  });
});
