import type { Location } from 'vscode-languageserver';
import { type DocumentPosition, locationsOf, variableAt } from '../environment/variables';
import type { Workspace } from '../session/workspace';

/** Where the variable under the cursor is declared. */
export function definition(workspace: Workspace, params: DocumentPosition): Location[] | null {
  const found = variableAt(workspace, params);
  if (found === undefined || !found.session.settings.editor.features.definition) return null;
  const locations = locationsOf(found.session, found.variable.declarations);
  return locations.length === 0 ? null : locations;
}
