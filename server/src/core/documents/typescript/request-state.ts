import { ts } from 'ts-morph';
import { TRANSIENT_NAME } from '../../knowledge/request-handlers';
import { isFunctionLike, some, unwrap } from './ast';
import type { Bindings } from './bindings';
import { isBoundToProcess, isOwnValue, isRequestData, type RequestNames } from './request-data';
import type { FunctionNode, RequestHandler } from './request-handlers';
import { isReadOf, type StateWrite, writeOf } from './state-access';

/** A variable of the module in which one request leaves what another one finds. */
export interface RequestState {
  readonly name: ts.Identifier;
  readonly write: ts.Node;
  readonly read: ts.Node;
}

interface Uses {
  write?: ts.Node;
  read?: ts.Node;
}

const DEEPEST_CALL = 3;

/** Those of the file that are certain: written with data of a request and read by a handler, both in this file. */
export function requestStates(
  tree: ts.SourceFile,
  handlers: readonly RequestHandler[],
  bindings: Bindings,
): RequestState[] {
  const states = moduleStates(tree);
  if (states.size === 0) return [];
  const uses = new Map<string, Uses>();
  const walk = new HandlerWalk(states, uses, bindings);
  for (const { node, request } of handlers) {
    walk.visitFunction(node, new Set(request.flatMap(({ name }) => namesOf(name))), 0);
  }
  return [...states.values()].flatMap((name) => {
    const { write, read } = uses.get(name.text) ?? {};
    return write === undefined || read === undefined ? [] : [{ name, write, read }];
  });
}

class HandlerWalk {
  private readonly visited = new Set<string>();

  constructor(
    private readonly states: ReadonlyMap<string, ts.Identifier>,
    private readonly uses: Map<string, Uses>,
    private readonly bindings: Bindings,
  ) {}

  visitFunction(node: FunctionNode, request: RequestNames, depth: number): void {
    const key = `${node.pos}:${[...request].sort().join(',')}`;
    if (node.body === undefined || depth > DEEPEST_CALL || this.visited.has(key)) return;
    this.visited.add(key);
    this.visit(node.body, new Set(request), depth);
  }

  private visit(node: ts.Node, names: Set<string>, depth: number): void {
    if (isFunctionLike(node)) {
      const own = new Set(node.parameters.flatMap(({ name }) => namesOf(name)));
      const inner = new Set([...names].filter((name) => !own.has(name)));
      if (node.body !== undefined) this.visit(node.body, inner, depth);
      return;
    }
    if (ts.isVariableDeclaration(node) && node.initializer !== undefined && isRequestData(node.initializer, names)) {
      for (const name of namesOf(node.name)) names.add(name);
    }
    if (ts.isCallExpression(node)) this.follow(node, names, depth);
    if (ts.isIdentifier(node) && this.states.has(node.text) && isReadOf(node)) this.use(node.text).read ??= node;
    const write = writeOf(node);
    if (write !== undefined && this.states.has(write.name) && this.isFromRequest(write, names)) {
      this.use(write.name).write ??= node;
    }
    ts.forEachChild(node, (child) => this.visit(child, names, depth));
  }

  private isFromRequest(write: StateWrite, names: RequestNames): boolean {
    if (write.isTransient || write.values.some((value) => isBoundToProcess(value, names))) return false;
    if (write.values.some((value) => isRequestData(value, names))) return true;
    const isKeyed = write.keys.some((key) => isRequestData(key, names));
    return isKeyed && write.values.every((value) => isOwnValue(value, write.name, this.bindings));
  }

  /** Functions of the file that a handler calls with data of its request. */
  private follow(call: ts.CallExpression, names: RequestNames, depth: number): void {
    const callee = unwrap(call.expression);
    if (!ts.isIdentifier(callee)) return;
    const declaration = this.bindings.declarationOf(callee);
    const target =
      declaration?.kind === 'function'
        ? declaration.node
        : declaration?.kind === 'const'
          ? declaration.initializer
          : undefined;
    if (target === undefined || !isFunctionLike(target)) return;
    const given = target.parameters.flatMap(({ name }, index) => {
      const argument = call.arguments[index];
      return argument !== undefined && isRequestData(argument, names) ? namesOf(name) : [];
    });
    this.visitFunction(target, new Set(given), depth + 1);
  }

  private use(name: string): Uses {
    const known = this.uses.get(name) ?? {};
    this.uses.set(name, known);
    return known;
  }
}

/** Variables of the module that can hold state, by name; a name that something else in the file has too is left out. */
function moduleStates(tree: ts.SourceFile): Map<string, ts.Identifier> {
  const states = new Map<string, ts.Identifier>();
  for (const statement of tree.statements) {
    if (
      !ts.isVariableStatement(statement) ||
      statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword)
    )
      continue;
    const isConst = (statement.declarationList.flags & ts.NodeFlags.Const) !== 0;
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (!ts.isIdentifier(name) || TRANSIENT_NAME.test(name.text)) continue;
      if (isConst && (initializer === undefined || !isContainer(initializer))) continue;
      if (initializer !== undefined && isFunctionLike(initializer)) continue;
      states.set(name.text, name);
    }
  }
  for (const [text, own] of states) if (isDeclaredAgain(tree, own)) states.delete(text);
  return states;
}

function isContainer(initializer: ts.Expression): boolean {
  const node = unwrap(initializer);
  if (ts.isArrayLiteralExpression(node) || ts.isObjectLiteralExpression(node)) return true;
  return ts.isNewExpression(node) && ts.isIdentifier(node.expression) && /^(?:Map|Set)$/.test(node.expression.text);
}

function isDeclaredAgain(tree: ts.SourceFile, own: ts.Identifier): boolean {
  return some(tree, (node) => {
    if (!ts.isIdentifier(node) || node === own || node.text !== own.text) return false;
    const { parent } = node;
    return (
      (ts.isVariableDeclaration(parent) ||
        ts.isParameter(parent) ||
        ts.isBindingElement(parent) ||
        isFunctionLike(parent)) &&
      parent.name === node
    );
  });
}

function namesOf(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : namesOf(element.name)));
}
