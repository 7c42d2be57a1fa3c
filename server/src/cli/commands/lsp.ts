import { runLanguageServer } from '../../lsp/run';

export interface ServeOptions {
  readonly nodeIpc?: boolean;
}

/** Hands over to the language server in this very process. */
export function serve({ nodeIpc }: ServeOptions): void {
  runLanguageServer([nodeIpc === true ? '--node-ipc' : '--stdio']);
}
