/** Whether a file surely runs when an entry does. */

import type { FilePath } from '../documents/kinds';
import type { AppContext } from '../rule/context';
import type { AppModel } from './app-model';

type Reader = Pick<AppContext<string, unknown>, 'app' | 'closely'>;

/**
 * A chain of imports from one of the entries to the file, both included, on which nothing is conditional. Reachability
 * alone rather takes in too much; here each step is read closely. `undefined` where no such chain is known (yet).
 */
export function certainPath(
  { app, closely }: Reader,
  entries: readonly FilePath[],
  file: FilePath,
): FilePath[] | undefined {
  const path = shortestPath(app, entries, file);
  if (path === undefined) return undefined;
  const steps = path.slice(0, -1).map((from, index) => isCertainStep({ app, closely }, from, path[index + 1] ?? ''));
  return steps.every(Boolean) ? path : undefined;
}

function isCertainStep({ app, closely }: Reader, from: FilePath, to: FilePath): boolean {
  const imports = closely(from)?.imports ?? [];
  return imports.some(
    ({ specifier, kind, use }) =>
      (kind === 'static' || kind === 'require') &&
      use?.guard === undefined &&
      (use?.value === true || app.modules.keepsImports(from)) &&
      app.modules.resolve(from, specifier) === to,
  );
}

function shortestPath(app: AppModel, entries: readonly FilePath[], file: FilePath): FilePath[] | undefined {
  const before = new Map<FilePath, FilePath | undefined>(entries.map((entry) => [entry, undefined]));
  for (const current of before.keys()) {
    if (current === file) break;
    for (const { specifier, kind } of app.typescript(current)?.imports ?? []) {
      if (kind !== 'static' && kind !== 'require') continue;
      const target = app.modules.resolve(current, specifier);
      if (target !== undefined && !before.has(target)) before.set(target, current);
    }
  }
  if (!before.has(file)) return undefined;
  const path: FilePath[] = [];
  for (let current: FilePath | undefined = file; current !== undefined; current = before.get(current))
    path.unshift(current);
  return path;
}
