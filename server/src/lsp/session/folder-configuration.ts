import type { Diagnostic } from 'vscode-languageserver';
import { baseName, directoryOf, type FilePath } from '../../core/documents/kinds';
import type { FolderAnalysis } from '../../core/engine/folder';
import { type ConfigurationFile, Settings } from '../../core/settings/resolve';
import type { Configuration, KnownRules } from '../../core/settings/schema';
import { isConfigurationName, loadConfigurations } from '../../host/configuration';
import { toConfigurationDiagnostic } from '../convert';
import type { Log } from '../log';

interface ConfigurationText {
  readonly file: FilePath;
  readonly text: string | undefined;
}

/** True for files that may hold a configuration; package.json does so under one key. */
export function mayConfigure(file: FilePath): boolean {
  const name = baseName(file);
  return name === 'package.json' || isConfigurationName(name);
}

/**
 * The configuration files of a folder, and the settings that follow from them. A file that does not hold is told, and
 * what it said before goes on holding.
 */
export class FolderConfiguration {
  private good: readonly ConfigurationFile[] = [];
  private problems = new Map<FilePath, string>();
  private applied: string | undefined;
  private current: Settings | undefined;

  constructor(
    private readonly analysis: FolderAnalysis,
    private readonly knownRules: KnownRules,
    private readonly log: Log,
  ) {}

  /** What holds since the last `apply`. */
  get settings(): Settings | undefined {
    return this.current;
  }

  get brokenFiles(): Iterable<FilePath> {
    return this.problems.keys();
  }

  diagnosticsOf(file: FilePath): readonly Diagnostic[] {
    const problem = this.problems.get(file);
    return problem === undefined ? [] : [toConfigurationDiagnostic(problem)];
  }

  /** Gives the files whose problem is not what it was. */
  load(texts: readonly ConfigurationText[]): FilePath[] {
    const loaded = loadConfigurations({ configurations: [...texts] }, this.knownRules);
    const problems = new Map(loaded.problems.map(({ file, message }) => [file, message]));
    const broken = new Set([...problems.keys()].map(directoryOf));
    const kept = this.good.filter(
      ({ directory }) => broken.has(directory) && !loaded.files.some((file) => file.directory === directory),
    );
    const changed = [...new Set([...problems.keys(), ...this.problems.keys()])].filter(
      (file) => problems.get(file) !== this.problems.get(file),
    );
    for (const file of changed) {
      const problem = problems.get(file);
      if (problem !== undefined) this.log.warn(`"${file}" is left out until it holds again: ${problem}`);
    }
    this.good = [...loaded.files, ...kept];
    this.problems = problems;
    return changed;
  }

  /**
   * Makes the files and the editor's settings hold. `changed`: documents must be handed in again; `first`: nothing
   * was handed in yet.
   */
  apply(editor: Configuration): 'same' | 'first' | 'changed' {
    const input = { editor, files: this.good };
    const key = JSON.stringify(input);
    if (key === this.applied) return 'same';
    const result = this.applied === undefined ? 'first' : 'changed';
    this.applied = key;
    this.current = new Settings({ registry: this.analysis.registry, ...input });
    this.analysis.setSettings(this.current);
    return result;
  }
}

/** The texts on disk, with those of open documents in their place. */
export function withOpenTexts(
  onDisk: readonly ConfigurationText[],
  open: readonly ConfigurationText[],
): ConfigurationText[] {
  const openFiles = new Set(open.map(({ file }) => file));
  const configuring = open.filter(({ file, text }) =>
    baseName(file) === 'package.json' ? text?.includes('"twelveFactor"') === true : mayConfigure(file),
  );
  return [...onDisk.filter(({ file }) => !openFiles.has(file)), ...configuring];
}
