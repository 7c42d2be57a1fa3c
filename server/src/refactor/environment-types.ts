import { ts } from 'ts-morph';
import type { FilePath } from '../core/documents/kinds';
import { propertyName, some } from '../core/documents/typescript/ast';
import { parseTypeScript } from '../core/documents/typescript/parse';
import type { EditContext } from '../core/rule/fix';
import type { Edit } from '../core/text/edits';
import { insertMembers } from './config-home/insert';

/** Declares variables to the compiler, where the package does so for others: `interface ProcessEnv { NAME: string }`. */
export function typeVariables(context: EditContext, names: readonly string[]): Map<FilePath, Edit[]> {
  const edits = new Map<FilePath, Edit[]>();
  for (const file of context.environmentTypes()) {
    const text = file === context.file ? context.text : context.companion(file);
    if (text === undefined) continue;
    const tree = file === context.file ? context.tree() : parseTypeScript(file, text);
    const declared = processEnvironment(tree);
    if (declared === undefined) continue;
    const known = new Set(declared.members.map(({ name }) => name && propertyName(name)));
    const readonly = declared.members.at(-1)?.getText(tree).startsWith('readonly ') === true ? 'readonly ' : '';
    const added = names.filter((name) => !known.has(name)).map((name) => `${readonly}${name}: string`);
    const own = insertMembers(declared.members, added, tree);
    if (own.length > 0) edits.set(file, own);
  }
  return edits;
}

function processEnvironment(tree: ts.SourceFile): ts.InterfaceDeclaration | undefined {
  let found: ts.InterfaceDeclaration | undefined;
  some(tree, (node) => {
    if (ts.isInterfaceDeclaration(node) && node.name.text === 'ProcessEnv') found = node;
    return found !== undefined;
  });
  return found;
}
