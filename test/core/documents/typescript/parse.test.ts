import assert from 'node:assert/strict';
import { ts } from 'ts-morph';
import { parseTypeScript } from '../../../../server/src/core/documents/typescript/parse';
import { forEachNode } from '../../../support/sources';

describe('a parsed file', () => {
  it('knows the parent of every node', () => {
    const text = 'class A<T> { @d() m(a: T[] = [1]): void { for (const x of `a${1}b`) <b c={x}>{/* d */}e</b>; } }';
    const tree = parseTypeScript('a.tsx', text);
    let nodes = 0;
    forEachNode(tree, (node) => {
      ts.forEachChild(node, (child) => {
        nodes++;
        assert.equal(child.parent, node);
      });
    });
    assert.ok(nodes > 20);
  });

  it('may be nested deeper than the stack', () => {
    const tree = parseTypeScript('a.ts', `x = 1${' + 1'.repeat(30_000)};`);
    let node: ts.Node = tree;
    let depth = 0;
    for (let child: ts.Node | undefined = tree; child !== undefined; depth++) {
      if (child !== tree) assert.equal(child.parent, node);
      node = child;
      child = ts.forEachChild(node, (first) => (first.kind > ts.SyntaxKind.LastToken ? first : undefined));
    }
    assert.ok(depth > 29_000);
  });
});
