import type { Connection } from 'vscode-languageserver';
import { codeLenses } from './handlers/code-lens';
import { completion } from './handlers/completion';
import { definition } from './handlers/definition';
import { documentLinks } from './handlers/document-link';
import { documentSymbols } from './handlers/document-symbol';
import { guarded } from './handlers/guard';
import { inlayHints } from './handlers/inlay-hint';
import { references } from './handlers/references';
import { Renames } from './handlers/rename';
import { workspaceSymbols } from './handlers/workspace-symbol';
import type { Services } from './services';
import type { Workspace } from './session/workspace';

/** Everything an editor may ask about environment variables. */
export function bindEnvironment(connection: Connection, workspace: Workspace, { features, log }: Services): void {
  const renames = new Renames(workspace, features);
  const answer = <T>(method: string, action: () => Promise<T> | T): Promise<T> => guarded(method, log, action);
  connection.onCompletion((params) => answer('textDocument/completion', () => completion(workspace, params)));
  connection.onDefinition((params) => answer('textDocument/definition', () => definition(workspace, params)));
  connection.onReferences((params) => answer('textDocument/references', () => references(workspace, params)));
  connection.onPrepareRename((params) => answer('textDocument/prepareRename', () => renames.prepare(params)));
  connection.onRenameRequest((params) => answer('textDocument/rename', () => renames.rename(params)));
  connection.onDocumentSymbol(({ textDocument }) =>
    answer('textDocument/documentSymbol', () => documentSymbols(workspace, textDocument.uri, features)),
  );
  connection.onWorkspaceSymbol(({ query }) => answer('workspace/symbol', () => workspaceSymbols(workspace, query)));
  connection.onCodeLens(({ textDocument }) =>
    answer('textDocument/codeLens', () => codeLenses(workspace, textDocument.uri, features)),
  );
  connection.languages.inlayHint.on((params) => answer('textDocument/inlayHint', () => inlayHints(workspace, params)));
  connection.onDocumentLinks(({ textDocument }) =>
    answer('textDocument/documentLink', () => documentLinks(workspace, textDocument.uri)),
  );
}
