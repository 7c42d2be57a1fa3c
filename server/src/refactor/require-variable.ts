import { ts } from 'ts-morph';
import type { FilePath } from '../core/documents/kinds';
import { isFunctionLike, some, unwrap } from '../core/documents/typescript/ast';
import { Bindings } from '../core/documents/typescript/bindings';
import { isEnvironmentObject } from '../core/documents/typescript/environment-reads';
import { exportedFunctions } from '../core/documents/typescript/exported-functions';
import { parseTypeScript } from '../core/documents/typescript/parse';
import type { EditContext } from '../core/rule/fix';
import type { Edit } from '../core/text/edits';
import { importedName, importLine, insertImports, isFreeName } from './module-imports';
import { specifierOf } from './module-specifier';
import { styleOf } from './source-style';

export interface RequiredRead {
  /** The expression that reads the variable and throws where it is not set. */
  readonly text: string;
  /** The name of the function, as the project calls it. */
  readonly helper: string;
  /** The import it needs, where the file has none. */
  readonly edits: readonly Edit[];
}

/**
 * A read by the project's own function that throws for a variable that is not set: one of this file, or one that a config
 * module exports. `undefined` where the project has none, or its name is taken here.
 */
export function requiredRead(context: EditContext, variable: string): RequiredRead | undefined {
  const tree = context.tree();
  const style = styleOf(tree);
  const call = (name: string): string => `${name}(${style.quote}${variable}${style.quote})`;
  const own = ownHelper(tree);
  if (own !== undefined) return { text: call(own), helper: own, edits: [] };
  for (const module of context.configModules()) {
    const source = module === context.file ? undefined : context.companion(module);
    const helper = source === undefined ? undefined : exportedHelper(module, source);
    if (helper === undefined) continue;
    const specifier = specifierOf(context, module);
    const known = importedName(tree, specifier, helper);
    if (known !== undefined) return { text: call(known), helper, edits: [] };
    if (!isFreeName(tree, helper)) return undefined;
    const line = importLine({ module: specifier, named: [{ name: helper }] }, style);
    return { text: call(helper), helper, edits: [insertImports(tree, style, [line])] };
  }
  return undefined;
}

function ownHelper(tree: ts.SourceFile): string | undefined {
  const bindings = new Bindings(tree);
  for (const statement of tree.statements) {
    if (ts.isFunctionDeclaration(statement) && statement.name !== undefined && isHelper(statement, bindings))
      return statement.name.text;
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, initializer } of statement.declarationList.declarations) {
      const value = initializer && unwrap(initializer);
      if (ts.isIdentifier(name) && value !== undefined && isHelper(value, bindings)) return name.text;
    }
  }
  return undefined;
}

function exportedHelper(file: FilePath, text: string): string | undefined {
  const tree = parseTypeScript(file, text);
  const bindings = new Bindings(tree);
  const found = exportedFunctions(tree, bindings).find(
    ({ member, node }) => /^\w+$/.test(member) && isHelper(node, bindings),
  );
  return found?.member;
}

/** `(name) => { const value = process.env[name]; if (!value) throw …; return value; }` */
function isHelper(node: ts.Node, bindings: Bindings): boolean {
  if (!isFunctionLike(node) || node.body === undefined) return false;
  const [first, second] = node.parameters;
  if (first === undefined || !ts.isIdentifier(first.name)) return false;
  // One more parameter is most often a value for where the variable is not set.
  if (second !== undefined || node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword)) return false;
  const { text } = first.name;
  const reads = some(node.body, (one) => {
    if (!ts.isElementAccessExpression(one) || !isEnvironmentObject(one.expression, bindings)) return false;
    return ts.isIdentifier(one.argumentExpression) && one.argumentExpression.text === text;
  });
  return reads && some(node.body, ts.isThrowStatement);
}
