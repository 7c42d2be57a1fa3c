import { ts } from 'ts-morph';
import { some } from '../../server/src/core/documents/typescript/ast';
import { Bindings } from '../../server/src/core/documents/typescript/bindings';
import { parseTypeScript } from '../../server/src/core/documents/typescript/parse';

/** A parsed text with its bindings, and a way to name expressions in it by what they say. */
export function typescript(text: string): {
  tree: ts.SourceFile;
  bindings: Bindings;
  last(code: string): ts.Expression;
} {
  const tree = parseTypeScript('file.ts', text);
  return {
    tree,
    bindings: new Bindings(tree),
    last(code) {
      let found: ts.Expression | undefined;
      some(tree, (node) => {
        if (ts.isExpression(node) && node.getText(tree) === code) found = node;
        return false;
      });
      if (found === undefined) throw new Error(`no expression "${code}" in the text`);
      return found;
    },
  };
}
