import type { Diagnostic } from 'vscode-languageserver';
import type { FilePath } from '../../core/documents/kinds';
import type { FolderAnalysis } from '../../core/engine/folder';
import type { Settings } from '../../core/settings/resolve';
import type { Configuration, KnownRules } from '../../core/settings/schema';
import { readBaselineText } from '../../host/baselines';
import type { OpenDocument } from '../documents/open-document';
import type { Log } from '../log';
import type { FolderReader } from '../services';
import { FolderBaselines } from './folder-baselines';
import { FolderConfiguration, withOpenTexts } from './folder-configuration';

type ConfigurationTexts = Parameters<typeof withOpenTexts>[0];

/** What decides how a folder's findings are judged: its configuration files, the editor's settings, its baselines. */
export class FolderRules {
  readonly baselines: FolderBaselines;
  private readonly configuration: FolderConfiguration;

  constructor(analysis: FolderAnalysis, knownRules: KnownRules, log: Log) {
    this.configuration = new FolderConfiguration(analysis, knownRules, log);
    this.baselines = new FolderBaselines(analysis, log);
  }

  get settings(): Settings | undefined {
    return this.configuration.settings;
  }

  get brokenFiles(): FilePath[] {
    return [...this.configuration.brokenFiles, ...this.baselines.brokenFiles];
  }

  diagnosticsOf(file: FilePath): readonly Diagnostic[] {
    return [...this.configuration.diagnosticsOf(file), ...this.baselines.diagnosticsOf(file)];
  }

  /** The text of a file on disk: a baseline may be longer than what is analysed. */
  read(host: FolderReader, root: string, file: FilePath): Promise<string | undefined> {
    return this.baselines.owns(file) ? readBaselineText(host, root, file) : host.read(root, file);
  }

  /** Reads configurations, texts of the editor before those on disk; gives the files whose problem is not what it was. */
  load(onDisk: ConfigurationTexts, open: ReadonlyMap<FilePath, OpenDocument>): FilePath[] {
    const texts = [...open].map(([file, { text }]) => ({ file, text }));
    return this.configuration.load(withOpenTexts(onDisk, texts));
  }

  /** Makes all of it hold: gives what that means for the documents, and which baselines are to be read or forgotten. */
  apply(
    editor: Configuration,
    documents: Iterable<FilePath>,
  ): { readonly result: 'same' | 'first' | 'changed'; readonly added: FilePath[]; readonly removed: FilePath[] } {
    const result = this.configuration.apply(editor);
    const { settings } = this.configuration;
    const change = settings === undefined ? { added: [], removed: [] } : this.baselines.apply(settings, documents);
    return { result, ...change };
  }
}
