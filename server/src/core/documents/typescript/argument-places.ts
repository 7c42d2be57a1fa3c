import { ts } from 'ts-morph';
import { propertyOf } from './ast';
import type { Bindings } from './bindings';

/** What stands at a place among the arguments of a call. */
export interface PlacedValue {
  readonly value: ts.Expression;
  /** Path of the option; empty for a positional argument. */
  readonly option: string;
}

/**
 * The expressions at a place such as `0.auth.pass` (index of the argument, then the path inside it): several for `*`, none
 * when something on the way is dynamic.
 */
export function valuesAt(args: readonly ts.Expression[], place: string, bindings: Bindings): PlacedValue[] {
  const [index = '', ...path] = place.split('.');
  const chosen = index === '*' ? args : args.slice(Number(index), Number(index) + 1);
  return chosen.flatMap((argument) => {
    let value: ts.Expression | undefined = argument;
    for (const step of path) {
      const object: ts.Expression = bindings.resolve(value);
      value = ts.isObjectLiteralExpression(object) ? propertyOf(object, step)?.value : undefined;
      if (value === undefined) return [];
    }
    return ts.isSpreadElement(value) ? [] : [{ value, option: path.join('.') }];
  });
}
