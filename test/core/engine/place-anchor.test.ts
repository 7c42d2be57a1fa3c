import assert from 'node:assert/strict';
import { placeAnchor } from '../../../server/src/core/engine/place-anchor';
import type { FileFacts } from '../../../server/src/core/workspace/facts';

describe('the anchor of a place', () => {
  it('looks at the document once, however many findings ask', () => {
    let looked = 0;
    const facts = {
      kind: 'dotenv',
      get entries() {
        looked++;
        return [{ name: 'PORT', span: { start: 0, end: 9 } }];
      },
    } as unknown as FileFacts;
    for (let start = 0; start < 3; start++) assert.equal(placeAnchor(facts, { start, end: 9 }), 'PORT');
    assert.equal(looked, 1);
  });
});
