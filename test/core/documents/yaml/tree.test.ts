import assert from 'node:assert/strict';
import { parseYaml } from '../../../../server/src/core/documents/yaml/tree';
import { textOf } from '../../../../server/src/core/text/span';

describe('parseYaml', () => {
  it('gives the first of equal keys, and the others as its repeats', () => {
    const tree = parseYaml(
      'base: &base { a: 0, b: 0 }\nown:\n  <<: *base\n  a: 1\n  b: 2\n  a: 3\n  "a": 4\n  <<: *base\n',
    );
    const own = tree.get(tree.roots[0], 'own')?.value;
    const shown = (entries: ReturnType<typeof tree.entries>): string[] =>
      entries.map(({ key, value }) => `${key}=${tree.text(value)?.value}`);
    assert.deepEqual(shown(tree.entries(own)), ['a=1', 'b=2']);
    assert.deepEqual(shown(tree.repeats(own)), ['a=3', 'a=4']);
    assert.deepEqual(tree.repeats(tree.roots[0]), []);
  });

  const shell = (text: string) => {
    const tree = parseYaml(text);
    return tree.shell(tree.get(tree.roots[0], 'run')?.value);
  };

  it('gives shell texts of which offsets hold', () => {
    const cases: readonly [text: string, expected: string][] = [
      ['run: a b\n', 'a b'],
      ["run: 'a b'\n", 'a b'],
      ['run: |\n  a\n\n  b\n', '  a\n\n  b\n'],
      ['run: >\n  a\n  b\n\n  c\n    d\n  e\n', '  a   b\n\n  c\n    d\n  e\n'],
      ['run: a\n  b\n\n  c\n', 'a   b\n\n  c'],
      ['run: "a\n  b"\n', 'a   b'],
    ];
    for (const [text, expected] of cases) {
      const found = shell(text);
      assert.equal(found?.text, expected, text);
      assert.equal(found?.exact, true);
      const original = text.slice(found?.offset, (found?.offset ?? 0) + expected.length);
      assert.equal(original.replace(/\s/g, ''), expected.replace(/\s/g, ''));
    }
    assert.deepEqual(shell('run: "a\\tb"'), { text: 'a\tb', offset: 6, exact: false });
    assert.deepEqual(shell("run: 'it''s'"), { text: "it's", offset: 6, exact: false });
    assert.equal(shell('run:'), undefined);
  });

  it('follows aliases to the anchor before them', () => {
    const text = 'a: &x 1\nb: *x\nc: &x 2\nd: *x\ne: *none\n';
    const tree = parseYaml(text);
    const value = (key: string) => tree.text(tree.get(tree.roots[0], key)?.value);
    assert.deepEqual(
      ['b', 'd', 'e'].map((key) => value(key)?.value),
      ['1', '2', undefined],
    );
    assert.equal(value('d')?.span.start, text.indexOf('2'));
  });

  it('lets own keys win over merged ones, the first source over the later', () => {
    const tree = parseYaml('a: &a { x: 1, y: 1 }\nb: &b { x: 2, z: 2 }\nc: { <<: [*a, *b], y: 3 }\n');
    const entries = tree.entries(tree.get(tree.roots[0], 'c')?.value);
    assert.deepEqual(
      entries.map(({ key, value }) => [key, tree.text(value)?.value]),
      [
        ['y', '3'],
        ['x', '1'],
        ['z', '2'],
      ],
    );
  });

  it('places texts without their quotes', () => {
    const text = '"k": \'v\'\nl: "w"\n';
    const tree = parseYaml(text);
    const [first, second] = tree.entries(tree.roots[0]);
    assert.equal(first && textOf(text, first.keySpan), 'k');
    const span = tree.text(second?.value)?.span;
    assert.equal(span && textOf(text, span), 'w');
  });
});
