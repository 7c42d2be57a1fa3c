import { ts } from 'ts-morph';
import { directoryOf, type FilePath } from '../core/documents/kinds';
import { isStringLiteralLike, some } from '../core/documents/typescript/ast';

/** The path from one file to the other, in the manner of the file's other imports (`./x`, `./x.js`). */
export function specifierOf(from: FilePath, to: FilePath, tree: ts.SourceFile): string {
  const here = directoryOf(from).split('/').filter(Boolean);
  const there = to.split('/');
  let common = 0;
  while (common < here.length && here[common] === there[common]) common++;
  const up = here.slice(common).map(() => '..');
  const path = [...(up.length > 0 ? up : ['.']), ...there.slice(common)].join('/');
  const extension = /\.([cm]?)[jt]sx?$/.exec(path);
  const bare = path.replace(/\.[cm]?[jt]sx?$/, '');
  const writesExtensions = some(
    tree,
    (node) =>
      isStringLiteralLike(node) && /^\.{1,2}\/.*\.[cm]?js$/.test(node.text) && !ts.isCallExpression(node.parent),
  );
  return writesExtensions ? `${bare}.${extension?.[1] ?? ''}js` : bare.replace(/\/index$/, '');
}
