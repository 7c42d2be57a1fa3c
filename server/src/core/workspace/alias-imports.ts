import type { FilePath } from '../documents/kinds';
import type { AppModel } from './app-model';
import { splitSpecifier } from './modules';

/** An import that could have been written the other way: by an alias of the project, or up the folders. */
export interface OwnImport {
  readonly from: FilePath;
  readonly specifier: string;
  readonly target: FilePath;
  readonly isAlias: boolean;
}

/** How the package of a file imports its own modules that do not stand below the importing one. */
export function ownImports(app: AppModel, file: FilePath): OwnImport[] {
  const rootOf = (path: FilePath): FilePath => app.packageOf(path)?.root ?? app.root;
  const root = rootOf(file);
  const names = new Set(app.folderPackages.flatMap(({ manifest }) => manifest.name ?? []));
  return app.factsOf('typescript').flatMap(({ file: from, facts }) =>
    rootOf(from) !== root
      ? []
      : facts.imports.flatMap(({ specifier, uncertain }): OwnImport[] => {
          const isAlias = !specifier.startsWith('.');
          if (uncertain === true || specifier.startsWith('./') || names.has(splitSpecifier(specifier)[0])) return [];
          const target = app.modules.resolve(from, specifier);
          return target === undefined || rootOf(target) !== root ? [] : [{ from, specifier, target, isAlias }];
        }),
  );
}
