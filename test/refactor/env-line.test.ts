import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseDotenv } from '../../server/src/core/documents/dotenv/parse';
import { applyEdits } from '../../server/src/core/text/edits';
import { repairOf } from '../../server/src/refactor/env-line';

const pieces = fc.constantFrom(
  'A=1',
  'A = 2',
  'B: 3',
  'export C=4',
  'D="5',
  'E=6#7',
  'F="8" 9',
  'words and words',
  'TOKEN',
  '10=11',
  'G=${H',
  '# note',
  '',
  'I="a\nb"',
  "J='x y' # z",
  'K=',
);

describe('repairs of environment lines', () => {
  it('that are safe change nothing the dotenv package reads, and mend what they name', () => {
    fc.assert(
      fc.property(
        fc.array(pieces, { maxLength: 8 }),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        (lines, eol, bom) => {
          const text = (bom ? '\uFEFF' : '') + lines.join(eol);
          const { entries, errors } = parseDotenv(text);
          for (const error of errors) {
            const repair = repairOf(text, error.kind, error.span, parseDotenv(text));
            if (repair === undefined) continue;
            const after = parseDotenv(applyEdits(text, repair.edits));
            const count = (all: typeof errors): number => all.filter(({ kind }) => kind === error.kind).length;
            if (repair.safety === 'safe') {
              const read = (all: typeof entries): string[] => all.map(({ key, value }) => `${key}=${value}`);
              assert.deepEqual(read(after.entries), read(entries));
              assert.ok(count(after.errors) < count(errors), `${error.kind} is still there`);
            }
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('leave what only the author can know', () => {
    for (const [text, kind] of [
      ['A="x" y', 'trailing-text'],
      ['1A=x', 'illegal-key'],
      ['A=${B', 'unbalanced-interpolation'],
    ] as const) {
      const [error] = parseDotenv(text).errors;
      assert.ok(error !== undefined && error.kind === kind);
      assert.equal(repairOf(text, error.kind, error.span, parseDotenv(text)), undefined);
    }
  });
});
