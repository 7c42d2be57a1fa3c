import { ts } from 'ts-morph';
import { nodeWithSpan, propertyOf, spanOf } from '../core/documents/typescript/ast';
import type { Fix, FixContext } from '../core/rule/fix';
import { type MoveLiteralOptions, moveLiteral, moveLiterals } from './move-literal';
import { fallbackAt } from './remove-fallback';

/** Moves the address of a service to the environment, and a literal port beside it along: a host alone is half an address. */
export function moveEndpoint(context: FixContext, options: MoveLiteralOptions): Fix | undefined {
  const port = portBeside(context);
  const fix = moveLiteral(context, options);
  const span = options.span ?? context.finding.span;
  if (fix === undefined || port === undefined || !options.name?.endsWith('_HOST')) return fix;
  if (fallbackAt(context.tree(), span) !== undefined) return fix;
  const name = options.name.replace(/_HOST$/, '_PORT');
  const places = [
    { ...options, span },
    { span: spanOf(port), name, example: port.text },
  ];
  const both = moveLiterals(context, places, { areSecret: context.finding.secret });
  return both === undefined ? fix : { ...both, title: `${fix.title} and its port` };
}

function portBeside(context: FixContext): ts.NumericLiteral | undefined {
  const node = nodeWithSpan(context.tree(), context.finding.span);
  const property = node?.parent;
  if (property === undefined || !ts.isPropertyAssignment(property)) return undefined;
  const port = propertyOf(property.parent, 'port')?.value;
  return port !== undefined && ts.isNumericLiteral(port) ? port : undefined;
}
