import { ts } from 'ts-morph';
import { isStringLiteralLike, propertyName } from './ast';

/** What the names of a scope are declared as; what that means for an expression is for `bindings.ts` to say. */
export interface ImportReference {
  /** Package or path as written, `node:` prefix removed. */
  readonly module: string;
  /** Dotted path below the module: `''` for the module or its default export, `transports.File`, … */
  readonly member: string;
}

export type Declaration =
  | { readonly kind: 'import'; readonly reference: ImportReference }
  | { readonly kind: 'const'; readonly initializer: ts.Expression }
  /** `const { a: { b } } = x`: the initializer and the path taken from it. */
  | { readonly kind: 'destructured'; readonly initializer: ts.Expression; readonly path: string }
  | { readonly kind: 'function'; readonly node: ts.FunctionDeclaration | ts.ClassDeclaration }
  /** Parameters, `let`, `var` that are written again, catch variables: nothing can be said. */
  | { readonly kind: 'unknown' };

/** `let` and `var`: whether the name is written again is found out only when somebody asks. */
export interface Mutable {
  readonly kind: 'mutable';
  readonly name: ts.Identifier;
  readonly initializer: ts.Expression;
}

export type Entry = Declaration | Mutable;

export const UNKNOWN: Declaration = { kind: 'unknown' };

/** The names that a scope declares itself; for the scope of a file, see `namesOfStatement`. */
export function namesOf(scope: ts.Node): Map<string, Entry> {
  const names = new Map<string, Entry>();
  declareIn(scope, names);
  return names;
}

/** The names that a top-level statement declares, its imports included. */
export function namesOfStatement(statement: ts.Statement): Map<string, Entry> {
  const names = new Map<string, Entry>();
  declareImports(statement, names);
  declareStatement(statement, names);
  return names;
}

export function moduleName(specifier: string): string {
  return specifier.startsWith('node:') ? specifier.slice(5) : specifier;
}

/** By kind: names are looked up at every step from a node to the root of its tree. */
const scopeKinds: (boolean | undefined)[] = [];

export function isScope(node: ts.Node): boolean {
  let known = scopeKinds[node.kind];
  if (known === undefined) {
    known = opensScope(node);
    scopeKinds[node.kind] = known;
  }
  return known;
}

function opensScope(node: ts.Node): boolean {
  return (
    ts.isSourceFile(node) ||
    ts.isBlock(node) ||
    ts.isModuleBlock(node) ||
    ts.isCaseBlock(node) ||
    ts.isFunctionLike(node) ||
    ts.isForStatement(node) ||
    ts.isForOfStatement(node) ||
    ts.isForInStatement(node) ||
    ts.isCatchClause(node)
  );
}

function declareImports(statement: ts.Statement, names: Map<string, Entry>): void {
  if (ts.isImportEqualsDeclaration(statement)) {
    const target = statement.moduleReference;
    if (ts.isExternalModuleReference(target) && isStringLiteralLike(target.expression)) {
      names.set(statement.name.text, importDeclaration(target.expression.text, ''));
    }
    return;
  }
  if (!ts.isImportDeclaration(statement) || !isStringLiteralLike(statement.moduleSpecifier)) return;
  const clause = statement.importClause;
  if (clause === undefined) return;
  const module = statement.moduleSpecifier.text;
  if (clause.name !== undefined) names.set(clause.name.text, importDeclaration(module, ''));
  if (clause.namedBindings === undefined) return;
  if (ts.isNamespaceImport(clause.namedBindings)) {
    names.set(clause.namedBindings.name.text, importDeclaration(module, ''));
    return;
  }
  for (const element of clause.namedBindings.elements) {
    const imported = (element.propertyName ?? element.name).text;
    names.set(element.name.text, importDeclaration(module, imported === 'default' ? '' : imported));
  }
}

function importDeclaration(module: string, member: string): Declaration {
  return { kind: 'import', reference: { module: moduleName(module), member } };
}

function declareIn(scope: ts.Node, names: Map<string, Entry>): void {
  if (ts.isFunctionLike(scope)) for (const parameter of scope.parameters) declareUnknown(parameter.name, names);
  if (ts.isCatchClause(scope) && scope.variableDeclaration) declareUnknown(scope.variableDeclaration.name, names);
  if (ts.isForStatement(scope) || ts.isForOfStatement(scope) || ts.isForInStatement(scope)) {
    const initializer = scope.initializer;
    if (initializer !== undefined && ts.isVariableDeclarationList(initializer)) {
      for (const declaration of initializer.declarations) declareUnknown(declaration.name, names);
    }
  }
  const statements =
    ts.isBlock(scope) || ts.isModuleBlock(scope)
      ? scope.statements
      : ts.isCaseBlock(scope)
        ? scope.clauses.flatMap((clause) => [...clause.statements])
        : [];
  for (const statement of statements) declareStatement(statement, names);
}

function declareStatement(statement: ts.Statement, names: Map<string, Entry>): void {
  if (ts.isVariableStatement(statement)) declareVariables(statement.declarationList, names);
  else if ((ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) && statement.name) {
    names.set(statement.name.text, { kind: 'function', node: statement });
  } else if (ts.isEnumDeclaration(statement)) names.set(statement.name.text, UNKNOWN);
}

function declareVariables(list: ts.VariableDeclarationList, names: Map<string, Entry>): void {
  const isConst = (list.flags & ts.NodeFlags.Const) !== 0;
  for (const declaration of list.declarations) {
    const initializer = declaration.initializer;
    if (initializer === undefined) {
      declareUnknown(declaration.name, names);
    } else if (ts.isIdentifier(declaration.name)) {
      const { name } = declaration;
      names.set(name.text, isConst ? { kind: 'const', initializer } : { kind: 'mutable', name, initializer });
    } else if (isConst) {
      declarePattern(declaration.name, initializer, '', names);
    } else {
      declareUnknown(declaration.name, names);
    }
  }
}

function declarePattern(
  pattern: ts.BindingPattern,
  initializer: ts.Expression,
  prefix: string,
  names: Map<string, Entry>,
): void {
  for (const element of pattern.elements) {
    if (ts.isOmittedExpression(element)) continue;
    const name = ts.isObjectBindingPattern(pattern)
      ? propertyName(element.propertyName ?? (ts.isIdentifier(element.name) ? element.name : undefined))
      : undefined;
    if (name === undefined || element.dotDotDotToken !== undefined) {
      declareUnknown(element.name, names);
      continue;
    }
    const path = prefix === '' ? name : `${prefix}.${name}`;
    if (ts.isIdentifier(element.name)) names.set(element.name.text, { kind: 'destructured', initializer, path });
    else declarePattern(element.name, initializer, path, names);
  }
}

function declareUnknown(name: ts.BindingName, names: Map<string, Entry>): void {
  if (ts.isIdentifier(name)) {
    names.set(name.text, UNKNOWN);
    return;
  }
  for (const element of name.elements) if (!ts.isOmittedExpression(element)) declareUnknown(element.name, names);
}
