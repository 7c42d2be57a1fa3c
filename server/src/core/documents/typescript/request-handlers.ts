import { ts } from 'ts-morph';
import { REQUEST_PARAMETER, RESPONSE_PARAMETER, ROUTE_METHODS, ROUTER_CREATORS } from '../../knowledge/handlers';
import {
  BOT_LIBRARY,
  EVENT_NAME,
  JOB_WORKERS,
  REQUEST_DATA_DECORATORS,
  REQUEST_TYPES,
  ROUTE_DECORATORS,
  ROUTER_TYPES,
} from '../../knowledge/request-handlers';
import { propertyName } from './ast';
import type { Bindings, ImportReference } from './bindings';
import { registeredFunctions } from './handlers';
import { mentionsType, parameterType, typeReferenceOf } from './written-types';

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
  const typed = node.parameters.filter(({ type }) => mentionsType(type, bindings, isRequestType));
  if (typed.length > 0) return { node, request: typed };
  const [first, second] = node.parameters;
  if (first === undefined) return undefined;
  if (isNamedAsEvent(first) && BOT_LIBRARY.test(node.getSourceFile().text)) return { node, request: [first] };
  const isHandler = hasRequestNames(first, second) || isGivenToRouter(node, bindings);
  return isHandler ? { node, request: [first] } : undefined;
}

/** The functions that a call registers, where only the call tells that they are handlers. */
export function handlersRegisteredBy(
  call: ts.CallExpression | ts.NewExpression,
  bindings: Bindings,
): readonly RequestHandler[] {
  const { kind, functions = [] } = registeredFunctions(call, bindings) ?? {};
  return functions.map((node) => ({ node, request: kind === 'event' ? node.parameters : node.parameters.slice(0, 1) }));
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
    return reference?.module.startsWith('@nestjs/') === true ? [reference.member] : [];
  });
}

function isRequestType({ module, member }: ImportReference): boolean {
  return REQUEST_TYPES.get(module)?.includes(member) ?? false;
}

/** `(req, res)`, with or without types; a call-back of a client has a response only. */
function hasRequestNames(first: ts.ParameterDeclaration, second: ts.ParameterDeclaration | undefined): boolean {
  return isNamed(first, REQUEST_PARAMETER) && second !== undefined && isNamed(second, RESPONSE_PARAMETER);
}

function isNamedAsEvent({ name }: ts.ParameterDeclaration): boolean {
  if (ts.isIdentifier(name)) return EVENT_NAME.test(name.text);
  return (
    ts.isObjectBindingPattern(name) &&
    name.elements.some((element) => EVENT_NAME.test(propertyName(element.propertyName ?? element.name) ?? ''))
  );
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
