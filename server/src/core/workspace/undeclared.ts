/** Imports of packages that the manifest next to them does not declare. */
import type { FilePath } from '../documents/kinds';
import type { ImportFact } from '../documents/typescript/imports';
import { SERVED_AS_IS } from '../knowledge/provided-packages';
import type { AppModel } from './app-model';
import { type Declaration, declarationOf, isMeteorPackage, manifestsAround } from './declarations';
import type { TypeScriptFacts } from './facts';
import type { ModuleResolver } from './module-resolver';
import { splitSpecifier } from './modules';
import type { PackageModel } from './packages';

export interface UndeclaredImport {
  readonly file: FilePath;
  readonly imported: ImportFact;
  readonly name: string;
  /** The manifest that should declare it. */
  readonly manifest: PackageModel;
  readonly declaration: Exclude<Declaration, { readonly by: 'own' }>;
}

interface Known {
  readonly modules: ModuleResolver;
  readonly imports: readonly UndeclaredImport[];
}

/** Asked for with every keystroke; what is known of the other files holds as long as their facts and the folder's structure. */
const KNOWN = new WeakMap<TypeScriptFacts, Known>();

/** As far as the facts tell: of files that were not read closely, an import may stand in a comment or a string. */
export function undeclaredImports(app: AppModel): UndeclaredImport[] {
  let ambient: readonly string[] | undefined;
  const isAmbient = ({ imported }: UndeclaredImport): boolean => {
    ambient ??= ambientModules(app);
    return ambient.some((pattern) => fits(pattern, imported.specifier));
  };
  return app.factsOf('typescript').flatMap(({ file, facts }) => {
    if (SERVED_AS_IS.test(file)) return [];
    const known = KNOWN.get(facts);
    const imports = known?.modules === app.modules ? known.imports : importsIn(app, file, facts);
    KNOWN.set(facts, { modules: app.modules, imports });
    // Roles are asked for few files only: most import nothing of the kind.
    if (imports.length === 0 || app.rolesOf(file).has('generated') || isMeteorPackage(app, file)) return [];
    return imports.filter((entry) => !isAmbient(entry));
  });
}

function importsIn(app: AppModel, file: FilePath, facts: TypeScriptFacts): UndeclaredImport[] {
  const manifests = manifestsAround(app, file);
  const [manifest] = manifests;
  if (manifest === undefined) return [];
  return facts.imports.flatMap((imported): UndeclaredImport[] => {
    const { specifier, kind } = imported;
    if (kind === 'type' || OWN_FILE.test(specifier)) return [];
    const [written] = splitSpecifier(specifier);
    const declaration = declarationOf(app, manifests, written);
    if (declaration === undefined || declaration.by === 'own') return [];
    const name = app.modules.packageNamed(file, specifier);
    return name === undefined ? [] : [{ file, imported, name, manifest, declaration }];
  });
}

/** A path, or a source file below some root of its own: packages are published as JavaScript. */
const OWN_FILE = /^[./]|^[^@][^/]*\/.*\.[cm]?tsx?$/;

/** Modules that the folder declares itself: a bundler or a host makes them. */
function ambientModules(app: AppModel): readonly string[] {
  return [...new Set(app.folderFactsOf('typescript').flatMap(({ facts }) => facts.ambientModules ?? []))];
}

function fits(pattern: string, specifier: string): boolean {
  const [before = '', after] = pattern.split('*');
  if (after === undefined) return pattern === specifier;
  return specifier.startsWith(before) && specifier.endsWith(after);
}
