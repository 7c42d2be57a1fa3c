import { type ParseError, parse } from 'jsonc-parser';

/** A tsconfig or jsconfig, as far as it says how specifiers are resolved and what becomes of imports. */
export interface TsconfigDocument {
  /** As written: relative paths, or names of packages. */
  readonly extends: readonly string[];
  /** As written. */
  readonly baseUrl?: string;
  /** Patterns with at most one `*`, and their targets; absent where the file has no `paths` of its own. */
  readonly paths?: ReadonlyMap<string, readonly string[]>;
  /** Paths of referenced projects: files, or folders that hold a tsconfig.json. */
  readonly references: readonly string[];
  readonly outDir?: string;
  /** True when the compiler keeps imports of which only types are used. */
  readonly keepsImports?: boolean;
}

/** Reads comments and trailing commas as the compiler does; a value of a wrong type counts as absent. Never throws. */
export function parseTsconfig(text: string): TsconfigDocument {
  const root = objectOf(read(text));
  const options = objectOf(root['compilerOptions']);
  const { baseUrl, outDir } = options;
  const keepsImports = options['verbatimModuleSyntax'] ?? options['preserveValueImports'];
  return {
    extends: typeof root['extends'] === 'string' ? [root['extends']] : textsOf(root['extends']),
    ...(typeof baseUrl === 'string' && { baseUrl }),
    ...(options['paths'] !== undefined && { paths: pathsOf(options['paths']) }),
    references: listOf(root['references']).flatMap((entry) => textsOf([objectOf(entry)['path']])),
    ...(typeof outDir === 'string' && { outDir }),
    ...(typeof keepsImports === 'boolean' && { keepsImports }),
  };
}

function read(text: string): unknown {
  const errors: ParseError[] = [];
  try {
    return parse(text.replace(/^\uFEFF/, ''), errors, { allowTrailingComma: true });
  } catch {
    // Nesting deeper than the stack.
    return undefined;
  }
}

function pathsOf(value: unknown): ReadonlyMap<string, readonly string[]> {
  return new Map(Object.entries(objectOf(value)).map(([pattern, targets]) => [pattern, textsOf(targets)]));
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textsOf(value: unknown): readonly string[] {
  return listOf(value).filter((entry) => typeof entry === 'string');
}
