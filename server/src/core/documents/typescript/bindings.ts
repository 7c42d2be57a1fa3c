import { ts } from 'ts-morph';
import { assignmentsIn } from './assignments';
import { isStringLiteralLike, memberName, propertyName, unwrap } from './ast';
import { commentAt } from './comments';

/**
 * Resolves what an expression stands for: bindings, not names, so that a local variable called `session` is no
 * express-session. Follows import, require, default and namespace imports, aliases and single-assignment `const`;
 * anything dynamic is unknown.
 */
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
interface Mutable {
  readonly kind: 'mutable';
  readonly name: ts.Identifier;
  readonly initializer: ts.Expression;
}

type Entry = Declaration | Mutable;

const UNKNOWN: Declaration = { kind: 'unknown' };
const MAX_DEPTH = 12;

export class Bindings {
  /** Many rules ask about the same callee; `null` means that it is no import. */
  private readonly imports = new Map<ts.Expression, ImportReference | null>();
  private readonly declarations = new Map<ts.Identifier, Declaration | null>();
  private readonly scopes = new Map<ts.Node, Map<string, Entry>>();
  private assignments: ReadonlyMap<string, readonly number[]> | undefined;

  constructor(private readonly tree: ts.SourceFile) {}

  /** The import an expression refers to: `winston.transports.File` gives `{module: 'winston', member: 'transports.File'}`. */
  importOf(expression: ts.Expression, depth = 0): ImportReference | undefined {
    if (depth > MAX_DEPTH) return undefined;
    const known = this.imports.get(expression);
    if (known !== undefined) return known === null ? undefined : known;
    if (!this.mayBeImport(expression)) return undefined;
    const found = this.findImport(expression, depth);
    this.imports.set(expression, found ?? null);
    return found;
  }

  /** Most expressions begin with a parameter, a local function or a call: their root tells that they are no import. */
  private mayBeImport(expression: ts.Expression): boolean {
    let root: ts.Node = expression;
    for (;;) {
      if (root.kind === ts.SyntaxKind.Identifier) {
        const kind = this.declarationOf(root as ts.Identifier)?.kind;
        return kind !== undefined && kind !== 'unknown' && kind !== 'function';
      }
      if (ts.isCallExpression(root)) return requiredModule(root) !== undefined;
      if (!LEADS_TO_ROOT.has(root.kind)) return false;
      root = (root as ts.PropertyAccessExpression).expression;
    }
  }

