import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits, type Edit, hasOverlap } from '../../server/src/core/text/edits';
import { PieceTable } from '../../server/src/lsp/fixes/piece-table';

const round = fc.array(
  fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), length: fc.nat(4), text: fc.string({ maxLength: 3 }) }),
  { maxLength: 4 },
);

describe('piece table', () => {
  it('says in one step what several rounds of edits make of a text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), fc.array(round, { maxLength: 5 }), (original, rounds) => {
        let table = new PieceTable(original);
        let text = original;
        for (const candidates of rounds) {
          const edits: Edit[] = [];
          for (const { at, length, text: inserted } of candidates) {
            const start = Math.floor(at * text.length);
            const edit = { span: { start, end: Math.min(text.length, start + length) }, text: inserted };
            if (!hasOverlap([...edits, edit])) edits.push(edit);
          }
          table = table.apply(edits);
          text = applyEdits(text, edits);
        }
        assert.equal(table.text, text);
        assert.equal(applyEdits(original, table.edits()), text);
      }),
    );
  });

  it('touches nothing that stayed', () => {
    const table = new PieceTable('abcdef')
      .apply([{ span: { start: 1, end: 2 }, text: 'X' }])
      .apply([{ span: { start: 4, end: 6 }, text: '' }]);
    assert.deepEqual(table.edits(), [
      { span: { start: 1, end: 2 }, text: 'X' },
      { span: { start: 4, end: 6 }, text: '' },
    ]);
  });

  it('has no edits when nothing was done, or all was taken back', () => {
    const table = new PieceTable('abc');
    assert.deepEqual(table.edits(), []);
    const there = table.apply([{ span: { start: 1, end: 1 }, text: 'X' }]);
    assert.deepEqual(there.apply([{ span: { start: 1, end: 2 }, text: '' }]).edits(), []);
  });
});
