import type { FilePath } from '../documents/kinds';
import type { TypeScriptFacts } from './facts';
import type { ModuleResolver } from './module-resolver';
import { isOwnSpecifier } from './modules';

/**
 * Which file of the folder imports which. Edges are worked out once a file and kept until its imports change; type-only
 * imports lead nowhere, since nothing of them runs.
 */
export class ModuleGraph {
  private readonly edges = new Map<FilePath, Edges>();
  private readonly reachable = new Map<string, ReadonlySet<FilePath>>();
  private importers: Map<FilePath, FilePath[]> | undefined;

  constructor(
    private readonly resolver: ModuleResolver,
    private readonly factsOf: (file: FilePath) => TypeScriptFacts | undefined,
    private readonly files: () => readonly FilePath[],
  ) {}

  importsOf(file: FilePath): readonly FilePath[] {
    return this.edgesOf(file).targets;
  }

  /** Relative paths and aliases that lead to no known file. */
  unresolvedImportsOf(file: FilePath): readonly string[] {
    return this.edgesOf(file).unresolved;
  }

  importersOf(file: FilePath): readonly FilePath[] {
    this.importers ??= this.invert();
    return this.importers.get(file) ?? [];
  }

  /** All files that run when one of the entries does, entries included. */
  reachableFrom(entries: readonly FilePath[]): ReadonlySet<FilePath> {
    const key = entries.join('\n');
    const known = this.reachable.get(key);
    if (known !== undefined) return known;
    // A set may grow while it is walked: its iterator visits what is added.
    const seen = new Set<FilePath>(entries);
    for (const file of seen) for (const target of this.importsOf(file)) seen.add(target);
    this.reachable.set(key, seen);
    return seen;
  }

  /** To be called when the imports of a file have changed. */
  forget(file: FilePath): void {
    this.edges.delete(file);
    this.reachable.clear();
    this.importers = undefined;
  }

  private edgesOf(file: FilePath): Edges {
    const known = this.edges.get(file);
    if (known !== undefined) return known;
    const found = new Set<FilePath>();
    const unresolved: string[] = [];
    for (const { specifier, kind } of this.factsOf(file)?.imports ?? []) {
      if (kind === 'type') continue;
      const target = this.resolver.resolve(file, specifier);
      if (target !== undefined) found.add(target);
      else if (isOwnSpecifier(specifier)) unresolved.push(specifier);
    }
    const edges = { targets: [...found], unresolved };
    this.edges.set(file, edges);
    return edges;
  }

  private invert(): Map<FilePath, FilePath[]> {
    const importers = new Map<FilePath, FilePath[]>();
    for (const file of this.files()) {
      for (const target of this.importsOf(file)) {
        const list = importers.get(target);
        if (list === undefined) importers.set(target, [file]);
        else list.push(file);
      }
    }
    return importers;
  }
}

/** Where the imports of a file lead. */
interface Edges {
  readonly targets: readonly FilePath[];
  readonly unresolved: readonly string[];
}