  private findImport(expression: ts.Expression, depth: number): ImportReference | undefined {
    const node = unwrap(expression);
    if (ts.isIdentifier(node)) {
      const declaration = this.declarationOf(node);
      if (declaration?.kind === 'import') return declaration.reference;
      if (declaration?.kind === 'const') return this.importOf(declaration.initializer, depth + 1);
      if (declaration?.kind === 'destructured') {
        return extend(this.importOf(declaration.initializer, depth + 1), declaration.path);
      }
      return undefined;
    }
    if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
      const name = memberName(node);
      return name === undefined ? undefined : extend(this.importOf(node.expression, depth + 1), name);
    }
    if (ts.isAwaitExpression(node)) return this.importOf(node.expression, depth + 1);
    if (ts.isCallExpression(node)) {
      const module = requiredModule(node);
      return module === undefined ? undefined : { module, member: '' };
    }
    return undefined;
  }

  /** True when the expression refers to the member of one of the modules. */
  isImport(expression: ts.Expression, modules: string | readonly string[], member?: string): boolean {
    const reference = this.importOf(expression);
    if (reference === undefined) return false;
    const matches = typeof modules === 'string' ? modules === reference.module : modules.includes(reference.module);
    return matches && (member === undefined || member === reference.member);
  }

  /**
   * What made the value: for `const app = express()` and the expression `app`, the import of the callee. Follows
   * `await`, `new`, and `const`; a chained call (`express().use(x)`) gives the import at its root.
   */
  creatorOf(expression: ts.Expression, depth = 0): ImportReference | undefined {
    if (depth > MAX_DEPTH) return undefined;
    const node = unwrap(expression);
    if (ts.isAwaitExpression(node)) return this.creatorOf(node.expression, depth + 1);
    if (ts.isIdentifier(node)) {
      const declaration = this.declarationOf(node);
      return declaration?.kind === 'const' ? this.creatorOf(declaration.initializer, depth + 1) : undefined;
    }
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const callee = node.expression;
      const reference = this.importOf(callee);
      if (reference !== undefined) return reference;
      if (ts.isPropertyAccessExpression(callee)) return this.creatorOf(callee.expression, depth + 1);
    }
    return undefined;
  }

  /** Follows `const` names to the expression they hold; gives the expression itself when it is no such name. */
  resolve(expression: ts.Expression, depth = 0): ts.Expression {
    const node = unwrap(expression);
    if (depth > MAX_DEPTH) return node;
    if (ts.isIdentifier(node)) {
      const declaration = this.declarationOf(node);
      if (declaration?.kind === 'const') return this.resolve(declaration.initializer, depth + 1);
      if (declaration?.kind === 'destructured') {
        const value = this.member(declaration.initializer, declaration.path, depth + 1);
        return value ?? node;
      }
      return node;
    }
    if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(unwrap(node.expression))) {
      return this.member(node.expression, node.name.text, depth + 1) ?? node;
    }
    return node;
  }

  /** The text of a string literal or of a template without holes, through `const`; else `undefined`. */
  staticString(expression: ts.Expression | undefined): string | undefined {
    if (expression === undefined) return undefined;
    const node = this.resolve(expression);
    if (isStringLiteralLike(node)) return node.text;
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
      const left = this.staticString(node.left);
      const right = this.staticString(node.right);
      return left === undefined || right === undefined ? undefined : left + right;
    }
    return undefined;
  }

  /** The value of a numeric literal, also of a string of digits, through `const`; else `undefined`. */
  staticNumber(expression: ts.Expression | undefined): number | undefined {
    if (expression === undefined) return undefined;
    const node = this.resolve(expression);
    const text = ts.isNumericLiteral(node) ? node.text : isStringLiteralLike(node) ? node.text.trim() : '';
    return /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : undefined;
  }

  /** The declaration an identifier refers to; `undefined` for globals. */
  declarationOf(identifier: ts.Identifier): Declaration | undefined {
    const known = this.declarations.get(identifier);
    if (known !== undefined) return known === null ? undefined : known;
    const found = this.findDeclaration(identifier);
    this.declarations.set(identifier, found ?? null);
    return found;
  }

  private findDeclaration(identifier: ts.Identifier): Declaration | undefined {
    for (let scope: ts.Node | undefined = identifier.parent; scope !== undefined; scope = scope.parent) {
      if (!isScope(scope)) continue;
      const names = this.scope(scope);
      const entry = names.get(identifier.text);
      if (entry === undefined) continue;
      if (entry.kind !== 'mutable') return entry;
      const declaration: Declaration = this.isReassigned(entry.name)
        ? UNKNOWN
        : { kind: 'const', initializer: entry.initializer };
      names.set(identifier.text, declaration);
      return declaration;
    }
    return undefined;
  }

  /** True for a name that nothing in the file declares: `process`, `console`, `require`. */
  isGlobal(expression: ts.Expression, name: string): boolean {
    return ts.isIdentifier(expression) && expression.text === name && this.declarationOf(expression) === undefined;
  }

  /**
   * `var` and `let` count as constant when no assignment to the name stands anywhere in the file. `let x: T = …` does not
   * match at its own place; destructuring assignments (`[x] = …`) are rare and stay unseen.
   */
  private isReassigned(name: ts.Identifier): boolean {
    this.assignments ??= assignmentsIn(this.tree.text);
    const own = name.getStart(this.tree);
    const places = this.assignments.get(name.text) ?? [];
    return places.some((at) => at !== own && commentAt(this.tree, at) === undefined);
  }

  private member(object: ts.Expression, path: string, depth: number): ts.Expression | undefined {
    let current: ts.Expression = this.resolve(object, depth);
    for (const name of path.split('.')) {
      if (!ts.isObjectLiteralExpression(current)) return undefined;
      const property = current.properties.findLast(
        (node) => node.name !== undefined && propertyName(node.name) === name,
      );
      if (property === undefined || !ts.isPropertyAssignment(property)) return undefined;
      current = this.resolve(property.initializer, depth + 1);
    }
    return current;
  }

  private scope(node: ts.Node): Map<string, Entry> {
    let names = this.scopes.get(node);
    if (names === undefined) {
      names = new Map();
      this.scopes.set(node, names);
      if (ts.isSourceFile(node)) for (const statement of node.statements) declareImports(statement, names);
      declareIn(node, names);
    }
    return names;
  }
}

function extend(reference: ImportReference | undefined, name: string): ImportReference | undefined {
  if (reference === undefined) return undefined;
  // `require('x').default` and `ns.default` are the default export, which stands for the module itself here.
  if (name === 'default') return reference;
  return { module: reference.module, member: reference.member === '' ? name : `${reference.member}.${name}` };
}

function requiredModule(call: ts.CallExpression): string | undefined {
  const [argument] = call.arguments;
  if (!isStringLiteralLike(argument)) return undefined;
  const isRequire = ts.isIdentifier(call.expression) && call.expression.text === 'require';
  const isImport = call.expression.kind === ts.SyntaxKind.ImportKeyword;
  return isRequire || isImport ? moduleName(argument.text) : undefined;
}

function moduleName(specifier: string): string {
  return specifier.startsWith('node:') ? specifier.slice(5) : specifier;
}

/** Expressions with an `expression` that decides whether they are an import: the accesses, and what `unwrap` takes off. */
const LEADS_TO_ROOT: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.PropertyAccessExpression,
  ts.SyntaxKind.ElementAccessExpression,
  ts.SyntaxKind.AwaitExpression,
  ts.SyntaxKind.ParenthesizedExpression,
  ts.SyntaxKind.AsExpression,
  ts.SyntaxKind.SatisfiesExpression,
  ts.SyntaxKind.NonNullExpression,
  ts.SyntaxKind.TypeAssertionExpression,
]);

/** By kind: names are looked up at every step from a node to the root of its tree. */
const scopeKinds: (boolean | undefined)[] = [];

function isScope(node: ts.Node): boolean {
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
    ts.isSourceFile(scope) || ts.isBlock(scope) || ts.isModuleBlock(scope)
      ? scope.statements
      : ts.isCaseBlock(scope)
        ? scope.clauses.flatMap((clause) => [...clause.statements])
        : [];
  for (const statement of statements) {
    if (ts.isVariableStatement(statement)) declareVariables(statement.declarationList, names);
    else if ((ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) && statement.name) {
      names.set(statement.name.text, { kind: 'function', node: statement });
    } else if (ts.isEnumDeclaration(statement)) names.set(statement.name.text, UNKNOWN);
  }
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
