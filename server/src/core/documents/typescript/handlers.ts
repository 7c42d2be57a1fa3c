import { ts } from 'ts-morph';
import {
  CONNECTION_EVENT,
  EVENT_APIS,
  HANDLER_DECORATORS,
  HANDLER_METHODS,
  JOB_APIS,
  REQUEST_PARAMETER,
  RESPONSE_PARAMETER,
  ROUTER_MODULES,
} from '../../knowledge/handlers';
import { isFunctionLike, isStringLiteralLike, unwrap } from './ast';
import type { Bindings, ImportReference } from './bindings';
import { parameterType, typeReferenceOf } from './written-types';

export type HandlerKind = 'request' | 'job' | 'event';

/**
 * What a function is run for, judged by where it stands: a route, a method of a Nest controller, the processor of a
 * queue, a function of a request and a response. `undefined` for all others, also for functions that handlers call.
 */
export function handlerKindOf(node: ts.Node, bindings: Bindings): HandlerKind | undefined {
  if (ts.isMethodDeclaration(node)) return decoratedKind(node, bindings) ?? kindByParameters(node);
  if (ts.isFunctionDeclaration(node)) return kindByParameters(node) ?? kindByReference(node, bindings);
  if (!ts.isArrowFunction(node) && !ts.isFunctionExpression(node)) return undefined;
  return kindByParameters(node) ?? kindByCall(node, bindings) ?? kindByReference(node, bindings);
}

/** `(req, res) => …`; for error handlers the first parameter is the error. */
function kindByParameters({ parameters }: ts.FunctionLikeDeclaration): HandlerKind | undefined {
  const names = parameters.map(({ name }) => (ts.isIdentifier(name) ? name.text : ''));
  const at = names.findIndex((name) => REQUEST_PARAMETER.test(name));
  return at >= 0 && at <= 1 && RESPONSE_PARAMETER.test(names[at + 1] ?? '') ? 'request' : undefined;
}

function decoratedKind(method: ts.MethodDeclaration, bindings: Bindings): HandlerKind | undefined {
  for (const { expression } of ts.getDecorators(method) ?? []) {
    const reference = bindings.importOf(ts.isCallExpression(expression) ? expression.expression : expression);
    const kind = reference?.module.startsWith('@nestjs/') ? HANDLER_DECORATORS.get(reference.member) : undefined;
    if (kind !== undefined) return kind;
  }
  return undefined;
}

/** The function stands among the arguments of a registration, alone, in a list, in options or in one wrapper. */
function kindByCall(node: ts.Node, bindings: Bindings): HandlerKind | undefined {
  let current = node;
  for (let depth = 0; depth < 4; depth++) {
    const { parent } = current;
    if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) {
      if (parent.arguments?.some((argument) => argument === current) !== true) return undefined;
      const kind = registrationKind(parent, bindings);
      if (kind !== undefined) return kind;
    } else if (
      !ts.isArrayLiteralExpression(parent) &&
      !ts.isObjectLiteralExpression(parent) &&
      !ts.isPropertyAssignment(parent) &&
      !ts.isParenthesizedExpression(parent)
    ) {
      return undefined;
    }
    current = parent;
  }
  return undefined;
}

/** A function with a name that the file hands to a registration. */
function kindByReference(node: ts.FunctionDeclaration | ts.Expression, bindings: Bindings): HandlerKind | undefined {
  const name = ts.isFunctionDeclaration(node)
    ? node.name
    : ts.isVariableDeclaration(node.parent)
      ? node.parent.name
      : undefined;
  if (name === undefined || !ts.isIdentifier(name)) return undefined;
  const tree = bindings.wholeFile();
  let found: HandlerKind | undefined;
  const visit = (child: ts.Node): true | undefined => {
    if (ts.isIdentifier(child) && child.text === name.text && child !== name) found ??= kindByCall(child, bindings);
    return found === undefined ? ts.forEachChild(child, visit) : true;
  };
  visit(tree);
  return found;
}

/** The functions of this file that a call registers, written in place or by name; empty for calls that register none. */
export function registeredFunctions(
  call: ts.CallExpression | ts.NewExpression,
  bindings: Bindings,
): { readonly kind: HandlerKind; readonly functions: readonly RegisteredFunction[] } | undefined {
  const kind = registrationKind(call, bindings);
  if (kind === undefined) return undefined;
  return { kind, functions: (call.arguments ?? []).flatMap((argument) => functionsIn(argument, bindings, 0)) };
}

