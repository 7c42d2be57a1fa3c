import type { FilePath } from '../documents/kinds';
import { addedFamilyOf, BRINGS_DRIVERS, driverFamily, type StoreFamily } from '../knowledge/store-families';
import type { Location } from '../rule/finding';
import type { AppModel } from './app-model';

export interface DatabaseDriver extends Location {
  readonly family: StoreFamily;
}

/**
 * Drivers of the package that an image is built from; none where an object mapper brings drivers of its own.
 * @param added what a project says itself of the packages of a manifest, as in `addedFamilyOf`
 */
export function databaseDrivers(
  app: AppModel,
  dockerfile: FilePath,
  added: (manifest: FilePath) => readonly string[],
): DatabaseDriver[] {
  const model = app.packageOf(dockerfile);
  if (model === undefined) return [];
  const { dependencies, devDependencies } = model.manifest;
  if ([...dependencies.keys()].some((name) => BRINGS_DRIVERS.test(name))) return [];
  // Code of workspace packages may well bring the driver.
  if ([...dependencies.values()].some(({ range }) => /^(?:workspace|file|link):/.test(range))) return [];
  const entries = added(model.file);
  return [...dependencies.values(), ...devDependencies.values()].flatMap(({ name, entrySpan }) => {
    const family = driverFamily(name) ?? addedFamilyOf(name, entries);
    return family === undefined ? [] : [{ file: model.file, span: entrySpan, family }];
  });
}
