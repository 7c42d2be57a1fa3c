import type { Diagnostic } from 'vscode-languageserver';
import type { FilePath } from '../../core/documents/kinds';
import type { FolderAnalysis } from '../../core/engine/folder';
import type { Settings } from '../../core/settings/resolve';
import { baselinePathsOf, baselinesOf, type LoadedBaseline, takeBaseline } from '../../host/baselines';
import { toConfigurationDiagnostic } from '../convert';
import type { Log } from '../log';

/**
 * The baselines that the settings of a folder name. They are read like any other file of the folder, and handed in here.
 * One that does not hold is told, and what it said before goes on holding.
 */
export class FolderBaselines {
  private readonly loaded = new Map<FilePath, LoadedBaseline>();
  private settings: Settings | undefined;
  private wanted: ReadonlySet<FilePath> = new Set();

  constructor(
    private readonly analysis: FolderAnalysis,
    private readonly log: Log,
  ) {}

  get paths(): readonly FilePath[] {
    return [...this.wanted];
  }

  get entries(): readonly LoadedBaseline[] {
    return this.paths.map((path) => this.loaded.get(path) ?? { path, text: undefined, entries: [] });
  }

  owns(file: FilePath): boolean {
    return this.wanted.has(file);
  }

  get brokenFiles(): readonly FilePath[] {
    return [...this.loaded.values()].flatMap(({ path, problem }) => (problem === undefined ? [] : [path]));
  }

  diagnosticsOf(file: FilePath): readonly Diagnostic[] {
    const problem = this.loaded.get(file)?.problem;
    return problem === undefined ? [] : [toConfigurationDiagnostic(`This baseline ${problem}.`)];
  }

  /** Other settings or files: gives the baselines to read, and those that speak of nothing any more. */
  apply(settings: Settings, files: Iterable<FilePath>): { readonly added: FilePath[]; readonly removed: FilePath[] } {
    const before = this.wanted;
    this.wanted = baselinePathsOf(settings, files);
    const removed = [...before].filter((path) => !this.wanted.has(path));
    for (const path of removed) this.loaded.delete(path);
    if (this.settings !== settings || removed.length > 0) this.hold(settings);
    return { added: [...this.wanted].filter((path) => !before.has(path)), removed };
  }

  /** `text` is `undefined` for a file that is not there. */
  take(path: FilePath, text: string | undefined): void {
    const old = this.loaded.get(path);
    const taken = takeBaseline(path, text);
    const isBroken = taken.problem !== undefined && text !== undefined;
    if (taken.problem !== undefined && taken.problem !== old?.problem) this.log.warn(`"${path}" ${taken.problem}`);
    this.loaded.set(path, isBroken && old !== undefined ? { ...taken, entries: old.entries } : taken);
    if (this.settings !== undefined) this.hold(this.settings);
  }

  private hold(settings: Settings): void {
    this.settings = settings;
    this.analysis.setBaselines(baselinesOf(settings, [...this.loaded.values()]));
  }
}
