import { ts } from 'ts-morph';
import type { FilePath } from '../core/documents/kinds';
import { some } from '../core/documents/typescript/ast';
import { Bindings } from '../core/documents/typescript/bindings';
import { configModuleOf } from '../core/documents/typescript/config-module';
import { environmentReads } from '../core/documents/typescript/environment-reads';
import { exportedValues } from '../core/documents/typescript/exported-literals';
import { parseTypeScript } from '../core/documents/typescript/parse';
import { camelCase } from '../core/knowledge/names';
import type { Fix, FixContext } from '../core/rule/fix';
import type { Edit } from '../core/text/edits';
import { importedName, importLine, insertImports, isFreeName } from './module-imports';
import { specifierOf } from './module-specifier';
import { indentationAt, styleOf } from './source-style';

/** True for a read that an expression can take the place of: no destructuring, no assignment, no `delete`. */
export function isReplaceable(node: ts.Node): boolean {
  if (!ts.isPropertyAccessExpression(node) && !ts.isElementAccessExpression(node)) return false;
  const { parent } = node;
  if (ts.isDeleteExpression(parent) || ts.isPrefixUnaryExpression(parent)) return !ts.isDeleteExpression(parent);
  const isTarget = ts.isBinaryExpression(parent) && parent.left === node;
  return !isTarget || parent.operatorToken.kind < ts.SyntaxKind.FirstAssignment;
}

/**
 * Reads of the environment become reads of the config module: `config.key` with a key for each variable, or, with a
 * helper, `helper('NAME')`. `undefined` when the module is not as it was, or every name for it is taken.
 */
export function readThroughModule(
  context: FixContext,
  { module, helper, names }: { module: FilePath; helper: string; names: readonly string[] },
): Fix | undefined {
  const text = context.companion(module);
  if (text === undefined) return undefined;
  const tree = context.tree();
  const reads = environmentReads(tree, new Bindings(tree)).filter(({ name }) => names.includes(name));
  if (!reads.every(({ node }) => isReplaceable(node))) return undefined;
  const style = styleOf(tree);
  const added = helper === '' ? keysFor(module, text, new Set(names)) : undefined;
  if (helper === '' && added === undefined) return undefined;
  const exported = added === undefined ? helper : added.exported;
  const specifier = specifierOf(context, module);
  const known = importedName(tree, specifier, exported);
  const free = [exported === '' ? 'config' : exported, 'appConfig', 'deployConfig'].find((one) =>
    isFreeName(tree, one),
  );
  const name = known ?? free;
  if (name === undefined) return undefined;
  const edits: Edit[] = reads.map(({ name: variable, node }) => ({
    span: { start: node.getStart(tree), end: node.end },
    text:
      added === undefined ? `${name}(${style.quote}${variable}${style.quote})` : `${name}.${added.keys.get(variable)}`,
  }));
  if (known === undefined) {
    const as = name === exported ? {} : { as: name };
    const wanted = exported === '' ? { whole: name } : { named: [{ name: exported, ...as }] };
    edits.push(insertImports(tree, style, [importLine({ module: specifier, ...wanted }, style)]));
  }
  const all = new Map<FilePath, Edit[]>([[context.file, edits]]);
  if (added !== undefined && added.edits.length > 0) all.set(module, added.edits);
  return { title: `Read it through ${module}`, safety: 'suggestion', edits: all };
}

interface Keys {
  readonly exported: string;
  readonly keys: ReadonlyMap<string, string>;
  readonly edits: Edit[];
}

/** The keys of the module's object that hold the variables; those that are missing are put behind the last one. */
function keysFor(module: FilePath, text: string, names: ReadonlySet<string>): Keys | undefined {
  const tree = parseTypeScript(module, text);
  const bindings = new Bindings(tree);
  const object = configModuleOf(tree, bindings, ['config-module'])?.fact.object;
  const node = exportedValues(tree)
    .filter(({ name }) => name === object?.name)
    .map(({ value }) => bindings.resolve(value))
    .find(ts.isObjectLiteralExpression);
  const last = node?.properties.at(-1);
  if (object === undefined || node === undefined || last === undefined) return undefined;
  const keys = new Map<string, string>();
  const lines: string[] = [];
  for (const name of names) {
    if (object.converted.includes(name)) return undefined;
    const known = object.keys[name];
    const isTaken = some(node, (one) => ts.isPropertyAssignment(one) && one.name.getText(tree) === camelCase(name));
    const key = known ?? (isTaken ? name : camelCase(name));
    if (known === undefined) lines.push(`${key}: process.env.${name}`);
    keys.set(name, key);
  }
  if (lines.length === 0) return { exported: object.name, keys, edits: [] };
  const start = last.getStart(tree);
  const isOpen = tree.text.slice(node.getStart(tree), start).includes('\n');
  const { lineBreak } = styleOf(tree);
  const lead = isOpen ? `,${lineBreak}${indentationAt(text, start)}` : ', ';
  const edit = { span: { start: last.end, end: last.end }, text: lines.map((line) => lead + line).join('') };
  return { exported: object.name, keys, edits: [edit] };
}
