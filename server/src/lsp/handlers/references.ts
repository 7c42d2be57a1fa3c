import type { Location, ReferenceParams } from 'vscode-languageserver';
import { locationsOf, variableAt } from '../environment/variables';
import type { Workspace } from '../session/workspace';

/** Every place that reads, hands on or (where asked for) declares the variable under the cursor. */
export function references(workspace: Workspace, params: ReferenceParams): Location[] | null {
  const found = variableAt(workspace, params);
  if (found === undefined || !found.session.settings.editor.features.references) return null;
  const { reads, references: others, declarations } = found.variable;
  const declared = params.context.includeDeclaration ? declarations : [];
  return locationsOf(found.session, [...declared, ...reads, ...others]);
}
