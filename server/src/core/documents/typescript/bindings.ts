import { ts } from 'ts-morph';
import { isStringLiteralLike, memberName, propertyName, unwrap } from './ast';
import { commentAt } from './comments';
import {
  type Declaration,
  type Entry,
  type ImportReference,
  isScope,
  type Mutable,
  moduleName,
  namesOf,
  UNKNOWN,
} from './scopes';
import { StatementFacts } from './statement-facts';

export type { Declaration, ImportReference };

const MAX_DEPTH = 12;

/** What a name of a file's scope rests on. */
export interface NameOrigin {
  /** The one that declares it; `undefined` for globals. */
  readonly statement: ts.Statement | undefined;
  /** Of `let` and `var`: whether it is written again. */
  readonly isReassigned: boolean;
}

/** Is told what the statements of a file rest on beside their own text. */
export interface NameWatch {
  /** A statement of the file uses a name that it does not declare itself. */
  onOuterName(statement: ts.Node, name: string): void;
  /** A statement of the file uses a `let` or `var` of its own, which any text of the file may seem to write. */
  onVariable(statement: ts.Node, name: ts.Identifier, isReassigned: boolean): void;
  /** Somebody looks beyond the statement that he was handed. */
  onWholeFile(): void;
}

interface FileScope {
  readonly names: ReadonlyMap<string, Entry>;
  readonly statements: ReadonlyMap<string, ts.Statement>;
}

/**
 * Resolves what an expression stands for: bindings, not names, so that a local variable called `session` is no
 * express-session. Follows import, require, default and namespace imports, aliases and single-assignment `const`;
 * anything dynamic is unknown.
 */
export class Bindings {
  /** Many rules ask about the same callee; `null` means that it is no import. */
  private readonly imports = new Map<ts.Expression, ImportReference | null>();
  private readonly declarations = new Map<ts.Identifier, Declaration | null>();
  private readonly scopes = new Map<ts.Node, ReadonlyMap<string, Entry>>();
  private readonly fixed = new Map<Mutable, Declaration>();
  private fileScope: FileScope | undefined;

  constructor(
    private readonly tree: ts.SourceFile,
    private readonly facts = new StatementFacts(),
    private readonly watch?: NameWatch,
  ) {}

  /** For who has to look beyond the statement at hand: what is said of this one is then not remembered. */
  wholeFile(): ts.SourceFile {
    this.watch?.onWholeFile();
    return this.tree;
  }

  /** What a name of the file's own scope rests on: it stands for the same as long as the answer is the same. */
  originOf(name: string): NameOrigin {
    const { names, statements } = this.scopeOfFile();
    const entry = names.get(name);
    return {
      statement: statements.get(name),
      isReassigned: entry?.kind === 'mutable' && this.isReassigned(entry.name),
    };
  }

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
    let inner: ts.Node = identifier;
    for (let scope: ts.Node | undefined = identifier.parent; scope !== undefined; inner = scope, scope = scope.parent) {
      if (!isScope(scope)) continue;
      if (scope === this.tree) this.watch?.onOuterName(inner, identifier.text);
      const entry = this.scope(scope).get(identifier.text);
      if (entry === undefined) continue;
      return entry.kind === 'mutable' ? this.declarationOfMutable(entry, scope) : entry;
    }
    return undefined;
  }

  private declarationOfMutable(entry: Mutable, scope: ts.Node): Declaration {
    let known = this.fixed.get(entry);
    if (known === undefined) {
      known = this.isReassigned(entry.name) ? UNKNOWN : { kind: 'const', initializer: entry.initializer };
      this.fixed.set(entry, known);
    }
    if (this.watch !== undefined && scope !== this.tree) {
      let statement = scope;
      while (statement.parent !== undefined && statement.parent !== this.tree) statement = statement.parent;
      this.watch.onVariable(statement, entry.name, known === UNKNOWN);
    }
    return known;
  }

  /** True for a name that nothing in the file declares: `process`, `console`, `require`. */
  isGlobal(expression: ts.Expression, name: string): boolean {
    return ts.isIdentifier(expression) && expression.text === name && this.declarationOf(expression) === undefined;
  }

  /**
   * `var` and `let` count as constant when no assignment to the name stands anywhere in the file. `let x: T = …` does not
   * match at its own place; destructuring assignments (`[x] = …`) are rare and stay unseen.
   */
  isReassigned(name: ts.Identifier): boolean {
    const own = name.getStart(this.tree);
    return this.tree.statements.some((statement) =>
      this.facts.assignmentsOf(this.tree, statement, name.text).some((offset) => {
        const at = statement.pos + offset;
        return at !== own && commentAt(this.tree, at) === undefined;
      }),
    );
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

  private scopeOfFile(): FileScope {
    if (this.fileScope !== undefined) return this.fileScope;
    const names = new Map<string, Entry>();
    const statements = new Map<string, ts.Statement>();
    const isImport = (statement: ts.Statement): boolean =>
      ts.isImportDeclaration(statement) || ts.isImportEqualsDeclaration(statement);
    const imports = this.tree.statements.filter(isImport);
    for (const statement of [...imports, ...this.tree.statements.filter((other) => !isImport(other))]) {
      for (const [name, entry] of this.facts.namesOf(statement)) {
        names.set(name, entry);
        statements.set(name, statement);
      }
    }
    this.fileScope = { names, statements };
    return this.fileScope;
  }

  private scope(node: ts.Node): ReadonlyMap<string, Entry> {
    if (node === this.tree) return this.scopeOfFile().names;
    let names = this.scopes.get(node);
    if (names === undefined) {
      names = namesOf(node);
      this.scopes.set(node, names);
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