export type RegisteredFunction =
  | ts.FunctionDeclaration
  | ts.FunctionExpression
  | ts.ArrowFunction
  | ts.MethodDeclaration;

function functionsIn(expression: ts.Expression, bindings: Bindings, depth: number): RegisteredFunction[] {
  const node = unwrap(expression);
  if (isFunctionLike(node)) return [node];
  if (depth > 3) return [];
  if (ts.isArrayLiteralExpression(node))
    return node.elements.flatMap((element) => functionsIn(element, bindings, depth + 1));
  if (ts.isObjectLiteralExpression(node)) {
    return node.properties.flatMap((property) => {
      if (ts.isPropertyAssignment(property)) return functionsIn(property.initializer, bindings, depth + 1);
      return ts.isMethodDeclaration(property) ? [property] : [];
    });
  }
  // One wrapper: `asyncHandler(async (req, res) => …)`.
  if (ts.isCallExpression(node))
    return node.arguments.flatMap((argument) => functionsIn(argument, bindings, depth + 2));
  if (!ts.isIdentifier(node)) return [];
  const declaration = bindings.declarationOf(node);
  if (declaration?.kind === 'const') return functionsIn(declaration.initializer, bindings, depth + 1);
  return declaration?.kind === 'function' && ts.isFunctionDeclaration(declaration.node) ? [declaration.node] : [];
}

function registrationKind(call: ts.CallExpression | ts.NewExpression, bindings: Bindings): HandlerKind | undefined {
  const reference = bindings.importOf(call.expression);
  const callee = unwrap(call.expression);
  if (isEventRegistration(call, callee, bindings)) return 'event';
  const isJob = JOB_APIS.some(({ module, on, member }) => {
    if (on === 'import')
      return reference !== undefined && module.test(reference.module) && member.test(reference.member);
    if (!ts.isPropertyAccessExpression(callee) || !member.test(callee.name.text)) return false;
    const creator = bindings.creatorOf(callee.expression);
    return creator !== undefined && module.test(creator.module);
  });
  if (isJob) return 'job';
  if (!ts.isPropertyAccessExpression(callee) || !HANDLER_METHODS.has(callee.name.text)) return undefined;
  const creator = bindings.creatorOf(callee.expression);
  if (creator !== undefined) return ROUTER_MODULES.has(creator.module) ? 'request' : undefined;
  const receiver = unwrap(callee.expression);
  const isOpen = ts.isIdentifier(receiver) && bindings.declarationOf(receiver)?.kind !== 'const';
  if (reference !== undefined || !isOpen) return undefined;
  // A router that comes in as a parameter: the path speaks for it.
  const [path] = call.arguments ?? [];
  return isStringLiteralLike(path) && path.text.startsWith('/') && (call.arguments?.length ?? 0) > 1
    ? 'request'
    : undefined;
}

function isEventRegistration(
  call: ts.CallExpression | ts.NewExpression,
  callee: ts.Expression,
  bindings: Bindings,
): boolean {
  if (!ts.isPropertyAccessExpression(callee)) return false;
  const method = callee.name.text;
  if (!EVENT_APIS.some(({ methods }) => methods.includes(method))) return false;
  const [event] = call.arguments ?? [];
  const name = bindings.staticString(event) ?? (event && ts.isPropertyAccessExpression(event) ? event.name.text : '');
  if (CONNECTION_EVENT.test(name.charAt(0).toLowerCase() + name.slice(1))) return false;
  const made = makerOf(callee.expression, bindings);
  return (
    made !== undefined &&
    EVENT_APIS.some(
      ({ module, members, methods }) =>
        module === made.module && members.includes(made.member) && methods.includes(method),
    )
  );
}

/** What made the value, or the written type of the parameter that it comes in as. */
function makerOf(expression: ts.Expression, bindings: Bindings): ImportReference | undefined {
  const made = bindings.creatorOf(expression);
  if (made !== undefined) return made;
  const receiver = unwrap(expression);
  return ts.isIdentifier(receiver) ? typeReferenceOf(parameterType(receiver), bindings) : undefined;
}
