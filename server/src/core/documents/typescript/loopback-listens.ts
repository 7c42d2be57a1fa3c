import { ts } from 'ts-morph';
import { isLoopback, SIDE_LISTENER } from '../../knowledge/bind-hosts';
import { hasUnknownProperties, propertyOf, unwrap } from './ast';
import type { Bindings } from './bindings';
import { isGuardedByDevelopment } from './guards';
import type { ListenCall } from './listen-calls';

/** How a listen call comes to be reachable from this machine only. */
export interface LoopbackListen {
  /** `literal`: the host is written there; `unset`: the framework takes this machine when nothing is said. */
  readonly kind: 'literal' | 'unset';
  /** The host; for `unset` what the host is put into: the options, or the port it follows. */
  readonly at: ts.Expression;
}

/** `undefined` for calls that other machines can reach, that may be, or that nobody outside is meant to reach. */
export function loopbackListenOf(listen: ListenCall, bindings: Bindings): LoopbackListen | undefined {
  if (listen.framework === 'net' || isAside(listen, bindings)) return undefined;
  if (listen.host !== undefined) {
    const host = bindings.staticString(listen.host);
    return host !== undefined && isLoopback(host) ? { kind: 'literal', at: bindings.resolve(listen.host) } : undefined;
  }
  return bindsLoopbackByDefault(listen, bindings) ? unsetHost(listen.call) : undefined;
}

/** Port 0 is for the process itself; a metrics or callback port is for whoever runs on the same machine. */
function isAside({ call, port, receiver }: ListenCall, bindings: Bindings): boolean {
  if (port !== undefined && bindings.staticNumber(port) === 0) return true;
  if (isGuardedByDevelopment(call, bindings)) return true;
  return SIDE_LISTENER.test(`${receiver?.getText() ?? ''} ${port?.getText() ?? ''}`);
}

/** Fastify listens on `localhost` unless it is told otherwise, also under Nest. */
function bindsLoopbackByDefault({ framework, receiver }: ListenCall, bindings: Bindings): boolean {
  if (framework === 'fastify') return true;
  if (framework !== '@nestjs/core' || receiver === undefined) return false;
  const made = unwrap(bindings.resolve(receiver));
  const creation = ts.isAwaitExpression(made) ? unwrap(made.expression) : made;
  if (!ts.isCallExpression(creation)) return false;
  const [, adapter] = creation.arguments;
  const value = adapter && bindings.resolve(adapter);
  return (
    value !== undefined &&
    ts.isNewExpression(value) &&
    bindings.isImport(value.expression, '@nestjs/platform-fastify', 'FastifyAdapter')
  );
}

function unsetHost({ arguments: parameters }: ListenCall['call']): LoopbackListen | undefined {
  const [first, second] = parameters ?? [];
  if (first === undefined) return undefined;
  if (ts.isObjectLiteralExpression(first)) {
    const isTold = ['host', 'path', 'fd', 'listenTextResolver'].some((name) => propertyOf(first, name) !== undefined);
    const isOpen = isTold || propertyOf(first, 'port') === undefined || hasUnknownProperties(first);
    return isOpen ? undefined : { kind: 'unset', at: first };
  }
  // Anything but a plain port may be options from elsewhere.
  const isAlone = second === undefined || ts.isArrowFunction(second) || ts.isFunctionExpression(second);
  return isAlone && isPort(first) ? { kind: 'unset', at: first } : undefined;
}

function isPort(node: ts.Expression): boolean {
  const value = unwrap(node);
  return (
    ts.isNumericLiteral(value) ||
    /port/i.test(value.getText()) ||
    (ts.isBinaryExpression(value) && ts.isNumericLiteral(unwrap(value.right)))
  );
}
