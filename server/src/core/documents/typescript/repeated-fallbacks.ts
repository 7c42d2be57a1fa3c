import { ts } from 'ts-morph';
import type { Bindings } from './bindings';
import { type EnvironmentFallback, environmentFallbackOf } from './environment-fallbacks';
import { literalText } from './literals';
import { identifiersOf } from './secret-places';

/**
 * The places of a file at which a variable falls back to the same text, in their order and with the given one. Goes
 * through the whole file.
 */
export function repeatsOf(
  fallback: EnvironmentFallback,
  tree: ts.SourceFile,
  bindings: Bindings,
): readonly EnvironmentFallback[] {
  const text = literalText(fallback.value);
  if (text === undefined) return [fallback];
  const found = identifiersOf(tree)(fallback.name).flatMap((identifier) => {
    const around = fallbackAbove(identifier, bindings);
    const isSame =
      around?.name === fallback.name && around.form === fallback.form && literalText(around.value) === text;
    return isSame ? [around] : [];
  });
  return found.some(({ node }) => node === fallback.node) ? found : [fallback];
}

/** `process.env.NAME || '…'` for the name. */
function fallbackAbove(name: ts.Identifier, bindings: Bindings): EnvironmentFallback | undefined {
  let current: ts.Node = name;
  for (let depth = 0; depth < 4 && current.parent !== undefined && !ts.isStatement(current); depth++) {
    current = current.parent;
    const found = environmentFallbackOf(current, bindings);
    if (found !== undefined) return found;
  }
  return undefined;
}
