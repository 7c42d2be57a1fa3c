import { ts } from 'ts-morph';
import { ancestor, isFunctionLike, propertyName, unwrap } from './ast';
import type { Bindings } from './bindings';
import { type ExportedFunction, exportedFunctions } from './exported-functions';
import { type ModuleState, stateKeyOf } from './module-states';
import { isBoundToProcess, isOwnValue, isRequestData, type RequestNames } from './request-data';
import type { FunctionNode, RequestHandler } from './request-handlers';
import { isReadOf, type StateWrite, writeOf } from './state-access';
import { fieldType, typeReferenceOf } from './written-types';

/**
 * What is put in: data of a request; a connection, a call-back or the request whole, which cannot leave the process; a
 * count of what came along.
 */
export type WrittenKind = 'data' | 'connection' | 'count';

/** Who does it: `HANDLERS`, or an exported function by the name an import refers to it with. */
export interface Doer {
  readonly of: string;
  /** For a function: the parameter through which the data comes in; -1 for what it does whatever it is given. */
  readonly parameter: number;
}

export const HANDLERS = '*';

export interface StateUse extends Doer {
  readonly state: ModuleState;
  readonly node: ts.Node;
  /** `undefined` for a read. */
  readonly written: WrittenKind | undefined;
}

/** A call of a function of another module of the folder. */
export interface ForeignCall extends Doer {
  readonly module: string;
  readonly member: string;
  readonly node: ts.Node;
  /** Indexes of the arguments that hold data of the request, or of the doer's parameter. */
  readonly given: readonly number[];
}

/** How requests reach what a module keeps, as far as one file tells it. */
export interface StateFlow {
  readonly uses: readonly StateUse[];
  readonly calls: readonly ForeignCall[];
}

