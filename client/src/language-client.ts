import * as vscode from 'vscode';
import {
  CloseAction,
  type ErrorHandler,
  ExecuteCommandRequest,
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  type ServerOptions,
  State,
  TransportKind,
} from 'vscode-languageclient/node';
import {
  CLIENT_COMMANDS,
  type ComplianceChangedParams,
  type EnvironmentChangedParams,
  type EnvironmentResult,
  type InitializationOptions,
  type LeavesParams,
  type LeavesResult,
  METHODS,
  type RuleDocumentParams,
  type RuleDocumentResult,
  type RuleListEntry,
  SERVER_COMMANDS,
  SETTINGS_SECTION,
} from '../../server/src/protocol/index';
import { documentSelector } from './documents';

export type ServerState = 'starting' | 'running' | 'stopped';

/** The language server as the rest of the extension knows it: a process that may die, come back and be asked. */
export class LanguageServer {
  readonly #module: string;
  readonly #stateChanged = new vscode.EventEmitter<ServerState>();
  readonly #complianceChanged = new vscode.EventEmitter<ComplianceChangedParams>();
  readonly #environmentChanged = new vscode.EventEmitter<EnvironmentChangedParams>();
  #client: LanguageClient;
  #state: ServerState = 'starting';

  readonly onDidChangeState = this.#stateChanged.event;
  readonly onDidChangeCompliance = this.#complianceChanged.event;
  /** The variables are others now, or stand elsewhere. */
  readonly onDidChangeEnvironment = this.#environmentChanged.event;

  constructor(
    extension: vscode.Uri,
    readonly output: vscode.LogOutputChannel,
  ) {
    this.#module = vscode.Uri.joinPath(extension, 'server', 'dist', 'server.mjs').fsPath;
    this.#client = this.#createClient();
  }

  get state(): ServerState {
    return this.#state;
  }

  get processId(): number | undefined {
    return this.#client.serverProcess?.pid;
  }

  /** Resolves when the server has answered `initialize`; a failure is told to the user, never thrown. */
  async start(): Promise<void> {
    try {
      await this.#client.start();
    } catch (error) {
      this.output.error(error instanceof Error ? error : String(error));
      this.#setState('stopped');
      const showOutput = vscode.l10n.t('Show Output');
      const message = vscode.l10n.t('The Twelve-Factor language server does not start.');
      if ((await vscode.window.showErrorMessage(message, showOutput)) === showOutput) this.output.show();
    }
  }

  /** A client that failed cannot be started again, so a new one takes its place. */
  async restart(): Promise<void> {
    await this.stop();
    this.#client = this.#createClient();
    await this.start();
  }

  async stop(): Promise<void> {
    const client = this.#client;
    try {
      // The library cannot stop what is still starting; left alone, that server would go on beside the next one.
      if (client.state === State.Starting) await client.start();
      await client.dispose();
    } catch (error) {
      this.output.warn(error instanceof Error ? error.message : String(error));
    }
  }

  leaves(params: LeavesParams): Promise<LeavesResult> {
    return this.#client.sendRequest(METHODS.leaves, params);
  }

  environment(): Promise<EnvironmentResult> {
    return this.#client.sendRequest(METHODS.environment, {});
  }

  ruleDocument(params: RuleDocumentParams): Promise<RuleDocumentResult> {
    return this.#client.sendRequest(METHODS.ruleDocument, params);
  }

  rules(): Promise<readonly RuleListEntry[]> {
    return this.execute(SERVER_COMMANDS.rules);
  }

  /** Runs one of `SERVER_COMMANDS`; what it answers stands there. */
  execute<T>(command: string, ...args: unknown[]): Promise<T> {
    return this.#client.sendRequest(ExecuteCommandRequest.type, { command, arguments: args }) as Promise<T>;
  }

  #createClient(): LanguageClient {
    const options: LanguageClientOptions = {
      documentSelector: documentSelector(vscode.workspace.workspaceFolders ?? []),
      diagnosticCollectionName: SETTINGS_SECTION,
      outputChannel: this.output,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationOptions: { clientCommands: Object.values(CLIENT_COMMANDS) } satisfies InitializationOptions,
      errorHandler: quietly(() => client),
      textSynchronization: { delayOpenNotifications: true },
      // Hovers link to the pages of rules.
      markdown: { isTrusted: { enabledCommands: Object.values(CLIENT_COMMANDS) } },
    };
    const client = new LanguageClient(SETTINGS_SECTION, 'Twelve-Factor', serverOptions(this.#module), options);
    client.onNotification(METHODS.complianceChanged, (params: ComplianceChangedParams) => {
      this.#complianceChanged.fire(params);
    });
    client.onNotification(METHODS.environmentChanged, (params: EnvironmentChangedParams) => {
      this.#environmentChanged.fire(params);
    });
    client.onDidChangeState(({ newState }) => {
      if (client === this.#client) this.#setState(STATES[newState]);
    });
    return client;
  }

  #setState(state: ServerState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#stateChanged.fire(state);
  }
}

const STATES: Readonly<Record<State, ServerState>> = {
  [State.Stopped]: 'stopped',
  [State.StartFailed]: 'stopped',
  [State.Starting]: 'starting',
  [State.Running]: 'running',
};

function serverOptions(module: string): ServerOptions {
  const run = { module, transport: TransportKind.ipc };
  return { run, debug: { ...run, options: { execArgv: ['--nolazy', '--inspect=6009', '--enable-source-maps'] } } };
}

/** The library's handler restarts a server that died, up to five times in three minutes; only the last time is told. */
function quietly(client: () => LanguageClient): ErrorHandler {
  let handler: ErrorHandler | undefined;
  const library = (): ErrorHandler => {
    handler ??= client().createDefaultErrorHandler();
    return handler;
  };
  return {
    error: (error, message, count) => library().error(error, message, count),
    async closed() {
      const result = await library().closed();
      return result.action === CloseAction.Restart ? { ...result, handled: true } : result;
    },
  };
}
