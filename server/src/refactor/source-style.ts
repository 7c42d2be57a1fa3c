import { ts } from 'ts-morph';
import { lineBreakOf } from '../core/text/edits';

/** How a file is written, so that what a fix puts in looks like its neighbours. */
export interface SourceStyle {
  readonly quote: "'" | '"';
  readonly semicolon: ';' | '';
  readonly lineBreak: '\r\n' | '\n';
  /** One step of indentation. */
  readonly indent: string;
  /** How the file takes in other modules. */
  readonly modules: 'import' | 'require';
}

export function styleOf(tree: ts.SourceFile): SourceStyle {
  return {
    quote: quoteOf(tree),
    semicolon: semicolonOf(tree),
    lineBreak: lineBreakOf(tree.text),
    indent: /\n(\t| {2,8})(?=\S)/.exec(tree.text)?.[1] ?? '  ',
    modules: modulesOf(tree),
  };
}

/** The blanks before the first character of the line that holds the offset. */
export function indentationAt(text: string, offset: number): string {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  return /^\uFEFF?([ \t]*)/.exec(text.slice(lineStart, offset))?.[1] ?? '';
}

/** The quotes of the first string; those of a directive count as well. */
function quoteOf(tree: ts.SourceFile): SourceStyle['quote'] {
  const visit = (node: ts.Node): SourceStyle['quote'] | undefined => {
    if (ts.isStringLiteral(node)) return tree.text.charAt(node.getStart(tree)) === '"' ? '"' : "'";
    return ts.forEachChild(node, visit);
  };
  return visit(tree) ?? "'";
}

/** Semicolons are used where most of the statements that can do without one have one; those of the module tell. */
function semicolonOf(tree: ts.SourceFile): SourceStyle['semicolon'] {
  const optional = tree.statements.filter(
    (node) => ts.isImportDeclaration(node) || ts.isVariableStatement(node) || ts.isExpressionStatement(node),
  );
  const ended = optional.filter((node) => tree.text.charAt(node.end - 1) === ';').length;
  return optional.length - ended > ended ? '' : ';';
}

function modulesOf(tree: ts.SourceFile): SourceStyle['modules'] {
  const isModule = tree.statements.some(
    (statement) =>
      ts.isImportDeclaration(statement) ||
      ts.isImportEqualsDeclaration(statement) ||
      ts.isExportDeclaration(statement) ||
      ts.isExportAssignment(statement) ||
      (ts.canHaveModifiers(statement) &&
        ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true),
  );
  if (isModule || /\.m[jt]s$/.test(tree.fileName)) return 'import';
  if (/\.c[jt]s$/.test(tree.fileName) || /\brequire\s*\(/.test(tree.text)) return 'require';
  return /\.tsx?$/.test(tree.fileName) ? 'import' : 'require';
}
