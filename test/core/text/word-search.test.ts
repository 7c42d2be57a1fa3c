import assert from 'node:assert/strict';
import fc from 'fast-check';
import { WordSearch } from '../../../server/src/core/text/word-search';

describe('WordSearch', () => {
  it('finds every word at every place, overlapping ones too', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '.'), minLength: 1, maxLength: 4 });
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '.', 'é', 'x'), maxLength: 40 });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), text, (words, searched) => {
        const expected = words.flatMap((needle, index) =>
          [...placesOf(needle, searched)].map((at) => `${index}@${at}`),
        );
        const found: string[] = [];
        const search = new WordSearch(words);
        search.visit(searched, (index, at) => {
          found.push(`${index}@${at}`);
          return undefined;
        });
        assert.deepEqual(found.sort(), expected.sort());
        assert.equal(search.isIn(searched), expected.length > 0);
      }),
    );
  });

  it('ignores the case of ASCII letters where asked to', () => {
    const search = new WordSearch(['token', 'api_key'], 'ignore case');
    assert.ok(search.isIn('const refreshToken = 1;'));
    assert.ok(search.isIn('API_KEY'));
    assert.ok(!search.isIn('TOKE N apiKey'));
    assert.ok(!new WordSearch(['token']).isIn('Token'));
  });

  it('finds nothing without words', () => {
    assert.ok(!new WordSearch([]).isIn('text'));
  });
});

function* placesOf(needle: string, text: string): Iterable<number> {
  for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + 1)) yield at;
}
