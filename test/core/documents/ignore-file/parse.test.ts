import assert from 'node:assert/strict';
import { parseIgnoreFile } from '../../../../server/src/core/documents/ignore-file/parse';
import { textOf } from '../../../../server/src/core/text/span';

describe('parseIgnoreFile', () => {
  it('gives lines with their places', () => {
    const text = '\ufeffnode_modules\r\n# why\r\n\r\n  ! .env.example  \r\n/dist';
    const { lines, comments } = parseIgnoreFile(text);
    assert.deepEqual(
      lines.map((line) => [line.pattern, line.negated, textOf(text, line.span), textOf(text, line.lineSpan)]),
      [
        ['node_modules', false, 'node_modules', 'node_modules'],
        ['.env.example', true, '! .env.example', '  ! .env.example  '],
        ['/dist', false, '/dist', '/dist'],
      ],
    );
    assert.deepEqual(
      comments.map((comment) => [comment.text, textOf(text, comment.span)]),
      [['why', '# why']],
    );
  });

  it('reads an empty file', () => {
    assert.deepEqual(parseIgnoreFile(''), { lines: [], comments: [] });
    assert.deepEqual(parseIgnoreFile('\ufeff'), { lines: [], comments: [] });
  });
});
