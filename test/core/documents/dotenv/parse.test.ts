import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { DotenvDocument } from '../../../../server/src/core/documents/dotenv/model';
import { parseDotenv } from '../../../../server/src/core/documents/dotenv/parse';
import { contains, type Span, textOf } from '../../../../server/src/core/text/span';

function values(text: string): Record<string, string> {
  return Object.fromEntries(parseDotenv(text).entries.map((entry) => [entry.key, entry.value]));
}

function kinds(text: string): string[] {
  return parseDotenv(text).errors.map((error) => error.kind);
}

function only(text: string) {
  const { entries } = parseDotenv(text);
  const [entry] = entries;
  assert.ok(entry && entries.length === 1, `one entry in ${JSON.stringify(text)}`);
  return entry;
}

describe('parseDotenv', () => {
  describe('values', () => {
    const cases: [string, Record<string, string>][] = [
      ['A=1', { A: '1' }],
      ['A=1\nB=2\n', { A: '1', B: '2' }],
      ['A=1\r\nB=2\r\n', { A: '1', B: '2' }],
      ['\uFEFFA=1\n', { A: '1' }],
      ['A=', { A: '' }],
      ['A=\nB=2', { A: '', B: '2' }],
      ['A=""', { A: '' }],
      ['A= spaced out  ', { A: 'spaced out' }],
      ['  A=1', { A: '1' }],
      ['export A=1', { A: '1' }],
      ['export=1', { export: '1' }],
      ['A="x y" # note', { A: 'x y' }],
      ['A="x # y"', { A: 'x # y' }],
      ["A='x # y'", { A: 'x # y' }],
      ['A=`it\'s "x"`', { A: 'it\'s "x"' }],
      ['A=x # note', { A: 'x' }],
      ['A=x#y', { A: 'x' }],
      ['A="a\\nb\\rc"', { A: 'a\nb\rc' }],
      ["A='a\\nb'", { A: 'a\\nb' }],
      ['A="say \\"hi\\""', { A: 'say \\"hi\\"' }],
      ["A='C:\\dir\\'\nB='x'", { A: 'C:\\dir\\', B: 'x' }],
      ['A="one\ntwo"\nB=2', { A: 'one\ntwo', B: '2' }],
      ['A="one\r\ntwo"\r\nB=2', { A: 'one\ntwo', B: '2' }],
      ['A={"a": "b", "c": [1]}', { A: '{"a": "b", "c": [1]}' }],
      ['A=\'{\n  "a": "b=c"\n}\'\nB=2', { A: '{\n  "a": "b=c"\n}', B: '2' }],
      ['A=a=b=c', { A: 'a=b=c' }],
      ['A="a"b"', { A: 'a"b' }],
      ['A=größe\nB="日本"', { A: 'größe', B: '日本' }],
      ['key: value', { key: 'value' }],
      ['A.B-C=1', { 'A.B-C': '1' }],
    ];
    for (const [text, expected] of cases) {
      it(JSON.stringify(text), () => assert.deepEqual(values(text), expected));
    }
  });

  it('gives a span for every part', () => {
    const text = '# head\n  export KEY = "val $X"  # note\nNEXT=1\n';
    const [entry] = parseDotenv(text).entries;
    assert.ok(entry);
    const at = (target: Span | undefined) => (target ? textOf(text, target) : undefined);
    assert.equal(at(entry.span), 'export KEY = "val $X"');
    assert.equal(at(entry.lineSpan), '  export KEY = "val $X"  # note\n');
    assert.equal(at(entry.keySpan), 'KEY');
    assert.equal(at(entry.exportSpan), 'export');
    assert.equal(at(entry.separatorSpan), ' = ');
    assert.equal(at(entry.rawValueSpan), '"val $X"');
    assert.equal(at(entry.valueSpan), 'val $X');
    assert.equal(at(entry.commentSpan), '# note');
    assert.equal(at(entry.interpolations[0]?.span), '$X');
    assert.equal(entry.exported, true);
    assert.equal(entry.quote, '"');
  });

  it('covers every line of a multi-line value by lineSpan, in CRLF files too', () => {
    const text = 'A=1\r\nK="one\r\ntwo" # x\r\nB=2\r\n';
    const entry = parseDotenv(text).entries[1];
    assert.ok(entry);
    assert.equal(textOf(text, entry.lineSpan), 'K="one\r\ntwo" # x\r\n');
    assert.equal(textOf(text, entry.valueSpan), 'one\r\ntwo');
  });

  it('places an empty value after the separator', () => {
    const entry = only('A=\n');
    assert.deepEqual(entry.valueSpan, { start: 2, end: 2 });
    assert.deepEqual(entry.rawValueSpan, { start: 2, end: 2 });
  });

  it('reads comments and the keys they document', () => {
    const text = '# Title\n#KEY=abc\n  # export OTHER=1\n## a = b\n#\nA=1 # inline';
    const { comments } = parseDotenv(text);
    assert.deepEqual(
      comments.map((comment) => [comment.text, comment.disabledKey]),
      [
        ['Title', undefined],
        ['KEY=abc', 'KEY'],
        ['export OTHER=1', 'OTHER'],
        ['a = b', undefined],
        ['', undefined],
      ],
    );
  });

  describe('interpolation', () => {
    const names = (text: string) => only(text).interpolations.map((found) => found.name);
    it('$X, ${X} and defaults', () => assert.deepEqual(names('A=$X-${Y}-${Z:-d}'), ['X', 'Y', 'Z']));
    it('nested defaults', () => {
      const text = 'A=${X:-${Y}}';
      const [outer, inner] = only(text).interpolations;
      assert.ok(outer && inner);
      assert.equal(textOf(text, outer.span), '${X:-${Y}}');
      assert.equal(textOf(text, inner.span), '${Y}');
    });
    it('not in single quotes, not escaped, no doubled dollar', () => {
      assert.deepEqual(names("A='$X ${Y}'"), []);
      assert.deepEqual(names('A=\\$X'), []);
      assert.deepEqual(names('A=$$X'), []);
      assert.deepEqual(names('A="$2b$10"'), []);
    });
    it('unbalanced', () => {
      assert.deepEqual(kinds('A=${X\nB=1'), ['unbalanced-interpolation']);
      assert.deepEqual(kinds("A='${X'"), []);
      assert.deepEqual(kinds('A="{\\"a\\": 1}"'), []);
    });
  });

  describe('errors', () => {
    const cases: [string, string[]][] = [
      ['JUST_A_KEY', ['no-equals']],
      ['export KEY', ['no-equals']],
      ['some text # A=b', ['no-equals']],
      ['http://x/y', ['no-equals']],
      ['1KEY=x', ['illegal-key']],
      ['MY KEY=x', ['illegal-key']],
      ['MY-KEY=x', ['illegal-key']],
      ['=x', ['illegal-key']],
      ['lower_case=x', []],
      ['key: value', ['yaml-colon']],
      ['KEY: "a=b"', ['yaml-colon']],
      ['KEY = x', ['space-around-equals']],
      ['KEY= x', ['space-around-equals']],
      ['KEY =', ['space-around-equals']],
      ['KEY= ', []],
      ['KEY="x', ['unclosed-quote']],
      ["KEY='it's'", ['trailing-text']],
      ['KEY="a" b', ['trailing-text']],
      ['KEY=a#b', ['hash-in-value']],
      ['KEY=a #b', []],
      ['KEY=#b', []],
      ['KEY="a"#b', []],
      ["KEY=don't", []],
    ];
    for (const [text, expected] of cases) it(JSON.stringify(text), () => assert.deepEqual(kinds(text), expected));

    it('names the key of a bare word', () => assert.equal(parseDotenv('HOST_KEY # x').errors[0]?.key, 'HOST_KEY'));
  });

  describe('recovery', () => {
    it('resumes at the next line after an unclosed quote', () => {
      assert.deepEqual(values('A="x\nB=2\nC=3\n'), { A: '"x', B: '2', C: '3' });
      assert.deepEqual(values('A="x\nB="y"\nC=3\n'), { A: '"x', B: 'y', C: '3' });
      assert.deepEqual(values("A='x\nB=''\nC=3\n"), { A: "'x", B: '', C: '3' });
    });
    it('sees that a later quote opens another value', () => {
      const text = 'A="x\nB=2\nC="\nmulti"\n';
      assert.deepEqual(values(text), { A: '"x', B: '2', C: '\nmulti' });
      assert.deepEqual(kinds(text), ['unclosed-quote']);
    });
    it('takes no line of a bare PEM block for a key', () => {
      const begin = `-----BEGIN ${'PRIVATE'} KEY-----`;
      for (const open of ['', '"']) {
        const text = `A=${open}${begin}\nMIIabc=\nxyz==\n-----END ${'PRIVATE'} KEY-----\nB=2\n`;
        assert.deepEqual(Object.keys(values(text)), ['A', 'B']);
        assert.ok(kinds(text).includes('unquoted-multiline'));
      }
      assert.deepEqual(values(`A=${begin}\nB=2\n`), { A: begin, B: '2' });
    });
  });

  it('stays linear on hostile text', () => {
    for (const piece of [
      'A="\n',
      "A='\\'",
      'A="\\"\n',
      '${',
      'A=${',
      '\\',
      '"',
      'A:',
      '# ',
      '-----BEGIN X-----\n',
      'A=-----BEGIN X-----\nB\n',
    ]) {
      parseDotenv(piece.repeat(20_000));
      parseDotenv(`A="${piece.repeat(20_000)}`);
    }
  });

  it('never throws and keeps its spans nested, ordered and inside the text', () => {
    const piece = fc.constantFrom(
      'A',
      'KEY',
      '=',
      ' ',
      '"',
      "'",
      '`',
      '\\',
      '\n',
      '\r\n',
      '\r',
      '#',
      '$',
      '${',
      '}',
      ':',
      'export ',
      '\uFEFF',
      'é',
      '-----BEGIN A-----',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 40 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(text, (input) => checkSpans(input, parseDotenv(input))),
      { numRuns: 3000 },
    );
  });
});

