import type { ts } from 'ts-morph';
import type { FilePath } from '../../core/documents/kinds';
import type { Bindings } from '../../core/documents/typescript/bindings';
import type { Edit } from '../../core/text/edits';
import type { SourceStyle } from '../source-style';

/** What a value is, so that it stays it: everything in the environment is text. */
export type ValueType = 'string' | 'url' | 'number' | 'port' | 'boolean';

/** A variable that takes the place of a literal. */
export interface MovedVariable {
  readonly name: string;
  readonly type: ValueType;
  readonly isSecret: boolean;
  /** Read by code that is put into a browser bundle. */
  readonly isPublic?: boolean;
  /** The literal as code, where it may stay as a default for development: numbers and flags that are no secret. */
  readonly defaultText: string | undefined;
}

/** A module that may be the config home of a package. */
export interface ConfigModule {
  readonly file: FilePath;
  readonly tree: ts.SourceFile;
  readonly bindings: Bindings;
  readonly style: SourceStyle;
}

/** How code gets at a variable once it is declared. */
export type Use =
  /** Inside of the module itself, behind an offset or in a function. */
  | { readonly by: 'local'; readonly text: string; readonly from: number }
  /** By what the module exports; `exported` is empty for its default export, or the module itself. */
  | { readonly by: 'export'; readonly exported: string; readonly read: (local: string) => string }
  /** By a package's own export, whichever module imports it. */
  | {
      readonly by: 'package';
      readonly module: string;
      readonly exported: string;
      readonly namespace: boolean;
      readonly read: (local: string) => string;
    }
  /** By a service that the class around the code is given. */
  | {
      readonly by: 'injection';
      readonly service: string;
      readonly module: string;
      readonly read: (local: string, isTyped: boolean) => string;
    }
  /** By an instance that the function around the code is given. */
  | { readonly by: 'instance'; readonly type: string; readonly read: (local: string) => string };

export interface Entered {
  /** Of the module; none where everything is declared already. */
  readonly edits: readonly Edit[];
  /** One for each variable. */
  readonly uses: readonly Use[];
}

export interface ConfigHome {
  /**
   * Declares variables; `undefined` when the module is written in a way that cannot be added to.
   * @param isInside the module itself uses them
   */
  enter(variables: readonly MovedVariable[], isInside: boolean): Entered | undefined;
}

export interface Adapter {
  /** As the documentation names it. */
  readonly library: string;
  /** Recognizes a module; `others` are the remaining candidates of the package. */
  find(module: ConfigModule, others: readonly ConfigModule[]): ConfigHome | undefined;
}
