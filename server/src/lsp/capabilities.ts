import {
  CodeActionKind,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
} from 'vscode-languageserver/node';
import { EXTRACT_KIND, FIX_ALL_KIND, SERVER_COMMANDS } from '../protocol/index';
import { readFeatures } from './features';

/** The answer to `initialize`. It is given before anything else of the server is loaded. */
export function initializeResult(params: InitializeParams): InitializeResult {
  const features = readFeatures(params);
  return {
    serverInfo: { name: 'twelve-factor', version: process.env.TWELVE_FACTOR_VERSION ?? 'development' },
    capabilities: {
      // The one encoding every client knows; said aloud to those that let the server choose.
      ...(params.capabilities.general?.positionEncodings && { positionEncoding: 'utf-16' }),
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: { includeText: false } },
      codeActionProvider: features.codeActionLiterals
        ? {
            codeActionKinds: [CodeActionKind.QuickFix, EXTRACT_KIND, FIX_ALL_KIND],
            resolveProvider: features.lazyEdits,
          }
        : true,
      hoverProvider: true,
      completionProvider: { triggerCharacters: [...COMPLETION_TRIGGERS] },
      definitionProvider: true,
      referencesProvider: true,
      documentSymbolProvider: true,
      workspaceSymbolProvider: true,
      documentLinkProvider: {},
      // A client that asks nobody beforehand would take every rename for ours.
      ...(features.prepareRename && !features.dynamicRename && { renameProvider: { prepareProvider: true } }),
      // Switched off, they answer with nothing.
      ...(!features.dynamicCodeLens && { codeLensProvider: {} }),
      ...(!features.dynamicInlayHints && { inlayHintProvider: true }),
      executeCommandProvider: { commands: Object.values(SERVER_COMMANDS) },
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    },
  };
}

/** Characters behind which the name of a variable may begin. */
const COMPLETION_TRIGGERS: readonly string[] = ['.', "'", '"', '`', '[', '{', '$'];
