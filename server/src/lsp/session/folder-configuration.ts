import { baseName, directoryOf, type FilePath } from '../../core/documents/kinds';
import type { ConfigurationFile } from '../../core/settings/resolve';
import { isConfigurationName, loadConfigurations } from '../../host/configuration';

interface ConfigurationText {
  readonly file: FilePath;
  readonly text: string;
}

/** True for files that may hold a configuration; package.json does so under one key. */
export function mayConfigure(file: FilePath): boolean {
  const name = baseName(file);
  return name === 'package.json' || isConfigurationName(name);
}

/** The configuration files of a folder. One that does not hold is told, and what it said before goes on holding. */
export class FolderConfiguration {
  private good: readonly ConfigurationFile[] = [];
  private problems = new Map<FilePath, string>();

  constructor(private readonly knownRules: ReadonlySet<string>) {}

  get files(): readonly ConfigurationFile[] {
    return this.good;
  }

  problemOf(file: FilePath): string | undefined {
    return this.problems.get(file);
  }

  /** Gives the files whose problem is not what it was. */
  load(texts: readonly ConfigurationText[]): FilePath[] {
    const loaded = loadConfigurations({ configurations: [...texts] }, this.knownRules);
    const problems = new Map(loaded.problems.map(({ file, message }) => [file, message]));
    const broken = new Set([...problems.keys()].map(directoryOf));
    const kept = this.good.filter(
      ({ directory }) => broken.has(directory) && !loaded.files.some((file) => file.directory === directory),
    );
    this.good = [...loaded.files, ...kept];
    const changed = [...new Set([...problems.keys(), ...this.problems.keys()])].filter(
      (file) => problems.get(file) !== this.problems.get(file),
    );
    this.problems = problems;
    return changed;
  }
}

/** The texts on disk, with those of open documents in their place. */
export function withOpenTexts(
  onDisk: readonly ConfigurationText[],
  open: readonly ConfigurationText[],
): ConfigurationText[] {
  const openFiles = new Set(open.map(({ file }) => file));
  const configuring = open.filter(({ file, text }) => baseName(file) !== 'package.json' || text.includes('"twelveFactor"'));
  return [...onDisk.filter(({ file }) => !openFiles.has(file)), ...configuring];
}
