import { join } from 'node:path';
import { baseName, type FilePath } from '../core/documents/kinds';
import { FolderAnalysis, type FolderOptions } from '../core/engine/folder';
import type { Registry } from '../core/engine/registry';
import type { RuleId } from '../core/rule/finding';
import { type ConfigurationFile, Settings, type SettingsInput } from '../core/settings/resolve';
import { baselinesOf, type LoadedBaseline, loadBaselines } from './baselines';
import { type ConfigurationProblem, loadConfigurations } from './configuration';
import type { FileHost, FolderListing } from './file-host';
import { nextTurn } from './next-turn';

export interface ScanOptions {
  readonly registry: Registry;
  readonly host: FileHost;
  /** Stands in for every configuration file of the folder. */
  readonly configuration?: ConfigurationFile['configuration'];
  /** Stands in for the baselines that the configuration names; see `SettingsInput`. */
  readonly baseline?: FilePath;
  /** Where the caller narrows what is checked; by default what the configuration says. */
  readonly createSettings?: (input: SettingsInput) => Settings;
  readonly timing?: FolderOptions['timing'];
  /** Called now and then with the number of files done, and of all. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** A rule that threw: its findings in that file (or app) are missing, all others are there. */
export interface RuleFailure {
  readonly file: FilePath;
  readonly rule: RuleId;
  readonly error: unknown;
}

export interface Scan {
  /** Complete and refreshed. */
  readonly folder: FolderAnalysis;
  readonly listing: FolderListing;
  readonly settings: Settings;
  /** Those that do not hold included. */
  readonly baselines: readonly LoadedBaseline[];
  /** The texts that findings and evidence point into, as they were analysed. */
  readonly texts: ReadonlyMap<FilePath, string>;
  readonly configurationProblems: readonly ConfigurationProblem[];
  readonly failures: readonly RuleFailure[];
  /** One line each: what was left out, and why. */
  readonly warnings: readonly string[];
}

/** Files between two turns of the event loop. */
const SLICE = 50;

/** Analyses a folder on disk once, whole: every file in turn, then the rules across files. */
export async function scanFolder(root: string, options: ScanOptions): Promise<Scan> {
  const { registry, host } = options;
  const listing = await host.list(root);
  const { settings, problems, leftOut } = resolveSettings(listing, options);
  const failures: RuleFailure[] = [];
  const folder = new FolderAnalysis({
    registry,
    settings,
    onFailure: (file, rule, error) => failures.push({ file, rule, error }),
    ...(options.timing && { timing: options.timing }),
  });
  folder.setPaths(listing.paths, listing.git);
  const texts = new Map<FilePath, string>();
  const unreadable: string[] = [];
  const total = listing.documents.length;
  for (const [index, file] of listing.documents.entries()) {
    if (index % SLICE === 0) {
      options.onProgress?.(index, total);
      await nextTurn();
    }
    if (settings.isIgnored(file)) continue;
    const text = await host.read(root, file);
    if (text === undefined) {
      if (host.typeOf(join(root, file)) === 'unreadable') unreadable.push(`${file}: file cannot be read`);
      continue;
    }
    texts.set(file, text);
    folder.update({ file, text, version: 1 });
  }
  const baselines = await loadBaselines(host, root, settings, listing.documents);
  folder.setBaselines(baselinesOf(settings, baselines));
  folder.setComplete(true);
  folder.refresh();
  readClosely(folder, texts);
  options.onProgress?.(total, total);
  dropUnneeded(texts, folder);
  const warnings = [...listing.warnings, ...leftOut, ...unreadable];
  return { folder, listing, settings, baselines, texts, configurationProblems: problems, failures, warnings };
}

/** Hands files in again about which a rule wants to be sure, until none is left. */
function readClosely(folder: FolderAnalysis, texts: ReadonlyMap<FilePath, string>): void {
  for (let wanted = folder.takeWanted(); wanted.length > 0; wanted = folder.takeWanted()) {
    for (const file of wanted) {
      const text = texts.get(file);
      if (text !== undefined) folder.update({ file, text, version: 1 });
    }
    folder.refresh();
  }
}

interface Resolved {
  readonly settings: Settings;
  /** The analysis would mean something else without these. */
  readonly problems: readonly ConfigurationProblem[];
  /** One line each: what holds for one package only, and does not hold. */
  readonly leftOut: readonly string[];
}

/** A package.json below the root: one of many, which may be somebody else's. */
function isPartOfPackage(file: FilePath): boolean {
  return baseName(file) === 'package.json' && file.includes('/');
}

function resolveSettings(listing: FolderListing, options: ScanOptions): Resolved {
  const { registry, configuration, baseline } = options;
  const common = { registry, ...(baseline !== undefined && { baseline }) };
  const create = options.createSettings ?? ((input) => new Settings(input));
  if (configuration !== undefined) {
    return { settings: create({ ...common, files: [{ directory: '', configuration }] }), problems: [], leftOut: [] };
  }
  const { files, problems } = loadConfigurations(listing, registry.knownRules);
  const settings = create({ ...common, files });
  // A broken configuration in a folder that another one leaves out (a fixture, say) concerns nobody.
  const concerning = problems.filter(({ file }) => !settings.isIgnored(file));
  return {
    settings,
    problems: concerning.filter(({ file }) => !isPartOfPackage(file)),
    leftOut: concerning
      .filter(({ file }) => isPartOfPackage(file))
      .map(({ file, message }) => `${file}: its "twelveFactor" is left out: ${message}`),
  };
}

/** Most files have nothing to show: their texts would only fill the memory. */
function dropUnneeded(texts: Map<FilePath, string>, folder: FolderAnalysis): void {
  const needed = new Set<FilePath>();
  for (const { findings, suppressed, known } of folder.fileReports) {
    for (const finding of [...findings, ...suppressed, ...known]) {
      needed.add(finding.file);
      for (const { file } of finding.related) needed.add(file);
    }
  }
  for (const { evidence } of folder.appReports()) for (const { file } of evidence) needed.add(file);
  for (const file of texts.keys()) if (!needed.has(file)) texts.delete(file);
}
