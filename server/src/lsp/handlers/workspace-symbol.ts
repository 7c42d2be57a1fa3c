import { type SymbolInformation, SymbolKind } from 'vscode-languageserver';
import { bringUpToDate, locationsOf } from '../environment/variables';
import type { Workspace } from '../session/workspace';

const MOST = 256;

/** Variables of all apps whose name has the letters of the query in their order; at their first declaration, else read. */
export function workspaceSymbols(workspace: Workspace, query: string): SymbolInformation[] {
  const symbols: SymbolInformation[] = [];
  for (const { session, hasReports } of workspace.folders) {
    if (!hasReports || !session.settings.editor.features.workspaceSymbols) continue;
    bringUpToDate(session);
    const model = session.analysis.structure();
    for (const app of model.layout.roots.map((root) => model.app(root))) {
      for (const { name, declarations, reads } of app.environment.variables.values()) {
        const place = declarations[0] ?? reads[0];
        if (place === undefined || !hasLetters(name.toLowerCase(), query.toLowerCase())) continue;
        const [location] = locationsOf(session, [place]);
        if (location === undefined) continue;
        symbols.push({ name, kind: SymbolKind.Constant, location, containerName: app.name || place.file });
        if (symbols.length === MOST) return symbols;
      }
    }
  }
  return symbols;
}

function hasLetters(name: string, letters: string): boolean {
  let at = 0;
  for (const letter of letters) {
    at = name.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
