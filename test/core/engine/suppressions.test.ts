import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { DocumentKind } from '../../../server/src/core/documents/kinds';
import { findDirectives, silences } from '../../../server/src/core/engine/suppressions';

/** Numbers of the lines (from 1) whose first character is silenced for a rule. */
function silencedLines(text: string, rule: string, kind: DocumentKind = 'typescript'): number[] {
  const directives = findDirectives(text, kind);
  let offset = 0;
  return text.split('\n').flatMap((line, index) => {
    const start = offset;
    offset += line.length + 1;
    return directives.some((directive) => silences(directive, rule, start)) ? [index + 1] : [];
  });
}

describe('suppressions', () => {
  it('the next line that says something', () => {
    assert.deepEqual(silencedLines('a\n// twelve-factor-disable-next-line logs/x\nb\nc', 'logs/x'), [3]);
    assert.deepEqual(silencedLines('// twelve-factor-disable-next-line logs/x\n\n// note\nb\nc', 'logs/x').at(-1), 4);
    assert.deepEqual(
      silencedLines('# twelve-factor-disable-next-line logs/x\n# note\nA=1\nB=2', 'logs/x', 'dotenv').at(-1),
      3,
    );
  });

  it('the same line, a block, the file', () => {
    assert.deepEqual(silencedLines('a\nb // twelve-factor-disable-line logs/x\nc', 'logs/x'), [2]);
    assert.deepEqual(
      silencedLines('a\n// twelve-factor-disable logs/x\nb\n// twelve-factor-enable logs/x\nc', 'logs/x'),
      [2, 3],
    );
    assert.deepEqual(silencedLines('a\n/* twelve-factor-disable */\nb', 'logs/x'), [2, 3]);
    assert.deepEqual(silencedLines('a\nb\n// twelve-factor-disable-file logs/x', 'logs/x'), [1, 2, 3]);
  });

  it('only the rules that are named', () => {
    const text = '// twelve-factor-disable-next-line logs/x, config/y -- see disposability/z\na';
    assert.deepEqual(silencedLines(text, 'logs/x'), [2]);
    assert.deepEqual(silencedLines(text, 'config/y'), [2]);
    assert.deepEqual(silencedLines(text, 'disposability/z'), []);
    assert.equal(findDirectives(text, 'typescript')[0]?.reason, 'see disposability/z');
  });

  it('closes the innermost block of the same rules', () => {
    const text =
      '// twelve-factor-disable logs/x\n// twelve-factor-disable config/y\na\n// twelve-factor-enable logs/x\nb';
    assert.deepEqual(silencedLines(text, 'logs/x'), [1, 2, 3]);
    assert.deepEqual(silencedLines(text, 'config/y'), [2, 3, 4, 5]);
  });

  it("is a comment of the document's own language", () => {
    assert.deepEqual(findDirectives('# twelve-factor-disable-file', 'typescript'), []);
    assert.deepEqual(findDirectives('// twelve-factor-disable-file', 'dockerfile'), []);
    assert.deepEqual(findDirectives('A=1 # twelve-factor-disable-file', 'dotenv'), [], 'it may be part of the value');
    assert.equal(findDirectives('RUN a # twelve-factor-disable-line', 'dockerfile').length, 1);
    assert.deepEqual(
      findDirectives('"// twelve-factor-disable-file"', 'typescript', () => false),
      [],
    );
  });

  it('ends lines at CRLF too', () => {
    assert.deepEqual(
      findDirectives('# twelve-factor-disable-next-line logs/x -- why\r\nA=1\r\n', 'dotenv')[0]?.reason,
      'why',
    );
  });

  it('points at each rule, whatever stands around', () => {
    const rule = fc.constantFrom('logs/x', 'config/no-y', 'admin-processes/z');
    fc.assert(
      fc.property(fc.string(), fc.array(rule, { minLength: 1, maxLength: 4 }), fc.string(), (before, rules, after) => {
        const text = `${before.replaceAll('twelve-factor', '')}\n// twelve-factor-disable-file ${rules.join(', ')}\n${after.replaceAll('twelve-factor', '')}`;
        const [directive] = findDirectives(text, 'typescript');
        assert.deepEqual(
          directive?.rules.map(({ span }) => text.slice(span.start, span.end)),
          rules,
        );
      }),
    );
  });
});
