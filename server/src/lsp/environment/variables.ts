import type { Location, Position } from 'vscode-languageserver';
import type { FilePath } from '../../core/documents/kinds';
import type { Span } from '../../core/text/span';
import { type LinkedVariable, linkedVariable, throughAt, useAt } from '../../core/workspace/environment/lookup';
import { toRange } from '../convert';
import type { OpenDocument } from '../documents/open-document';
import type { Session } from '../session/session';
import type { Workspace } from '../session/workspace';

/** An open document and a position in it. */
export interface DocumentPosition {
  readonly textDocument: { readonly uri: string };
  readonly position: Position;
}

/** An open document whose current text has been analysed. */
export interface CurrentDocument {
  readonly session: Session;
  readonly file: FilePath;
  readonly document: OpenDocument;
}

/** A variable under the cursor. */
export interface VariableAt extends CurrentDocument {
  readonly span: Span;
  readonly variable: LinkedVariable;
}

/** The document's facts belong to its current text; `undefined` for documents of which nothing is known. */
export function currentDocument(workspace: Workspace, uri: string): CurrentDocument | undefined {
  const located = workspace.locate(uri);
  const document = located?.session.documentOf(located.file);
  if (located === undefined || document === undefined) return undefined;
  located.session.currentReport(located.file);
  return { ...located, document };
}

export function variableAt(workspace: Workspace, { textDocument, position }: DocumentPosition): VariableAt | undefined {
  const current = currentDocument(workspace, textDocument.uri);
  if (current === undefined) return undefined;
  const { session, file, document } = current;
  const uses = session.analysis.resultOf(file)?.environment;
  if (uses === undefined) return undefined;
  const offset = document.offsetAt(position);
  const plain = useAt(uses, offset);
  if (plain === undefined && uses.accesses.length === 0) return undefined;
  bringUpToDate(session);
  const use = plain ?? throughAt(session.analysis.structure(), file, uses, offset);
  if (use === undefined) return undefined;
  const variable = linkedVariable(session.analysis.structure(), file, use.name);
  return variable === undefined ? undefined : { ...current, span: use.span, variable };
}

/** Every open document's places are those of its current text. */
export function bringUpToDate(session: Session): void {
  for (const file of [...session.openFiles]) session.currentReport(file);
}

export function locationsOf(
  session: Session,
  places: readonly { readonly file: FilePath; readonly span: Span }[],
): Location[] {
  return places.map(({ file, span }) => {
    const { uri, positions } = session.placeOf(file);
    return { uri, range: toRange(span, positions) };
  });
}
