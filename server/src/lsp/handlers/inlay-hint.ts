import type { InlayHint, InlayHintLabelPart, InlayHintParams } from 'vscode-languageserver';
import { baseName, type FilePath } from '../../core/documents/kinds';
import type { Placed } from '../../core/workspace/environment/catalogue';
import { type LinkedVariable, linkedVariable, readsAt } from '../../core/workspace/environment/lookup';
import type { EnvironmentDeclaration } from '../../core/workspace/environment/uses';
import { toRange } from '../convert';
import { bringUpToDate, currentDocument } from '../environment/variables';
import type { Session } from '../session/session';
import type { Workspace } from '../session/workspace';

/** How many files are named; of the others, their number. */
const NAMED = 2;

/** Behind each read in code: where the variable is declared, and whether there is a default. Never a value. */
export function inlayHints(workspace: Workspace, { textDocument, range }: InlayHintParams): InlayHint[] {
  const current = currentDocument(workspace, textDocument.uri);
  if (current === undefined || !current.session.settings.editor.features.inlayHints) return [];
  const { session, file, document } = current;
  if (session.analysis.resultOf(file)?.kind !== 'typescript') return [];
  bringUpToDate(session);
  const model = session.analysis.structure();
  const [from, to] = [document.offsetAt(range.start), document.offsetAt(range.end)];
  return readsAt(model, file).flatMap(({ name, span, isOtherName }) => {
    if (span.end < from || span.start > to) return [];
    const variable = linkedVariable(model, file, name);
    if (variable === undefined || variable.class === 'platform') return [];
    const label = [
      { value: isOtherName === true ? `${name} ` : '' },
      ...(variable.declarations.length === 0
        ? [{ value: 'not declared' }]
        : [{ value: 'in ' }, ...declaredIn(variable, session)]),
      ...defaultOf(variable),
    ].filter(({ value }) => value !== '');
    return { position: document.positionAt(behind(document.text, span.end)), label, paddingLeft: true };
  });
}

/** `process.env['NAME']` ends behind its bracket. */
function behind(text: string, end: number): number {
  return /['"`]/.test(text.charAt(end)) ? (text.charAt(end + 1) === ']' ? end + 2 : end + 1) : end;
}

function declaredIn({ declarations }: LinkedVariable, session: Session): InlayHintLabelPart[] {
  const byFile = new Map<FilePath, Placed<EnvironmentDeclaration>>();
  for (const one of declarations) if (!byFile.has(one.file)) byFile.set(one.file, one);
  const parts = [...byFile.values()].slice(0, NAMED).flatMap(({ file, span }, index) => {
    const { uri, positions } = session.placeOf(file);
    const part = { value: baseName(file), tooltip: file, location: { uri, range: toRange(span, positions) } };
    return index === 0 ? [part] : [{ value: ', ' }, part];
  });
  return byFile.size > NAMED ? [...parts, { value: ` +${byFile.size - NAMED}` }] : parts;
}

function defaultOf({ reads, declarations }: LinkedVariable): InlayHintLabelPart[] {
  const isDefaulted =
    reads.some(({ hasDefault }) => hasDefault) || declarations.some((one) => one.isRequired === false);
  return isDefaulted ? [{ value: ', default' }] : [];
}
