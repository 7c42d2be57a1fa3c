import type { FilePath } from '../../documents/kinds';
import type { Span } from '../../text/span';

/** Where a variable can be declared; the words of `twelve-factor env -f json`. */
export type DeclarationKind =
  | 'dotenv'
  | 'example'
  | 'schema'
  | 'compose'
  | 'dockerfile'
  | 'kubernetes'
  | 'workflow'
  | 'manifest'
  | 'types';

/** A place where a variable's value is asked for. */
export interface EnvironmentRead {
  readonly name: string;
  /** Of the name, without quotes and `$`: what a rename replaces. UTF-16 offsets. */
  readonly span: Span;
  /** Something else is used where the variable is not set. */
  readonly hasDefault: boolean;
  /** What is used then is an empty text. */
  readonly isEmptyDefault?: true;
  /** The code asks whether the variable is set, or compares it, and goes on without it. */
  readonly isOptional: boolean;
  /** It is put into an object as it is; whether somebody asks there is not known. */
  readonly isHandedOn?: boolean;
  /** It is handed to other code of the project, which may well ask: exported, returned, an argument. */
  readonly isKept?: boolean;
  /** Specifiers of the packages that are given it, and nothing else is. */
  readonly packages?: readonly string[];
  /** The module whose object was asked (`env.NAME`), when it is not the environment itself that is read here. */
  readonly through?: FilePath;
  /** The object has the variable under another name (`config.port`), which stands at the place. */
  readonly isOtherName?: boolean;
}

/** A place that says that a variable exists, or gives it a value. Values are never kept. */
export interface EnvironmentDeclaration {
  readonly name: string;
  /** Of the name. UTF-16 offsets. */
  readonly span: Span;
  readonly kind: DeclarationKind;
  /** Of a schema: `true` when the app refuses to start without the variable. */
  readonly isRequired?: boolean;
  /** A bare name, which documents the variable or hands it through without giving a value. */
  readonly isBare?: boolean;
}

/** A place that names a variable without reading it from a deploy's environment: renamed along, nothing more. */
export interface EnvironmentReference {
  readonly name: string;
  readonly span: Span;
  /** The file sets the variable itself here (`process.env.X = …`, `X=…` in a script). */
  readonly isAssigned?: boolean;
}

/**
 * What a file takes off something that it imports (`env.NAME`): a read of a variable if the module offers that. Which it
 * does is asked once both are known.
 */
export interface EnvironmentAccess {
  /** As written; empty for what the file itself has made of the environment. */
  readonly specifier: string;
  /** Below the module: `env.NAME` of `import { env } from …`, `config.get(db.host)` for a getter. */
  readonly path: string;
  /** Of the last name. */
  readonly span: Span;
  /** It is tested, compared, or something else is used in its place. */
  readonly isOptional?: true;
  /** It gets another name or is passed on. */
  readonly isKept?: true;
}

/** What a module makes of the environment and exports. */
export interface EnvironmentOffer {
  /** Variables by the path below the module under which they can be had. */
  readonly paths: Readonly<Record<string, string>>;
  /** Paths of objects that have all variables under their own names. */
  readonly whole: readonly string[];
  readonly passages: readonly EnvironmentPassage[];
}

/** Something that a module exports as another one made it; `*` for all it has. */
export interface EnvironmentPassage {
  readonly specifier: string;
  readonly from: string;
  readonly to: string;
}

/** Everything a file says of environment variables: names and places. */
export interface EnvironmentUses {
  readonly reads: readonly EnvironmentRead[];
  readonly declarations: readonly EnvironmentDeclaration[];
  readonly references: readonly EnvironmentReference[];
  /** Places where the name is put together at run time. */
  readonly dynamic: readonly DynamicRead[];
  readonly accesses: readonly EnvironmentAccess[];
  readonly offer?: EnvironmentOffer | undefined;
}

export interface DynamicRead {
  /** How the name begins: `` process.env[`S3_${x}`] `` gives `S3_`; empty where nobody can know (`process.env[name]`). */
  readonly prefix: string;
  /** How it ends, where that is known: `CROWD_${KEY}_CLIENT_ID` gives `_CLIENT_ID`. */
  readonly suffix?: string;
  readonly span: Span;
  /**
   * Set where variables are put into the environment instead, names that this file does not tell: the specifier of the
   * module that their object comes from, empty where it is made at run time or kept outside of the folder.
   */
  readonly sets?: string;
}

export const NO_USES: EnvironmentUses = { reads: [], declarations: [], references: [], dynamic: [], accesses: [] };

/** Takes what a file says of variables, in any order. */
export interface UsesSink {
  read(read: EnvironmentRead): void;
  declare(declaration: EnvironmentDeclaration): void;
  refer(reference: EnvironmentReference): void;
  readDynamic(read: DynamicRead): void;
  access(access: EnvironmentAccess): void;
}

/** The shared `NO_USES` for a file that says nothing, so that equality is cheap. */
export function usesOf(uses: EnvironmentUses): EnvironmentUses {
  const { reads, declarations, references, dynamic, accesses, offer } = uses;
  const count = reads.length + declarations.length + references.length + dynamic.length + accesses.length;
  if (count === 0 && offer === undefined) return NO_USES;
  return { reads, declarations, references, dynamic, accesses, ...(offer && { offer }) };
}

/** Gathers the uses of one file. */
export class UsesBuilder implements UsesSink {
  private readonly reads: EnvironmentRead[] = [];
  private readonly declarations: EnvironmentDeclaration[] = [];
  private readonly references: EnvironmentReference[] = [];
  private readonly dynamic: DynamicRead[] = [];
  private readonly accesses: EnvironmentAccess[] = [];

  read(read: EnvironmentRead): void {
    this.reads.push(read);
  }

  declare(declaration: EnvironmentDeclaration): void {
    this.declarations.push(declaration);
  }

  refer(reference: EnvironmentReference): void {
    this.references.push(reference);
  }

  readDynamic(read: DynamicRead): void {
    this.dynamic.push(read);
  }

  access(access: EnvironmentAccess): void {
    this.accesses.push(access);
  }

  build(): EnvironmentUses {
    const { reads, declarations, references, dynamic, accesses } = this;
    return usesOf({ reads, declarations, references, dynamic, accesses });
  }
}
