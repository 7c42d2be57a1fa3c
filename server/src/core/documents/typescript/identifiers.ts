import { ts } from 'ts-morph';

/** All identifiers of the same file that have the text of one, in order, properties of other objects aside. */
export function identifiersNamed(name: ts.Identifier): readonly ts.Identifier[] {
  const tree = name.getSourceFile();
  const known = KNOWN.get(tree) ?? indexOf(tree);
  KNOWN.set(tree, known);
  return known.get(name.text) ?? [];
}

const KNOWN = new WeakMap<ts.SourceFile, ReadonlyMap<string, readonly ts.Identifier[]>>();

function indexOf(tree: ts.SourceFile): ReadonlyMap<string, readonly ts.Identifier[]> {
  const found = new Map<string, ts.Identifier[]>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && !isPropertyName(node)) {
      const same = found.get(node.text);
      if (same === undefined) found.set(node.text, [node]);
      else same.push(node);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function isPropertyName(node: ts.Identifier): boolean {
  const { parent } = node;
  return (ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent)) && parent.name === node;
}