function checkSpans(text: string, document: DotenvDocument): void {
  const whole = { start: 0, end: text.length };
  let last = 0;
  for (const entry of document.entries) {
    assert.ok(contains(whole, entry.lineSpan));
    assert.ok(entry.lineSpan.start >= last);
    last = entry.lineSpan.end;
    assert.ok(contains(entry.lineSpan, entry.span));
    for (const part of [entry.keySpan, entry.separatorSpan, entry.rawValueSpan]) assert.ok(contains(entry.span, part));
    assert.ok(entry.keySpan.end <= entry.separatorSpan.start && entry.separatorSpan.end <= entry.rawValueSpan.start);
    assert.ok(contains(entry.rawValueSpan, entry.valueSpan));
    assert.equal(textOf(text, entry.keySpan), entry.key);
    let start = entry.valueSpan.start;
    for (const found of entry.interpolations) {
      assert.ok(contains(entry.valueSpan, found.span) && found.span.start >= start);
      start = found.span.start;
    }
    if (entry.commentSpan) {
      assert.ok(contains(entry.lineSpan, entry.commentSpan) && entry.commentSpan.start >= entry.rawValueSpan.end);
    }
  }
  for (const { span } of [...document.comments, ...document.errors]) {
    assert.ok(contains(whole, span) && span.start < span.end);
  }
}
