import assert from 'node:assert/strict';
import { handedSetIn } from '../../../server/src/core/knowledge/handed-sets';

function found(text: string): string | undefined {
  const span = handedSetIn(text);
  return span && text.slice(span.start, span.end).trim();
}

describe('sets of variables that a deploy is handed', () => {
  const cases: Readonly<Record<string, readonly [text: string, expected: string | undefined]>> = {
    'a secret of Kubernetes': ['spec:\n  envFrom:\n    - secretRef:\n        name: api\n', 'envFrom:'],
    'items that stand as far left as the key': ['envFrom:\n- configMapRef:\n    name: a\n- secretRef:\n', 'envFrom:'],
    'a template around the items': ['  envFrom:\n  {{- range .a }}\n    - secret: {{ . }}\n', 'envFrom:'],
    'an item of a list of containers': ['  - envFrom:\n      - secretRef:\n', '- envFrom:'],
    'a ConfigMap, and a secret as a volume': [
      'envFrom:\n  - configMapRef:\n      name: a\nvolumes:\n  - secret:\n',
      undefined,
    ],
    'a secret that is commented out': ['envFrom:\n  # - secretRef:\n  - configMapRef:\n', undefined],
    'a store of secrets': ['"start": "doppler run -- node a.js"', 'doppler run -'],
    'a comment about one': ['  # doppler run -- node a.js\n', undefined],
    'words that are no command': ['a no-op run - and more\nthe phase run - by CI\n', undefined],
  };
  for (const [name, [text, expected]] of Object.entries(cases)) {
    it(name, () => assert.equal(found(text), expected));
  }

  it('comes to an end on lines without one', () => {
    assert.equal(found('envFrom: '.repeat(25_000)), undefined);
    assert.equal(found(`${'  envFrom:\n'.repeat(10_000)}${' '.repeat(100_000)}`), undefined);
    assert.equal(found(`\n${' \t'.repeat(100_000)}`), undefined);
  });
});
