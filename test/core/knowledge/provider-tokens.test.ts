import assert from 'node:assert/strict';
import { findProviderTokens } from '../../../server/src/core/knowledge/tokens';
import { fakeSecret } from '../../support/fake-secrets';

describe('tokens in a whole text', () => {
  it('are found in order, each once', () => {
    const [stripe, github, npm] = [fakeSecret('stripe-key'), fakeSecret('github-token'), fakeSecret('npm-token')];
    const text = `a('${stripe}');\n// ${npm}\nb = "${github} ${stripe}";\n`;
    const found = findProviderTokens(text);
    assert.deepEqual(
      found.map(({ id, span }) => [id, text.slice(span.start, span.end)]),
      [
        ['stripe-key', stripe],
        ['npm-token', npm],
        ['github-token', github],
        ['stripe-key', stripe],
      ],
    );
  });

  it('are none in ordinary code', () =>
    assert.deepEqual(findProviderTokens("const key = 'sk-line-height'; // AC: key-1"), []));
});
