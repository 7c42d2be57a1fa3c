import type { Span } from '../../text/span';
import type { JsonError, JsonText } from '../json/tree';

/** In the order in which a declaration counts. */
export const DEPENDENCY_SECTIONS = [
  'dependencies',
  'optionalDependencies',
  'peerDependencies',
  'devDependencies',
] as const;

export type DependencySection = (typeof DEPENDENCY_SECTIONS)[number];

/** A package.json. All spans are UTF-16 offsets into the text that was parsed; a value of a wrong type is absent. */
export interface ManifestDocument {
  readonly name?: string;
  /** Inside of the quotes. */
  readonly nameSpan?: Span;
  /** True only for `"private": true`. */
  readonly private: boolean;
  readonly version?: string;
  readonly type?: string;
  readonly main?: string;
  readonly module?: string;
  readonly bin: readonly ManifestBin[];
  readonly files?: readonly string[];
  readonly hasExports: boolean;
  /** The value of `exports`, not checked. */
  readonly exports?: unknown;
  /** The value of `imports`, not checked. */
  readonly imports?: unknown;
  /** `_moduleAliases` of the package module-alias: names and the paths they stand for. */
  readonly moduleAliases?: ReadonlyMap<string, string>;
  /** `types` or `typings` */
  readonly types?: string;
  /** True when there is one. */
  readonly publishConfig: boolean;
  /** Globs; `undefined` when the package declares no workspaces. */
  readonly workspaces?: readonly string[];
  /** `pnpm@9.1.0`; see `packageManagerOf` in `core/knowledge/lockfiles.ts`. */
  readonly packageManager?: ManifestText;
  /** `engines.node` */
  readonly nodeEngine?: ManifestText;
  /** `volta.node` */
  readonly voltaNode?: ManifestText;
  /** `devEngines.runtime` of the name `node`: its version range. */
  readonly devEngineNode?: ManifestText;
  /** `devEngines.packageManager`: its name. */
  readonly devEnginePackageManager?: ManifestText;
  /** `prisma.seed`: the command that `prisma db seed` runs. */
  readonly prismaSeed?: string;
  readonly scripts: ReadonlyMap<string, ManifestScript>;
  readonly dependencies: ReadonlyMap<string, ManifestDependency>;
  readonly devDependencies: ReadonlyMap<string, ManifestDependency>;
  readonly peerDependencies: ReadonlyMap<string, ManifestDependency>;
  readonly optionalDependencies: ReadonlyMap<string, ManifestDependency>;
  readonly bundledDependencies: readonly string[];
  readonly sections: ReadonlyMap<DependencySection | 'scripts' | 'engines', ManifestSection>;
  /** The configuration, not checked. */
  readonly twelveFactor?: { readonly value: unknown; readonly span: Span };
  /** The braces and what is between; absent when the text holds no object. */
  readonly rootSpan?: Span;
  readonly errors: readonly ManifestError[];
}

export type ManifestText = JsonText;

export interface ManifestBin {
  /** Absent for `"bin": "path"`, where the package's name serves. */
  readonly name?: string;
  readonly path: ManifestText;
}

export interface ManifestScript {
  readonly name: string;
  /** Unescaped. */
  readonly text: string;
  /** Where the text begins in the document; offsets inside hold unless `escaped`. */
  readonly offset: number;
  /** Inside of the quotes. */
  readonly span: Span;
  readonly escaped: boolean;
  /** The name with its quotes. */
  readonly keySpan: Span;
  /** From the name's quote to the end of the value. */
  readonly entrySpan: Span;
}

export interface ManifestDependency {
  readonly name: string;
  readonly range: string;
  /** The range, inside of the quotes. */
  readonly span: Span;
  /** The name with its quotes. */
  readonly keySpan: Span;
  readonly entrySpan: Span;
  readonly section: DependencySection;
}

export interface ManifestSection {
  /** The name with its quotes. */
  readonly keySpan: Span;
  /** The braces and what is between. */
  readonly span: Span;
}

/** `code` is the name of jsonc-parser's error code. */
export type ManifestError = JsonError;