const DEEPEST_CALL = 3;
/** Specifiers that cannot be a package. */
const OWN_MODULE = /^(?:[.#~]|@\/|(?:src|app|server|lib)\/)/;

export function stateFlow(
  tree: ts.SourceFile,
  states: ReadonlyMap<string, ModuleState>,
  handlers: readonly RequestHandler[],
  bindings: Bindings,
): StateFlow {
  const flow = { uses: [] as StateUse[], calls: [] as ForeignCall[] };
  const byHandlers = new FlowWalk(states, flow, bindings, { of: HANDLERS, parameter: -1 });
  for (const { node, request } of handlers) {
    byHandlers.visitFunction(node, new Set(request.flatMap(({ name }) => namesOf(name))), 0);
  }
  if (states.size === 0) return flow;
  for (const exported of exportedFunctions(tree, bindings)) walkExported(exported, states, flow, bindings);
  return flow;
}

function walkExported(
  { member, node }: ExportedFunction,
  states: ReadonlyMap<string, ModuleState>,
  flow: FlowSink,
  bindings: Bindings,
): void {
  new FlowWalk(states, flow, bindings, { of: member, parameter: -1 }).visitFunction(node, new Set(), 0);
  node.parameters.forEach(({ name }, parameter) => {
    new FlowWalk(states, flow, bindings, { of: member, parameter }).visitFunction(node, new Set(namesOf(name)), 0);
  });
}

interface FlowSink {
  readonly uses: StateUse[];
  readonly calls: ForeignCall[];
}

class FlowWalk {
  private readonly visited = new Set<string>();

  constructor(
    private readonly states: ReadonlyMap<string, ModuleState>,
    private readonly sink: FlowSink,
    private readonly bindings: Bindings,
    private readonly doer: Doer,
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
    this.noteRead(node);
    const write = writeOf(node);
    const state = write && this.states.get(write.name);
    if (write !== undefined && state !== undefined) {
      const written = this.writtenKind(write, names);
      if (written !== undefined) this.sink.uses.push({ ...this.doer, state, node, written });
    }
    ts.forEachChild(node, (child) => this.visit(child, names, depth));
  }

  private noteRead(node: ts.Node): void {
    // What a function reads it reads whatever it is given.
    if (this.doer.of !== HANDLERS && this.doer.parameter >= 0) return;
    if (!ts.isIdentifier(node) && !ts.isPropertyAccessExpression(node)) return;
    const key = stateKeyOf(node);
    const state = key === undefined ? undefined : this.states.get(key);
    if (key === undefined || state === undefined || !isReadOf(node, key)) return;
    this.sink.uses.push({ ...this.doer, state, node, written: undefined });
  }

  private writtenKind(write: StateWrite, names: RequestNames): WrittenKind | undefined {
    if (write.isTransient) return undefined;
    const isData = write.values.some((value) => isRequestData(value, names));
    const isKeyed = write.keys.some((key) => isRequestData(key, names));
    if (write.values.some((value) => isBoundToProcess(value, names)))
      return isData || isKeyed ? 'connection' : undefined;
    if (isData) return 'data';
    if (isKeyed && write.values.every((value) => isOwnValue(value, write.name, this.bindings))) return 'data';
    const isCount = write.keys.length === 0 && write.values.length === 0;
    return isCount && this.doer.parameter < 0 ? 'count' : undefined;
  }

  /** Functions that are called with data of the request, of this file or of another one. */
  private follow(call: ts.CallExpression, names: RequestNames, depth: number): void {
    const target = this.targetOf(call);
    if (target !== undefined) {
      const given = target.parameters.flatMap(({ name }, index) => {
        const argument = call.arguments[index];
        return argument !== undefined && isRequestData(argument, names) ? namesOf(name) : [];
      });
      this.visitFunction(target, new Set(given), depth + 1);
      return;
    }
    const foreign = foreignFunction(call.expression, this.bindings);
    if (foreign === undefined || !OWN_MODULE.test(foreign.module)) return;
    const given = call.arguments.flatMap((argument, index) => (isRequestData(argument, names) ? [index] : []));
    if (this.doer.parameter >= 0 && given.length === 0) return;
    this.sink.calls.push({ ...this.doer, ...foreign, node: call.expression, given });
  }

  /** A function of this file, a method of the same class. */
  private targetOf(call: ts.CallExpression): FunctionNode | undefined {
    const callee = unwrap(call.expression);
    if (ts.isPropertyAccessExpression(callee) && callee.expression.kind === ts.SyntaxKind.ThisKeyword) {
      for (const member of ancestor(call, ts.isClassLike)?.members ?? []) {
        if (ts.isMethodDeclaration(member) && propertyName(member.name) === callee.name.text) return member;
      }
      return undefined;
    }
    const value = unwrap(this.bindings.resolve(callee));
    if (isFunctionLike(value)) return value;
    const declaration = ts.isIdentifier(value) ? this.bindings.declarationOf(value) : undefined;
    return declaration?.kind === 'function' && ts.isFunctionDeclaration(declaration.node)
      ? declaration.node
      : undefined;
  }
}

/**
 * An imported function, or a method of what the class was given: `this.store.add` is `Store#add` of the module of
 * `Store`.
 */
export function foreignFunction(
  callee: ts.Expression,
  bindings: Bindings,
): { readonly module: string; readonly member: string } | undefined {
  const reference = bindings.importOf(callee);
  if (reference !== undefined) return { module: reference.module, member: reference.member };
  const method = unwrap(callee);
  const field = ts.isPropertyAccessExpression(method) ? unwrap(method.expression) : method;
  if (!ts.isPropertyAccessExpression(method) || !ts.isPropertyAccessExpression(field)) return undefined;
  const owner = field.expression.kind === ts.SyntaxKind.ThisKeyword ? ancestor(callee, ts.isClassLike) : undefined;
  const type = owner && typeReferenceOf(fieldType(owner, field.name.text), bindings);
  return type && { module: type.module, member: `${type.member}#${method.name.text}` };
}

function namesOf(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : namesOf(element.name)));
}
