import { ts } from 'ts-morph';
import {
  JOB_WORKERS,
  REQUEST_DATA_DECORATORS,
  REQUEST_NAME,
  REQUEST_TYPES,
  RESPONSE_NAME,
  ROUTE_DECORATORS,
  ROUTE_METHODS,
  ROUTER_CREATORS,
  ROUTER_TYPES,
} from '../../knowledge/request-handlers';
import { isFunctionLike } from './ast';
import type { Bindings, ImportReference } from './bindings';

export type FunctionNode = ts.FunctionDeclaration | ts.FunctionExpression | ts.ArrowFunction | ts.MethodDeclaration;

/** A function that certainly runs once a request, or once a job. */
export interface RequestHandler {
  readonly node: FunctionNode;
  /** The parameters that hold the request or parts of it. */
  readonly request: readonly ts.ParameterDeclaration[];
}

/** Judged by the function's types, its decorators, the names of its parameters, or the router that it is given to. */
export function requestHandlerOf(node: FunctionNode, bindings: Bindings): RequestHandler | undefined {
  if (node.body === undefined) return undefined;
  if (ts.isMethodDeclaration(node)) {
    const decorated = decoratedHandler(node, bindings);
    if (decorated !== undefined) return decorated;
  }
  const [first, second] = node.parameters;
  if (first === undefined) return undefined;
  const isHandler =
    hasRequestType(first, bindings) || hasRequestNames(first, second) || isGivenToRouter(node, bindings);
  return isHandler ? { node, request: [first] } : undefined;
}

function decoratedHandler(node: ts.MethodDeclaration, bindings: Bindings): RequestHandler | undefined {
  if (!decoratorNames(node, bindings).some((name) => ROUTE_DECORATORS.has(name))) return undefined;
  const request = node.parameters.filter((parameter) =>
    decoratorNames(parameter, bindings).some((name) => REQUEST_DATA_DECORATORS.has(name)),
  );
  return { node, request };
}

function decoratorNames(node: ts.MethodDeclaration | ts.ParameterDeclaration, bindings: Bindings): string[] {
  return (ts.getDecorators(node) ?? []).flatMap(({ expression }) => {
    const callee = ts.isCallExpression(expression) ? expression.expression : expression;
    const reference = bindings.importOf(callee);
    return reference?.module === '@nestjs/common' ? [reference.member] : [];
  });
}

function hasRequestType(parameter: ts.ParameterDeclaration, bindings: Bindings): boolean {
  const type = typeReferenceOf(parameter.type, bindings);
  return type !== undefined && (REQUEST_TYPES.get(type.module)?.includes(type.member) ?? false);
}

/** `(req, res)`, with or without types; a call-back of a client has a response only. */
function hasRequestNames(first: ts.ParameterDeclaration, second: ts.ParameterDeclaration | undefined): boolean {
  return isNamed(first, REQUEST_NAME) && second !== undefined && isNamed(second, RESPONSE_NAME);
}

function isNamed({ name }: ts.ParameterDeclaration, pattern: RegExp): boolean {
  return ts.isIdentifier(name) && pattern.test(name.text);
}

/** `router.post('/', handler)`, `new Worker('queue', handler)`, with the function written in place. */
function isGivenToRouter(node: FunctionNode, bindings: Bindings): boolean {
  const call = node.parent;
  if (ts.isMethodDeclaration(node) || ts.isFunctionDeclaration(node)) return false;
  if (ts.isNewExpression(call)) {
    const reference = bindings.importOf(call.expression);
    const isWorker = reference !== undefined && JOB_WORKERS.get(reference.module)?.includes(reference.member) === true;
    return isWorker && call.arguments?.[1] === node;
  }
  if (!ts.isCallExpression(call) || call.expression === node) return false;
  const callee = call.expression;
  return (
    ts.isPropertyAccessExpression(callee) &&
    ROUTE_METHODS.has(callee.name.text) &&
    isRouter(callee.expression, bindings)
  );
}

function isRouter(expression: ts.Expression, bindings: Bindings): boolean {
  const creator = bindings.creatorOf(expression);
  if (creator !== undefined) return ROUTER_CREATORS.get(creator.module)?.includes(creator.member) ?? false;
  if (!ts.isIdentifier(expression)) return false;
  const type = typeReferenceOf(parameterType(expression), bindings);
  return type !== undefined && (ROUTER_TYPES.get(type.module)?.includes(type.member) ?? false);
}

/** The written type of the parameter that the name refers to. */
function parameterType(identifier: ts.Identifier): ts.TypeNode | undefined {
  for (let scope: ts.Node | undefined = identifier.parent; scope !== undefined; scope = scope.parent) {
    if (!isFunctionLike(scope)) continue;
    const parameter = scope.parameters.find(({ name }) => ts.isIdentifier(name) && name.text === identifier.text);
    if (parameter !== undefined) return parameter.type;
  }
  return undefined;
}

function typeReferenceOf(type: ts.TypeNode | undefined, bindings: Bindings): ImportReference | undefined {
  if (type === undefined || !ts.isTypeReferenceNode(type)) return undefined;
  const { typeName } = type;
  if (ts.isIdentifier(typeName)) return bindings.importOf(typeName);
  if (!ts.isIdentifier(typeName.left)) return undefined;
  const root = bindings.importOf(typeName.left);
  return root?.member === '' ? { module: root.module, member: typeName.right.text } : undefined;
}
