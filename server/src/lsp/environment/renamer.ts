import type { WorkspaceEdit } from 'vscode-languageserver';
import type { FilePath } from '../../core/documents/kinds';
import { LineMap } from '../../core/text/line-map';
import type { LinkedVariable } from '../../core/workspace/environment/lookup';
import { filesToRename, refusalOf, renameEnvironment } from '../../refactor/rename-environment';
import { toWorkspaceEdit } from '../convert';
import type { ClientFeatures } from '../features';
import type { Session } from '../session/session';

/** An edit, or a sentence that says why there is none. */
export type RenameResult = { readonly edit: WorkspaceEdit } | { readonly refused: string };

/** A variable's new name in all files, open buffers before disk. `find` tells what the variable is once texts are read. */
export async function renameVariable(
  session: Session,
  newName: string,
  find: () => LinkedVariable | undefined,
  features: ClientFeatures,
): Promise<RenameResult> {
  const before = find();
  if (before === undefined) return { refused: GONE };
  const texts = new Map<FilePath, string>();
  for (const file of filesToRename(before)) {
    const text = await session.readText(file);
    if (text !== undefined) texts.set(file, text);
    if (text === undefined || !session.isAnalyzed(file, text)) return { refused: `${file} has changed: try again.` };
  }
  // Somebody may have typed in the meantime.
  const variable = find();
  if (variable === undefined) return { refused: GONE };
  const refused = refusalOf(variable, newName);
  if (refused !== undefined) return { refused };
  const textOf = (file: FilePath): string | undefined => session.documentOf(file)?.text ?? texts.get(file);
  const edits = newName === variable.name ? new Map() : renameEnvironment(variable, newName, textOf);
  if (edits === undefined) return { refused: 'A file has changed: try again.' };
  const placeOf: Session['placeOf'] = (file) => {
    const place = session.placeOf(file);
    return place.version === null ? { ...place, positions: new LineMap(texts.get(file) ?? '') } : place;
  };
  const title = `Rename ${variable.name} to ${newName}`;
  const edit = toWorkspaceEdit({ title, edits }, undefined, placeOf, features);
  return edit === undefined ? { refused: GONE } : { edit };
}

const GONE = 'The variable is not there any more.';
