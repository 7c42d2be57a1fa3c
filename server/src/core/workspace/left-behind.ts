/** Code that nothing seems to run any more. */
import { baseName, directoryOf, type FilePath } from '../documents/kinds';
import { ENTRY_NAME, TEMPLATE_FRAMEWORKS } from '../knowledge/file-roles';
import type { AppModel } from './app-model';
import type { Runtime } from './runtime';

/**
 * True for a file that no process, no script and no other file leads to, while its neighbours are imported: in a folder that
 * a framework reads as a whole (routes, commands, migrations) nobody imports any of them.
 */
export function isLeftBehind(app: AppModel, runtime: Runtime, file: FilePath): boolean {
  if (app.importersOf(file).length > 0 || ENTRY_NAME.test(baseName(file)) || runtime.kindsOf(file).size > 0)
    return false;
  const manifest = app.packageOf(file)?.manifest;
  if (
    manifest === undefined ||
    manifest.hasExports ||
    manifest.bin.some(({ path }) => stemOf(path.value) === stemOf(file))
  )
    return false;
  // Components import code, and they are not read.
  const names = [...manifest.dependencies.keys(), ...manifest.devDependencies.keys()];
  if (names.some((name) => TEMPLATE_FRAMEWORKS.test(name))) return false;
  const folder = directoryOf(file);
  const neighbours = app
    .factsOf('typescript')
    .map((one) => one.file)
    .filter((other) => other !== file && directoryOf(other) === folder);
  const imported = neighbours.filter((other) => app.importersOf(other).length > 0).length;
  return imported >= 2 && imported * 2 >= neighbours.length;
}

/** A command is built from a file of its name, wherever that is. */
function stemOf(path: string): string {
  return baseName(path).replace(/\.\w+$/, '');
}
