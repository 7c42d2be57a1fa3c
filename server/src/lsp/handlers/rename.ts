import { LSPErrorCodes, type Range, type RenameParams, ResponseError, type WorkspaceEdit } from 'vscode-languageserver';
import { contains } from '../../core/text/span';
import { renamedPlaces } from '../../refactor/rename-environment';
import { toRange } from '../convert';
import { renameVariable } from '../environment/renamer';
import { type DocumentPosition, type VariableAt, variableAt } from '../environment/variables';
import type { ClientFeatures } from '../features';
import type { Workspace } from '../session/workspace';

/** Renames an environment variable in all files; whatever else stands under the cursor is left to others. */
export class Renames {
  constructor(
    private readonly workspace: Workspace,
    private readonly features: ClientFeatures,
  ) {}

  /** `null` declines, so that the editor asks the next one, TypeScript for instance. */
  prepare(params: DocumentPosition): { range: Range; placeholder: string } | null {
    const found = this.find(params);
    return found && { range: toRange(found.span, found.document), placeholder: found.variable.name };
  }

  async rename({ newName, ...params }: RenameParams): Promise<WorkspaceEdit | null> {
    const found = this.find(params);
    if (found === null) return null;
    const result = await renameVariable(found.session, newName, () => this.find(params)?.variable, this.features);
    if ('refused' in result) throw new ResponseError(LSPErrorCodes.RequestFailed, result.refused);
    return result.edit;
  }

  /** What a platform or an image calls a variable is not ours to rename. */
  private find(params: DocumentPosition): VariableAt | null {
    const found = variableAt(this.workspace, params);
    if (found === undefined || !found.session.settings.editor.features.rename) return null;
    const { variable, file, span } = found;
    if (variable.class === 'platform') return null;
    const isRenamed = renamedPlaces(variable).some((place) => place.file === file && contains(place.span, span));
    return isRenamed ? found : null;
  }
}
