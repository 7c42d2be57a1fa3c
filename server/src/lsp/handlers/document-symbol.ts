import { type DocumentSymbol, type SymbolInformation, SymbolKind } from 'vscode-languageserver';
import { toRange } from '../convert';
import { currentDocument } from '../environment/variables';
import type { ClientFeatures } from '../features';
import type { Workspace } from '../session/workspace';

/** The keys of an env file, without their values. */
export function documentSymbols(
  workspace: Workspace,
  uri: string,
  features: ClientFeatures,
): DocumentSymbol[] | SymbolInformation[] | null {
  const current = currentDocument(workspace, uri);
  if (current === undefined || !current.session.settings.editor.features.documentSymbols) return null;
  const { session, file, document } = current;
  const facts = session.analysis.resultOf(file)?.facts;
  if (facts?.kind !== 'dotenv') return null;
  if (!features.symbolTree) {
    return facts.entries.map(({ name, span }) => ({
      name,
      kind: SymbolKind.Constant,
      location: { uri, range: toRange(span, document) },
    }));
  }
  return facts.entries.map(({ name, keySpan, span, secretName, value }) => ({
    name,
    detail: [secretName ? 'secret' : '', value === 'empty' ? 'empty' : ''].filter((word) => word !== '').join(', '),
    kind: SymbolKind.Constant,
    range: toRange(span, document),
    selectionRange: toRange(keySpan, document),
  }));
}
