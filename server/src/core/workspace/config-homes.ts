import type { FilePath } from '../documents/kinds';
import { ENVIRONMENT_LIBRARIES } from '../knowledge/environment-schemas';
import type { FileRole } from '../rule/roles';
import type { AppModel } from './app-model';

/**
 * Modules through which the package of a file may read its environment, the likeliest first: the one that is known as its
 * config module, then others that name variables in a schema or import a library for it. A module that itself needs the
 * file is left out, because importing it from there would close a circle.
 */
export function configModulesFor(app: Omit<AppModel, 'configModulesFor'>, file: FilePath): FilePath[] {
  const rootOf = (path: FilePath): FilePath => app.packageOf(path)?.root ?? app.root;
  const root = rootOf(file);
  const known = app.configModuleOf(file);
  const schemas = [...app.environment.variables.values()].flatMap(({ declarations }) =>
    declarations.filter(({ kind }) => kind === 'schema').map((declaration) => declaration.file),
  );
  const speaking = app.factsOf('typescript').flatMap(({ file: path, facts }) => {
    const imports = facts.imports.some(({ specifier }) => isLibrary(specifier));
    return imports || facts.configModule !== undefined || facts.roles.includes('config-module') ? [path] : [];
  });
  const others = known?.isDeclared === true ? [] : [...new Set([...schemas, ...speaking])];
  const candidates = [...(known === undefined ? [] : [known.file]), ...others.filter((path) => path !== known?.file)];
  return candidates
    .filter((path) => app.typescript(path) !== undefined && rootOf(path) === root)
    .filter((path) => path === known?.file || ![...app.rolesOf(path)].some((role) => ASIDE.has(role)))
    .slice(0, MOST)
    .filter((path) => path === file || !app.reachableFrom([path]).has(file));
}

/** Files of the package that declare its variables to the compiler. */
export function environmentTypesFor(app: AppModel, file: FilePath): FilePath[] {
  const root = app.packageOf(file)?.root ?? app.root;
  const places = [...app.environment.variables.values()].flatMap(({ declarations }) => declarations);
  const files = new Set(places.filter(({ kind }) => kind === 'types').map((place) => place.file));
  return [...files].filter((path) => (app.packageOf(path)?.root ?? app.root) === root);
}

/** More than these are services that read what they need themselves, and none of them is a home. */
const MOST = 12;

/** What these read is no part of the service. */
const ASIDE: ReadonlySet<FileRole> = new Set(['test', 'script', 'tool-config', 'generated', 'example', 'front-end']);

function isLibrary(specifier: string): boolean {
  return ENVIRONMENT_LIBRARIES.some(
    (name) =>
      specifier === name ||
      specifier.startsWith(`${name}/`) ||
      (name === '@t3-oss/env' && specifier.startsWith('@t3-oss/env-')),
  );
}
