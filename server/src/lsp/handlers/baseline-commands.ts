import type { ApplyWorkspaceEditResult, WorkspaceEdit } from 'vscode-languageserver';
import type { FilePath } from '../../core/documents/kinds';
import { type BaselineEntry, sameEntries, updateBaseline, writeBaseline } from '../../core/engine/baseline';
import type { Edit } from '../../core/text/edits';
import { LineMap } from '../../core/text/line-map';
import { BASELINE_NAME, type LoadedBaseline } from '../../host/baselines';
import { CONFIGURATION_NAME, CONFIGURATION_NAMES } from '../../host/configuration';
import type { BaselineParams, BaselineResult } from '../../protocol/index';
import { type ConfigurationSource, nameBaseline } from '../../refactor/name-baseline';
import { toWorkspaceEdit } from '../convert';
import type { ClientFeatures } from '../features';
import type { FolderSession } from '../session/folder-session';
import type { Workspace } from '../session/workspace';

export interface BaselineServices {
  readonly workspace: Workspace;
  readonly features: ClientFeatures;
  readonly applyEdit: (label: string, edit: WorkspaceEdit) => Promise<ApplyWorkspaceEditResult>;
}

/** A file that is to have a text. */
interface Written {
  readonly file: FilePath;
  readonly before: string | undefined;
  readonly after: string;
}

/** Takes what is found now into a baseline, as `check --update-baseline` does; the client writes. */
export class BaselineCommands {
  constructor(private readonly services: BaselineServices) {}

  /** A baseline with all that is found in a folder, named in its configuration. */
  async create({ folder: uri }: BaselineParams): Promise<BaselineResult> {
    const folder = this.folderOf(uri);
    if (folder === undefined) return refuse(NO_FOLDER);
    if (!isReady(folder)) return refuse(NOT_READY);
    const [named] = folder.rules.baselines.entries;
    if (named?.text !== undefined) return refuse(`${named.path} exists already.`);
    if (named?.path.startsWith('/')) return refuse(`${named.path} lies outside of the folder.`);
    const path = named?.path ?? BASELINE_NAME;
    if ((await folder.session.readText(path)) !== undefined) return refuse(`${path} exists already.`);
    const entries = entriesOf(folder, { path, text: undefined, entries: [] }, false, named === undefined);
    const files: Written[] = [{ file: path, before: undefined, after: writeBaseline(entries) }];
    if (named === undefined) {
      const source = await configurationOf(folder);
      const after = nameBaseline(source, path);
      if (after === undefined) return refuse(`${source.file} is not valid JSON.`);
      files.push({ file: source.file, before: source.text, after });
    }
    return this.write(folder, 'Create baseline', files, entries.length);
  }

  /** What is new comes in unless `onlyPrune` is set; what is gone goes out. */
  async update({ folder: uri, onlyPrune = false }: BaselineParams): Promise<BaselineResult> {
    const folder = this.folderOf(uri);
    if (folder === undefined) return refuse(NO_FOLDER);
    if (!isReady(folder)) return refuse(NOT_READY);
    const known = folder.rules.baselines.entries;
    if (known.length === 0) return refuse('No configuration names a baseline.');
    const files: Written[] = [];
    let count = 0;
    for (const old of known) {
      if (old.text === undefined || old.problem !== undefined) {
        return refuse(`${old.path} ${old.problem ?? 'does not exist or cannot be read'}.`);
      }
      const entries = entriesOf(folder, old, onlyPrune, false);
      count += entries.length;
      const before = folder.session.documentOf(old.path)?.text ?? old.text;
      if (!sameEntries(old.entries, entries)) files.push({ file: old.path, before, after: writeBaseline(entries) });
    }
    if (files.length === 0) return refuse('The baseline holds what is found already.');
    return this.write(folder, 'Update baseline', files, count);
  }

  /** The folder of an address, or the only one. */
  private folderOf(uri: string): FolderSession | undefined {
    const { folders } = this.services.workspace;
    return (
      folders.find(({ folder }) => folder.text === uri) ?? (uri === '' && folders.length === 1 ? folders[0] : undefined)
    );
  }

  private async write(
    { session }: FolderSession,
    title: string,
    files: readonly Written[],
    findings: number,
  ): Promise<BaselineResult> {
    const edits = new Map<FilePath, readonly Edit[]>();
    for (const { file, before, after } of files) {
      if (before !== undefined) edits.set(file, [{ span: { start: 0, end: before.length }, text: after }]);
    }
    const creates = files.flatMap(({ file, before, after }) =>
      before === undefined ? { path: file, text: after } : [],
    );
    const texts = new Map(files.map(({ file, before }) => [file, before ?? '']));
    const placeOf: typeof session.placeOf = (file) => {
      const place = session.placeOf(file);
      return place.version === null ? { ...place, positions: new LineMap(texts.get(file) ?? '') } : place;
    };
    const edit = toWorkspaceEdit({ title, edits, creates }, undefined, placeOf, this.services.features);
    if (edit === undefined) return refuse('This editor creates no files.');
    const { applied } = await this.services.applyEdit(title, edit);
    return applied ? { applied, findings, files: files.map(({ file }) => placeOf(file).uri) } : { applied };
  }
}

function isReady({ hasReports, isIndexing }: FolderSession): boolean {
  return hasReports && !isIndexing;
}

/** @param isAll no file has a baseline yet, and this one is for all of them */
function entriesOf(
  { rules, session }: FolderSession,
  { path, entries: before }: LoadedBaseline,
  onlyPrune: boolean,
  isAll: boolean,
): BaselineEntry[] {
  const reports = session.analysis.fileReports.filter(({ file }) => isAll || rules.settings?.baselineOf(file) === path);
  const findings = reports.flatMap((report) => [...report.findings, ...report.known]);
  return updateBaseline({ path, before, findings, onlyPrune, wasJudged: () => true });
}

/** The folder's own configuration, else its package.json where that configures, else a new file. */
async function configurationOf({ session }: FolderSession): Promise<ConfigurationSource> {
  for (const file of CONFIGURATION_NAMES) {
    const text = await session.readText(file);
    if (text !== undefined) return { file, text };
  }
  const manifest = await session.readText('package.json');
  return manifest?.includes('"twelveFactor"')
    ? { file: 'package.json', text: manifest }
    : { file: CONFIGURATION_NAME, text: undefined };
}

const NO_FOLDER = 'There is no such folder.';
const NOT_READY = 'The folder is still being read: try again.';

function refuse(refused: string): BaselineResult {
  return { applied: false, refused };
}
