import assert from 'node:assert/strict';
import { parseImageReference } from '../../../server/src/core/documents/image-reference';

describe('parseImageReference', () => {
  const digest = `sha256:${'a'.repeat(64)}`;

  it('reads registry, repository, tag and digest', () => {
    assert.deepEqual(parseImageReference('node'), { repository: 'node', name: 'node' });
    assert.deepEqual(parseImageReference(`node:22-alpine@${digest}`, 10), {
      repository: 'node',
      name: 'node',
      tag: '22-alpine',
      tagSpan: { start: 15, end: 24 },
      digest,
    });
    assert.deepEqual(parseImageReference('localhost:5000/acme/api:1.2'), {
      registry: 'localhost:5000',
      repository: 'acme/api',
      name: 'localhost:5000/acme/api',
      tag: '1.2',
    });
    assert.equal(parseImageReference('registry:5000/node')?.tag, undefined);
    assert.equal(parseImageReference('registry:5000/node')?.registry, 'registry:5000');
  });

  it('gives one name to the spellings of a Docker Hub image', () => {
    for (const text of ['node:1', 'library/node:1', 'docker.io/library/node:1', 'docker.io/node:1']) {
      assert.equal(parseImageReference(text)?.name, 'node', text);
    }
    assert.equal(parseImageReference('ghcr.io/library/node')?.name, 'ghcr.io/library/node');
    assert.equal(parseImageReference('bitnami/node')?.name, 'bitnami/node');
  });

  it('is silent about what is no image reference', () => {
    for (const text of [
      '',
      ':',
      '@',
      '/',
      'node:',
      'node:$TAG',
      '${IMAGE}',
      'Node',
      'a b',
      'node@sha256:12',
      'x'.repeat(2000),
    ]) {
      assert.equal(parseImageReference(text), undefined, text);
    }
  });
});
