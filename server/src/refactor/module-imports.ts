import { ts } from 'ts-morph';
import { isStringLiteralLike } from '../core/documents/typescript/ast';
import type { Edit } from '../core/text/edits';
import { contains, type Span } from '../core/text/span';
import type { SourceStyle } from './source-style';

/** Names to take from a module. */
export interface WantedImport {
  readonly module: string;
  /** The module itself, or its default export, under this name. */
  readonly whole?: string;
  /** True where `whole` has to be a namespace (`import * as os`), because the file does without default imports. */
  readonly namespace?: boolean;
  readonly named?: readonly { readonly name: string; readonly as?: string }[];
}

export function importLine({ module, whole, namespace, named }: WantedImport, style: SourceStyle): string {
  const from = `${style.quote}${module}${style.quote}`;
  const names = (separator: string): string =>
    `{ ${(named ?? []).map(({ name, as }) => (as === undefined ? name : `${name}${separator}${as}`)).join(', ')} }`;
  if (style.modules === 'require') {
    return `const ${whole ?? names(': ')} = require(${from})${style.semicolon}`;
  }
  const what = whole === undefined ? names(' as ') : namespace === true ? `* as ${whole}` : whole;
  return `import ${what} from ${from}${style.semicolon}`;
}

/**
 * Puts lines behind the last import of the file (the last `require` before an offset, where it uses those), else before
 * its first statement.
 * @param gone places that the same change deletes
 */
export function insertImports(
  tree: ts.SourceFile,
  style: SourceStyle,
  lines: readonly string[],
  before: number = tree.end,
  gone: readonly Span[] = [],
): Edit {
  const found = tree.statements.filter((statement) => {
    const span = { start: statement.getStart(tree), end: statement.end };
    if (span.start >= before || gone.some((removed) => contains(removed, span))) return false;
    return style.modules === 'import' ? isImport(statement) : requiredModules(statement).length > 0;
  });
  const last = found.at(-1);
  if (last !== undefined) {
    const end = ts.getTrailingCommentRanges(tree.text, last.end)?.at(-1)?.end ?? last.end;
    return { span: { start: end, end }, text: lines.map((line) => style.lineBreak + line).join('') };
  }
  const first = tree.statements.find((statement) => !isDirective(statement));
  const start = first?.getStart(tree) ?? tree.end;
  return { span: { start, end: start }, text: `${lines.join(style.lineBreak)}${style.lineBreak}${style.lineBreak}` };
}

/** Modules that a statement requires and names; a bare `require('x')` counts too. */
export function requiredModules(statement: ts.Statement): string[] {
  const initializers = ts.isVariableStatement(statement)
    ? statement.declarationList.declarations.map(({ initializer }) => initializer)
    : ts.isExpressionStatement(statement)
      ? [statement.expression]
      : [];
  return initializers.flatMap((initializer) => {
    const module = initializer && requireOf(initializer);
    return module === undefined ? [] : [module];
  });
}

/** `require('x')`, also below members and calls: `require('x').y`, `require('x')(z)`. */
function requireOf(expression: ts.Expression): string | undefined {
  if (ts.isPropertyAccessExpression(expression)) return requireOf(expression.expression);
  if (!ts.isCallExpression(expression)) return undefined;
  const [argument] = expression.arguments;
  const isRequire = ts.isIdentifier(expression.expression) && expression.expression.text === 'require';
  return isRequire && isStringLiteralLike(argument) ? argument.text : requireOf(expression.expression);
}

/** True when nothing in the file goes by this name. */
export function isFreeName(tree: ts.SourceFile, name: string): boolean {
  return !new RegExp(`(?<![\\w$])${name.replace(/\$/g, '\\$')}(?![\\w$])`).test(tree.text);
}

/** The local name under which a file has a named export of a module (`member`), or the module itself (`''`). */
export function importedName(tree: ts.SourceFile, module: string, member: string): string | undefined {
  const isModule = (text: string): boolean => text.replace(/^node:/, '') === module;
  for (const statement of tree.statements) {
    if (ts.isImportDeclaration(statement) && isStringLiteralLike(statement.moduleSpecifier)) {
      const clause = statement.importClause;
      if (clause === undefined || clause.isTypeOnly || !isModule(statement.moduleSpecifier.text)) continue;
      const name = nameInClause(clause, member);
      if (name !== undefined) return name;
    }
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (initializer === undefined || !ts.isCallExpression(initializer)) continue;
      const required = requireOf(initializer);
      if (required === undefined || !isModule(required) || ts.isCallExpression(initializer.expression)) continue;
      if (member === '' && ts.isIdentifier(name)) return name.text;
      if (!ts.isObjectBindingPattern(name)) continue;
      const element = name.elements.find((one) => (one.propertyName ?? one.name).getText(tree) === member);
      if (element !== undefined && ts.isIdentifier(element.name)) return element.name.text;
    }
  }
  return undefined;
}

function nameInClause(clause: ts.ImportClause, member: string): string | undefined {
  const { name, namedBindings } = clause;
  if (member === '') {
    return name?.text ?? (namedBindings && ts.isNamespaceImport(namedBindings) ? namedBindings.name.text : undefined);
  }
  if (namedBindings === undefined || !ts.isNamedImports(namedBindings)) return undefined;
  const element = namedBindings.elements.find((one) => !one.isTypeOnly && (one.propertyName ?? one.name).text === member);
  return element?.name.text;
}

function isImport(statement: ts.Statement): boolean {
  return ts.isImportDeclaration(statement) || ts.isImportEqualsDeclaration(statement);
}

function isDirective(statement: ts.Statement): boolean {
  return ts.isExpressionStatement(statement) && ts.isStringLiteral(statement.expression);
}
