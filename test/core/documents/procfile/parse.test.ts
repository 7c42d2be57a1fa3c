import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseProcfile } from '../../../../server/src/core/documents/procfile/parse';
import { textOf } from '../../../../server/src/core/text/span';

describe('parseProcfile', () => {
  it('reads processes with their places', () => {
    const text =
      '\ufeffweb: node dist/main.js --port $PORT  \r\n# a comment\r\nrelease : npx prisma migrate deploy\n\n  worker:x:y\nnonsense\nempty:';
    const { processes, comments, invalid } = parseProcfile(text);
    assert.deepEqual(
      processes.map((one) => [one.name, one.command, textOf(text, one.nameSpan), textOf(text, one.commandSpan)]),
      [
        ['web', 'node dist/main.js --port $PORT', 'web', 'node dist/main.js --port $PORT'],
        ['release', 'npx prisma migrate deploy', 'release', 'npx prisma migrate deploy'],
        ['worker', 'x:y', 'worker', 'x:y'],
        ['empty', '', 'empty', ''],
      ],
    );
    assert.equal(textOf(text, processes[1]?.span ?? { start: 0, end: 0 }), 'release : npx prisma migrate deploy');
    assert.deepEqual(
      comments.map((comment) => [comment.text, textOf(text, comment.span)]),
      [['a comment', '# a comment']],
    );
    assert.deepEqual(
      invalid.map((span) => textOf(text, span)),
      ['nonsense'],
    );
  });

  it('never throws, in linear time', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseProcfile(text)));
    parseProcfile(`web: ${' '.repeat(100_000)}x${'\t '.repeat(100_000)}`);
    parseProcfile('a'.repeat(200_000));
    parseProcfile(`a${' '.repeat(200_000)}`);
  });
});
