import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseNpmrc } from '../../../../server/src/core/documents/npmrc/parse';
import { textOf } from '../../../../server/src/core/text/span';

describe('parseNpmrc', () => {
  it('reads entries with their places', () => {
    const text =
      '\ufeff# a\r\n; b\n[section]\n//registry.acme.test/:_authToken=${NPM_TOKEN}\r\n@acme:registry = "https://x"\nsave-exact\n a = b = c ';
    const { entries } = parseNpmrc(text);
    assert.deepEqual(
      entries.map(({ key, value, variables }) => [key, value, variables]),
      [
        ['//registry.acme.test/:_authToken', '${NPM_TOKEN}', ['NPM_TOKEN']],
        ['@acme:registry', 'https://x', []],
        ['save-exact', 'true', []],
        ['a', 'b = c', []],
      ],
    );
    for (const { key, keySpan, value, valueSpan } of entries) {
      assert.equal(textOf(text, keySpan), key);
      if (value !== 'true') assert.equal(textOf(text, valueSpan), value);
    }
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseNpmrc(text)));
  });
});
