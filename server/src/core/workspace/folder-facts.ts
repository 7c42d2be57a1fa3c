/** The current facts of a folder by kind; what they say of the structure is worked out by `FolderModel`. */
import type { FilePath } from '../documents/kinds';
import type { ManagedProcess } from '../documents/typescript/managed-processes';
import type { DocumentResult } from '../engine/candidate';
import { compareTexts } from '../text/compare';
import type { FactsOf, FileFacts, TypeScriptFacts } from './facts';

export interface PlacedFacts<Kind extends FileFacts['kind']> {
  readonly file: FilePath;
  readonly facts: FactsOf<Kind>;
}

/** Reads through to the results: those of code change under a model with every keystroke, the set of files does not. */
export class FolderFacts {
  private readonly filesByKind = new Map<FileFacts['kind'], readonly FilePath[]>();

  constructor(private readonly results: ReadonlyMap<FilePath, DocumentResult>) {}

  of<Kind extends FileFacts['kind']>(kind: Kind): PlacedFacts<Kind>[] {
    return this.among(this.filesOf(kind), kind);
  }

  /** In path order. */
  filesOf(kind: FileFacts['kind']): readonly FilePath[] {
    const known = this.filesByKind.get(kind);
    if (known !== undefined) return known;
    const files = [...this.results].filter(([, { facts }]) => facts.kind === kind).map(([file]) => file);
    files.sort(compareTexts);
    this.filesByKind.set(kind, files);
    return files;
  }

  among<Kind extends FileFacts['kind']>(files: readonly FilePath[], kind: Kind): PlacedFacts<Kind>[] {
    const found: PlacedFacts<Kind>[] = [];
    for (const file of files) {
      const facts = this.results.get(file)?.facts;
      if (facts?.kind === kind) found.push({ file, facts: facts as FactsOf<Kind> });
    }
    return found;
  }

  typescript(file: FilePath): TypeScriptFacts | undefined {
    const facts = this.results.get(file)?.facts;
    return facts?.kind === 'typescript' ? facts : undefined;
  }

  /** What configurations of PM2 start, by file. */
  managedProcesses(): ReadonlyMap<FilePath, readonly ManagedProcess[]> {
    const found = this.of('typescript').flatMap(({ file, facts: { processes } }) =>
      processes === undefined ? [] : [[file, processes] as const],
    );
    return new Map(found);
  }

  /** Code that certainly opens a port and serves nothing else. */
  listeningFiles(): FilePath[] {
    const found: FilePath[] = [];
    for (const { file, facts } of this.of('typescript')) {
      const certain = facts.listens.some((listen) => listen.certain);
      if (certain && !facts.roles.some((role) => role !== 'config-module')) found.push(file);
    }
    return found;
  }
}
