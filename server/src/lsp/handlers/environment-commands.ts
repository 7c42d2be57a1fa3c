import type { ApplyWorkspaceEditResult, WorkspaceEdit } from 'vscode-languageserver';
import type { FilePath } from '../../core/documents/kinds';
import { LineMap } from '../../core/text/line-map';
import type { AppModel } from '../../core/workspace/app-model';
import type { EnvironmentVariable } from '../../core/workspace/environment/catalogue';
import { linkedVariable } from '../../core/workspace/environment/lookup';
import type { RenameVariableParams, VariableEditResult, VariableParams } from '../../protocol/index';
import { documentVariable, examplePlaceOf } from '../../refactor/document-variable';
import { toWorkspaceEdit } from '../convert';
import { renameVariable } from '../environment/renamer';
import { bringUpToDate } from '../environment/variables';
import type { ClientFeatures } from '../features';
import { appId } from '../session/compliance-board';
import type { Session } from '../session/session';
import type { Workspace } from '../session/workspace';

export interface EnvironmentCommandServices {
  readonly workspace: Workspace;
  readonly features: ClientFeatures;
  readonly applyEdit: (label: string, edit: WorkspaceEdit) => Promise<ApplyWorkspaceEditResult>;
}

interface Found {
  readonly session: Session;
  readonly app: AppModel;
  readonly variable: EnvironmentVariable;
}

/** What the environment view does with a variable. */
export class EnvironmentCommands {
  constructor(private readonly services: EnvironmentCommandServices) {}

  async rename({ app, name, newName }: RenameVariableParams): Promise<VariableEditResult> {
    const found = this.find({ app, name });
    if (found === undefined) return GONE;
    const { session } = found;
    if (found.variable.class === 'platform') return refuse(`${name} is named by the platform.`);
    const linked = () => {
      const now = this.find({ app, name });
      const place = now && (now.variable.declarations[0] ?? now.variable.reads[0]);
      return place && linkedVariable(session.analysis.structure(), place.file, name);
    };
    const result = await renameVariable(session, newName, linked, this.services.features);
    if ('refused' in result) return refuse(result.refused);
    return this.apply(`Rename ${name} to ${newName}`, result.edit);
  }

  /** The bare name into the example of the app's env files; an example is made where there is none. */
  async document({ app, name }: VariableParams): Promise<VariableEditResult> {
    const found = this.find({ app, name });
    if (found === undefined) return GONE;
    const { session } = found;
    const place = examplePlaceOf(found.variable, found.app);
    const texts = new Map<FilePath, string>();
    for (const file of [place.example, place.source]) {
      const text = file === undefined ? undefined : await session.readText(file);
      if (file !== undefined && text !== undefined) texts.set(file, text);
    }
    const textOf = (file: FilePath): string | undefined => session.documentOf(file)?.text ?? texts.get(file);
    const { edits, creates } = documentVariable(name, place, textOf);
    if (edits.size + creates.length === 0) return refuse(`${place.example} names ${name} already.`);
    const placeOf: Session['placeOf'] = (file) => {
      const known = session.placeOf(file);
      return known.version === null ? { ...known, positions: new LineMap(texts.get(file) ?? '') } : known;
    };
    const title = `Add ${name} to ${place.example}`;
    const edit = toWorkspaceEdit({ title, edits, creates }, undefined, placeOf, this.services.features);
    return edit === undefined ? refuse('This editor creates no files.') : this.apply(title, edit);
  }

  private async apply(title: string, edit: WorkspaceEdit): Promise<VariableEditResult> {
    const { applied } = await this.services.applyEdit(title, edit);
    return { applied };
  }

  private find({ app: id, name }: VariableParams): Found | undefined {
    for (const folder of this.services.workspace.folders) {
      const { session, hasReports } = folder;
      if (!hasReports) continue;
      bringUpToDate(session);
      const model = session.analysis.structure();
      const root = model.layout.roots.find((one) => appId(folder, one === '' ? '.' : one) === id);
      if (root === undefined) continue;
      const app = model.app(root);
      const variable = app.environment.variables.get(name);
      return variable && { session, app, variable };
    }
    return undefined;
  }
}

const GONE: VariableEditResult = { applied: false, refused: 'The variable is not there any more.' };

function refuse(refused: string): VariableEditResult {
  return { applied: false, refused };
}
