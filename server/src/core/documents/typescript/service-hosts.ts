import { ts } from 'ts-morph';
import { parseConnectionString } from '../../knowledge/connection-string';
import { HOST_OPTIONS } from '../../knowledge/environment-getters';
import { hostClass, SANDBOX_MAIL_HOSTS } from '../../knowledge/hosts';
import { propertyOf } from './ast';
import type { Bindings } from './bindings';
import { environmentFallbackOf } from './environment-fallbacks';

/**
 * True when the same configuration names this machine, or a sandbox for mails, as the service's host, as a literal or as
 * the fallback of a variable: what stands there is for development.
 */
export function besideLocalHost(node: ts.Node, bindings: Bindings): boolean {
  let current = node;
  for (let levels = 0; levels < 3 && current.parent !== undefined && !ts.isStatement(current.parent); ) {
    current = current.parent;
    if (ts.isObjectLiteralExpression(current)) {
      levels++;
      if (hasLocalHost(current, bindings)) return true;
    } else if (ts.isCallExpression(current) || ts.isNewExpression(current)) {
      return (current.arguments ?? []).some((argument) => {
        const object = bindings.resolve(argument);
        return ts.isObjectLiteralExpression(object) ? hasLocalHost(object, bindings) : isLocalAddress(object, bindings);
      });
    }
  }
  return false;
}

function hasLocalHost(object: ts.ObjectLiteralExpression, bindings: Bindings): boolean {
  return (
    isPairOfOne(object, bindings) ||
    HOST_OPTIONS.some((name) => {
      const value = propertyOf(object, name)?.value;
      return value !== undefined && isLocalAddress(value, bindings);
    })
  );
}

/** `user: 'postgres', password: 'postgres'`: how a database starts on a developer's machine, and nowhere else. */
function isPairOfOne(object: ts.ObjectLiteralExpression, bindings: Bindings): boolean {
  const textOf = (name: string): string | undefined => {
    const value = propertyOf(object, name)?.value;
    return value === undefined ? undefined : bindings.staticString(value);
  };
  const user = textOf('user') ?? textOf('username');
  return user !== undefined && user === (textOf('password') ?? textOf('pass'));
}

function isLocalAddress(expression: ts.Expression, bindings: Bindings): boolean {
  const node = bindings.resolve(expression);
  const text = bindings.staticString(environmentFallbackOf(node, bindings)?.value ?? node);
  return text !== undefined && isLocalText(text);
}

function isLocalText(text: string): boolean {
  const host = parseConnectionString(text)?.host ?? /^(?:[a-z][a-z0-9+.-]*:\/\/)?([^/:@\s]+)/i.exec(text)?.[1];
  return host !== undefined && (hostClass(host) === 'local' || SANDBOX_MAIL_HOSTS.test(host));
}
