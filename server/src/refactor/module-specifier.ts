import { ts } from 'ts-morph';
import { directoryOf, type FilePath } from '../core/documents/kinds';
import { isStringLiteralLike, some } from '../core/documents/typescript/ast';
import type { EditContext } from '../core/rule/fix';
import type { OwnImport } from '../core/workspace/alias-imports';

/**
 * How a document imports another file: by the alias that it, or else its neighbours, import by; else by the path from one
 * to the other, in the manner of the document's other imports (`./x`, `./x.js`).
 */
export function specifierOf(context: EditContext, to: FilePath): string {
  const path = relativeSpecifier(context.file, to, context.tree());
  return path.startsWith('./') ? path : (aliasOf(context, to) ?? path);
}

function relativeSpecifier(from: FilePath, to: FilePath, tree: ts.SourceFile): string {
  const here = directoryOf(from).split('/').filter(Boolean);
  const there = to.split('/');
  let common = 0;
  while (common < here.length && here[common] === there[common]) common++;
  const up = here.slice(common).map(() => '..');
  const path = [...(up.length > 0 ? up : ['.']), ...there.slice(common)].join('/');
  const extension = /\.([cm]?)[jt]sx?$/.exec(path);
  const bare = path.replace(EXTENSION, '');
  const writesExtensions = some(
    tree,
    (node) =>
      isStringLiteralLike(node) && /^\.{1,2}\/.*\.[cm]?js$/.test(node.text) && !ts.isCallExpression(node.parent),
  );
  return writesExtensions ? `${bare}.${extension?.[1] ?? ''}js` : bare.replace(/\/index$/, '');
}

function aliasOf(context: EditContext, to: FilePath): string | undefined {
  const all = context.ownImports();
  const isNear = ({ from }: OwnImport): boolean => directoryOf(from) === directoryOf(context.file);
  const habits = [all.filter(({ from }) => from === context.file), all.filter(isNear), all];
  const habit = habits.find((imports) => imports.length > 0) ?? [];
  const aliases = habit.filter(({ isAlias }) => isAlias);
  if (aliases.length * 2 <= habit.length) return undefined;
  const known = all.find(({ isAlias, target }) => isAlias && target === to);
  if (known !== undefined) return known.specifier;
  for (const one of aliases) {
    const written = likewise(one, to);
    if (written !== undefined && context.resolve(written) === to) return written;
  }
  return undefined;
}

/** `@/db/pool` for `src/db/pool.ts` gives `@/config` for `src/config/index.ts`. */
function likewise({ specifier, target }: OwnImport, to: FilePath): string | undefined {
  const words = specifier.replace(EXTENSION, '').split('/');
  const folders = target
    .replace(EXTENSION, '')
    .replace(/\/index$/, '')
    .split('/');
  while (words.length > 1 && folders.length > 0 && words.at(-1) === folders.at(-1)) {
    words.pop();
    folders.pop();
  }
  const root = folders.map((folder) => `${folder}/`).join('');
  if (!to.startsWith(root)) return undefined;
  const rest = to.slice(root.length).replace(EXTENSION, '');
  const extension = EXTENSION.exec(specifier)?.[0] ?? '';
  return `${words.join('/')}/${extension === '' ? rest.replace(/\/index$/, '') : rest + extension}`;
}

const EXTENSION = /\.[cm]?[jt]sx?$/;
