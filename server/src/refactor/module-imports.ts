import { ts } from 'ts-morph';
import { isStringLiteralLike, some } from '../core/documents/typescript/ast';
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

/**
 * The expression for a member of one of Node's modules (`os.tmpdir`), and the import it needs where the file has none.
 * `undefined` when the names it would go by are taken.
 */
export function nodeMember(
  tree: ts.SourceFile,
  style: SourceStyle,
  { module, member }: { readonly module: string; readonly member: string },
  gone: readonly Span[] = [],
): { readonly text: string; readonly edits: readonly Edit[] } | undefined {
  const named = importedName(tree, module, member);
  if (named !== undefined) return { text: named, edits: [] };
  const whole = importedName(tree, module, '');
  if (whole !== undefined) return { text: `${whole}.${member}`, edits: [] };
  const specifier = usesBarePrefix(tree) ? module : `node:${module}`;
  if (isFreeName(tree, module)) {
    const line = importLine({ module: specifier, whole: module, namespace: !hasDefaultImports(tree) }, style);
    return { text: `${module}.${member}`, edits: [insertFirst(tree, style, line, gone)] };
  }
  if (!isFreeName(tree, member)) return undefined;
  const line = importLine({ module: specifier, named: [{ name: member }] }, style);
  return { text: member, edits: [insertFirst(tree, style, line, gone)] };
}

/** Node's own modules stand before the others: behind the last of them, else before the first import. */
function insertFirst(tree: ts.SourceFile, style: SourceStyle, line: string, gone: readonly Span[]): Edit {
  const imports = tree.statements.filter((statement) => {
    const span = { start: statement.getStart(tree), end: statement.end };
    return !gone.some((removed) => contains(removed, span)) && moduleOf(statement, style) !== undefined;
  });
  const own = imports.findLast((statement) => isNodeModule(moduleOf(statement, style) ?? ''));
  if (own !== undefined) {
    const end = ts.getTrailingCommentRanges(tree.text, own.end)?.at(-1)?.end ?? own.end;
    return { span: { start: end, end }, text: style.lineBreak + line };
  }
  const [first] = imports;
  if (first === undefined) return insertImports(tree, style, [line], tree.end, gone);
  const start = first.getStart(tree);
  return { span: { start, end: start }, text: line + style.lineBreak };
}

function moduleOf(statement: ts.Statement, style: SourceStyle): string | undefined {
  if (style.modules === 'require') return requiredModules(statement)[0];
  if (ts.isImportDeclaration(statement)) {
    return isStringLiteralLike(statement.moduleSpecifier) ? statement.moduleSpecifier.text : undefined;
  }
  return ts.isImportEqualsDeclaration(statement) ? '' : undefined;
}

const NODE_MODULES: ReadonlySet<string> = new Set(
  'assert buffer child_process cluster crypto dns events fs fs/promises http http2 https net os path process querystring stream timers tls url util worker_threads zlib'.split(
    ' ',
  ),
);

function isNodeModule(specifier: string): boolean {
  return specifier.startsWith('node:') || NODE_MODULES.has(specifier);
}

/** True where the file writes `os` and not `node:os`. */
function usesBarePrefix(tree: ts.SourceFile): boolean {
  const specifiers = [...tree.text.matchAll(/(?:from\s*|require\s*\(\s*)["']([\w:/]+)["']/g)].map(
    (match) => match[1] ?? '',
  );
  return !specifiers.some((one) => one.startsWith('node:')) && specifiers.some((one) => NODE_MODULES.has(one));
}

/** JavaScript modules can import anything as default; TypeScript only under a compiler option, which such an import shows. */
function hasDefaultImports(tree: ts.SourceFile): boolean {
  if (!/\.[cm]?tsx?$/.test(tree.fileName)) return true;
  const imports = tree.statements.filter(ts.isImportDeclaration);
  return imports.some(({ importClause }) => importClause?.name !== undefined);
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

/** True when nothing in the file is declared or read under this name; names of members do not count. */
export function isFreeName(tree: ts.SourceFile, name: string): boolean {
  // The text first: a walk for a name that stands in it as part of longer words only would find nothing.
  if (!standsAlone(tree.text, name)) return true;
  return !some(tree, (node) => ts.isIdentifier(node) && node.text === name && !isMember(node));
}

function standsAlone(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (!/[\w$]/.test(text.charAt(at - 1)) && !/[\w$]/.test(text.charAt(at + name.length))) return true;
  }
  return false;
}

function isMember(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent)) return parent.name === node;
  if (ts.isMethodDeclaration(parent) || ts.isPropertyDeclaration(parent) || ts.isPropertySignature(parent)) {
    return parent.name === node;
  }
  return (ts.isBindingElement(parent) || ts.isImportSpecifier(parent)) && parent.propertyName === node;
}

/** Takes a named export in: beside others of the same module where the file has some, else on a line of its own. */
export function insertNamed(
  tree: ts.SourceFile,
  style: SourceStyle,
  { module, name, as }: { readonly module: string; readonly name: string; readonly as?: string },
  before: number,
  gone: readonly Span[] = [],
): Edit {
  const beside = tree.statements.flatMap((statement) => namedElementsOf(statement, module)).at(-1);
  const isGone = beside !== undefined && gone.some((place) => contains(place, { start: beside.pos, end: beside.end }));
  if (beside !== undefined && !isGone) {
    const separator = style.modules === 'require' ? ': ' : ' as ';
    const text = `, ${name}${as === undefined ? '' : separator + as}`;
    return { span: { start: beside.end, end: beside.end }, text };
  }
  const line = importLine({ module, named: [{ name, ...(as === undefined ? {} : { as }) }] }, style);
  return insertImports(tree, style, [line], before, gone);
}

function namedElementsOf(statement: ts.Statement, module: string): readonly ts.Node[] {
  if (ts.isImportDeclaration(statement)) {
    const bindings = statement.importClause?.namedBindings;
    const isIt = isStringLiteralLike(statement.moduleSpecifier) && statement.moduleSpecifier.text === module;
    const isValue = isIt && statement.importClause?.isTypeOnly === false;
    return isValue && bindings !== undefined && ts.isNamedImports(bindings) ? bindings.elements : [];
  }
  const [declaration] = ts.isVariableStatement(statement) ? statement.declarationList.declarations : [];
  if (declaration?.initializer === undefined || !ts.isObjectBindingPattern(declaration.name)) return [];
  const isIt = ts.isCallExpression(declaration.initializer) && requireOf(declaration.initializer) === module;
  return isIt && !ts.isCallExpression(declaration.initializer.expression) ? declaration.name.elements : [];
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
  const element = namedBindings.elements.find(
    (one) => !one.isTypeOnly && (one.propertyName ?? one.name).text === member,
  );
  return element?.name.text;
}

function isImport(statement: ts.Statement): boolean {
  return ts.isImportDeclaration(statement) || ts.isImportEqualsDeclaration(statement);
}

function isDirective(statement: ts.Statement): boolean {
  return ts.isExpressionStatement(statement) && ts.isStringLiteral(statement.expression);
}
