import type { InitializeParams } from 'vscode-languageserver';
import type { InitializationOptions } from '../protocol/index';

/** What the client can do, read once; everything the server sends is cut to this. */
export interface ClientFeatures {
  readonly diagnosticLinks: boolean;
  readonly diagnosticRelations: boolean;
  readonly diagnosticTags: boolean;
  readonly codeActionLiterals: boolean;
  /** Edits may come with `codeAction/resolve`. */
  readonly lazyEdits: boolean;
  readonly preferredActions: boolean;
  /** An action that cannot be had may be shown with the reason. */
  readonly disabledActions: boolean;
  readonly actionData: boolean;
  readonly documentChanges: boolean;
  readonly createFiles: boolean;
  readonly deleteFiles: boolean;
  readonly changeAnnotations: boolean;
  readonly applyEdit: boolean;
  readonly markdownHover: boolean;
  /** Symbols of a document with a place for the whole and one for the name. */
  readonly symbolTree: boolean;
  readonly dynamicRename: boolean;
  readonly dynamicCodeLens: boolean;
  readonly dynamicInlayHints: boolean;
  /** What was answered may be asked for again. */
  readonly refreshCodeLens: boolean;
  readonly refreshInlayHints: boolean;
  /** The client asks before it renames, and goes to somebody else when it is declined. */
  readonly prepareRename: boolean;
  readonly configuration: boolean;
  readonly dynamicConfiguration: boolean;
  readonly dynamicFileWatching: boolean;
  readonly workspaceFolders: boolean;
  readonly showDocument: boolean;
  /** Commands that the client itself runs. */
  readonly clientCommands: ReadonlySet<string>;
  /** See `InitializationOptions`. */
  readonly immediate: boolean;
}

export function readFeatures(params: InitializeParams): ClientFeatures {
  const { textDocument, workspace, window } = params.capabilities;
  const diagnostics = textDocument?.publishDiagnostics;
  const codeAction = textDocument?.codeAction;
  const edit = workspace?.workspaceEdit;
  const options = readOptions(params.initializationOptions);
  const operations = edit?.documentChanges === true ? (edit.resourceOperations ?? []) : [];
  return {
    diagnosticLinks: diagnostics?.codeDescriptionSupport === true,
    diagnosticRelations: diagnostics?.relatedInformation === true,
    diagnosticTags: diagnostics?.tagSupport !== undefined,
    codeActionLiterals: codeAction?.codeActionLiteralSupport !== undefined,
    lazyEdits: codeAction?.dataSupport === true && codeAction.resolveSupport?.properties.includes('edit') === true,
    preferredActions: codeAction?.isPreferredSupport === true,
    disabledActions: codeAction?.disabledSupport === true,
    actionData: codeAction?.dataSupport === true,
    documentChanges: edit?.documentChanges === true,
    createFiles: operations.includes('create'),
    deleteFiles: operations.includes('delete'),
    changeAnnotations: edit?.documentChanges === true && edit.changeAnnotationSupport !== undefined,
    applyEdit: workspace?.applyEdit === true,
    markdownHover: textDocument?.hover?.contentFormat?.includes('markdown') ?? false,
    symbolTree: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    dynamicCodeLens: textDocument?.codeLens?.dynamicRegistration === true,
    dynamicInlayHints: textDocument?.inlayHint?.dynamicRegistration === true,
    refreshCodeLens: workspace?.codeLens?.refreshSupport === true,
    refreshInlayHints: workspace?.inlayHint?.refreshSupport === true,
    dynamicRename: textDocument?.rename?.dynamicRegistration === true,
    prepareRename: textDocument?.rename?.prepareSupport === true,
    configuration: workspace?.configuration === true,
    dynamicConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    dynamicFileWatching: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    showDocument: window?.showDocument?.support === true,
    clientCommands: new Set(options.clientCommands?.filter((command) => typeof command === 'string')),
    immediate: options.immediate === true,
  };
}

/** Clients send what they like here, so nothing is taken for granted. */
export function readOptions(value: unknown): InitializationOptions {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  const { clientCommands, ...rest }: InitializationOptions = value;
  return Array.isArray(clientCommands) ? { ...rest, clientCommands } : rest;
}
