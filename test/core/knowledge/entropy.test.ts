import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  characterClasses,
  decodeBase64,
  isHexDigest,
  shannonEntropy,
} from '../../../server/src/core/knowledge/entropy';

describe('entropy', () => {
  it('is measured in bits a character', () => {
    assert.equal(shannonEntropy(''), 0);
    assert.equal(shannonEntropy('aaaa'), 0);
    assert.equal(shannonEntropy('abcd'), 2);
    assert.equal(shannonEntropy('abcdefgh'), 3);
  });
  it('counts character classes', () => {
    assert.equal(characterClasses('abc'), 1);
    assert.equal(characterClasses('aB1!'), 4);
  });
  it('knows digests', () => {
    assert.equal(isHexDigest('9b1deb4d3b7d4bad9bdd2b0d7b3dcb6d'), true);
    assert.equal(isHexDigest('0'.repeat(32)), false);
    assert.equal(isHexDigest('9b1deb4d'), false);
  });
  it('decodes base64', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const buffer = Buffer.from(bytes);
        assert.equal(decodeBase64(buffer.toString('base64')), buffer.toString('latin1'));
        assert.equal(decodeBase64(buffer.toString('base64url')), buffer.toString('latin1'));
      }),
    );
  });
});
