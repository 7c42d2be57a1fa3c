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
  /** The code asks whether the variable is set, or compares it, and goes on without it. */
  readonly isOptional: boolean;
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

/** Everything a file says of environment variables: names and places. */
export interface EnvironmentUses {
  readonly reads: readonly EnvironmentRead[];
  readonly declarations: readonly EnvironmentDeclaration[];
  readonly references: readonly EnvironmentReference[];
  /** Places where the name is put together at run time. */
  readonly dynamic: readonly DynamicRead[];
}

export interface DynamicRead {
  /** How the name begins: `` process.env[`S3_${x}`] `` gives `S3_`; empty where nobody can know (`process.env[name]`). */
  readonly prefix: string;
  readonly span: Span;
}

export const NO_USES: EnvironmentUses = { reads: [], declarations: [], references: [], dynamic: [] };

/** Takes what a file says of variables, in any order. */
export interface UsesSink {
  read(read: EnvironmentRead): void;
  declare(declaration: EnvironmentDeclaration): void;
  refer(reference: EnvironmentReference): void;
  readDynamic(read: DynamicRead): void;
}

/** The shared `NO_USES` for a file that says nothing, so that equality is cheap. */
export function usesOf({ reads, declarations, references, dynamic }: EnvironmentUses): EnvironmentUses {
  const count = reads.length + declarations.length + references.length + dynamic.length;
  return count === 0 ? NO_USES : { reads, declarations, references, dynamic };
}

/** Gathers the uses of one file. */
export class UsesBuilder implements UsesSink {
  private readonly reads: EnvironmentRead[] = [];
  private readonly declarations: EnvironmentDeclaration[] = [];
  private readonly references: EnvironmentReference[] = [];
  private readonly dynamic: DynamicRead[] = [];

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

  build(): EnvironmentUses {
    const { reads, declarations, references, dynamic } = this;
    return usesOf({ reads, declarations, references, dynamic });
  }
}
