import assert from 'node:assert/strict';
import { ts } from 'ts-morph';
import { parseTypeScript, reparseTypeScript } from '../../../server/src/core/documents/typescript/parse';
import { WalkMemory, wantedKinds, wantedNodes } from '../../../server/src/core/engine/walk';

const TEXT = 'first(1);\nsecond(() => inner(2));\nthird(3);\n';

function wanting(...kinds: ts.SyntaxKind[]): ReturnType<typeof wantedKinds> {
  const table: unknown[] = [];
  for (const kind of kinds) table[kind] = [];
  return wantedKinds(table);
}

describe('the memory of a walk', () => {
  const calls = wanting(ts.SyntaxKind.CallExpression);

  it('spares what an edit leaves alone, and walks the rest', () => {
    const memory = new WalkMemory();
    const tree = parseTypeScript('a.ts', TEXT);
    const before = tree.statements.map((statement) => memory.nodesOf(statement, calls));
    const at = TEXT.indexOf('inner');
    const text = `${TEXT.slice(0, at)}more() + ${TEXT.slice(at)}`;
    const edited = reparseTypeScript(tree, text, { start: at, oldEnd: at, newLength: 9 });
    const after = edited.statements.map((statement) => memory.nodesOf(statement, calls));
    assert.equal(after[0], before[0]);
    assert.notEqual(after[1], before[1]);
    assert.equal(after[2], before[2]);
    const fresh = parseTypeScript('a.ts', text).statements.map((statement) => wantedNodes(statement, calls));
    const places = (lists: readonly (readonly ts.Node[])[]): unknown =>
      lists.map((nodes) => nodes.map((node) => [node.pos, node.end]));
    assert.deepEqual(places(after), places(fresh));
  });

  it('does not answer for other kinds', () => {
    const memory = new WalkMemory();
    const [statement] = parseTypeScript('a.ts', TEXT).statements;
    assert.ok(statement);
    assert.equal(memory.nodesOf(statement, calls).length, 1);
    assert.equal(
      memory.nodesOf(statement, wanting(ts.SyntaxKind.NumericLiteral))[0]?.kind,
      ts.SyntaxKind.NumericLiteral,
    );
  });
});
