import type { FilePath } from '../documents/kinds';
import type { FileRole } from '../rule/roles';
import type { AppModel } from './app-model';
import type { Runtime } from './runtime';

/** Roles of code that stands aside of the running app. */
const ASIDE: readonly FileRole[] = ['test', 'tool-config', 'script', 'development', 'example', 'generated'];

export function standsAside(app: AppModel, file: FilePath): boolean {
  const roles = app.rolesOf(file);
  return ASIDE.some((role) => roles.has(role));
}

/**
 * Where one fact shows in many files, the order in which they tell it: 0 code that a start command leads to, 1 other code
 * of the app, 2 its front end, 3 what stands aside.
 */
export function prominenceOf(app: AppModel, file: FilePath, runtime: Runtime): number {
  if (standsAside(app, file)) return 3;
  if (runtime.processesOf(file).length > 0) return 0;
  return app.rolesOf(file).has('front-end') ? 2 : 1;
}
