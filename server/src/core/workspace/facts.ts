import type { AppJsonDocument } from '../documents/app-json/parse';
import type { ComposeDocument } from '../documents/compose/parse';
import type { DataSchemas } from '../documents/data-schemas/parse';
import type { DevcontainerDocument } from '../documents/devcontainer/parse';
import type { DockerfileDocument } from '../documents/dockerfile/model';
import type { IgnoreFileDocument } from '../documents/ignore-file/parse';
import type { KubernetesDocument } from '../documents/kubernetes/parse';
import type { LockfileDocument } from '../documents/lockfile/parse';
import type { ManifestDocument } from '../documents/manifest/parse';
import type { NginxDocument } from '../documents/nginx/parse';
import type { NodeVersionDocument } from '../documents/node-version/parse';
import type { NpmrcDocument } from '../documents/npmrc/parse';
import type { ProcfileDocument } from '../documents/procfile/parse';
import type { ShellCommand } from '../documents/shell/split';
import type { TsconfigDocument } from '../documents/tsconfig/parse';
import type { ImportFact } from '../documents/typescript/imports';
import type { ManagedProcess } from '../documents/typescript/managed-processes';
import type { WorkflowDocument } from '../documents/workflow/parse';
import type { StoreFamily } from '../knowledge/store-families';
import type { FileRole } from '../rule/roles';
import type { Span } from '../text/span';

/** A call that opens a port or starts a framework's server. */
export interface ListenFact {
  readonly span: Span;
  /** Package of the server: `express`, `http`, `@nestjs/core`, …; `''` when the receiver is not known. */
  readonly framework: string;
  readonly port: 'literal' | 'environment' | 'unknown';
  /** False when only the shape (`app.listen(3000)`) speaks for a server. */
  readonly certain: boolean;
}

/** Something that ends the process in order on SIGTERM: a handler, or a library that installs one. */
export interface ShutdownFact {
  readonly span: Span;
  readonly how: 'handler' | 'library' | 'framework';
}

/** A call that starts a copy of its own process. */
export interface ForkFact {
  readonly span: Span;
  /** `cluster`, or the library that forks. */
  readonly module: string;
  /** Only where a deploy sets a variable that has no default. */
  readonly onDemand?: true;
}

/** A module through which a package reads the environment (RULES §1.1). Names only, never values. */
export interface ConfigModuleFact {
  /** A call that checks the environment, the module's path, or what it exports. */
  readonly how: 'schema' | 'path' | 'exports';
  readonly variables: readonly string[];
  /** The one plain object it exports, under this name (`''`: the default export). */
  readonly object?: {
    readonly name: string;
    /** Keys that hold a variable as it is, by its name. */
    readonly keys: Readonly<Record<string, string>>;
    /** Variables that it keeps in another form only. */
    readonly converted: readonly string[];
  };
}

/** What remains of a TypeScript or JavaScript file once its tree is gone. */
export interface TypeScriptFacts {
  readonly kind: 'typescript';
  readonly imports: readonly ImportFact[];
  /** Roles seen in the path and the text. */
  readonly roles: readonly FileRole[];
  readonly listens: readonly ListenFact[];
  readonly shutdowns: readonly ShutdownFact[];
  readonly forks: readonly ForkFact[];
  readonly configModule?: ConfigModuleFact;
  /** False when no rule needed the file parsed: then `imports` was read off the text and the other lists are empty. */
  readonly parsed: boolean;
  /** Of a configuration of PM2 only. */
  readonly processes?: readonly ManagedProcess[];
  /** Names (also with `*`) of `declare module '…'` and of a bundler's aliases; absent where there are none. */
  readonly ambientModules?: readonly string[];
  /** True where a rule asked for it: the imports tell how they are used, see `ImportFact.use`. */
  readonly close?: true;
}

/** Names and classes of an env file, never values. */
export interface DotenvFacts {
  readonly kind: 'dotenv';
  readonly example: boolean;
  readonly entries: readonly {
    readonly name: string;
    readonly keySpan: Span;
    readonly span: Span;
    readonly secretName: boolean;
    /** `secret` for what has the form of a real one; a weak value under a secret's name is `plain`. */
    readonly value: 'empty' | 'placeholder' | 'reference' | 'secret' | 'plain';
    /** What kind of service a URL leads to; `sqlite` for a database in a file. */
    readonly family?: StoreFamily;
  }[];
}

/** One shape per document kind. The container and manifest documents are small and kept whole. */
export type FileFacts =
  | TypeScriptFacts
  | DotenvFacts
  | { readonly kind: 'dockerfile'; readonly document: DockerfileDocument }
  | { readonly kind: 'compose'; readonly document: ComposeDocument }
  | { readonly kind: 'kubernetes'; readonly document: KubernetesDocument }
  | { readonly kind: 'workflow'; readonly document: WorkflowDocument }
  | { readonly kind: 'manifest'; readonly document: ManifestDocument }
  | { readonly kind: 'procfile'; readonly document: ProcfileDocument }
  | { readonly kind: 'ignore-file'; readonly document: IgnoreFileDocument; readonly text: string }
  | { readonly kind: 'tsconfig'; readonly document: TsconfigDocument }
  | { readonly kind: 'lockfile'; readonly document: LockfileDocument }
  | { readonly kind: 'node-version'; readonly document: NodeVersionDocument }
  | { readonly kind: 'npmrc'; readonly document: NpmrcDocument }
  | { readonly kind: 'nginx'; readonly document: NginxDocument }
  | { readonly kind: 'app-json'; readonly document: AppJsonDocument }
  | { readonly kind: 'devcontainer'; readonly document: DevcontainerDocument }
  | { readonly kind: 'documentation' }
  | { readonly kind: 'shell'; readonly commands: readonly ShellCommand[] }
  | { readonly kind: 'text'; readonly schemas?: DataSchemas };

export type FactsOf<Kind extends FileFacts['kind']> = Extract<FileFacts, { readonly kind: Kind }>;
